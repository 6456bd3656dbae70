/* L1's search, for the bounds that start from its set. */
#ifndef HR_RADON_H
#define HR_RADON_H

#include "bounds/bound.h"
#include "bounds/shatter.h"

/* `share` of the problem's effort. */
hr_status hr_radon_find(hr_shatter_found *found, const hr_shatter *shatter, const hr_problem *problem,
                        double share);

/* The set and a query for every split, the trivial one included when shatter->whole. */
hr_status hr_radon_gather(hr_evidence *out, const hr_shatter *shatter, const hr_shatter_found *found);

#endif
