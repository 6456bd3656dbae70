/* Pairs kept from training, to see what was learned beyond them.
 *
 * Of the c pairs that a query has at one distance, floor(share * c + u) are held out, u uniform in [0, 1), so
 * share * c on average; which ones is uniform.  One pair of a query always stays in training (the last one
 * drawn at the query's longest distance goes back), because a lookup table learns nothing of a query without
 * pairs. The draws are the stream (seed, HR_STREAM_HOLDOUT, query): the same split wherever it is made again.
 */
#ifndef HR_HOLDOUT_H
#define HR_HOLDOUT_H

#include "hierarchy/ancestors.h"

/* `trained` and `held` have all queries and documents and together all pairs; the caller clears both.
 * HR_EUSAGE unless 0 < share < 1, HR_EINPUT when no pair is held out. */
hr_status hr_holdout_split(hr_ancestors *trained, hr_ancestors *held, const hr_ancestors *ancestors,
                           double share, uint64_t seed);

/* The same from the hierarchy, whose ancestor sets are let go again. */
hr_status hr_holdout_build(hr_ancestors *trained, hr_ancestors *held, const hr_hierarchy *hierarchy,
                           double share, uint64_t seed);

#endif
