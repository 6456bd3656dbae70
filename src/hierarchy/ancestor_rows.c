#include "hierarchy/ancestor_rows.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum {
    MERGED = 4
}; /* a node with more parents is walked from: merging k rows one by one may take k^2 steps */

typedef struct {
    uint32_t *document;
    uint16_t *distance;
    uint32_t length;
} row;

typedef struct {
    hr_ancestors *out;
    const hr_walks *walks;
    const uint32_t *index;
    row spare[2]; /* unions of more than one parent's row */
    size_t room[2][2];
    bool deep; /* a distance did not fit */
} filler;

bool hr_rows_apply(const hr_hierarchy *h) {
    return !h->query && h->edges <= 2 * (uint64_t)h->nodes;
}

bool hr_rows_ascend(const hr_hierarchy *h) {
    for (uint32_t v = 0; v < h->nodes; v++)
        if (h->topological[v] != v)
            return false;
    return true;
}

static row row_of(const filler *f, uint32_t v) {
    const hr_ancestors *a = f->out;
    return (row){a->document + a->start[v], a->distance + a->start[v],
                 (uint32_t)(a->start[v + 1] - a->start[v])};
}

/* The union of two rows, with the smaller distance of what is in both; out has room for both. */
static void unite(row *out, row a, row b) {
    uint32_t i = 0, j = 0, n = 0;
    while (i < a.length || j < b.length) {
        bool first = j == b.length || (i < a.length && a.document[i] <= b.document[j]);
        bool second = i == a.length || (j < b.length && b.document[j] <= a.document[i]);
        uint16_t distance = first ? a.distance[i] : b.distance[j];
        if (first && second && b.distance[j] < distance)
            distance = b.distance[j];
        out->document[n] = first ? a.document[i] : b.document[j];
        out->distance[n++] = distance;
        i += first;
        j += second;
    }
    out->length = n;
}

static hr_status make_room(filler *f, int spare, size_t length) {
    row *r = &f->spare[spare];
    if (hr_grow(&r->document, &f->room[spare][0], length, sizeof *r->document, "the ancestor sets") !=
            HR_OK ||
        hr_grow(&r->distance, &f->room[spare][1], length, sizeof *r->distance, "the ancestor sets") != HR_OK)
        return HR_ENOMEM;
    return HR_OK;
}

/* The union of the parents' rows, in place or in a spare row. */
static hr_status above(filler *f, const uint32_t *parent, uint32_t parents, row *out) {
    *out = parents ? row_of(f, parent[0]) : (row){0};
    for (uint32_t i = 1; i < parents; i++) {
        row next = row_of(f, parent[i]);
        if (make_room(f, i % 2, (size_t)out->length + next.length) != HR_OK)
            return HR_ENOMEM;
        unite(&f->spare[i % 2], *out, next);
        *out = f->spare[i % 2];
    }
    return HR_OK;
}

