#include "bounds/realizer.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

typedef struct counted {
    uint32_t count, node;
} counted;

/* Bit matrices over the core. */
typedef struct {
    const hr_hierarchy *hierarchy;
    hr_realizer *out;
    uint32_t n, words;
    uint32_t *place;          /* of every node of the hierarchy: its place in the core, HR_NONE */
    uint64_t *below;          /* row x: the nodes of the core below x, x included */
    uint64_t *open;           /* row q: x not in S(q), and in no order before q */
    uint64_t *above;          /* row q: the nodes of the core above q, q included */
    uint64_t *sooner, *later; /* of the order at hand: what must come before and after, the node included */
    uint64_t *before;         /* nodes that come before the one at hand */
    uint32_t *waiting, *ready;
    counted *list;
    unsigned char *placed;
} work;

static uint64_t *row(const work *w, uint64_t *matrix, uint32_t i) {
    return matrix + (size_t)i * w->words;
}

static bool bit(const uint64_t *bits, uint32_t i) {
    return bits[i / 64] >> (i % 64) & 1;
}

static void set_bit(uint64_t *bits, uint32_t i) {
    bits[i / 64] |= UINT64_C(1) << (i % 64);
}

static hr_status find_core(work *w) {
    const hr_hierarchy *h = w->hierarchy;
    unsigned char *core = hr_calloc(h->nodes, 1, "the orders of the nodes");
    w->place = hr_alloc(h->nodes, sizeof *w->place, "the orders of the nodes");
    w->out->node = hr_alloc(h->nodes, sizeof *w->out->node, "the orders of the nodes");
    if (!core || !w->place || !w->out->node) {
        free(core);
        return HR_ENOMEM;
    }
    for (uint32_t i = h->nodes; i-- > 0;) { /* children before parents */
        const uint32_t *parent;
        uint32_t v = h->topological[i], parents = hr_parents(h, v, &parent);
        core[v] |= parents > 1;
        for (uint32_t k = 0; k < parents && core[v]; k++)
            core[parent[k]] = 1;
    }
    for (uint32_t i = 0; i < h->nodes; i++) {
        uint32_t v = h->topological[i];
        w->place[v] = core[v] ? w->n : HR_NONE;
        if (core[v])
            w->out->node[w->n++] = v;
    }
    free(core);
    w->out->nodes = w->n;
    w->out->trees = w->n < h->nodes;
    w->words = (w->n + 63) / 64;
    return HR_OK;
}

/* All that is not above q is open. */
static void fill(work *w) {
    uint32_t n = w->n;
    for (uint32_t x = n; x-- > 0;) {
        const uint32_t *parent;
        uint32_t parents = hr_parents(w->hierarchy, w->out->node[x], &parent);
        uint64_t *here = row(w, w->below, x);
        set_bit(here, x);
        for (uint32_t k = 0; k < parents; k++) {
            uint64_t *above = row(w, w->below, w->place[parent[k]]);
            for (uint32_t i = 0; i < w->words; i++)
                above[i] |= here[i];
        }
    }
    for (uint32_t x = 0; x < n; x++)
        for (uint32_t q = 0; q < n; q++)
            if (!bit(row(w, w->below, x), q)) {
                set_bit(row(w, w->open, q), x);
            } else
                set_bit(row(w, w->above, q), x);
}

static uint32_t count_bits(const uint64_t *bits, uint32_t words) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < words; i++)
        count += (uint32_t)__builtin_popcountll(bits[i]);
    return count;
}

