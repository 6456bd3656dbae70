/* What a spec can record of a trial: one row each in quantity.c. */
#ifndef HR_QUANTITY_H
#define HR_QUANTITY_H

#include "trial/trial.h"

typedef struct {
    const char *name;  /* "recall" */
    const char *label; /* of an axis: "recall (share of the relevant pairs)" */
    const char *help;  /* one line */
    bool tally;        /* the trial must count all pairs */
    bool by_distance;  /* one value per distance */
    bool log10;        /* values are decimal logarithms */
    /* Sample of one trial (distance 0 unless by_distance); NAN: this trial has none.  NULL: least-dimension,
     * which a search finds. */
    double (*sample)(const hr_result *result, uint32_t distance);
    /* Quantities of training: the sample at a step, one point per step; `sample` is that of the end.  NULL:
     * all others. */
    double (*at_step)(const hr_result *result, uint64_t step, uint32_t distance);
    bool lower_is_better;
    bool share; /* within 0 .. 1: shown in percent */
} hr_quantity;

/* least-dimension, feasible (the share of seeds), dimension, margin, precision, recall, macro-recall,
 * min-recall, recall-by-distance, recall-in-training, recall-by-distance-in-training; NULL-terminated. */
extern const hr_quantity *const hr_quantities[];
const hr_quantity *hr_quantity_find(const char *name);

/* The measurements of a training: how many, and the step of one. */
size_t hr_quantity_steps(const hr_result *result);
uint64_t hr_quantity_step(const hr_result *result, size_t i);

#endif
