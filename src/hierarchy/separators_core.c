#include "hierarchy/separators_core.h"

#include "base/memory.h"

#include <stdlib.h>

static bool active(const hr_component *c, uint32_t v) {
    return c->in[v] == c->id;
}

static uint32_t parents_in(const hr_component *c, uint32_t v) {
    const uint32_t *parent;
    uint32_t count = 0, all = hr_parents(c->hierarchy, v, &parent);
    for (uint32_t i = 0; i < all; i++)
        count += active(c, parent[i]);
    return count;
}

static hr_status find_core(hr_separator_core *out, const hr_component *c) {
    out->node = hr_alloc(c->nodes, sizeof *out->node, "the core of a component");
    if (!out->node)
        return HR_ENOMEM;
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->nodes; i++)
        if (parents_in(c, c->node[i]) > 1) {
            c->local[c->node[i]] = n;
            out->node[n++] = c->node[i];
        }
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t *parent;
        uint32_t all = hr_parents(c->hierarchy, out->node[i], &parent);
        for (uint32_t j = 0; j < all; j++)
            if (active(c, parent[j]) && c->local[parent[j]] == HR_NONE) {
                c->local[parent[j]] = n;
                out->node[n++] = parent[j];
            }
    }
    out->n = n;
    return HR_OK;
}

static int compare(const void *a, const void *b) {
    SuiteSparse_long x = *(const SuiteSparse_long *)a, y = *(const SuiteSparse_long *)b;
    return (x > y) - (x < y);
}

static hr_status join_core(hr_separator_core *out, const hr_component *c) {
    const hr_hierarchy *h = c->hierarchy;
    size_t edges = 0;
    for (uint32_t v = 0; v < out->n; v++)
        edges += parents_in(c, out->node[v]);
    out->up_start = hr_alloc((size_t)out->n + 1, sizeof *out->up_start, "the core of a component");
    out->up = hr_alloc(edges, sizeof *out->up, "the core of a component");
    out->graph.start = hr_alloc((size_t)out->n + 1, sizeof *out->graph.start, "the core of a component");
    out->graph.row = hr_alloc(2 * edges, sizeof *out->graph.row, "the core of a component");
    if (!out->up_start || !out->up || !out->graph.start || !out->graph.row)
        return HR_ENOMEM;
    out->graph.nodes = out->n;
    uint32_t ups = 0;
    SuiteSparse_long next = 0;
    for (uint32_t v = 0; v < out->n; v++) {
        const uint32_t *up, *down;
        uint32_t above = hr_parents(h, out->node[v], &up), below = hr_children(h, out->node[v], &down);
        out->up_start[v] = ups;
        out->graph.start[v] = next;
        for (uint32_t i = 0; i < above; i++)
            if (active(c, up[i]))
                out->graph.row[next++] = out->up[ups++] = c->local[up[i]];
        for (uint32_t i = 0; i < below; i++)
            if (active(c, down[i]) && c->local[down[i]] != HR_NONE)
                out->graph.row[next++] = c->local[down[i]];
        uint32_t here = ups - out->up_start[v];
        out->weight += here > 1 ? here - 1 : 0;
        qsort(out->graph.row + out->graph.start[v], (size_t)(next - out->graph.start[v]),
              sizeof *out->graph.row, compare);
    }
    out->up_start[out->n] = ups;
    out->graph.start[out->n] = next;
    return HR_OK;
}

hr_status hr_separator_core_build(hr_separator_core *out, const hr_component *component) {
    *out = (hr_separator_core){0};
    hr_status status = find_core(out, component);
    return status == HR_OK ? join_core(out, component) : status;
}

void hr_separator_core_clear(hr_separator_core *c, const hr_component *component) {
    for (uint32_t v = 0; v < c->n; v++)
        component->local[c->node[v]] = HR_NONE;
    free(c->node);
    free(c->up_start);
    free(c->up);
    free(c->graph.start);
    free(c->graph.row);
}
