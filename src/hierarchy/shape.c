#include "hierarchy/shape.h"

#include "base/memory.h"

#include <stdlib.h>

hr_status hr_shape_of(hr_shape *out, const hr_hierarchy *h) {
    *out = (hr_shape){0};
    uint32_t *depth = hr_alloc(h->nodes, sizeof *depth, "the depths of the nodes");
    if (!depth)
        return HR_ENOMEM;
    for (uint32_t i = 0; i < h->nodes; i++) {
        uint32_t v = h->topological[i];
        const uint32_t *parent, *child;
        uint32_t parents = hr_parents(h, v, &parent), children = hr_children(h, v, &child);
        depth[v] = 0;
        for (uint32_t j = 0; j < parents; j++)
            if (depth[parent[j]] + 1 > depth[v])
                depth[v] = depth[parent[j]] + 1;
        out->roots += parents == 0;
        out->leaves += children == 0;
        out->multi_parent += parents > 1;
        if (parents > out->most_parents)
            out->most_parents = parents;
        if (children > out->most_children)
            out->most_children = children;
        if (depth[v] > out->depth)
            out->depth = depth[v];
    }
    free(depth);
    return HR_OK;
}
