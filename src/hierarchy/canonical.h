/* The canonical form of a hierarchy, the bytes that its digest hashes and that `hrdim convert` writes.
 *
 * Numbers are decimal, without leading zeros; a line feed ends every line:
 *
 *     hrdim hierarchy 1
 *     nodes N
 *     L:NAME P P ...       one line per node 0 .. N-1 in the order of the source: the length of its name in
 *                          bytes, a colon, the name, and a blank before the number of each parent, ascending
 *     queries Q Q ...      the nodes that are queries, ascending; "queries all" when all nodes are
 *     documents D D ...    likewise
 *
 * A node without a name (generators) is named by its number.  tree:width=2,height=2 is, in full,
 * "hrdim hierarchy 1\nnodes 3\n1:0\n1:1 0\n1:2 0\nqueries all\ndocuments all\n". */
#ifndef HR_CANONICAL_H
#define HR_CANONICAL_H

#include "hierarchy/hierarchy.h"

#define HR_CANONICAL_HEAD "hrdim hierarchy 1\n"

/* Gives the bytes, piece by piece, to `take`. */
void hr_canonical_put(const hr_hierarchy *hierarchy, void (*take)(void *to, const char *bytes, size_t length),
                      void *to);

#endif
