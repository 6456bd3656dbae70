/* The transitive reduction: the same nodes, ancestors and roles with the fewest edges. */
#ifndef HR_REDUCE_H
#define HR_REDUCE_H

#include "hierarchy/hierarchy.h"

/* `out` is overwritten; it has no names, and all its nodes are queries and documents. */
hr_status hr_hierarchy_reduce(hr_hierarchy *out, const hr_hierarchy *hierarchy);

#endif
