/* One sweep: every trial of a spec, and the least feasible dimension of every series that follows from them.
 *
 * The least dimension of a series is the least d at which at least half of the seeds are exactly feasible: at
 * d at least half were decided FEASIBLE, at d - 1 more than half INFEASIBLE, both by trials that are
 * recorded. The spread is that of the least d of every seed by itself.  A construction with a dimension of
 * its own (no
 * --dim) is one trial per seed at that dimension.  With {seed} in the hierarchy the seeds draw hierarchies
 * too. */
#ifndef HR_SWEEP_H
#define HR_SWEEP_H

#include "experiment/fit.h"
#include "experiment/spec.h"

typedef struct {
    size_t value;  /* index into the experiment's values */
    uint64_t seed; /* of the hierarchy; 0: it has none */
    char *text;    /* "tree:width=2,height=5" */
    uint32_t n, m, s;
} hr_instance;

typedef struct {
    size_t value, method; /* indices into the experiment */
    size_t instance;
    uint64_t seed;  /* 0: nothing random */
    uint32_t dim;   /* that was asked for; 0: the method's own */
    uint32_t width; /* that the embedding has (U3 takes the best code within dim); 0: none was built */
    hr_verdict verdict;
    hr_dtype dtype;
    double margin_log10; /* of the worst query of a FEASIBLE trial; NAN: not known */
    char how[160];       /* how it was decided; "failed: ..." when it could not be */
    char kernel[64];
    double seconds, build_seconds;
} hr_trial;

typedef enum { HR_MEASURED, HR_THEORY } hr_row_kind;

/* A point of the figure. */
typedef struct {
    hr_row_kind kind;
    size_t value;
    char name[64]; /* the method as the spec writes it, or the bound's name */
    const char *statement;
    uint32_t n, m, s;  /* the largest over the seeds */
    hr_verdict state;  /* measured: FEASIBLE: d is the least dimension; INFEASIBLE: not even d is feasible;
                          UNKNOWN: the least dimension is above `above` and, when d is not 0, at most d */
    const char *known; /* "proved"; measured: the verdict's name */
    double d;          /* 0: none */
    double above;      /* the largest d that more than half of the seeds fail; 0: none */
    double low, high;  /* smallest and largest over the seeds */
    double mean, sd;   /* over the seeds; sd NAN for fewer than two */
    size_t seeds, decided, trials;
} hr_row;

typedef struct {
    hr_row_kind kind;
    char name[64];
    const char *statement;
    uint64_t from; /* the smallest value among its points */
    hr_fit fit;
} hr_fit_row;

typedef struct {
    const hr_experiment *experiment;
    uint64_t seed; /* the first one */
    hr_instance *instance;
    size_t instances, instance_capacity;
    hr_trial *trial;
    size_t trials, trial_capacity;
    hr_row *row;
    size_t rows, row_capacity;
    hr_fit_row *fit;
    size_t fits, fit_capacity;
} hr_sweep;

/* Runs everything.  The same seed gives the same trials and rows, times aside, at any number of threads. */
hr_status hr_sweep_run(hr_sweep *out, const hr_experiment *experiment, uint64_t seed);
void hr_sweep_clear(hr_sweep *sweep);

#endif
