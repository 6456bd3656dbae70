/* S(q) for every query, with shortest distances (theory.md, section 1): the relevance matrix A in
 * compressed sparse rows over document indices.  Everything after this room works on it alone. */
#ifndef HR_ANCESTORS_H
#define HR_ANCESTORS_H

#include "hierarchy/hierarchy.h"

typedef struct {
    uint32_t queries;   /* n */
    uint32_t documents; /* m */
    uint64_t pairs;     /* sum of |S(q)| */
    uint32_t s;         /* max |S(q)| */
    uint32_t max_distance;
    uint64_t *start;       /* queries + 1 */
    uint32_t *document;    /* pairs; document indices, ascending within a query */
    uint16_t *distance;    /* pairs; edges on the shortest path, 0 for the query itself */
    uint64_t *by_distance; /* max_distance + 1: pairs at each shortest distance */
} hr_ancestors;

/* Time and memory linear in the size of the ancestor sets and their edges; threads share the work and
 * never change the result.  Free with hr_ancestors_clear (safe on zeroed memory and twice). */
hr_status hr_ancestors_build(hr_ancestors *out, const hr_hierarchy *hierarchy);
void hr_ancestors_clear(hr_ancestors *ancestors);

/* The same of some documents only, ascending and in range: document[i] becomes number i.  All queries stay.
 */
hr_status hr_ancestors_columns(hr_ancestors *out, const hr_ancestors *ancestors, const uint32_t *document,
                               uint32_t count);

/* Whether document is in S(query): binary search. */
bool hr_is_ancestor(const hr_ancestors *ancestors, uint32_t query, uint32_t document);

/* The other way round: the queries of every document, ascending.  start has documents + 1 entries.
 * The caller frees both arrays. */
hr_status hr_descendants_build(const hr_ancestors *ancestors, uint64_t **start, uint32_t **query);

#endif
