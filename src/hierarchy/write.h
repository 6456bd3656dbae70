/* Hierarchies to files, so that reading them back gives the same nodes in the same order.
 *
 * An edge list has a line child<TAB>parent per edge and a line with one name where a node must be declared: a
 * root, or one whose number would otherwise change.  CSV quotes names and has the header child,parent.
 * What a format cannot hold is refused with the mend: roles in an edge list, tabs and line ends in TSV, bytes
 * that are not UTF-8 in JSON. */
#ifndef HR_HIERARCHY_WRITE_H
#define HR_HIERARCHY_WRITE_H

#include "hierarchy/hierarchy.h"

#include <stdio.h>

/* By the ending of path: .json, .csv, .hierarchy (the canonical form), else TSV.  "-" is standard output. */
hr_status hr_hierarchy_write(const hr_hierarchy *hierarchy, const char *path);

/* To an open stream, whose write errors the caller checks; separator '\t' or ','. */
hr_status hr_write_edges(FILE *stream, const hr_hierarchy *hierarchy, char separator);
hr_status hr_write_json(FILE *stream, const hr_hierarchy *hierarchy);
void hr_write_canonical(FILE *stream, const hr_hierarchy *hierarchy); /* holds every hierarchy */

#endif
