/* Gilbert, Ng and Peyton, "An efficient algorithm to compute row and column counts for sparse Cholesky
 * factorization", SIAM J. Matrix Anal. Appl. 15, 1994: the counts are found without L, in time almost linear
 * in the edges, so L may be as dense as it likes. */
#include "hierarchy/elimination.h"

#include "base/memory.h"

#include <stdlib.h>

/* The graph with vertices renamed to their place in the elimination order. */
typedef struct {
    SuiteSparse_long n;
    const SuiteSparse_long *start, *row; /* of the unpermuted graph */
    const SuiteSparse_long *order;       /* order[k] = the vertex eliminated k-th */
    SuiteSparse_long *place;             /* its inverse */
    SuiteSparse_long *parent;            /* elimination tree, -1 at roots */
    SuiteSparse_long *post;              /* postorder of the tree */
    SuiteSparse_long *first;             /* least postorder place among the vertices below */
    SuiteSparse_long *count;             /* entries in each column of L */
    SuiteSparse_long *set;               /* disjoint sets of the part of the tree already swept */
    SuiteSparse_long *work, *spare;
} elimination;

/* Liu's algorithm with path compression. */
static void find_tree(elimination *e) {
    SuiteSparse_long *ancestor = e->work;
    for (SuiteSparse_long k = 0; k < e->n; k++) {
        SuiteSparse_long v = e->order[k];
        e->parent[k] = ancestor[k] = -1;
        for (SuiteSparse_long p = e->start[v]; p < e->start[v + 1]; p++) {
            SuiteSparse_long i = e->place[e->row[p]];
            while (i != -1 && i < k) {
                SuiteSparse_long next = ancestor[i];
                ancestor[i] = k;
                if (next == -1)
                    e->parent[i] = k;
                i = next;
            }
        }
    }
}

/* Depth-first without recursion; work = the first child not yet visited, spare = next sibling. */
static void find_postorder(elimination *e) {
    SuiteSparse_long *head = e->work, *sibling = e->spare, *stack = e->set, next = 0;
    for (SuiteSparse_long v = 0; v < e->n; v++)
        head[v] = -1;
    for (SuiteSparse_long v = e->n - 1; v >= 0; v--)
        if (e->parent[v] != -1) {
            sibling[v] = head[e->parent[v]];
            head[e->parent[v]] = v;
        }
    for (SuiteSparse_long root = 0; root < e->n; root++) {
        if (e->parent[root] != -1)
            continue;
        SuiteSparse_long depth = 0;
        stack[0] = root;
        while (depth >= 0) {
            SuiteSparse_long v = stack[depth], child = head[v];
            if (child == -1) {
                e->post[next++] = v;
                depth--;
            } else {
                head[v] = sibling[child];
                stack[++depth] = child;
            }
        }
    }
}

/* The representative of v's set, with path compression. */
static SuiteSparse_long find_set(SuiteSparse_long *set, SuiteSparse_long v) {
    SuiteSparse_long root = v;
    while (set[root] != root)
        root = set[root];
    while (v != root) {
        SuiteSparse_long next = set[v];
        set[v] = root;
        v = next;
    }
    return root;
}

/* An entry a(i, j), i > j in the order: a column counts one more where j is a new leaf of i's row subtree,
 * and one less at the meeting point of two leaves that follow each other. */
static void count_entry(elimination *e, SuiteSparse_long i, SuiteSparse_long j, SuiteSparse_long *newest) {
    SuiteSparse_long *previous_leaf = e->work;
    if (i <= j || e->first[j] <= newest[i])
        return; /* j is no leaf of the subtree of i */
    newest[i] = e->first[j];
    SuiteSparse_long before = previous_leaf[i];
    previous_leaf[i] = j;
    e->count[j]++;
    if (before != -1)
        e->count[find_set(e->set, before)]--;
}

/* count[j] becomes the number of entries of column j of L, the diagonal included. */
static void count_columns(elimination *e) {
    SuiteSparse_long *newest = e->spare; /* the largest first descendant among the leaves of a row so far */
    for (SuiteSparse_long k = 0; k < e->n; k++)
        e->first[k] = -1;
    for (SuiteSparse_long k = 0; k < e->n; k++) {
        SuiteSparse_long j = e->post[k];
        e->count[j] = e->first[j] == -1; /* leaves of the tree start with their diagonal entry */
        for (; j != -1 && e->first[j] == -1; j = e->parent[j])
            e->first[j] = k;
    }
    for (SuiteSparse_long k = 0; k < e->n; k++) {
        newest[k] = e->work[k] = -1;
        e->set[k] = k;
    }
    for (SuiteSparse_long k = 0; k < e->n; k++) {
        SuiteSparse_long j = e->post[k], v = e->order[j];
        if (e->parent[j] != -1)
            e->count[e->parent[j]]--; /* j's column is not all of its parent's: less j itself */
        for (SuiteSparse_long p = e->start[v]; p < e->start[v + 1]; p++)
            count_entry(e, e->place[e->row[p]], j, newest);
        if (e->parent[j] != -1)
            e->set[j] = e->parent[j];
    }
    for (SuiteSparse_long k = 0; k < e->n; k++) { /* children before parents in any elimination order */
        if (e->parent[k] != -1)
            e->count[e->parent[k]] += e->count[k];
    }
}

hr_status hr_elimination_tree(SuiteSparse_long *parent, SuiteSparse_long *count, const hr_undirected *graph,
                              const SuiteSparse_long *order) {
    enum { ARRAYS = 6 };
    size_t n = (size_t)graph->nodes;
    SuiteSparse_long *room = hr_alloc(n * ARRAYS, sizeof *room, "the elimination tree");
    if (!room)
        return HR_ENOMEM;
    elimination e = {.n = graph->nodes,
                     .start = graph->start,
                     .row = graph->row,
                     .order = order,
                     .parent = parent,
                     .count = count};
    SuiteSparse_long **array[ARRAYS] = {&e.place, &e.post, &e.spare, &e.work, &e.set, &e.first};
    for (size_t i = 0; i < ARRAYS; i++)
        *array[i] = room + i * n;
    for (SuiteSparse_long k = 0; k < e.n; k++)
        e.place[order[k]] = k;
    find_tree(&e);
    find_postorder(&e);
    count_columns(&e);
    free(room);
    return HR_OK;
}

hr_status hr_elimination_width(uint32_t *width, const hr_undirected *graph, const SuiteSparse_long *order) {
    size_t n = (size_t)graph->nodes;
    SuiteSparse_long *room = hr_alloc(2 * n, sizeof *room, "the elimination tree");
    hr_status status = room ? hr_elimination_tree(room, room + n, graph, order) : HR_ENOMEM;
    *width = 0;
    for (size_t k = 0; status == HR_OK && k < n; k++)
        if ((uint32_t)room[n + k] > *width + 1)
            *width = (uint32_t)room[n + k] - 1;
    free(room);
    return status;
}
