/* Near pairs: the documents that a pattern does not want and that score close to its threshold, or above.
 *
 * A pair's part in the logistic loss falls by e with every unit of score, so that of millions of pairs a few
 * to a pattern move anything.  Where there are more than HR_NEAR_MOST, so many are drawn, and each stands for
 * several. */
#ifndef HR_NEAR_PAIRS_H
#define HR_NEAR_PAIRS_H

#include "base/fast.h"
#include "embedding/patterns.h"

enum { HR_NEAR_MOST = 64 };

/* Rows of `width` floats: (q, r, 0, ...) of patterns, (x, -1, 0, ...) of documents: their product is a
 * score less the threshold. */
typedef struct {
    size_t dimension, width;
    float *query, *document;
} hr_near_rows;

typedef struct {
    uint32_t *document; /* HR_NEAR_MOST to a pattern */
    uint32_t *count;
    float *weight; /* how many each of them stands for */
    /* scratch */
    float *column; /* coordinate k of all documents, from k times their number */
    float *score;  /* HR_NEAR_PARTS rows of them */
    uint32_t *found;
} hr_near_pairs;

hr_status hr_near_pairs_init(hr_near_pairs *out, const hr_patterns *patterns, size_t dimension);
void hr_near_pairs_clear(hr_near_pairs *pairs); /* safe on zeroed memory */

/* Lists them, and counts all pairs on the wrong side, ties among them; `round` says which are drawn. */
void hr_near_pairs_list(uint64_t *wrong, hr_near_pairs *pairs, const hr_near_rows *rows,
                        const hr_patterns *patterns, uint32_t round);

#endif
