/* Sweeps without work: an experiment filled in by hand, and verdicts that follow from a trial's key. */
#ifndef SWEEP_BY_HAND_H
#define SWEEP_BY_HAND_H

#include "experiment/plan.h"
#include "experiment/summary.h"

/* tree:width=2,height={H}, H = 3..8, sign gaussian interval, f-query, 5 seeds, the least dimension. */
void hand_experiment(hr_experiment *e);
void hand_clear(hr_experiment *e);
void hand_values(hr_experiment *e, size_t variable, const char *name, uint64_t low, uint64_t high);
void hand_method(hr_experiment *e, const char *text);
void hand_dims(hr_experiment *e, uint32_t count, uint32_t step);

/* The hierarchy's text itself. */
hr_status hand_name(char **out, const char *what, void *context);

typedef struct {
    unsigned unknown, failed; /* of 100 checks, so many are UNKNOWN, could not be done */
    unsigned ragged;          /* dimensions around the threshold where the verdict is any */
    bool all_fail;
} hand_nature;

/* The least feasible d of a check's hierarchy, subject and seed. */
uint32_t hand_threshold(const hr_trial *trial);

/* What comes of the trial: a function of its key and the nature alone. */
void hand_run(hr_result *out, const hr_wanted *wanted, const hand_nature *nature);

/* Gives every trial its result, at most `outstanding` at a time, in an order drawn with `order`. */
hr_status hand_finish(hr_plan *plan, const hand_nature *nature, size_t outstanding, uint64_t order);

/* NAME.csv, NAME.fits.csv and NAME.trials.csv behind each other; the caller frees. */
char *hand_files(const hr_plan *plan);

#endif
