/* Inside a sweep: the trials of one method at one value. */
#ifndef HR_SERIES_H
#define HR_SERIES_H

#include "experiment/least.h"
#include "experiment/sweep.h"

/* A hierarchy in memory. */
typedef struct {
    size_t instance;
    hr_hierarchy hierarchy;
    hr_ancestors ancestors;
} hr_loaded;

typedef struct {
    hr_sweep *sweep;
    size_t value, method;
    const hr_loaded *loaded; /* one, or one per seed */
    bool shared;             /* one for all seeds */
    size_t seeds;            /* 1 when nothing is random */
    double guess;            /* in: least d over the theorem's, for the first seed; out: as measured */
    void (*tick)(void *context, const char *message); /* after every trial, one at a time */
    void *tick_context;
} hr_series;

hr_status hr_series_run(hr_series *series, hr_row *row);

/* Rows for the bounds of the experiment's statements at one value. */
hr_status hr_theory_rows(hr_sweep *sweep, size_t value, const hr_loaded *loaded, size_t count);

/* The fits of every series that has at least three decided points and more than one value of d: over all
 * points, then, with fit-from, over those from there on. */
hr_status hr_sweep_fit(hr_sweep *sweep);

hr_status hr_sweep_add_row(hr_sweep *sweep, const hr_row *row);

#endif
