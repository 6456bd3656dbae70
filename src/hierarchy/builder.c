#include "hierarchy/builder.h"

#include "base/memory.h"
#include "hierarchy/compress.h"
#include "hierarchy/names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    uint32_t *node;
    size_t count, room;
} role; /* the nodes that are queries, or documents */

struct hr_builder {
    hr_build_kind kind;
    char *source;
    uint32_t nodes;
    hr_names names;
    uint64_t *mentioned; /* named: the line of each node's first mention; 0 = none */
    uint64_t *declared;  /* named: 1 + the line that defines it; 0 = nowhere */
    size_t mentioned_room, declared_room;
    bool any_declared;
    size_t edges, child_room, parent_room, line_room;
    uint32_t *child, *parent;
    uint64_t *line; /* named only: generators have no lines */
    role queries, documents;
};

static const char *node_name(const hr_builder *b, uint32_t node, char room[16]) {
    if (b->kind == HR_BUILD_NAMED)
        return hr_names_get(&b->names, node);
    snprintf(room, 16, "%u", (unsigned)node);
    return room;
}

/* "file: " or "file: line N: " */
static const char *place(const hr_builder *b, uint64_t line, char room[300]) {
    if (line)
        snprintf(room, 300, "%.200s: line %llu: ", b->source, (unsigned long long)line);
    else
        snprintf(room, 300, "%.200s: ", b->source);
    return room;
}

static uint64_t line_of(const hr_builder *b, size_t edge) {
    return b->line ? b->line[edge] : 0;
}

static void empty(hr_builder *b) {
    hr_names_clear(&b->names);
    free(b->mentioned);
    free(b->declared);
    free(b->child);
    free(b->parent);
    free(b->line);
    free(b->queries.node);
    free(b->documents.node);
    *b = (hr_builder){.kind = b->kind, .source = b->source};
}

hr_builder *hr_builder_new(hr_build_kind kind, const char *source) {
    hr_builder *b = hr_calloc(1, sizeof *b, "a hierarchy");
    if (!b)
        return NULL;
    size_t length = strlen(source);
    b->kind = kind;
    b->source = hr_alloc(length + 1, 1, "a hierarchy");
    if (!b->source) {
        free(b);
        return NULL;
    }
    memcpy(b->source, source, length + 1);
    return b;
}

void hr_builder_free(hr_builder *b) {
    if (!b)
        return;
    empty(b);
    free(b->source);
    free(b);
}

hr_status hr_builder_node(hr_builder *b, const char *name, size_t length, uint64_t line, uint32_t *node) {
    char room[300];
    if (!length)
        return hr_fail(HR_EINPUT, "%sa node without a name; give every node one", place(b, line, room));
    if (memchr(name, '\0', length))
        return hr_fail(HR_EINPUT, "%sa name holds a NUL byte; is this a text file?", place(b, line, room));
    bool fresh;
    hr_status status = hr_names_add(&b->names, name, length, node, &fresh);
    if (status != HR_OK || !fresh)
        return status == HR_OK ? HR_OK : hr_fail_prefix(status, "%.200s", b->source);
    size_t need = b->names.count;
    if (hr_grow(&b->mentioned, &b->mentioned_room, need, sizeof *b->mentioned, "the nodes") != HR_OK ||
        hr_grow(&b->declared, &b->declared_room, need, sizeof *b->declared, "the nodes") != HR_OK)
        return HR_ENOMEM;
    b->mentioned[*node] = line;
    b->declared[*node] = 0;
    b->nodes = b->names.count;
    return HR_OK;
}

