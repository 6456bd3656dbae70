/* A pair costs 6 bytes.  Where most nodes have one parent, a node's row is made from its parents' rows
 * (ancestor_rows.c).  Otherwise there are two passes over the same walks: the first counts, so that the
 * second writes into arrays of the final size, and nothing is held beside the result but one walk's scratch
 * area per thread. */
#include "hierarchy/ancestors.h"

#include "base/memory.h"
#include "hierarchy/ancestor_rows.h"
#include "hierarchy/walk.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    SHORT_ROW = 32, /* rows up to this length are sorted by insertion, longer ones by radix */
    CHUNK = 256     /* queries that a thread takes at a time */
};

/* A thread's room for sorting long rows: (document << 32 | distance), twice. */
typedef struct {
    uint64_t *key, *other;
} sorter;

hr_status hr_rows_too_deep(const hr_hierarchy *h) {
    return hr_fail(
        HR_ELIMIT,
        "%s: some query is more than %d edges below a root, and distances are kept in 16 bits; use a "
        "shallower hierarchy",
        h->source ? h->source : "hierarchy", UINT16_MAX);
}

/* malloc often grants what the machine does not have, and the process dies when it touches it. */
hr_status hr_rows_check_memory(const hr_hierarchy *h, uint64_t pairs) {
    double need = 6.0 * (double)pairs;
    double have = (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
    if (have <= 0 || need < have)
        return HR_OK;
    return hr_fail(
        HR_ENOMEM,
        "%s: the ancestor sets have %llu pairs, which need %.0f MiB, and this machine has %.0f; use a "
        "smaller or shallower hierarchy",
        h->source ? h->source : "hierarchy", (unsigned long long)pairs, need / 1048576, have / 1048576);
}

static inline uint32_t query_node(const hr_hierarchy *h, uint32_t query) {
    return h->query ? h->query[query] : query;
}

/* index[v] = the document that node v is, HR_NONE: none.  NULL where every node is its own document. */
static hr_status index_documents(uint32_t **index, const hr_hierarchy *h) {
    *index = NULL;
    if (!h->document)
        return HR_OK;
    *index = hr_alloc(h->nodes, sizeof **index, "the documents");
    if (!*index)
        return HR_ENOMEM;
    memset(*index, 0xff, h->nodes * sizeof **index);
    for (uint32_t x = 0; x < h->documents; x++)
        (*index)[h->document[x]] = x;
    return HR_OK;
}

/* In a forest |S(v)| = |S(parent)| + 1, so the first pass needs no walk. */
static hr_status count_in_forest(uint64_t *count, const hr_hierarchy *h, const uint32_t *index) {
    uint32_t *below = hr_alloc(h->nodes, 2 * sizeof *below, "the counts of ancestors");
    if (!below)
        return HR_ENOMEM;
    uint32_t *depth = below + h->nodes, deepest = 0;
    for (uint32_t i = 0; i < h->nodes; i++) {
        uint32_t v = h->topological[i];
        uint64_t at = h->parent_start[v];
        bool root = at == h->parent_start[v + 1];
        depth[v] = root ? 0 : depth[h->parent[at]] + 1;
        below[v] = (root ? 0 : below[h->parent[at]]) + (!index || index[v] != HR_NONE);
    }
    for (uint32_t q = 0; q < h->queries; q++) {
        count[q] = below[query_node(h, q)];
        if (depth[query_node(h, q)] > deepest)
            deepest = depth[query_node(h, q)];
    }
    free(below);
    return deepest > UINT16_MAX ? hr_rows_too_deep(h) : HR_OK;
}

static hr_status count_by_walks(uint64_t *count, const hr_walks *walks, const uint32_t *index) {
    const hr_hierarchy *h = walks->hierarchy;
    bool deep = false;
#pragma omp parallel for schedule(dynamic, CHUNK) num_threads(walks->threads)
    for (uint32_t q = 0; q < h->queries; q++) {
        bool stop;
#pragma omp atomic read
        stop = deep;
        if (stop)
            continue;
        hr_walk *walk = hr_walk_mine(walks);
        uint32_t met = hr_walk_up(walk, h, query_node(h, q)), documents = met;
        if (walk->distance[met - 1] > UINT16_MAX) {
#pragma omp atomic write
            deep = true;
        }
        if (index) {
            documents = 0;
            for (uint32_t i = 0; i < met; i++)
                documents += index[walk->queue[i]] != HR_NONE;
        }
        count[q] = documents;
    }
    return deep ? hr_rows_too_deep(h) : HR_OK;
}

static void sort_short(uint32_t *document, uint16_t *distance, uint32_t length) {
    for (uint32_t i = 1; i < length; i++) {
        uint32_t x = document[i], j = i;
        uint16_t d = distance[i];
        for (; j > 0 && document[j - 1] > x; j--) {
            document[j] = document[j - 1];
            distance[j] = distance[j - 1];
        }
        document[j] = x;
        distance[j] = d;
    }
}

/* Least significant byte first, over as many bytes as the largest document has: linear in the row. */
static void sort_long(uint32_t *document, uint16_t *distance, uint32_t length, uint32_t documents,
                      sorter *s) {
    for (uint32_t i = 0; i < length; i++)
        s->key[i] = (uint64_t)document[i] << 32 | distance[i];
    for (int shift = 32; shift < 64 && (uint64_t)(documents - 1) >> (shift - 32); shift += 8) {
        uint32_t place[257] = {0};
        for (uint32_t i = 0; i < length; i++)
            place[(s->key[i] >> shift & 255) + 1]++;
        for (int b = 0; b < 255; b++)
            place[b + 1] += place[b];
        for (uint32_t i = 0; i < length; i++)
            s->other[place[s->key[i] >> shift & 255]++] = s->key[i];
        uint64_t *swap = s->key;
        s->key = s->other;
        s->other = swap;
    }
    for (uint32_t i = 0; i < length; i++) {
        document[i] = (uint32_t)(s->key[i] >> 32);
        distance[i] = (uint16_t)s->key[i];
    }
}

static void fill_row(hr_ancestors *out, const hr_walks *walks, const uint32_t *index, uint32_t q, sorter *s) {
    const hr_hierarchy *h = walks->hierarchy;
    hr_walk *walk = hr_walk_mine(walks);
    uint32_t met = hr_walk_up(walk, h, query_node(h, q)), length = 0;
    uint32_t *document = out->document + out->start[q];
    uint16_t *distance = out->distance + out->start[q];
    for (uint32_t i = 0; i < met; i++) {
        uint32_t x = index ? index[walk->queue[i]] : walk->queue[i];
        if (x == HR_NONE)
            continue;
        document[length] = x;
        distance[length++] = (uint16_t)walk->distance[i];
    }
    if (length <= SHORT_ROW)
        sort_short(document, distance, length);
    else
        sort_long(document, distance, length, out->documents, s);
}

static hr_status fill(hr_ancestors *out, const hr_walks *walks, const uint32_t *index) {
    sorter *sorters = hr_calloc((size_t)walks->threads, sizeof *sorters, "sorting");
    hr_status status = sorters ? HR_OK : HR_ENOMEM;
    for (int i = 0; sorters && out->s > SHORT_ROW && i < walks->threads; i++) {
        sorters[i].key = hr_alloc(out->s, sizeof(uint64_t), "sorting the ancestor sets");
        sorters[i].other = hr_alloc(out->s, sizeof(uint64_t), "sorting the ancestor sets");
        if (!sorters[i].key || !sorters[i].other)
            status = HR_ENOMEM;
    }
    if (status == HR_OK) {
#pragma omp parallel for schedule(dynamic, CHUNK) num_threads(walks->threads)
        for (uint32_t q = 0; q < out->queries; q++)
            fill_row(out, walks, index, q, &sorters[hr_walk_mine(walks) - walks->walk]);
    }
    for (int i = 0; sorters && i < walks->threads; i++) {
        free(sorters[i].key);
        free(sorters[i].other);
    }
    free(sorters);
    return status;
}

static hr_status count_distances(hr_ancestors *out) {
    uint64_t *histogram = hr_calloc(UINT16_MAX + 1, sizeof *histogram, "the pairs by distance");
    if (!histogram)
        return HR_ENOMEM;
    for (uint64_t i = 0; i < out->pairs; i++)
        histogram[out->distance[i]]++;
    out->max_distance = UINT16_MAX;
    while (out->max_distance && !histogram[out->max_distance])
        out->max_distance--;
    size_t bytes = (out->max_distance + 1) * sizeof *histogram;
    out->by_distance = realloc(histogram, bytes);
    if (!out->by_distance)
        out->by_distance = histogram; /* shrinking failed: the larger block serves as well */
    return HR_OK;
}

static hr_status count(hr_ancestors *out, const hr_walks *walks, const uint32_t *index) {
    const hr_hierarchy *h = walks->hierarchy;
    hr_status status = walks->forest ? count_in_forest(out->start + 1, h, index)
                                     : count_by_walks(out->start + 1, walks, index);
    for (uint32_t q = 0; q < h->queries && status == HR_OK; q++) {
        if (out->start[q + 1] > out->s)
            out->s = (uint32_t)out->start[q + 1];
        out->start[q + 1] += out->start[q];
    }
    out->pairs = out->start[h->queries];
    return status == HR_OK ? hr_rows_check_memory(h, out->pairs) : status;
}

static hr_status build(hr_ancestors *out, const hr_walks *walks, const uint32_t *index) {
    const hr_hierarchy *h = walks->hierarchy;
    bool by_rows = hr_rows_apply(h);
    out->start = hr_calloc((size_t)h->queries + 1, sizeof *out->start, "the ancestor sets");
    if (!out->start)
        return HR_ENOMEM;
    hr_status status;
    if (by_rows && !walks->forest && hr_rows_ascend(h)) {
        status = hr_rows_grow(out, walks, index);
        return status == HR_OK ? count_distances(out) : status;
    }
    status = count(out, walks, index);
    if (status != HR_OK)
        return status;
    out->document = hr_alloc(out->pairs, sizeof *out->document, "the ancestor sets");
    out->distance = hr_alloc(out->pairs, sizeof *out->distance, "the distances to ancestors");
    if (!out->document || !out->distance)
        return HR_ENOMEM;
    status = by_rows ? hr_rows_fill(out, walks, index) : fill(out, walks, index);
    return status == HR_OK ? count_distances(out) : status;
}

hr_status hr_ancestors_build(hr_ancestors *out, const hr_hierarchy *hierarchy) {
    memset(out, 0, sizeof *out);
    out->queries = hierarchy->queries;
    out->documents = hierarchy->documents;
    hr_walks walks = {0};
    uint32_t *index = NULL;
    hr_status status = index_documents(&index, hierarchy);
    if (status == HR_OK)
        status = hr_walks_init(&walks, hierarchy);
    if (status == HR_OK)
        status = build(out, &walks, index);
    hr_walks_clear(&walks);
    free(index);
    if (status != HR_OK)
        hr_ancestors_clear(out);
    return status;
}

void hr_ancestors_clear(hr_ancestors *ancestors) {
    free(ancestors->start);
    free(ancestors->document);
    free(ancestors->distance);
    free(ancestors->by_distance);
    memset(ancestors, 0, sizeof *ancestors);
}

bool hr_is_ancestor(const hr_ancestors *a, uint32_t query, uint32_t document) {
    uint64_t low = a->start[query], high = a->start[query + 1];
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (a->document[middle] < document)
            low = middle + 1;
        else
            high = middle;
    }
    return low < a->start[query + 1] && a->document[low] == document;
}

hr_status hr_descendants_build(const hr_ancestors *a, uint64_t **start, uint32_t **query) {
    *start = hr_calloc((size_t)a->documents + 1, sizeof **start, "the descendants");
    *query = hr_alloc(a->pairs, sizeof **query, "the descendants");
    if (!*start || !*query) {
        free(*start);
        free(*query);
        *start = NULL;
        *query = NULL;
        return HR_ENOMEM;
    }
    /* counting sort: start[x] is first the count of x, then its next free place, in the end x + 1's beginning
     */
    uint64_t *place = *start;
    for (uint64_t i = 0; i < a->pairs; i++)
        place[a->document[i]]++;
    uint64_t sum = 0;
    for (uint32_t x = 0; x <= a->documents; x++) {
        uint64_t count = place[x];
        place[x] = sum;
        sum += count;
    }
    for (uint32_t q = 0; q < a->queries; q++)
        for (uint64_t i = a->start[q]; i < a->start[q + 1]; i++)
            (*query)[place[a->document[i]]++] = q;
    memmove(place + 1, place, a->documents * sizeof *place);
    place[0] = 0;
    return HR_OK;
}
