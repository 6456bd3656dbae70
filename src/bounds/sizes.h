/* The histogram of |S(q)|: all that the union bounds need of a hierarchy. */
#ifndef HR_SIZES_H
#define HR_SIZES_H

#include "hierarchy/ancestors.h"

typedef struct {
    uint64_t documents; /* m */
    uint64_t queries;   /* n */
    uint32_t distinct;
    uint64_t *size;  /* distinct; ascending sizes k that occur */
    uint64_t *count; /* distinct; queries with |S(q)| = k */
} hr_sizes;

hr_status hr_sizes_build(hr_sizes *out, const hr_ancestors *ancestors);
void hr_sizes_clear(hr_sizes *sizes);

/* s, the largest size; 0 without queries. */
uint64_t hr_sizes_most(const hr_sizes *sizes);

#endif
