/* The digest of a hierarchy: SHA-256 of its canonical form (canonical.h), so of its nodes, names, edges,
 * queries and documents, whatever file or generator they came from: results and certificates say by it which
 * hierarchy they are about, and anyone can compute it again. */
#ifndef HR_DIGEST_H
#define HR_DIGEST_H

#include "hierarchy/hierarchy.h"

enum { HR_DIGEST_HEX = 64 };

/* 64 hexadecimal digits in lower case and NUL. */
void hr_hierarchy_digest(char out[HR_DIGEST_HEX + 1], const hr_hierarchy *hierarchy);

#endif
