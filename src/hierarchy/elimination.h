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

/* Two orders that keep the width small (treewidth.c): approximate minimum degree, and maximum cardinality
 * search.  order has room for all vertices. */
hr_status hr_order_by_degree(SuiteSparse_long *order, const hr_undirected *graph);
hr_status hr_order_by_cardinality(SuiteSparse_long *order, const hr_undirected *graph);

/* order[k] = the vertex eliminated k-th.  Eliminating a vertex joins its remaining neighbours; the width is
 * the most neighbours that a vertex has at its turn: the largest count below the diagonal of a column of the
 * Cholesky factor L in this order. */
hr_status hr_elimination_width(uint32_t *width, const hr_undirected *graph, const SuiteSparse_long *order);

/* The elimination tree by places in the order: parent[k] > k, -1 at roots; count[k] = 1 + the neighbours that
 * the k-th vertex has at its turn.  These are the neighbours in the graph, outside it, of the subtree that
 * hangs from k, and all of them lie above k.  Both arrays have room for all vertices. */
hr_status hr_elimination_tree(SuiteSparse_long *parent, SuiteSparse_long *count, const hr_undirected *graph,
                              const SuiteSparse_long *order);

#endif