hr_status hr_builder_declare(hr_builder *b, uint32_t node, uint64_t line) {
    if (b->kind != HR_BUILD_NAMED || node >= b->nodes)
        return hr_fail(HR_EINTERNAL, "%.200s: node %u cannot be declared", b->source, (unsigned)node);
    if (b->declared[node]) {
        char room[300];
        uint64_t first = b->declared[node] - 1;
        const char *name = hr_names_get(&b->names, node);
        if (!first)
            return hr_fail(HR_EINPUT, "%snode '%.100s' is defined twice; remove one definition",
                           place(b, line, room), name);
        return hr_fail(HR_EINPUT,
                       "%snode '%.100s' is defined twice, first in line %llu; remove one definition",
                       place(b, line, room), name, (unsigned long long)first);
    }
    b->declared[node] = 1 + line;
    b->any_declared = true;
    return HR_OK;
}

hr_status hr_builder_numbered(hr_builder *b, uint32_t nodes) {
    if (b->kind != HR_BUILD_NUMBERED)
        return hr_fail(HR_EINTERNAL, "%.200s: nodes have names here", b->source);
    if (nodes == HR_NONE)
        return hr_fail(HR_ELIMIT, "%.200s: more than %u nodes", b->source, HR_NONE - 1);
    b->nodes = nodes;
    return HR_OK;
}

hr_status hr_builder_edge(hr_builder *b, uint32_t child, uint32_t parent, uint64_t line) {
    if (child >= b->nodes || parent >= b->nodes)
        return hr_fail(HR_EINTERNAL, "%.200s: edge %u -> %u, but there are %u nodes", b->source,
                       (unsigned)child, (unsigned)parent, (unsigned)b->nodes);
    size_t need = b->edges + 1;
    if (hr_grow(&b->child, &b->child_room, need, sizeof *b->child, "the edges") != HR_OK ||
        hr_grow(&b->parent, &b->parent_room, need, sizeof *b->parent, "the edges") != HR_OK)
        return HR_ENOMEM;
    if (b->kind == HR_BUILD_NAMED) {
        if (hr_grow(&b->line, &b->line_room, need, sizeof *b->line, "the edges") != HR_OK)
            return HR_ENOMEM;
        b->line[b->edges] = line;
    }
    b->child[b->edges] = child;
    b->parent[b->edges++] = parent;
    return HR_OK;
}

static hr_status add_role(hr_builder *b, role *r, uint32_t node) {
    if (node >= b->nodes)
        return hr_fail(HR_EINTERNAL, "%.200s: node %u of %u", b->source, (unsigned)node, (unsigned)b->nodes);
    if (hr_grow(&r->node, &r->room, r->count + 1, sizeof *r->node, "the queries and documents") != HR_OK)
        return HR_ENOMEM;
    r->node[r->count++] = node;
    return HR_OK;
}

hr_status hr_builder_query(hr_builder *b, uint32_t node) {
    return add_role(b, &b->queries, node);
}

hr_status hr_builder_document(hr_builder *b, uint32_t node) {
    return add_role(b, &b->documents, node);
}

static hr_status check_nodes(const hr_builder *b) {
    char where[300];
    if (!b->nodes)
        return hr_fail(HR_EINPUT, "%sno nodes; a hierarchy needs at least one", place(b, 0, where));
    for (uint32_t v = 0; b->any_declared && v < b->nodes; v++)
        if (!b->declared[v])
            return hr_fail(HR_EINPUT,
                           "%sdangling parent '%.100s': it is mentioned but never defined; define it or "
                           "remove the edge",
                           place(b, b->mentioned[v], where), hr_names_get(&b->names, v));
    for (size_t e = 0; e < b->edges; e++)
        if (b->child[e] == b->parent[e]) {
            char name[16];
            return hr_fail(HR_EINPUT, "%sself loop: '%.100s' is its own parent; remove this edge",
                           place(b, line_of(b, e), where), node_name(b, b->child[e], name));
        }
    return HR_OK;
}