/* Depth first, children in ascending or descending order; a node comes after all below it. */
static void depth_first(uint32_t *order, work *w, bool descending) {
    uint32_t count = 0, depth = 0, *stack = w->ready, *next = w->waiting;
    memset(w->placed, 0, w->n);
    memset(next, 0, w->n * sizeof *next);
    for (uint32_t i = 0; i < w->n; i++) {
        const uint32_t *list;
        uint32_t root = descending ? w->n - 1 - i : i;
        if (hr_parents(w->hierarchy, w->out->node[root], &list))
            continue;
        stack[depth++] = root;
        w->placed[root] = 1;
        while (depth) {
            uint32_t v = stack[depth - 1], children = hr_children(w->hierarchy, w->out->node[v], &list);
            if (next[v] == children) {
                order[count++] = v;
                depth--;
                continue;
            }
            uint32_t k = descending ? children - 1 - next[v] : next[v], child = w->place[list[k]];
            next[v]++;
            if (child != HR_NONE && !w->placed[child]) {
                w->placed[child] = 1;
                stack[depth++] = child;
            }
        }
    }
}

/* x comes before q, and with it all that comes before x, before all that comes after q. */
static void put_before(work *w, uint32_t x, uint32_t q) {
    const uint64_t *before = row(w, w->sooner, x), *after = row(w, w->later, q);
    for (uint32_t i = 0; i < w->words; i++)
        for (uint64_t bits = before[i]; bits; bits &= bits - 1) {
            uint64_t *into = row(w, w->later, 64 * i + (uint32_t)__builtin_ctzll(bits));
            if (bit(into, q)) /* and with q all that comes after it */
                continue;
            for (uint32_t k = 0; k < w->words; k++)
                into[k] |= after[k];
        }
    for (uint32_t i = 0; i < w->words; i++)
        for (uint64_t bits = after[i]; bits; bits &= bits - 1) {
            uint64_t *into = row(w, w->sooner, 64 * i + (uint32_t)__builtin_ctzll(bits));
            if (bit(into, x))
                continue;
            for (uint32_t k = 0; k < w->words; k++)
                into[k] |= before[k];
        }
}

static int fewest_first(const void *x, const void *y) {
    const counted *p = x, *q = y;
    if (p->count != q->count)
        return p->count < q->count ? -1 : 1;
    return p->node < q->node ? -1 : p->node > q->node;
}

static void sort_by(counted *list, const work *w, uint64_t *matrix) {
    for (uint32_t v = 0; v < w->n; v++)
        list[v] = (counted){count_bits(row(w, matrix, v), w->words), v};
    qsort(list, w->n, sizeof *list, fewest_first);
}

/* An order for as many open pairs as can be had one after the other: x before q wherever that contradicts
 * nothing before. Queries with the most open pairs first.  In the end everything stands by how much must come
 * sooner. */
static void greedy(uint32_t *order, work *w) {
    memcpy(w->later, w->above, (size_t)w->n * w->words * sizeof *w->later);
    memcpy(w->sooner, w->below, (size_t)w->n * w->words * sizeof *w->sooner);
    sort_by(w->list, w, w->open);
    for (uint32_t k = w->n; k-- > 0;) {
        uint32_t q = w->list[k].node;
        const uint64_t *open = row(w, w->open, q);
        for (uint32_t i = 0; i < w->words; i++) {
            uint64_t bits;
            while ((bits = open[i] & ~row(w, w->sooner, q)[i] & ~row(w, w->later, q)[i]))
                put_before(w, 64 * i + (uint32_t)__builtin_ctzll(bits), q);
        }
    }
    sort_by(w->list, w, w->sooner);
    for (uint32_t k = 0; k < w->n; k++)
        order[k] = w->list[k].node;
}

/* Closes the pairs of an order; returns how many are left open. */
static uint64_t close_pairs(work *w, const uint32_t *order) {
    uint64_t *before = w->before, left = 0;
    memset(before, 0, w->words * sizeof *before);
    for (uint32_t i = 0; i < w->n; i++) {
        uint64_t *open = row(w, w->open, order[i]);
        for (uint32_t k = 0; k < w->words; k++)
            open[k] &= ~before[k];
        left += count_bits(open, w->words);
        set_bit(before, order[i]);
    }
    return left;
}

