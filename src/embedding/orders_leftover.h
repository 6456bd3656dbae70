/* What some orders (U11) leave to others: the pairs outside A that no coordinate excludes, reduced to those
 * from which the rest follows.
 *
 * The hard documents are those in such pairs.  Queries count by their pattern, the hard documents in S(q);
 * the easy documents are absent from further coordinates.  There, of two pairs that want x before all of a
 * pattern, the one with the larger pattern implies the other; and where every pattern with x holds y, too,
 * ("y is above x") x need never come after y, so y before the pattern implies x before it. */
#ifndef HR_ORDERS_LEFTOVER_H
#define HR_ORDERS_LEFTOVER_H

#include "embedding/orders_embedding.h"

typedef struct {
    uint32_t documents;                 /* with a pair; numbered on their own, as the patterns are */
    uint32_t patterns;                  /* with a pair */
    uint32_t pairs;                     /* ascending by pattern */
    uint32_t *member_start, *member;    /* the documents of a pattern */
    uint32_t *holder_start, *holder;    /* the patterns with a document */
    uint32_t *below_start, *below;      /* the documents that a document is above, without itself */
    uint32_t *pair_start;               /* of the pairs of a pattern; patterns + 1 */
    uint32_t *pattern_of, *document_of; /* pairs */
    uint32_t *wanted_start, *wanted;    /* the pairs of a document */

    uint64_t left;                 /* pairs outside A that are left, before all reductions */
    uint32_t hard;                 /* documents in them */
    uint32_t *hard_document;       /* their indices in A */
    uint32_t *above_start, *above; /* the numbered documents above a hard one, with itself */
} hr_leftover;

/* base: orders that avoid A, with any number of coordinates.  HR_ELIMIT where the bit matrices are too large.
 */
hr_status hr_leftover_build(hr_leftover *out, const hr_orders *base, const hr_ancestors *ancestors);
void hr_leftover_clear(hr_leftover *leftover);

#endif
