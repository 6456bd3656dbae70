/* An order in cells: stretches of neighbouring positions such that every run lies inside one cell or is made
 * of whole cells.  A position is then two digits, its cell and its place there (U13). */
#ifndef HR_CELLS_H
#define HR_CELLS_H

#include "hierarchy/order.h"

typedef struct {
    uint32_t positions, count;
    uint32_t longest; /* positions of the largest cell */
    uint32_t widest;  /* of a run inside a cell, at most */
    uint32_t *start;  /* count + 1 */
    uint32_t *of;     /* the cell of every position */
} hr_cells;

/* Rows of at most one run.  Cells of at most `longest` positions, as few as a walk from left to right makes
 * of them; a run of more than `widest` <= longest positions is made of whole ones.  count 0 where runs
 * overlap so that there are none. */
hr_status hr_cells_find(hr_cells *out, const hr_runs *runs, uint32_t positions, uint32_t longest,
                        uint32_t widest);
void hr_cells_clear(hr_cells *cells); /* safe on zeroed memory and twice */

/* Whether a run lies inside its cell; otherwise it is made of whole cells, of one or more. */
static inline bool hr_cells_inside(const hr_cells *cells, uint32_t first, uint32_t last) {
    return cells->of[first] == cells->of[last] && last - first < cells->widest;
}

#endif