static bool make_room(work *w) {
    const char *what = "the orders of the nodes";
    size_t n = w->n;
    w->below = hr_calloc(n * w->words, sizeof *w->below, what);
    w->open = hr_calloc(n * w->words, sizeof *w->open, what);
    w->above = hr_calloc(n * w->words, sizeof *w->above, what);
    w->sooner = hr_alloc(n * w->words, sizeof *w->sooner, what);
    w->later = hr_alloc(n * w->words, sizeof *w->later, what);
    w->before = hr_alloc(w->words, sizeof *w->before, what);
    w->list = hr_alloc(n, sizeof *w->list, what);
    w->waiting = hr_alloc(n, sizeof *w->waiting, what);
    w->ready = hr_alloc(n, sizeof *w->ready, what);
    w->placed = hr_alloc(n, 1, what);
    w->out->order = hr_alloc(n * HR_REALIZER_MOST, sizeof *w->out->order, what);
    return w->below && w->open && w->above && w->sooner && w->later && w->before && w->list && w->waiting &&
           w->ready && w->placed && w->out->order;
}

/* From the orders alone: the nodes before q in some order are exactly those that are not above q. */
static void check(bool *good, work *w) {
    uint32_t n = w->n;
    uint64_t *covered = w->open; /* its zeros are all that was left of it */
    memset(covered, 0, (size_t)n * w->words * sizeof *covered);
    for (uint32_t i = 0; i < w->out->orders; i++) {
        memset(w->before, 0, w->words * sizeof *w->before);
        for (uint32_t k = 0; k < n; k++) {
            uint32_t v = w->out->order[(size_t)i * n + k];
            for (uint32_t j = 0; j < w->words; j++)
                row(w, covered, v)[j] |= w->before[j];
            set_bit(w->before, v);
        }
    }
    *good = true;
    for (uint32_t q = 0; q < n && *good; q++) {
        uint32_t above = 0, depth = 0;
        memset(w->placed, 0, n);
        w->ready[depth++] = q;
        w->placed[q] = 1;
        while (depth) { /* the ancestors of q, by parents */
            const uint32_t *parent;
            uint32_t v = w->ready[--depth], parents = hr_parents(w->hierarchy, w->out->node[v], &parent);
            above++;
            *good &= !bit(row(w, covered, q), v);
            for (uint32_t k = 0; k < parents; k++)
                if (!w->placed[w->place[parent[k]]]) {
                    w->placed[w->place[parent[k]]] = 1;
                    w->ready[depth++] = w->place[parent[k]];
                }
        }
        *good &= above + count_bits(row(w, covered, q), w->words) == n;
    }
}

static void search(work *w) {
    uint32_t most = HR_REALIZER_MOST, *orders = &w->out->orders;
    uint64_t left = 1;
    for (*orders = 0; left && *orders < most; (*orders)++) {
        uint32_t *order = w->out->order + (size_t)*orders * w->n;
        if (*orders < 2)
            depth_first(order, w, *orders == 1);
        else
            greedy(order, w);
        left = close_pairs(w, order);
    }
    if (left)
        *orders = 0;
}

hr_status hr_realizer_build(hr_realizer *out, const hr_hierarchy *hierarchy) {
    work w = {.hierarchy = hierarchy, .out = out};
    bool good = true;
    *out = (hr_realizer){0};
    hr_status status = find_core(&w);
    if (status == HR_OK && w.n && w.n <= HR_REALIZER_CORE) {
        status = make_room(&w) ? HR_OK : HR_ENOMEM;
        if (status == HR_OK) {
            fill(&w);
            search(&w);
        }
        if (status == HR_OK && out->orders)
            check(&good, &w);
        if (status == HR_OK && !good)
            status = hr_fail(HR_EINTERNAL, "bound: the orders of U11 do not pass their check; this is a bug");
    }
    free(w.place);
    free(w.below);
    free(w.open);
    free(w.above);
    free(w.sooner);
    free(w.later);
    free(w.before);
    free(w.list);
    free(w.waiting);
    free(w.ready);
    free(w.placed);
    if (status != HR_OK)
        hr_realizer_clear(out);
    return status;
}

void hr_realizer_clear(hr_realizer *r) {
    free(r->node);
    free(r->order);
    *r = (hr_realizer){0};
}
