/* Specs: bench/NAME.ini declares one sweep and its figure (doc/specs.md).
 *
 * [sweep] says what to compute, [figure] how to draw it, [reduced] replaces keys of [sweep] for a quick grid.
 * One key of [sweep], the variable, has any name: the word in braces in `hierarchy`. */
#ifndef HR_EXPERIMENT_SPEC_H
#define HR_EXPERIMENT_SPEC_H

#include "bounds/bound.h"
#include "embedding/method.h"
#include "experiment/fit.h"

enum { HR_SPEC_METHODS = 16, HR_SPEC_VALUES = 256, HR_SPEC_WORDS = 16, HR_SPEC_TEXT = 512 };

typedef struct {
    const hr_method *method;
    char text[64]; /* as written: "runs:runs=2", names the series */
    hr_method_options options;
} hr_spec_method;

typedef struct {
    char *name; /* of the results: the file's name without .ini, "-reduced" behind it for another grid */
    char *path;
    bool reduced; /* another grid than the spec's own */

    /* [sweep] */
    char title[HR_SPEC_TEXT];
    char hierarchy[HR_SPEC_TEXT]; /* "tree:width=2,height={H}" */
    char variable[32];            /* "H" */
    bool seeded;                  /* the hierarchy has {seed}: another one per seed */
    uint64_t value[HR_SPEC_VALUES];
    size_t values;
    hr_spec_method method[HR_SPEC_METHODS];
    size_t methods;
    hr_notion notion;
    double eps;
    uint64_t seeds;
    uint64_t most;                  /* the largest dimension that is tried; 0: four times the theorem's */
    double seconds;                 /* limit of one decision, 0: none; longer is UNKNOWN */
    char theory[HR_SPEC_WORDS][32]; /* statements whose bounds are evaluated: "U1" */
    size_t theories;

    /* [figure] */
    char xlabel[HR_SPEC_TEXT], ylabel[HR_SPEC_TEXT];
    bool logx, logy;
    hr_fit_model fit;
    uint64_t fit_from;                 /* a second fit of the points from this value on; 0: none */
    double slope;                      /* theory's; NAN: none is given */
    char slope_of[64];                 /* "H^2 ln W" */
    char reference[HR_SPEC_WORDS][32]; /* statements whose curves are drawn */
    size_t references;
} hr_experiment;

/* Reads the spec.  `set` are `count` texts "key=value" that replace keys of [sweep]; `reduced` applies
 * [reduced]; with either, the results get a name of their own, so that a quick look never replaces the full
 * results. HR_EUSAGE with file, line, the allowed values and the nearest match for whatever is wrong. */
hr_status hr_experiment_read(hr_experiment *out, const char *path, bool reduced, const char *const *set,
                             size_t count);
void hr_experiment_clear(hr_experiment *experiment);

/* The hierarchy of one value and seed, its braces filled in; the caller frees. */
char *hr_experiment_hierarchy(const hr_experiment *experiment, uint64_t value, uint64_t seed);

#endif
