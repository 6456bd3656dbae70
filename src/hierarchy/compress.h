/* From a list of edges to compressed sparse rows, and a topological order of them.  Used by the builder. */
#ifndef HR_COMPRESS_H
#define HR_COMPRESS_H

#include "hierarchy/hierarchy.h"

/* Fills parent_start, parent, child_start and child of out, whose nodes and edges are set; lists ascending.
 * Three counting sorts: linear time. */
hr_status hr_compress(hr_hierarchy *out, const uint32_t *edge_child, const uint32_t *edge_parent);

/* Fills out->topological.  When the parents cannot come first there is a cycle: *cycle is then a list of
 * *length nodes, each followed by one of its parents and the last by the first, starting at the smallest; the
 * caller frees it.  Without a cycle *cycle is NULL. */
hr_status hr_topological_order(hr_hierarchy *out, uint32_t **cycle, uint32_t *length);

#endif
