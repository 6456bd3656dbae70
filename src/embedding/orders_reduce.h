/* The middle of orders_leftover.h: of what each pattern wants, the pairs are dropped that follow from others.
 */
#ifndef HR_ORDERS_REDUCE_H
#define HR_ORDERS_REDUCE_H

#include "embedding/orders_patterns.h"

typedef struct {
    hr_hard_patterns p;            /* p.wants: less and less */
    uint32_t *twin;                /* the first document with the same patterns */
    uint32_t *above_start, *above; /* hard document -> twins' firsts strictly above it */
    uint64_t *wanting;             /* row hard document: the patterns that wanted it before the last step */
} hr_reduction;

/* r->p is built already, the rest zero. */
hr_status hr_reduce(hr_reduction *r);
void hr_reduction_clear(hr_reduction *r);

#endif