/* The lists ascend, so equal neighbours are the same edge twice; then the lines are looked up. */
static hr_status check_duplicates(const hr_builder *b, const hr_hierarchy *h) {
    for (uint32_t v = 0; v < h->nodes; v++)
        for (uint64_t e = h->parent_start[v] + 1; e < h->parent_start[v + 1]; e++) {
            uint32_t parent = h->parent[e];
            if (h->parent[e - 1] != parent)
                continue;
            size_t first = b->edges, second = 0;
            for (size_t i = 0; i < b->edges && !second; i++)
                if (b->child[i] == v && b->parent[i] == parent) {
                    if (first == b->edges)
                        first = i;
                    else
                        second = i;
                }
            char where[300], a[16], c[16], also[48] = "";
            if (line_of(b, first))
                snprintf(also, sizeof also, ", first in line %llu", (unsigned long long)line_of(b, first));
            return hr_fail(HR_EINPUT, "%sduplicate edge '%.100s' -> '%.100s'%s; remove one of them",
                           place(b, line_of(b, second), where), node_name(b, v, a), node_name(b, parent, c),
                           also);
        }
    return HR_OK;
}

static hr_status report_cycle(const hr_builder *b, const uint32_t *cycle, uint32_t length) {
    enum { SHOWN = 16 };
    char text[SHOWN * 70 + 200], name[16], where[300];
    size_t used = 0, edge = 0;
    for (uint32_t i = 0; i < length && i < SHOWN; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%.60s -> ", node_name(b, cycle[i], name));
    if (length > SHOWN)
        used += (size_t)snprintf(text + used, sizeof text - used, "... (%u more) -> ",
                                 (unsigned)(length - SHOWN));
    snprintf(text + used, sizeof text - used, "%.60s", node_name(b, cycle[0], name));
    while (b->child[edge] != cycle[0] || b->parent[edge] != cycle[1])
        edge++;
    return hr_fail(HR_EINPUT, "%scycle: %s; remove one of these edges", place(b, line_of(b, edge), where),
                   text);
}

static int by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* All nodes: NULL.  Otherwise the sorted list moves to *list. */
static hr_status take_role(const hr_builder *b, role *r, const char *what, uint32_t nodes, uint32_t *count,
                           uint32_t **list) {
    *count = nodes;
    if (!r->count)
        return HR_OK;
    qsort(r->node, r->count, sizeof *r->node, by_number);
    for (size_t i = 1; i < r->count; i++)
        if (r->node[i] == r->node[i - 1]) {
            char name[16];
            return hr_fail(HR_EINPUT, "%.200s: '%.100s' is listed twice among the %s; remove one", b->source,
                           node_name(b, r->node[i], name), what);
        }
    if (r->count == nodes)
        return HR_OK;
    *count = (uint32_t)r->count;
    *list = r->node;
    r->node = NULL;
    return HR_OK;
}

static hr_status finish(hr_builder *b, hr_hierarchy *out) {
    hr_status status = check_nodes(b);
    if (status != HR_OK)
        return status;
    out->nodes = b->nodes;
    out->edges = b->edges;
    status = hr_compress(out, b->child, b->parent);
    if (status == HR_OK)
        status = check_duplicates(b, out);
    uint32_t *cycle = NULL, length = 0;
    if (status == HR_OK)
        status = hr_topological_order(out, &cycle, &length);
    if (cycle)
        status = report_cycle(b, cycle, length);
    free(cycle);
    if (status == HR_OK)
        status = take_role(b, &b->queries, "queries", out->nodes, &out->queries, &out->query);
    if (status == HR_OK)
        status = take_role(b, &b->documents, "documents", out->nodes, &out->documents, &out->document);
    if (status == HR_OK && b->kind == HR_BUILD_NAMED) {
        out->names = b->names.pool;
        out->name_start = b->names.start;
        b->names.pool = NULL;
        b->names.start = NULL;
    }
    if (status == HR_OK && !(out->source = strdup(b->source)))
        status = hr_fail(HR_ENOMEM, "out of memory: the hierarchy");
    return status;
}

hr_status hr_builder_finish(hr_builder *b, hr_hierarchy *out) {
    hr_status status = finish(b, out);
    if (status != HR_OK)
        hr_hierarchy_clear(out);
    empty(b);
    return status;
}
