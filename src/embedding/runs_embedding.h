/* From runs of positions to polynomials and points: the shared half of U5 and U6. */
#ifndef HR_RUNS_EMBEDDING_H
#define HR_RUNS_EMBEDDING_H

#include "embedding/embedding.h"
#include "hierarchy/order.h"

typedef struct {
    const hr_runs *runs;      /* of the polynomials' rows, as positions 0 .. points-1 */
    const uint32_t *position; /* of every point; NULL: its own number */
    uint32_t points;
    bool dual;     /* the polynomials are the queries */
    bool constant; /* F-sign, 2c + 1 coordinates; otherwise F-query, 2c: the one constant over documents is
                      left out */
    bool alone;    /* no matrices where they would hold long integers: the structure says all */
} hr_runs_form;

/* c: the largest number of runs, at least 1. */
static inline size_t hr_runs_degree(const hr_runs *runs) {
    return runs->most ? runs->most : 1;
}

/* Fills structure and matrices; int64 when every entry provably fits, otherwise integers of any size. */
hr_status hr_runs_embed(hr_embedding *out, const hr_runs_form *form);

#endif
