#include "hierarchy/compress.h"

#include "base/memory.h"

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

static void sift_up(uint32_t *heap, size_t at) {
    uint32_t value = heap[at];
    for (; at && heap[(at - 1) / 2] > value; at = (at - 1) / 2)
        heap[at] = heap[(at - 1) / 2];
    heap[at] = value;
}

static uint32_t pop(uint32_t *heap, size_t *size) {
    uint32_t least = heap[0], value = heap[--*size];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= *size)
            break;
        if (child + 1 < *size && heap[child + 1] < heap[child])
            child++;
        if (heap[child] >= value)
            break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = value;
    return least;
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

hr_status hr_topological_order(hr_hierarchy *out, uint32_t **cycle, uint32_t *length) {
    *cycle = NULL;
    uint32_t n = out->nodes;
    out->topological = hr_alloc(n, sizeof *out->topological, "the hierarchy");
    uint32_t *waiting = hr_alloc(n, sizeof *waiting, "the topological order"); /* parents still to come */
    uint32_t *heap = hr_alloc(n, sizeof *heap, "the topological order");
    hr_status status = out->topological && waiting && heap ? HR_OK : HR_ENOMEM;
    if (status == HR_OK) {
        size_t ready = 0;
        uint32_t done = 0;
        for (uint32_t v = 0; v < n; v++) {
            waiting[v] = (uint32_t)(out->parent_start[v + 1] - out->parent_start[v]);
            if (!waiting[v])
                heap[ready++] = v; /* ascending: already a heap */
        }
        while (ready) {
            uint32_t node = pop(heap, &ready);
            out->topological[done++] = node;
            const uint32_t *child;
            uint32_t children = hr_children(out, node, &child);
            for (uint32_t i = 0; i < children; i++)
                if (!--waiting[child[i]]) {
                    heap[ready] = child[i];
                    sift_up(heap, ready++);
                }
        }
        if (done < n)
            status = find_cycle(out, waiting, cycle, length);
    }
    free(waiting);
    free(heap);
    return status;
}
