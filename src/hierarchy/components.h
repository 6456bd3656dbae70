/* Strongly connected components of a directed graph that may have cycles. */
#ifndef HR_COMPONENTS_H
#define HR_COMPONENTS_H

#include "base/error.h"

#include <stdint.h>

/* component[v] of every node, numbered in the order of their smallest nodes; *count of them.  The edges of v
 * go to list[start[v]] .. list[start[v + 1] - 1].  Linear time, no recursion. */
hr_status hr_strong_components(uint32_t *component, uint32_t *count, uint32_t nodes, const uint64_t *start,
                               const uint32_t *list);

#endif
