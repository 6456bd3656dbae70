/* Training: a recipe's stages one after the other, from a seed, the same bytes at any number of threads,
 * whether or not it was interrupted on the way. */
#ifndef HR_TRAIN_H
#define HR_TRAIN_H

#include "learn/recipe.h"

#include <stdio.h>

/* The exact recall of the validation queries (feasibility/check.h, F-query). */
typedef struct {
    double overall, macro, min;
    uint32_t distances;
    double *by_distance; /* NAN where no pair has the distance */
} hr_measure;
void hr_measure_clear(hr_measure *measure);

typedef struct {
    size_t dimension;
    uint64_t seed;
    double scale;           /* > 0: in place of every stage's scale */
    double budget;          /* > 0: times every stage's number of steps */
    const char *checkpoint; /* written whole or not at all; NULL: none */
    double interval;        /* seconds between checkpoints; 0: after every step */
    bool resume;            /* go on from the checkpoint where there is one */
    /* Called after every `evaluate` steps with the recall of the validation queries; may be NULL. */
    void (*measured)(void *context, const char *stage, uint64_t step, const hr_measure *measure);
    void *context;
} hr_train_options;

typedef struct {
    uint64_t steps, best_step; /* taken; the one kept of the stage that stopped early */
    double loss;               /* mean over about the last tenth of the stage's steps */
    double seconds, step_seconds;
    bool stopped; /* early */
} hr_stage_report;

typedef struct {
    size_t stages;
    hr_stage_report stage[HR_STAGES];
    double seconds;
    bool resumed;
} hr_train_report;

/* What a stage takes unless it stops early; budget as in the options. */
uint64_t hr_stage_steps(const hr_stage *stage, double budget);

/* Builds the recipe's encoder with its initial tables. */
hr_status hr_encoder_init(hr_encoder *out, const hr_recipe *recipe, const hr_hierarchy *hierarchy,
                          size_t dimension, uint64_t seed);

/* Trains it.  A loss that is not finite is HR_EINPUT with the stage and step. */
hr_status hr_train(hr_train_report *out, hr_encoder *encoder, const hr_hierarchy *hierarchy,
                   const hr_ancestors *ancestors, const hr_recipe *recipe, const hr_train_options *options);

#endif
