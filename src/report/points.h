/* What a figure or table shows, read back from the stored results: series of points and their fitted slopes.
 * Nothing is computed here. */
#ifndef HR_POINTS_H
#define HR_POINTS_H

#include "base/table.h"
#include "experiment/literature.h"
#include "experiment/spec.h"

typedef enum { HR_SERIES_MEASURED, HR_SERIES_THEORY, HR_SERIES_LITERATURE } hr_series_kind;

typedef struct {
    double x, y;                       /* y NAN: nothing is known from above */
    double above, low, high, mean, sd; /* as in summary.h; NAN: none */
    double seeds, decided;
    char state; /* 'F' feasible, 'U' unknown, 'I' infeasible, 'T' theory, 'L' literature */
} hr_point;

typedef struct {
    hr_series_kind kind;
    /* what tells it from the others; fields of the results file, "" for what this figure does not tell apart
     */
    const char *hierarchy, *name, *statement, *notion, *dimension, *distance;
    const char *variable[HR_SPEC_VARIABLES];
    char label[256];   /* for a legend: "U1 sign, H = 6, F-sign" */
    char variant[192]; /* the label less its statement: what dashes and shades stand for */
    hr_point *point;   /* ascending in x */
    size_t points, capacity;
    bool spread;               /* some point's seeds differ */
    bool level;                /* literature: one y for all x, drawn from end to end */
    double slope, slope_error; /* NAN: no fit */
    double fit_from;           /* the smallest x of that fit */
} hr_point_series;

typedef struct {
    hr_point_series *series; /* in the order of the file, literature last */
    size_t count, capacity;
    const char *notion; /* of all series; "" when they differ */
    double seeds;       /* the most of any point */
    double fit_from;    /* the smallest x of the last fits; NAN: none */
    size_t nowhere;     /* UNKNOWN points without any bound: they are nowhere on the page */
    hr_table table;     /* NAME.csv */
    hr_table fits;      /* NAME.fits.csv; empty without a fit */
    hr_literature literature[HR_SPEC_WORDS]; /* its points are series too; its slopes stand here */
    size_t literatures;
} hr_points;

/* FOLDER/NAME.csv and, with a fit, FOLDER/NAME.fits.csv.  Without [figure] there are no series: only the
 * table. */
hr_status hr_points_read(hr_points *out, const hr_experiment *experiment, const char *folder);
void hr_points_clear(hr_points *points);

/* The spec's literature, with a series for what has points (points_literature.c). */
hr_status hr_points_literature(hr_points *points, const hr_experiment *experiment);

/* Names the series (label.c): what all of them share is left out. */
void hr_points_label(hr_points *points, const hr_experiment *experiment);

/* "runs:dual=yes,runs=2" as words: "runs, dual, runs 2"; options that hold a variable are left out. */
void hr_words(char *out, size_t size, const char *name);

/* The label of y; says so where the values are logarithms. */
void hr_value_label(char *out, size_t size, const hr_experiment *experiment);

/* "F-query" for "f-query". */
void hr_notion_words(char *out, size_t size, const char *notion);

#endif
