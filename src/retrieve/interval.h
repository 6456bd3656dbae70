/* Intervals of recall: the bootstrap over queries, which are what a data set has drawn.
 *
 * A resample draws as many queries as have documents, with replacement, and takes the recall of all their
 * pairs; the interval lies between the 2.5th and the 97.5th percentile of the resamples (Efron, "Bootstrap
 * methods: another look at the jackknife", Annals of Statistics 1979).  It says how far the recall would move
 * with other queries, not with another seed of the training. */
#ifndef HR_INTERVAL_H
#define HR_INTERVAL_H

#include "hierarchy/ancestors.h"

typedef struct {
    double low, high; /* NAN where there is none */
} hr_interval;

typedef struct {
    hr_interval overall, macro;
    uint32_t distances;
    hr_interval *by_distance;
} hr_recall_intervals;

/* hit: retrieved pairs, queries x (max_distance + 1), as hr_evaluate_held_out gives them.  With `less` the
 * intervals are those of the difference, hit's recall minus less's, on the same resamples.  Resample r is the
 * stream (seed, HR_STREAM_BOOTSTRAP, r): the same result at any number of threads. */
hr_status hr_recall_bootstrap(hr_recall_intervals *out, const hr_ancestors *ancestors, const uint32_t *hit,
                              const uint32_t *less, uint32_t resamples, uint64_t seed);
void hr_recall_intervals_clear(hr_recall_intervals *intervals);

/* The interval of the finite values, which are sorted in place. */
hr_interval hr_interval_of(double *value, size_t count);

#endif
