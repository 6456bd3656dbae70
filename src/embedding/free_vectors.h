/* U9 for a block (U7): free vectors, trained until they are exact and then made integers.
 *
 * Every pattern (distinct row of A) has a vector and a threshold r > 0, every document a vector; the loss of
 * a pair is log(1 + exp(-A (<q,x> - r))), and one document that nobody wants lies at the origin, which keeps
 * the thresholds positive.  Adam on all pairs at once; the margins grow with the vectors, so the worst pairs
 * weigh ever more. */
#ifndef HR_FREE_VECTORS_H
#define HR_FREE_VECTORS_H

#include "embedding/blocks.h"
#include "embedding/patterns.h"

#include <math.h>

typedef struct {
    uint32_t dimension; /* at least 1 */
    uint32_t steps;     /* at most */
    uint64_t seed;
    bool near;     /* train near pairs alone (near_train.h), whatever the size */
    bool bfloat16; /* entries of 8 significant bits: scores are those of the rounded vectors all along */
} hr_free_options;

/* What the learning rate is multiplied by: it rises over the first twentieth, then falls by half a cosine to
 * 0. */
static inline double hr_free_rate(uint32_t step, uint32_t steps) {
    double done = (double)step / steps;
    return done < 0.05 ? done * 20 : 0.5 * (1 + cos(M_PI * done));
}

/* The pairs wrong in the end: 0 only where there are integers of so many bits, too. */
static inline uint64_t hr_free_outcome(uint64_t best, int bits) {
    if (bits)
        return 0;
    return best ? best : 1;
}

/* The line that progress shows, where it is due. */
void hr_free_show(uint32_t step, uint32_t steps, uint64_t wrong, uint64_t best);

/* Floats on the way: coordinate k of document j is document[k * documents + j]. */
typedef struct {
    uint32_t dimension;
    float *query; /* patterns x (dimension + 1), the threshold last */
    float *document;
} hr_free_vectors;

/* `block` has its documents; its kind, dimension and vectors are filled in when *wrong becomes 0: how many
 * pairs of a pattern and a document were on the wrong side at best.  Deterministic, at any number of threads,
 * on one machine. */
hr_status hr_free_vectors_find(uint64_t *wrong, hr_block *block, const hr_ancestors *own,
                               const hr_free_options *options);

/* Integers of the fewest bits (of a fixed list) that serve the patterns; *bits 0: none does.  bfloat16:
 * integers of 26 bits of which 8 in a row are used, and every pattern's threshold has room around it, for U13
 * to choose it. */
hr_status hr_free_vectors_round(int *bits, hr_block_vectors *out, const hr_free_vectors *vectors,
                                const hr_patterns *patterns, bool bfloat16);

#endif
