/* Is there an order of the documents in which every S(q) is an end of it, the first or the last few?  This is
 * F-query in 1 dimension, and with the documents of one S(q) turned round, F-sign in 2 (L4).  Decided
 * exactly, whatever the size. */
#ifndef HR_ENDS_H
#define HR_ENDS_H

#include "hierarchy/ancestors.h"

typedef enum {
    HR_ENDS_ORDER,   /* there is one */
    HR_ENDS_TRIPLE,  /* none: three documents are split in every way (L1 with |T| = 3) */
    HR_ENDS_CROSSING /* none: two queries put four documents in all four ways */
} hr_ends_answer;

typedef struct {
    hr_ends_answer answer;
    int64_t *place;       /* HR_ENDS_ORDER: of every document; equal: no query tells them apart */
    uint32_t query[3];    /* of the witness: 3 of a triple, 2 that cross */
    uint32_t document[4]; /* of the witness: 3 of a triple, 4 that are crossed */
} hr_ends;

/* Of the sets S(q), or with turned != HR_NONE of the sets S(q) + S(turned) (symmetric difference).  Time
 * linear in the pairs, and at most `documents` times the least number of sets that hold a document.  The
 * answer is checked, from its witness alone, before it is given. */
hr_status hr_ends_decide(hr_ends *out, const hr_ancestors *ancestors, uint32_t turned);
void hr_ends_clear(hr_ends *ends);

#endif
