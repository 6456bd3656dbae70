/* Walking upwards: breadth first from a node to everything that it reaches, with one scratch area per thread.
 */
#ifndef HR_WALK_H
#define HR_WALK_H

#include "hierarchy/hierarchy.h"

typedef struct {
    uint32_t *
        stamp; /* per node: the mark of the last walk that met it; NULL in forests, where none is met twice */
    uint32_t mark;      /* of the current walk; 0 is never used */
    uint32_t *queue;    /* the nodes met, nearest first */
    uint32_t *distance; /* of each node in the queue: edges on the shortest path */
} hr_walk;

typedef struct {
    const hr_hierarchy *hierarchy;
    bool forest; /* every node has at most one parent */
    int threads;
    hr_walk *walk; /* one per thread */
} hr_walks;

hr_status hr_walks_init(hr_walks *walks, const hr_hierarchy *hierarchy);
void hr_walks_clear(hr_walks *walks);

/* The calling thread's walk, inside a parallel region of at most walks->threads threads. */
hr_walk *hr_walk_mine(const hr_walks *walks);

/* Fills the queue from `from` (itself first, distance 0); returns how many nodes it holds. */
uint32_t hr_walk_up(hr_walk *walk, const hr_hierarchy *hierarchy, uint32_t from);

/* size[v] = |S(v)| over all nodes, whatever their roles, of every v that is one of several parents of a node;
 * 0 of the others.  By walks, in parallel and without storing the sets. */
hr_status hr_count_choices(uint32_t *size, const hr_hierarchy *hierarchy);

/* Whether every node has at most one parent. */
bool hr_is_forest(const hr_hierarchy *hierarchy);

#endif
