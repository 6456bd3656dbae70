/* An edge to a parent that is above another parent says nothing new (Aho, Garey and Ullman, SIAM J. Comput.
 * 1, 1972); in a DAG all such edges can go at once.  Only nodes of several parents are looked at: from each
 * of their parents a walk upwards. */
#include "hierarchy/reduce.h"

#include "base/memory.h"
#include "hierarchy/builder.h"
#include "hierarchy/walk.h"

#include <stdlib.h>

/* again[e]: the parent of edge e is above another parent of the same node. */
static hr_status mark(bool *again, const hr_hierarchy *h) {
    hr_walks walks;
    hr_status status = hr_walks_init(&walks, h);
    if (status != HR_OK || walks.forest) {
        if (status == HR_OK)
            hr_walks_clear(&walks);
        return status;
    }
#pragma omp parallel for schedule(dynamic, 256) num_threads(walks.threads) if (h->nodes > 1000)
    for (uint32_t v = 0; v < h->nodes; v++) {
        uint64_t first = h->parent_start[v], end = h->parent_start[v + 1];
        hr_walk *walk = hr_walk_mine(&walks);
        for (uint64_t e = first; end - first > 1 && e < end; e++) {
            if (again[e])
                continue; /* what is above it is above the one below it */
            hr_walk_up(walk, h, h->parent[e]);
            for (uint64_t other = first; other < end; other++)
                again[other] |= other != e && walk->stamp[h->parent[other]] == walk->mark;
        }
    }
    hr_walks_clear(&walks);
    return HR_OK;
}

hr_status hr_hierarchy_reduce(hr_hierarchy *out, const hr_hierarchy *h) {
    hr_hierarchy_init(out);
    bool *again = hr_calloc(h->edges, sizeof *again, "the transitive reduction");
    hr_builder *builder = again ? hr_builder_new(HR_BUILD_NUMBERED, "a transitive reduction") : NULL;
    hr_status status = builder ? mark(again, h) : HR_ENOMEM;
    if (status == HR_OK)
        status = hr_builder_numbered(builder, h->nodes);
    for (uint32_t v = 0; status == HR_OK && v < h->nodes; v++)
        for (uint64_t e = h->parent_start[v]; status == HR_OK && e < h->parent_start[v + 1]; e++)
            if (!again[e])
                status = hr_builder_edge(builder, v, h->parent[e], 0);
    if (status == HR_OK)
        status = hr_builder_finish(builder, out);
    hr_builder_free(builder);
    free(again);
    return status;
}
