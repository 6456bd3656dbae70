/* U6: what the searches for an order share (order_search.c, order_kept.c): the sets, the order of the
 * columns, and moves in it. */
#ifndef HR_ORDER_MOVES_H
#define HR_ORDER_MOVES_H

#include "hierarchy/ancestors.h"
#include "hierarchy/order_search.h"

#include <gsl/gsl_rng.h>

typedef struct {
    uint32_t rows, columns;
    const uint64_t *row_start, *column_start;
    const uint32_t *row_member, *column_member; /* ascending */
    uint64_t *descendants_start;                /* owned */
    uint32_t *descendants;
    uint32_t longest; /* rows of a column, at most */
} hr_order_sets;

hr_status hr_order_sets_init(hr_order_sets *out, const hr_ancestors *ancestors, bool dual);
void hr_order_sets_clear(hr_order_sets *sets);

bool hr_order_is_member(const hr_order_sets *sets, uint32_t row, uint32_t column);

/* The rows that have both columns, into out; none where a column is HR_NONE.  *work: steps that it took. */
uint32_t hr_order_common(uint32_t *out, double *work, const hr_order_sets *sets, uint32_t x, uint32_t y);

typedef struct {
    hr_order_sets sets;
    uint32_t *position, *at; /* of every column, the caller's; the column at every place */
    uint32_t *segment;       /* scratch of columns */
    gsl_rng *rng;
    double work;
} hr_order_state;

hr_status hr_order_state_init(hr_order_state *out, uint32_t *position, const hr_ancestors *ancestors,
                              const hr_order_search_options *options);
void hr_order_state_clear(hr_order_state *state);

/* The column at a place; HR_NONE before the first and after the last. */
static inline uint32_t hr_order_column(const hr_order_state *s, int64_t place) {
    return place < 0 || place >= (int64_t)s->sets.columns ? HR_NONE : s->at[place];
}

static inline uint32_t hr_order_draw(hr_order_state *s, uint64_t below) {
    return (uint32_t)gsl_rng_uniform_int(s->rng, below);
}

/* Places first .. last go between gap - 1 and gap, which are not among them. */
typedef struct {
    int64_t first, last, gap;
    bool turned;
} hr_transfer;

void hr_order_transfer(hr_order_state *state, const hr_transfer *transfer);

#endif
