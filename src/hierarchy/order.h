/* A spanning forest of a hierarchy and the depth-first order it gives (theory.md, U5 and U6). */
#ifndef HR_ORDER_H
#define HR_ORDER_H

#include "hierarchy/ancestors.h"
#include "hierarchy/hierarchy.h"

/* Which of several parents a node keeps. */
typedef enum {
    HR_KEEP_MOST_ANCESTORS, /* the parent with the largest |S|: most pairs survive in the forest; ties: first
                             */
    HR_KEEP_FIRST           /* the parent with the smallest number */
} hr_keep_rule;

typedef struct {
    uint32_t nodes;
    bool spans;       /* every node had at most one parent: the forest is the hierarchy itself */
    uint32_t *parent; /* HR_NONE at roots */
    uint32_t *entry;  /* position of the node in depth-first order, children in ascending number */
    uint32_t *last;   /* position of its last descendant: x is below p iff entry[p] <= entry[x] <= last[p] */
    uint32_t *node;   /* the node at each position */
} hr_forest;

/* Linear time, no recursion (a path of a million nodes is fine). */
hr_status hr_forest_build(hr_forest *out, const hr_hierarchy *hierarchy, hr_keep_rule rule);
void hr_forest_clear(hr_forest *forest);

/* The maximal runs of consecutive positions that each row's set occupies in an order. */
typedef struct {
    uint32_t rows;
    uint32_t most;   /* the largest number of runs of a row, max c(x) */
    uint64_t *start; /* rows + 1 */
    uint32_t *first; /* position of a run's first member; ascending within a row */
    uint32_t *last;  /* position of its last member */
} hr_runs;

/* U6: row = document, its set = its queries, position[q] = place of query q (a permutation of 0..n-1). */
hr_status hr_runs_of_documents(hr_runs *out, const hr_ancestors *ancestors, const uint32_t *position);
/* Dual U6: row = query, its set = S(q), position[x] = place of document x. */
hr_status hr_runs_of_queries(hr_runs *out, const hr_ancestors *ancestors, const uint32_t *position);
/* Keeps each row's `longest` longest runs (ties: the first), still ascending. */
void hr_runs_truncate(hr_runs *runs, uint32_t longest);
void hr_runs_clear(hr_runs *runs);

/* Positions of the queries (or documents) among themselves in the forest's depth-first order;
 * the caller frees. */
uint32_t *hr_query_positions(const hr_hierarchy *hierarchy, const hr_forest *forest);
uint32_t *hr_document_positions(const hr_hierarchy *hierarchy, const hr_forest *forest);

#endif
