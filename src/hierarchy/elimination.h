/* The width of an elimination order of an undirected graph. */
#ifndef HR_ELIMINATION_H
#define HR_ELIMINATION_H

#include "base/error.h"

#include <stdint.h>
#include <suitesparse/SuiteSparse_config.h>

/* Neighbours of v: row[start[v]] .. row[start[v + 1] - 1], ascending, both directions, no loops. */
typedef struct {
    SuiteSparse_long nodes;
    SuiteSparse_long *start, *row;
} hr_undirected;

/* order[k] = the vertex eliminated k-th.  Eliminating a vertex joins its remaining neighbours; the width is
 * the most neighbours that a vertex has at its turn: the largest count below the diagonal of a column of the
 * Cholesky factor L in this order. */
hr_status hr_elimination_width(uint32_t *width, const hr_undirected *graph, const SuiteSparse_long *order);

#endif
