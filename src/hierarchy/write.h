/* Hierarchies to files: an edge list (child<TAB>parent, a line with one name is a node without parents,
 * sorted as numbered; CSV when the name ends in .csv) or JSON.  Roles that an edge list cannot hold are
 * refused with the mend ("write JSON"). */
#ifndef HR_HIERARCHY_WRITE_H
#define HR_HIERARCHY_WRITE_H

#include "hierarchy/hierarchy.h"

/* By the ending of path: .json, .csv, else TSV. */
hr_status hr_hierarchy_write(const hr_hierarchy *hierarchy, const char *path);

#endif
