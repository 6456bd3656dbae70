/* The search for few orders (U11): two depth-first orders of a spanning forest, and for what they leave a
 * number of further ones, greedy first, then one fewer and repaired, as often as that succeeds.  Small
 * hierarchies are searched without the depth-first orders, too. */
#ifndef HR_ORDERS_SEARCH_H
#define HR_ORDERS_SEARCH_H

#include "embedding/orders_embedding.h"

typedef struct {
    uint64_t seed;
    double effort;  /* in units of the default, 0 is 1: counts work, so the result is the same everywhere */
    double seconds; /* stop after so long, whatever the effort; 0: no limit */
} hr_orders_options;

typedef struct {
    uint32_t base;                       /* depth-first orders among them: 2, or 0 where all are searched */
    uint64_t left, hard;                 /* pairs that these leave, and documents in such */
    uint32_t documents, patterns, pairs; /* after reduction */
    uint32_t tried, open; /* where no orders were found: so many leave so many of the pairs open */
} hr_orders_facts;

/* out: checked exactly; no more coordinates than needed to be found.  out->k is 0 where more than
 * HR_ORDERS_MOST would be needed (facts->tried is that), or more work than the effort.  HR_ELIMIT where
 * memory does not do. */
hr_status hr_orders_find(hr_orders *out, hr_orders_facts *facts, const hr_hierarchy *hierarchy,
                         const hr_ancestors *ancestors, const hr_orders_options *options);

enum { HR_ORDERS_MOST = 512 };

#endif
