/* One separator of one component, for separators.c. */
#ifndef HR_SEPARATORS_CUT_H
#define HR_SEPARATORS_CUT_H

#include "hierarchy/hierarchy.h"

/* A component: nodes v with in[v] == id. */
typedef struct {
    const hr_hierarchy *hierarchy;
    const uint32_t *in;
    uint32_t id;
    const uint32_t *node;
    uint32_t nodes;
    double favour;   /* how much more a balanced cut may cost: see separators_cut.c */
    uint32_t *local; /* scratch, one entry per node of the hierarchy, HR_NONE throughout before and after */
} hr_component;

/* Chooses nodes whose removal leaves components with much fewer nodes of several parents, for few nodes.
 * `cut` has room for all nodes of the component, of which one at least has two parents in it. */
hr_status hr_separator_choose(uint32_t *cut, uint32_t *count, const hr_component *component);

#endif
