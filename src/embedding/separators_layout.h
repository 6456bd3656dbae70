/* Where U8 puts nodes on a line, and what its separators weigh. */
#ifndef HR_SEPARATORS_LAYOUT_H
#define HR_SEPARATORS_LAYOUT_H

#include "hierarchy/separators.h"

#include <gmp.h>

/* Query v stands at base[home[v]] + place[v]; document v is the interval from one before that to
 * base[home[v]] + end[v], or for HR_PART_ROOTS to the end of all that is at and below its part. */
typedef struct {
    hr_hierarchy graph; /* the transitive reduction that was taken apart */
    hr_separators parts;
    uint32_t *home; /* the part in whose stretch a node stands: its own, or that of the node it hangs below */
    int64_t *place, *end;
    mpz_t *base, *extent; /* of each part: where it begins; the length of it and all that is below */
    mpz_t *weight;        /* of a separator's nodes: extent^2 */
    mpz_t *room;          /* the memory of the three */
    mpz_t most;           /* no position is further from 0 */
} hr_separators_layout;

hr_status hr_separators_layout_build(hr_separators_layout *out, const hr_hierarchy *hierarchy);
void hr_separators_layout_clear(hr_separators_layout *layout);

void hr_separators_position(mpz_t position, const hr_separators_layout *layout, uint32_t node);
void hr_separators_interval(mpz_t low, mpz_t high, const hr_separators_layout *layout, uint32_t node);

#endif
