#include "hierarchy/compress.h"

#include "base/memory.h"
#include "hierarchy/ready.h"

#include <stdlib.h>
#include <string.h>

static uint64_t *starts_of(uint32_t nodes, uint64_t edges, const uint32_t *key) {
    uint64_t *start = hr_calloc((size_t)nodes + 1, sizeof *start, "the hierarchy");
    if (!start)
        return NULL;
    for (uint64_t e = 0; e < edges; e++)
        start[key[e]]++;
    uint64_t sum = 0;
    for (uint32_t v = 0; v < nodes; v++) {
        uint64_t count = start[v];
        start[v] = sum;
        sum += count;
    }
    start[nodes] = sum;
    return start;
}

/* start[v] walked to the end of row v while it was filled; moves it back. */
static void rewind_starts(uint64_t *start, uint32_t nodes) {
    memmove(start + 1, start, nodes * sizeof *start);
    start[0] = 0;
}

/* The reverse lists: rows in ascending order append themselves, so that the new lists ascend. */
static void transpose(uint32_t nodes, const uint64_t *start, const uint32_t *list, uint64_t *to_start,
                      uint32_t *to) {
    for (uint32_t v = 0; v < nodes; v++)
        for (uint64_t e = start[v]; e < start[v + 1]; e++)
            to[to_start[list[e]]++] = v;
    rewind_starts(to_start, nodes);
}

hr_status hr_compress(hr_hierarchy *out, const uint32_t *edge_child, const uint32_t *edge_parent) {
    uint32_t n = out->nodes;
    out->parent_start = starts_of(n, out->edges, edge_child);
    out->child_start = starts_of(n, out->edges, edge_parent);
    out->parent = hr_alloc(out->edges, sizeof *out->parent, "the hierarchy");
    out->child = hr_alloc(out->edges, sizeof *out->child, "the hierarchy");
    if (!out->parent_start || !out->child_start || !out->parent || !out->child)
        return HR_ENOMEM;
    for (uint64_t e = 0; e < out->edges; e++)
        out->child[out->child_start[edge_parent[e]]++] = edge_child[e]; /* in the order of the source */
    rewind_starts(out->child_start, n);
    transpose(n, out->child_start, out->child, out->parent_start, out->parent);
    transpose(n, out->parent_start, out->parent, out->child_start, out->child);
    return HR_OK;
}

/* Every node left has a parent left (`waiting` > 0 of them): walking up must come back to itself. */
static hr_status find_cycle(const hr_hierarchy *h, const uint32_t *waiting, uint32_t **cycle,
                            uint32_t *length) {
    uint32_t *seen_at = hr_calloc(h->nodes, sizeof *seen_at, "the search for a cycle");
    uint32_t *walk = hr_alloc(h->nodes, sizeof *walk, "the search for a cycle");
    if (!seen_at || !walk) {
        free(seen_at);
        free(walk);
        return HR_ENOMEM;
    }
    uint32_t node = 0, steps = 0;
    while (!waiting[node])
        node++;
    while (!seen_at[node]) {
        walk[steps++] = node;
        seen_at[node] = steps; /* from 1 */
        const uint32_t *parent;
        hr_parents(h, node, &parent);
        while (!waiting[*parent])
            parent++;
        node = *parent;
    }
    uint32_t first = seen_at[node] - 1, least = first;
    for (uint32_t i = first; i < steps; i++)
        if (walk[i] < walk[least])
            least = i;
    *length = steps - first;
    for (uint32_t i = 0; i < *length; i++) /* seen_at is done: it becomes the answer */
        seen_at[i] = walk[first + (least - first + i) % *length];
    free(walk);
    *cycle = seen_at;
    return HR_OK;
}

/* Parents first, the smallest number first among the ready; fewer than all nodes when there is a cycle. */
static uint32_t order(hr_hierarchy *h, uint32_t *waiting, hr_ready *ready) {
    uint32_t done = 0, node;
    for (uint32_t v = 0; v < h->nodes; v++) {
        waiting[v] = (uint32_t)(h->parent_start[v + 1] - h->parent_start[v]);
        if (!waiting[v])
            hr_ready_add(ready, v);
    }
    while (hr_ready_take(ready, &node)) {
        h->topological[done++] = node;
        const uint32_t *child;
        uint32_t children = hr_children(h, node, &child);
        for (uint32_t i = 0; i < children; i++)
            if (!--waiting[child[i]])
                hr_ready_add(ready, child[i]);
    }
    return done;
}

hr_status hr_topological_order(hr_hierarchy *out, uint32_t **cycle, uint32_t *length) {
    *cycle = NULL;
    uint32_t n = out->nodes;
    hr_ready ready = {0};
    out->topological = hr_alloc(n, sizeof *out->topological, "the hierarchy");
    uint32_t *waiting = hr_alloc(n, sizeof *waiting, "the topological order"); /* parents still to come */
    hr_status status = out->topological && waiting ? hr_ready_init(&ready, n) : HR_ENOMEM;
    if (status == HR_OK && order(out, waiting, &ready) < n)
        status = find_cycle(out, waiting, cycle, length);
    hr_ready_clear(&ready);
    free(waiting);
    return status;
}
