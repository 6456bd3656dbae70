/* U6: what a move does to the runs of one row: those at its three cuts (where the moved columns begin and
 * end, and where they go) fall into pieces, which join anew. */
#ifndef HR_ORDER_PIECES_H
#define HR_ORDER_PIECES_H

#include "hierarchy/order_moves.h"

/* A run by its two end columns, in any order: true wherever the run is moved or turned. */
typedef struct {
    uint32_t end[2];
} hr_run_ends;

typedef struct {
    int64_t low, high; /* the first and last place */
} hr_places;

static inline hr_places hr_places_of(const hr_order_state *s, const hr_run_ends *run) {
    int64_t a = s->position[run->end[0]], b = s->position[run->end[1]];
    return a < b ? (hr_places){a, b} : (hr_places){b, a};
}

/* Between the cuts lie two stretches, one of them moved.  Pieces 0 and 5 end before the first cut and begin
 * at the last, 1 and 3 begin with the first and second stretch, 2 and 4 end with them: a piece that fills a
 * stretch stands twice. */
enum { HR_PIECES = 6 };

typedef struct {
    hr_places part[HR_PIECES];
    bool there[HR_PIECES];
} hr_pieces;

/* Adds a run's pieces; false, and nothing is added: it touches no cut, and stays as it is. */
bool hr_pieces_cut(hr_pieces *out, hr_places run, const hr_transfer *transfer);

/* The runs that the pieces form after the move, which `state` has not made yet, and their lengths; returns
 * how many, at most HR_PIECES. */
uint32_t hr_pieces_join(hr_run_ends *run, uint32_t *length, const hr_order_state *state,
                        const hr_pieces *pieces, const hr_transfer *transfer);

#endif
