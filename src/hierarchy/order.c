#include "hierarchy/order.h"

#include "base/memory.h"
#include "hierarchy/walk.h"

#include <stdlib.h>
#include <string.h>

/* The parent that each node keeps.  size: |S| of those among several, or NULL for the first. */
static void keep_parents(uint32_t *kept, const hr_hierarchy *h, const uint32_t *size) {
    for (uint32_t v = 0; v < h->nodes; v++) {
        const uint32_t *parent;
        uint32_t parents = hr_parents(h, v, &parent);
        uint32_t best = parents ? parent[0] : HR_NONE;
        for (uint32_t i = 1; size && i < parents; i++)
            if (size[parent[i]] > size[best])
                best = parent[i];
        kept[v] = best;
    }
}

/* Depth-first entries without a stack: a node's subtree is as long as its size, so the children of a node,
 * taken in ascending number, begin where the earlier ones end.  Parents come before children in
 * topological order, so one sweep up sums the sizes and one sweep down hands out the places. */
static void place_nodes(hr_forest *f, const hr_hierarchy *h) {
    uint32_t *size = f->last; /* becomes the last position in the end */
    for (uint32_t v = 0; v < f->nodes; v++)
        size[v] = 1;
    for (uint32_t i = f->nodes; i-- > 0;) {
        uint32_t v = h->topological[i];
        if (f->parent[v] != HR_NONE)
            size[f->parent[v]] += size[v];
    }
    uint32_t next = 0;
    for (uint32_t v = 0; v < f->nodes; v++)
        if (f->parent[v] == HR_NONE) {
            f->entry[v] = next;
            next += size[v];
        }
    for (uint32_t i = 0; i < f->nodes; i++) {
        uint32_t v = h->topological[i], place = f->entry[v] + 1;
        const uint32_t *child;
        uint32_t children = hr_children(h, v, &child);
        for (uint32_t j = 0; j < children; j++)
            if (f->parent[child[j]] == v) {
                f->entry[child[j]] = place;
                place += size[child[j]];
            }
    }
    for (uint32_t v = 0; v < f->nodes; v++) {
        f->last[v] = f->entry[v] + size[v] - 1;
        f->node[f->entry[v]] = v;
    }
}

hr_status hr_forest_build(hr_forest *out, const hr_hierarchy *hierarchy, hr_keep_rule rule) {
    memset(out, 0, sizeof *out);
    out->nodes = hierarchy->nodes;
    out->spans = hr_is_forest(hierarchy);
    out->parent = hr_alloc(out->nodes, sizeof *out->parent, "a spanning forest");
    out->entry = hr_alloc(out->nodes, sizeof *out->entry, "a spanning forest");
    out->last = hr_alloc(out->nodes, sizeof *out->last, "a spanning forest");
    out->node = hr_alloc(out->nodes, sizeof *out->node, "a spanning forest");
    if (!out->parent || !out->entry || !out->last || !out->node) {
        hr_forest_clear(out);
        return HR_ENOMEM;
    }
    uint32_t *size = NULL;
    if (!out->spans && rule == HR_KEEP_MOST_ANCESTORS) {
        size = out->last; /* free until the places are handed out */
        hr_status status = hr_count_choices(size, hierarchy);
        if (status != HR_OK) {
            hr_forest_clear(out);
            return status;
        }
    }
    keep_parents(out->parent, hierarchy, size);
    place_nodes(out, hierarchy);
    return HR_OK;
}

void hr_forest_clear(hr_forest *forest) {
    free(forest->parent);
    free(forest->entry);
    free(forest->last);
    free(forest->node);
    memset(forest, 0, sizeof *forest);
}

/* member: the nodes that play the role, ascending; NULL: all. */
static uint32_t *positions(const hr_forest *f, const uint32_t *member, uint32_t count, const char *what) {
    uint32_t *position = hr_alloc(count, sizeof *position, what);
    if (!position)
        return NULL;
    if (!member) {
        memcpy(position, f->entry, count * sizeof *position);
        return position;
    }
    uint32_t *index = hr_alloc(f->nodes, sizeof *index, what);
    if (!index) {
        free(position);
        return NULL;
    }
    memset(index, 0xff, f->nodes * sizeof *index);
    for (uint32_t i = 0; i < count; i++)
        index[member[i]] = i;
    for (uint32_t at = 0, next = 0; at < f->nodes; at++)
        if (index[f->node[at]] != HR_NONE)
            position[index[f->node[at]]] = next++;
    free(index);
    return position;
}

uint32_t *hr_query_positions(const hr_hierarchy *hierarchy, const hr_forest *forest) {
    return positions(forest, hierarchy->query, hierarchy->queries, "the order of the queries");
}

uint32_t *hr_document_positions(const hr_hierarchy *hierarchy, const hr_forest *forest) {
    return positions(forest, hierarchy->document, hierarchy->documents, "the order of the documents");
}
