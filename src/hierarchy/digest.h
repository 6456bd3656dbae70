/* The digest of a hierarchy: SHA-256 over its nodes, names, edges, queries and documents, whatever file
 * or generator they came from, so that results and certificates can say which hierarchy they are about.
 *
 * The bytes that are hashed, so that anyone can compute it again (numbers are decimal, without leading
 * zeros; a line ends with one line feed):
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
#ifndef HR_DIGEST_H
#define HR_DIGEST_H

#include "hierarchy/hierarchy.h"

enum { HR_DIGEST_HEX = 64 };

/* 64 hexadecimal digits in lower case and NUL. */
void hr_hierarchy_digest(char out[HR_DIGEST_HEX + 1], const hr_hierarchy *hierarchy);

#endif
