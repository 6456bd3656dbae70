/* An upper bound on the treewidth of the undirected graph: the width of an elimination order
 * (the better of approximate minimum degree by SuiteSparse's AMD and maximum cardinality search), counted
 * exactly on the elimination tree.  Forests answer at once; 1 for them is exact, and so is the width of a
 * k-tree. */
#ifndef HR_TREEWIDTH_H
#define HR_TREEWIDTH_H

#include "hierarchy/hierarchy.h"

hr_status hr_treewidth_bound(const hr_hierarchy *hierarchy, uint32_t *width);

typedef struct {
    uint32_t width;
    bool bounded; /* false: not tried */
} hr_treewidth;

/* The same unless there are more edges on cycles than `most`: minimum degree may take minutes then. */
hr_status hr_treewidth_within(hr_treewidth *out, const hr_hierarchy *hierarchy, uint64_t most);

#endif
