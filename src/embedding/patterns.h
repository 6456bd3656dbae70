/* The distinct rows of A: queries that want the same documents need the same vector only once. */
#ifndef HR_PATTERNS_H
#define HR_PATTERNS_H

#include "hierarchy/ancestors.h"

typedef struct {
    uint32_t count, documents;
    uint32_t *of;     /* the pattern of every query; patterns in the order of their first query */
    uint64_t *start;  /* count + 1 */
    uint32_t *member; /* documents, ascending within a pattern */
} hr_patterns;

hr_status hr_patterns_build(hr_patterns *out, const hr_ancestors *ancestors);
void hr_patterns_clear(hr_patterns *patterns);

#endif