static int ascending(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* The same by a walk from v, distances one less. */
static hr_status above_by_walk(filler *f, uint32_t v, row *out) {
    hr_walk *walk = &f->walks->walk[0];
    uint32_t met = hr_walk_up(walk, f->walks->hierarchy, v), n = 0;
    uint64_t *key = hr_alloc(met, sizeof *key, "the ancestor sets");
    if (!key || make_room(f, 0, met) != HR_OK) {
        free(key);
        return HR_ENOMEM;
    }
    for (uint32_t i = 1; i < met; i++) {
        uint32_t x = f->index ? f->index[walk->queue[i]] : walk->queue[i];
        if (x == HR_NONE)
            continue;
        f->deep = f->deep || walk->distance[i] > UINT16_MAX;
        key[n++] = (uint64_t)x << 32 | (uint16_t)(walk->distance[i] - 1);
    }
    if (n)
        qsort(key, n, sizeof *key, ascending);
    *out = f->spare[0];
    out->length = n;
    for (uint32_t i = 0; i < n; i++) {
        out->document[i] = (uint32_t)(key[i] >> 32);
        out->distance[i] = (uint16_t)key[i];
    }
    free(key);
    return HR_OK;
}

/* What is above v. */
static hr_status find_above(filler *f, uint32_t v, row *out) {
    const uint32_t *parent;
    uint32_t parents = hr_parents(f->walks->hierarchy, v, &parent);
    return parents > MERGED ? above_by_walk(f, v, out) : above(f, parent, parents, out);
}

/* out = from, one farther away, and v itself at its place. */
static void put_row(filler *f, uint32_t v, row *out, row from) {
    uint32_t own = f->index ? f->index[v] : v, n = 0, i = 0;
    for (; i < from.length && from.document[i] < own; i++, n++) {
        out->document[n] = from.document[i];
        f->deep = f->deep || from.distance[i] == UINT16_MAX;
        out->distance[n] = (uint16_t)(from.distance[i] + 1);
    }
    if (own != HR_NONE) {
        out->document[n] = own;
        out->distance[n++] = 0;
    }
    for (; i < from.length; i++, n++) {
        out->document[n] = from.document[i];
        f->deep = f->deep || from.distance[i] == UINT16_MAX;
        out->distance[n] = (uint16_t)(from.distance[i] + 1);
    }
    out->length = n;
}

static void clear(filler *f) {
    for (int i = 0; i < 2; i++) {
        free(f->spare[i].document);
        free(f->spare[i].distance);
    }
}

hr_status hr_rows_fill(hr_ancestors *out, const hr_walks *walks, const uint32_t *index) {
    const hr_hierarchy *h = walks->hierarchy;
    filler f = {.out = out, .walks = walks, .index = index};
    hr_status status = HR_OK;
    for (uint32_t i = 0; i < h->nodes && status == HR_OK; i++) {
        uint32_t v = h->topological[i];
        row from, to = row_of(&f, v);
        status = find_above(&f, v, &from);
        if (status == HR_OK)
            put_row(&f, v, &to, from);
    }
    clear(&f);
    return status == HR_OK && f.deep ? hr_rows_too_deep(h) : status;
}

/* A shortest path to the nearest root is no longer than S(v), and there are no distances above 2^16 - 1. */
static hr_status check_least(const hr_hierarchy *h) {
    uint32_t *least = hr_alloc(h->nodes, sizeof *least, "the depths of the nodes");
    if (!least)
        return HR_ENOMEM;
    uint64_t pairs = 0;
    bool deep = false;
    for (uint32_t v = 0; v < h->nodes; v++) { /* parents have smaller numbers */
        const uint32_t *parent;
        uint32_t parents = hr_parents(h, v, &parent);
        least[v] = parents ? UINT32_MAX : 0;
        for (uint32_t i = 0; i < parents; i++)
            if (least[parent[i]] + 1 < least[v])
                least[v] = least[parent[i]] + 1;
        pairs += h->document ? 0 : least[v] + 1;
        deep = deep || least[v] > UINT16_MAX;
    }
    free(least);
    return deep ? hr_rows_too_deep(h) : hr_rows_check_memory(h, pairs);
}

static hr_status grow(filler *f, size_t room[2], uint64_t pairs) {
    hr_ancestors *a = f->out;
    if (pairs <= room[0] && pairs <= room[1])
        return HR_OK;
    hr_status status = hr_rows_check_memory(f->walks->hierarchy, pairs);
    if (status == HR_OK &&
        (hr_grow(&a->document, &room[0], pairs, sizeof *a->document, "the ancestor sets") != HR_OK ||
         hr_grow(&a->distance, &room[1], pairs, sizeof *a->distance, "the ancestor sets") != HR_OK))
        status = HR_ENOMEM;
    return status;
}

/* What was granted beyond the pairs is given back; where that fails, it stays. */
static void trim(hr_ancestors *a) {
    void *document = realloc(a->document, a->pairs * sizeof *a->document);
    a->document = document ? document : a->document;
    void *distance = realloc(a->distance, a->pairs * sizeof *a->distance);
    a->distance = distance ? distance : a->distance;
}

hr_status hr_rows_grow(hr_ancestors *out, const hr_walks *walks, const uint32_t *index) {
    const hr_hierarchy *h = walks->hierarchy;
    filler f = {.out = out, .walks = walks, .index = index};
    size_t room[2] = {0, 0};
    hr_status status = check_least(h);
    for (uint32_t v = 0; v < h->nodes && status == HR_OK; v++) {
        const uint32_t *parent;
        uint64_t at = out->start[v], most = 1;
        uint32_t parents = hr_parents(h, v, &parent);
        for (uint32_t i = 0; i < parents && parents <= MERGED; i++)
            most += out->start[parent[i] + 1] - out->start[parent[i]];
        row from;
        status = grow(&f, room, at + most); /* before `from` points into the arrays */
        if (status == HR_OK)
            status = find_above(&f, v, &from);
        if (status == HR_OK && parents > MERGED)
            status = grow(&f, room, at + from.length + 1);
        if (status != HR_OK)
            break;
        row to = {out->document + at, out->distance + at, 0};
        put_row(&f, v, &to, from);
        out->start[v + 1] = at + to.length;
        if (to.length > out->s)
            out->s = to.length;
        if (f.deep)
            status = hr_rows_too_deep(h);
    }
    clear(&f);
    out->pairs = out->start[h->nodes];
    if (status == HR_OK && out->pairs)
        trim(out);
    return status;
}
