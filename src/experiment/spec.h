/* Specs: bench/NAME.ini declares one grid of trials and the figure or table drawn from it (doc/specs.md).
 *
 * [sweep] says what to compute, [figure] and [table] how to show it, [reduced] replaces keys of [sweep] for a
 * quick grid.  A key of [sweep] that stands in braces in `hierarchy` is a variable: hierarchy =
 * tree:width={W},height={H}.  The grid is the product of hierarchies, variables, methods, notions, dimensions
 * and seeds. */
#ifndef HR_EXPERIMENT_SPEC_H
#define HR_EXPERIMENT_SPEC_H

#include "bounds/bound.h"
#include "embedding/method.h"
#include "experiment/fit.h"
#include "experiment/quantity.h"

enum {
    HR_SPEC_HIERARCHIES = 16,
    HR_SPEC_VARIABLES = 4,
    HR_SPEC_METHODS = 16,
    HR_SPEC_NOTIONS = 3,
    HR_SPEC_VALUES = 1024,
    HR_SPEC_WORDS = 16,
    HR_SPEC_COLUMNS = 24,
    HR_SPEC_TEXT = 512
};

/* A construction or a recipe: both are built at a dimension, with a seed, and decided. */
typedef struct {
    const hr_method *method; /* NULL: a recipe */
    char text[64];           /* as written: "runs:runs=2", "best:reach=0.95"; names the series */
    hr_method_options options;

    /* of a recipe */
    int version;
    double reach;                       /* the recall that is enough for the least dimension; 0: FEASIBLE */
    double steps, over_all, over_batch; /* work: steps; scores a document of the hierarchy; others */
} hr_spec_method;

const char *hr_spec_method_statement(const hr_spec_method *method); /* "U1"; "U9" of recipes */
int hr_spec_method_version(const hr_spec_method *method);
bool hr_spec_method_random(const hr_spec_method *method);
bool hr_spec_method_takes_dim(const hr_spec_method *method);

typedef struct {
    char text[HR_SPEC_TEXT]; /* "tree:width=2,height={H}" */
    bool seeded;             /* has {seed}: another one per seed */
    unsigned variables;      /* bit v: has the variable v */
} hr_spec_hierarchy;

typedef struct {
    char name[32]; /* "H" */
    uint64_t *value;
    size_t values;
} hr_spec_variable;

typedef enum {
    HR_DIM_LEAST,   /* the least feasible one, by galloping and bisection */
    HR_DIM_THEOREM, /* the method's own */
    HR_DIM_VALUES   /* those listed */
} hr_dim_mode;

typedef struct {
    char *name; /* of the results: the file's name without .ini, "-reduced" behind it for another grid */
    char *path;
    char *folder; /* that the file is in: literature.csv is looked for there */
    char *text;   /* the whole file */
    bool reduced; /* another grid than the spec's own */

    /* [sweep] */
    char title[HR_SPEC_TEXT];    /* of the figure */
    char question[HR_SPEC_TEXT]; /* what it answers, one sentence */
    hr_spec_hierarchy hierarchy[HR_SPEC_HIERARCHIES];
    size_t hierarchies;
    hr_spec_variable variable[HR_SPEC_VARIABLES];
    size_t variables;
    hr_spec_method method[HR_SPEC_METHODS];
    size_t methods;
    hr_dim_mode dim_mode;
    uint32_t *dim; /* HR_DIM_VALUES */
    size_t dims;
    hr_notion notion[HR_SPEC_NOTIONS];
    size_t notions;
    double eps;
    uint64_t seeds;
    uint64_t most;  /* the largest dimension that a search tries; 0: four times the theorem's */
    double seconds; /* limit of one decision, 0: none; longer is UNKNOWN */
    char theory[HR_SPEC_WORDS][32]; /* statements whose bounds are evaluated: "U1" */
    size_t theories;
    const hr_quantity
        *record[HR_SPEC_WORDS]; /* what is recorded; least-dimension alone when that is searched */
    size_t records;
    bool tally; /* some of them needs it */

    /* [figure] */
    bool figure; /* has the section */
    char x[32];  /* a variable, or dimension, distance, n, m, s */
    const hr_quantity *y;
    char xlabel[HR_SPEC_TEXT], ylabel[HR_SPEC_TEXT];
    bool logx, logy;
    hr_fit_model fit;
    double fit_from;                   /* a second fit of the points from this x on; 0: none */
    double slope;                      /* theory's; NAN: none is given */
    char slope_of[64];                 /* "H^2 ln W" */
    char reference[HR_SPEC_WORDS][32]; /* statements whose curves are drawn */
    size_t references;
    char literature[HR_SPEC_WORDS][32]; /* names of rows in literature.csv beside the spec */
    size_t literatures;

    /* [table] */
    bool table;
    /* Columns of NAME.csv (hr_spec_columns), variables and recorded quantities.  With a quantity among them a
     * line per place (all rows that differ in the quantity alone), each quantity's y in its own column; else
     * a line per row.  None: x across, series down. */
    char column[HR_SPEC_COLUMNS][32];
    size_t columns;
} hr_experiment;

/* Columns of NAME.csv beside the variables; no variable has the name of one.  NULL-terminated. */
extern const char *const hr_spec_columns[];

/* Reads the spec.  `set` are `count` texts "key=value" that replace keys of [sweep]; `reduced` applies
 * [reduced]; with either, the results get a name of their own, so that a quick look never replaces the full
 * results.  HR_EUSAGE with file, line, the allowed values and the nearest match for whatever is wrong. */
hr_status hr_experiment_read(hr_experiment *out, const char *path, bool reduced, const char *const *set,
                             size_t count);
void hr_experiment_clear(hr_experiment *experiment);

/* A point of the grid of hierarchies: `value` has one entry per variable; those that the hierarchy does not
 * have are ignored.  The caller frees. */
char *hr_experiment_hierarchy(const hr_experiment *experiment, size_t hierarchy, const uint64_t *value,
                              uint64_t seed);

#endif
