/* What the queries' results add up to.  Every thread has a tally; they are merged into one result that does
 * not depend on how the queries were shared out. */
#ifndef HR_TALLY_H
#define HR_TALLY_H

#include "feasibility/check.h"

/* A margin: sign exact, size rounded; log10 of its absolute value, because some are below the smallest
 * double. */
typedef struct {
    int sign;
    double size, log10;
} hr_margin;

/* value * 2^exponent / scale, with the exact sign given */
hr_margin hr_margin_of(int sign, double value, long exponent, double scale);
/* -1, 0, 1: a is smaller, equal, larger */
int hr_margin_compare(hr_margin a, hr_margin b);

typedef struct {
    hr_margin margin;
    hr_worst worst;
} hr_worst_entry;

typedef struct {
    uint64_t retrieved, reported, bad_queries;
    uint64_t *hit; /* by distance */
    uint32_t worst_count, worst_most;
    hr_worst_entry worst[HR_WORST]; /* smallest margin first; at least one is kept */
    uint64_t opened_double, opened_exact;
} hr_tally;

hr_status hr_tally_init(hr_tally *tally, const hr_ancestors *ancestors, const hr_check_options *options);
void hr_tally_clear(hr_tally *tally);
void hr_tally_worst(hr_tally *tally, hr_margin margin, hr_worst worst);
void hr_tally_merge(hr_tally *into, const hr_tally *from, uint32_t distances);

/* Fills in totals, hits, margin and worst pairs; `recalled` holds the retrieved documents of each query. */
hr_status hr_tally_result(hr_check_result *out, const hr_tally *tally, const hr_ancestors *ancestors,
                          const uint32_t *recalled, const hr_check_options *options);

#endif
