/* S(v) from the rows of v's parents: S(v) = {v} and the union of S(p), distances one more.  In sparse
 * hierarchies, where most nodes have one parent, that copies a row where a walk would fetch each ancestor
 * from another place. */
#ifndef HR_ANCESTOR_ROWS_H
#define HR_ANCESTOR_ROWS_H

#include "hierarchy/ancestors.h"
#include "hierarchy/walk.h"

/* Whether the rows may be filled so: every node is a query, and there are at most twice as many edges as
 * nodes. */
bool hr_rows_apply(const hr_hierarchy *hierarchy);

/* Fills document and distance; start is known.  index[v] = the document that node v is, HR_NONE: none; NULL:
 * each is its own. */
hr_status hr_rows_fill(hr_ancestors *out, const hr_walks *walks, const uint32_t *index);

/* The same where start is not known, for hierarchies whose parents all have smaller numbers than their
 * children: one pass, the arrays grow. */
bool hr_rows_ascend(const hr_hierarchy *hierarchy);
hr_status hr_rows_grow(hr_ancestors *out, const hr_walks *walks, const uint32_t *index);

/* Failures that all ways of building have in common. */
hr_status hr_rows_too_deep(const hr_hierarchy *hierarchy);
hr_status hr_rows_check_memory(const hr_hierarchy *hierarchy, uint64_t pairs);

#endif
