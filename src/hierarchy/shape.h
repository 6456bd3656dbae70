/* The plain numbers of a hierarchy, before any ancestor set. */
#ifndef HR_SHAPE_H
#define HR_SHAPE_H

#include "hierarchy/hierarchy.h"

typedef struct {
    uint32_t roots, leaves; /* nodes without parents; nodes without children */
    uint32_t multi_parent;  /* nodes with several parents */
    uint32_t most_parents, most_children;
    uint32_t depth; /* edges on the longest path from a node up to a root */
} hr_shape;

/* Linear time. */
hr_status hr_shape_of(hr_shape *out, const hr_hierarchy *hierarchy);

#endif
