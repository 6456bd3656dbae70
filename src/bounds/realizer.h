/* Orders of the nodes, ancestors after their descendants, such that x comes before q in one of them whenever
 * x is not in S(q) (a realizer; their least number is the dimension of Dushnik and Miller, 1941). */
#ifndef HR_REALIZER_H
#define HR_REALIZER_H

#include "hierarchy/hierarchy.h"

enum { HR_REALIZER_MOST = 64, HR_REALIZER_CORE = 8000 };

/* The core: nodes with several parents, and the ancestors of these.  All other nodes hang from the core in
 * trees. */
typedef struct {
    uint32_t nodes; /* of the core */
    uint32_t *node; /* nodes; the hierarchy's number, parents before children */
    bool trees;     /* some nodes are not of the core */
    uint32_t
        orders; /* of the core; 0: more than HR_REALIZER_CORE nodes, or more than HR_REALIZER_MOST orders */
    uint32_t *order; /* orders * nodes; places in `node`, the first of each order first */
} hr_realizer;

/* Greedy, then checked pair by pair. */
hr_status hr_realizer_build(hr_realizer *out, const hr_hierarchy *hierarchy);
void hr_realizer_clear(hr_realizer *realizer);

#endif
