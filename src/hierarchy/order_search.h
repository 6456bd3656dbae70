/* U6: a search for an order in which the rows' sets are in few runs.
 *
 * A row's runs are its members less the neighbours that are both members.  A move takes a run (or one column)
 * of a row with many runs out of its place and puts it beside another run of that row, turned round or not;
 * only rows that have both of two neighbours change, so a move is priced by six intersections of columns.  It
 * is made when the sum over rows of GROWTH^runs does not rise. */
#ifndef HR_ORDER_SEARCH_H
#define HR_ORDER_SEARCH_H

#include "hierarchy/ancestors.h"

typedef struct {
    bool dual;     /* rows are queries and columns documents; else rows are documents and columns queries */
    uint32_t few;  /* 0: the most runs of a row count; K: how many rows have more than K */
    double effort; /* of the default, 1; 0 is 1 */
    uint64_t seed;
} hr_order_search_options;

/* Improves position[c], the place of every column; never worse by what counts.  The same for the same start
 * and options, on any machine. */
hr_status hr_order_search(uint32_t *position, const hr_ancestors *ancestors,
                          const hr_order_search_options *options);

/* The same with options->few = K > 0 where rows keep only their K longest runs: what counts is how many pairs
 * they keep, *kept in the end (order_kept.c). */
hr_status hr_order_keep(uint32_t *position, uint64_t *kept, const hr_ancestors *ancestors,
                        const hr_order_search_options *options);

#endif
