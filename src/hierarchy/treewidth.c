/* The width of an elimination order bounds the treewidth from above (Bodlaender and Koster, "Treewidth
 * computations I. Upper bounds", Information and Computation 208, 2010).  First all that hangs on the cycles
 * as a tree is taken away, since it has no part in the treewidth (core.h).  Two orders are tried of the rest,
 * and the better counts:
 * - approximate minimum degree (Amestoy, Davis and Duff, SIAM J. Matrix Anal. Appl. 17, 1996), which
 *   counts vertices alike as one, so it may be far from the treewidth where there are many: 12 for K(7,7);
 * - maximum cardinality search reversed, which is exact on chordal graphs such as k-trees (Tarjan and
 *   Yannakakis, SIAM J. Comput. 13, 1984). */
#include "hierarchy/treewidth.h"

#include "base/memory.h"
#include "hierarchy/core.h"
#include "hierarchy/elimination.h"

#include <stdlib.h>
#include <suitesparse/amd.h>

/* Appends the list's nodes that are in the core, by their places there. */
static void add_row(hr_undirected *graph, SuiteSparse_long *next, const hr_core *core, const uint32_t *up,
                    uint32_t ups, const uint32_t *down, uint32_t downs) {
    for (uint32_t i = 0, j = 0; i < ups || j < downs;) {
        uint32_t node = j == downs || (i < ups && up[i] < down[j]) ? up[i++] : down[j++];
        if (core->place[node] != HR_NONE)
            graph->row[(*next)++] = core->place[node];
    }
}

static hr_status undirected(hr_undirected *graph, const hr_hierarchy *h, const hr_core *core) {
    graph->nodes = core->nodes;
    graph->start = hr_alloc((size_t)core->nodes + 1, sizeof *graph->start, "the undirected graph");
    graph->row = hr_alloc(2 * core->edges, sizeof *graph->row, "the undirected graph");
    if (!graph->start || !graph->row)
        return HR_ENOMEM;
    SuiteSparse_long next = 0;
    for (uint32_t v = 0; v < h->nodes; v++) {
        if (core->place[v] == HR_NONE)
            continue;
        const uint32_t *up, *down;
        uint32_t ups = hr_parents(h, v, &up), downs = hr_children(h, v, &down);
        graph->start[core->place[v]] = next;
        add_row(graph, &next, core, up, ups, down, downs);
    }
    graph->start[core->nodes] = next;
    return HR_OK;
}

hr_status hr_order_by_degree(SuiteSparse_long *order, const hr_undirected *graph) {
    double control[AMD_CONTROL], info[AMD_INFO];
    amd_l_defaults(control);
    int answer = (int)amd_l_order(graph->nodes, graph->start, graph->row, order, control, info);
    if (answer == AMD_OUT_OF_MEMORY)
        return hr_fail(HR_ENOMEM, "out of memory: the elimination order of %lld nodes",
                       (long long)graph->nodes);
    if (answer == AMD_INVALID)
        return hr_fail(HR_EINTERNAL, "AMD refuses the graph of %lld nodes", (long long)graph->nodes);
    return HR_OK;
}

/* Vertices in doubly linked lists, one for each number of neighbours that were visited. */
typedef struct {
    SuiteSparse_long *head, *next, *previous, *visited; /* visited: the number, -1 for a visited vertex */
} buckets;

static void take_out(buckets *b, SuiteSparse_long v) {
    if (b->previous[v] == -1)
        b->head[b->visited[v]] = b->next[v];
    else
        b->next[b->previous[v]] = b->next[v];
    if (b->next[v] != -1)
        b->previous[b->next[v]] = b->previous[v];
}

static void put_in(buckets *b, SuiteSparse_long v) {
    SuiteSparse_long old = b->head[b->visited[v]];
    b->previous[v] = -1;
    b->next[v] = old;
    if (old != -1)
        b->previous[old] = v;
    b->head[b->visited[v]] = v;
}

/* Visits next a vertex with most visited neighbours; the first visited is eliminated last. */
hr_status hr_order_by_cardinality(SuiteSparse_long *order, const hr_undirected *graph) {
    size_t n = (size_t)graph->nodes;
    SuiteSparse_long *room = hr_alloc(4 * n, sizeof *room, "the maximum cardinality search");
    if (!room)
        return HR_ENOMEM;
    buckets b = {room, room + n, room + 2 * n, room + 3 * n};
    for (size_t i = 0; i < n; i++) {
        b.head[i] = -1;
        b.visited[i] = 0;
    }
    for (SuiteSparse_long v = graph->nodes - 1; v >= 0; v--)
        put_in(&b, v);
    SuiteSparse_long most = 0;
    for (SuiteSparse_long place = graph->nodes - 1; place >= 0; place--) {
        while (b.head[most] == -1)
            most--;
        SuiteSparse_long v = order[place] = b.head[most];
        take_out(&b, v);
        b.visited[v] = -1;
        for (SuiteSparse_long p = graph->start[v]; p < graph->start[v + 1]; p++) {
            SuiteSparse_long u = graph->row[p];
            if (b.visited[u] == -1)
                continue;
            take_out(&b, u);
            b.visited[u]++;
            put_in(&b, u);
            if (b.visited[u] > most)
                most = b.visited[u];
        }
    }
    free(room);
    return HR_OK;
}

static hr_status eliminate(uint32_t *width, const hr_undirected *graph) {
    SuiteSparse_long *order = hr_alloc((size_t)graph->nodes, sizeof *order, "the elimination order");
    if (!order)
        return HR_ENOMEM;
    uint32_t other = 0;
    hr_status status = hr_order_by_degree(order, graph);
    if (status == HR_OK)
        status = hr_elimination_width(width, graph, order);
    if (status == HR_OK)
        status = hr_order_by_cardinality(order, graph);
    if (status == HR_OK)
        status = hr_elimination_width(&other, graph, order);
    if (status == HR_OK && other < *width)
        *width = other;
    free(order);
    return status;
}

hr_status hr_treewidth_within(hr_treewidth *out, const hr_hierarchy *hierarchy, uint64_t most) {
    hr_core core;
    hr_undirected graph = {0};
    *out = (hr_treewidth){.width = hierarchy->edges > 0, .bounded = true};
    hr_status status = hr_core_find(&core, hierarchy);
    if (status == HR_OK && core.nodes) {
        out->bounded = core.edges <= most;
        status = out->bounded ? undirected(&graph, hierarchy, &core) : HR_OK;
        if (status == HR_OK && out->bounded)
            status = eliminate(&out->width, &graph);
    }
    hr_core_clear(&core);
    free(graph.start);
    free(graph.row);
    return status;
}

hr_status hr_treewidth_bound(const hr_hierarchy *hierarchy, uint32_t *width) {
    hr_treewidth bound;
    hr_status status = hr_treewidth_within(&bound, hierarchy, UINT64_MAX);
    *width = bound.width;
    return status;
}
