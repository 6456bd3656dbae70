/* A set of whole numbers below a bound, whose least member is at hand: a bit for each, and above every 64
 * bits of a level one that says whether any of them is set.  Every step takes as many words as there are
 * levels, log_64 of the bound: 4 for ten million. */
#ifndef HR_READY_H
#define HR_READY_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

enum { HR_READY_LEVELS = 6 };

typedef struct {
    int levels;
    uint64_t *level[HR_READY_LEVELS]; /* the last has one word */
} hr_ready;

/* An empty set of numbers below `bound`; free with hr_ready_clear (safe on zeroed memory and twice). */
hr_status hr_ready_init(hr_ready *set, uint32_t bound);
void hr_ready_clear(hr_ready *set);

void hr_ready_add(hr_ready *set, uint32_t number);
/* Takes the least member out; false when there is none. */
bool hr_ready_take(hr_ready *set, uint32_t *number);

#endif
