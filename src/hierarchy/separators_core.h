/* What has to be separated of a component, as an undirected graph. */
#ifndef HR_SEPARATORS_CORE_H
#define HR_SEPARATORS_CORE_H

#include "hierarchy/elimination.h"
#include "hierarchy/separators_cut.h"

/* The nodes of several parents in the component and their ancestors in it: all others hang in trees. */
typedef struct {
    uint32_t n;
    uint32_t *node;     /* in the hierarchy */
    uint32_t *up_start; /* parents: up[up_start[v]] .. */
    uint32_t *up;
    hr_undirected graph;
    uint32_t weight; /* the excess of all */
} hr_separator_core;

/* Clear it whatever the status. */
hr_status hr_separator_core_build(hr_separator_core *out, const hr_component *component);
void hr_separator_core_clear(hr_separator_core *core, const hr_component *component);

#endif
