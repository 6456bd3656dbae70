/* An upper bound on the treewidth of the undirected graph: the width of an elimination order
 * (approximate minimum degree by SuiteSparse's AMD), counted exactly on the elimination tree. */
#ifndef HR_TREEWIDTH_H
#define HR_TREEWIDTH_H

#include "hierarchy/hierarchy.h"

hr_status hr_treewidth_bound(const hr_hierarchy *hierarchy, uint32_t *width);

#endif
