/* The 2-core of the undirected graph: what is left when nodes with at most one neighbour are taken away,
 * again and again.  Trees hang on it; cycles, and so all of the treewidth above 1, are inside (the islet and
 * twig rules: Bodlaender, Koster and van den Eijkhof, "Preprocessing rules for triangulation of probabilistic
 * networks", Computational Intelligence 21, 2005). */
#ifndef HR_CORE_H
#define HR_CORE_H

#include "hierarchy/hierarchy.h"

typedef struct {
    uint32_t nodes;
    uint64_t edges;
    uint32_t *place; /* of each node of the hierarchy among the core's, in the same order; HR_NONE: outside */
} hr_core;

/* Linear time.  Free with hr_core_clear (safe on zeroed memory and twice). */
hr_status hr_core_find(hr_core *out, const hr_hierarchy *hierarchy);
void hr_core_clear(hr_core *core);

#endif
