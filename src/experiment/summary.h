/* The points of a spec's figure and the lines fitted through them. */
#ifndef HR_SUMMARY_H
#define HR_SUMMARY_H

#include "experiment/fit.h"
#include "experiment/spec.h"

typedef enum { HR_MEASURED, HR_THEORY } hr_row_kind;

/* One point: one quantity, at one place of the grid, over the seeds. */
typedef struct {
    hr_row_kind kind;
    size_t hierarchy;                  /* index into the spec's */
    uint64_t value[HR_SPEC_VARIABLES]; /* of the variables that this hierarchy has */
    char name[64];                     /* the method as the spec writes it, or the bound's name */
    char statement[16];                /* "U1" */
    hr_notion notion;
    uint32_t dimension; /* asked for (HR_DIM_VALUES), or the embedding's own (HR_DIM_THEOREM); 0: searched,
                           theory */
    int32_t distance;   /* of recall-by-distance; -1: none */
    int64_t step;       /* of quantities in training; -1: none */
    const hr_quantity *quantity;
    /* least-dimension: the least d.  feasible: the share of the seeds.  Others: the mean.  NAN: none */
    double y;
    /* least-dimension: FEASIBLE: y is the least d; INFEASIBLE: not feasible even at y; UNKNOWN: above
     * `above` and, when y is finite, at most y.  Other measured quantities: the majority's verdict of the
     * trials behind it; UNKNOWN when there is none.  Theory: FEASIBLE, `known` says how sure. */
    hr_verdict state;
    const char *known;          /* theory: "proved", "certified", "estimated"; measured: the verdict's name */
    double above;               /* the largest d that more than half of the seeds fail; NAN: none */
    double low, high, mean, sd; /* over the seeds' samples; NAN: none; sd NAN for fewer than two */
    size_t seeds, decided, trials; /* seeds asked for; those with a sample; trials behind the point */
    uint32_t n, m, s;              /* the largest over the seeds */
} hr_row;

typedef struct {
    const hr_row *like; /* a row of the series: kind, hierarchy, name, statement, notion, dimension */
    double from;        /* the smallest x among its points */
    hr_fit fit;
} hr_fit_row;

typedef struct hr_summary {
    const hr_experiment *experiment;
    hr_row *row; /* measured and theory, in the order of the grid */
    size_t rows, row_capacity;
    hr_fit_row *fit;
    size_t fits, fit_capacity;
} hr_summary;

void hr_summary_clear(hr_summary *summary);

/* The row's x in the spec's figure; NAN when it has none there. */
double hr_row_x(const hr_experiment *experiment, const hr_row *row);

/* Do two rows belong to one series of the figure?  All that is neither x, y nor the seeds is equal. */
bool hr_row_same_series(const hr_experiment *experiment, const hr_row *a, const hr_row *b);

/* Fits every series with at least three decided points and more than one y: over all, then from fit-from. */
hr_status hr_summary_fit(hr_summary *summary);

#endif
