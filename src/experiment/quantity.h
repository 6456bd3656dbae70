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
    bool lower_is_better;
    bool share; /* within 0 .. 1: shown in percent */
} hr_quantity;

/* least-dimension, feasible (the share of seeds), dimension, margin, precision, recall, macro-recall,
 * min-recall, recall-by-distance; NULL-terminated. */
extern const hr_quantity *const hr_quantities[];
const hr_quantity *hr_quantity_find(const char *name);

#endif
