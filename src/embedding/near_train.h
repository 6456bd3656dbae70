/* Free vectors (free_vectors.h) of large blocks: the same loss, of near pairs alone, listed anew every few
 * steps.  A step is one of Adam on every eighth pattern.  GO's hard documents after one order are 4,480 with
 * 13,190 patterns, 59 million pairs, of which a step looks at a few hundred thousand at first and at fewer
 * the nearer the end is. */
#ifndef HR_NEAR_TRAIN_H
#define HR_NEAR_TRAIN_H

#include "embedding/free_vectors.h"

/* As hr_free_vectors_find. */
hr_status hr_near_train(uint64_t *wrong, hr_block_vectors *out, const hr_patterns *patterns,
                        const hr_free_options *options);

#endif
