/* A separator from a tree decomposition.
 *
 * Eliminating vertices in an order gives a tree decomposition: the bag of vertex k is k with its neighbours
 * at its turn, and these are the neighbours N(T) of the subtree T that hangs from k in the elimination tree.
 * So N(T) separates T from the rest, and {k} + N(T) separates the subtrees of k's children from each other
 * and from the rest.  The centroid's bag halves the weight with t + 1 nodes at width t; any other k may do
 * better by its size.
 *
 * The weight of a component is its excess, the sum over its nodes of (parents in it) - 1 where that is
 * positive: a component of weight 0 is a forest and needs no separator.  If halving always cost c nodes, a
 * component of excess w would need about c log2(w + 1) slots.  So the cut with the least
 * (nodes) / (log2(w + 1) - log2(w' + 1)) is taken, w' the largest excess that it leaves; with `favour` as
 * the exponent of the denominator, large and balanced cuts are preferred above 1, small ones below. */
#include "hierarchy/separators_cut.h"

#include "base/memory.h"
#include "hierarchy/separators_core.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    CANDIDATES = 8,     /* of each order, by the estimate; each is then measured */
    SINGLES_MOST = 200, /* vertices of a graph whose single vertices are all measured */
};

/* A cut and what it leaves. */
typedef struct {
    double rate; /* the less, the better */
    uint32_t count;
    uint32_t *vertex;
} cut;

typedef struct {
    const hr_separator_core *core;
    double favour;
    uint32_t *label;  /* component of each vertex, HR_NONE in the cut */
    uint32_t *excess; /* of each component */
    uint32_t *merged; /* components that were joined again */
    uint32_t *queue;
    uint32_t labels;
    cut best, trial;
} search;

static double rate_of(const search *s, uint32_t count, double left) {
    double gain = log2(s->core->weight + 1.0) - log2(left + 1);
    return gain > 0 ? count / pow(gain, s->favour) : HUGE_VAL;
}

static uint32_t find(uint32_t *merged, uint32_t label) {
    while (merged[label] != label)
        label = merged[label] = merged[merged[label]];
    return label;
}

/* The components left by s->trial, and the largest excess of one. */
static uint32_t label_components(search *s) {
    const hr_separator_core *c = s->core;
    uint32_t labels = 0, most = 0;
    memset(s->label, 0, c->n * sizeof *s->label);
    for (uint32_t i = 0; i < s->trial.count; i++)
        s->label[s->trial.vertex[i]] = HR_NONE;
    for (uint32_t root = 0; root < c->n; root++) {
        if (s->label[root])
            continue;
        uint32_t count = 1, weight = 0;
        s->queue[0] = root;
        s->label[root] = ++labels;
        for (uint32_t head = 0; head < count; head++) {
            uint32_t v = s->queue[head], above = 0;
            for (uint32_t i = c->up_start[v]; i < c->up_start[v + 1]; i++)
                above += s->label[c->up[i]] != HR_NONE;
            weight += above > 1 ? above - 1 : 0;
            for (SuiteSparse_long i = c->graph.start[v]; i < c->graph.start[v + 1]; i++)
                if (!s->label[c->graph.row[i]]) {
                    s->label[c->graph.row[i]] = labels;
                    s->queue[count++] = (uint32_t)c->graph.row[i];
                }
        }
        s->excess[labels] = weight;
        s->merged[labels] = labels;
        most = weight > most ? weight : most;
    }
    s->labels = labels;
    return most;
}

/* The excess of the component that vertex v would join together, were it not in the cut. */
static uint32_t excess_with(search *s, uint32_t v) {
    const hr_separator_core *c = s->core;
    uint32_t sum = 0, seen = 0, above = 0;
    for (SuiteSparse_long i = c->graph.start[v]; i < c->graph.start[v + 1]; i++) {
        uint32_t u = (uint32_t)c->graph.row[i], label = s->label[u];
        if (label == HR_NONE)
            continue;
        bool child = false;
        uint32_t others = 0;
        for (uint32_t j = c->up_start[u]; j < c->up_start[u + 1]; j++) {
            child |= c->up[j] == v;
            others += s->label[c->up[j]] != HR_NONE;
        }
        above += !child;
        sum += child && others; /* a child with another parent has one more */
        label = find(s->merged, label);
        bool known = false;
        for (uint32_t j = 0; j < seen; j++)
            known |= s->queue[j] == label;
        if (!known) {
            s->queue[seen++] = label;
            sum += s->excess[label];
        }
    }
    return sum + (above > 1 ? above - 1 : 0);
}

/* Puts vertices back that keep no components apart worth keeping apart: the largest excess stays. */
static void shrink(search *s, uint32_t most) {
    const hr_separator_core *c = s->core;
    uint32_t kept = 0;
    for (uint32_t k = 0; k < s->trial.count; k++) {
        uint32_t v = s->trial.vertex[k], sum = excess_with(s, v), into = HR_NONE;
        if (sum > most) {
            s->trial.vertex[kept++] = v;
            continue;
        }
        for (SuiteSparse_long i = c->graph.start[v]; i < c->graph.start[v + 1]; i++) {
            uint32_t label = s->label[c->graph.row[i]];
            if (label == HR_NONE)
                continue;
            label = find(s->merged, label);
            if (into == HR_NONE)
                into = label;
            s->merged[label] = into;
        }
        if (into == HR_NONE) { /* all its neighbours are in the cut: a component of its own */
            into = ++s->labels;
            s->merged[into] = into;
        }
        s->label[v] = into;
        s->excess[into] = sum;
    }
    s->trial.count = kept;
}

/* Measures s->trial and keeps it if it is the best so far. */
static void measure(search *s) {
    uint32_t most = label_components(s);
    if (rate_of(s, 1, most) == HUGE_VAL)
        return;
    shrink(s, most);
    s->trial.rate = rate_of(s, s->trial.count, most);
    if (s->trial.rate < s->best.rate) {
        cut t = s->best;
        s->best = s->trial;
        s->trial = t;
    }
}

typedef struct {
    double rate;
    SuiteSparse_long k;
    bool with; /* k itself is in the cut */
} estimate;

static void keep(estimate *list, estimate e) {
    uint32_t at = CANDIDATES;
    while (at > 0 && e.rate < list[at - 1].rate)
        at--;
    if (at == CANDIDATES)
        return;
    memmove(list + at + 1, list + at, (CANDIDATES - 1 - at) * sizeof *list);
    list[at] = e;
}

typedef struct {
    SuiteSparse_long *order, *parent, *count, *below,
        *child;               /* below: excess of the subtree; child: largest */
    SuiteSparse_long *inside; /* 1 for vertices of one subtree */
} tree;

static void estimate_all(estimate *list, const search *s, tree *t) {
    const hr_separator_core *c = s->core;
    for (uint32_t i = 0; i < CANDIDATES; i++)
        list[i] = (estimate){.rate = HUGE_VAL};
    for (uint32_t k = 0; k < c->n; k++)
        t->below[k] = t->child[k] = 0;
    for (uint32_t k = 0; k < c->n; k++) {
        SuiteSparse_long v = t->order[k], p = t->parent[k];
        uint32_t above = c->up_start[v + 1] - c->up_start[v];
        t->below[k] += above > 1 ? above - 1 : 0;
        double rest = (double)c->weight - (double)t->below[k], size = (double)t->count[k];
        double apart = fmax(rest, (double)t->below[k]), split = fmax(rest, (double)t->child[k]);
        keep(list, (estimate){rate_of(s, (uint32_t)size, split), k, true});
        if (size > 1)
            keep(list, (estimate){rate_of(s, (uint32_t)size - 1, apart), k, false});
        if (p >= 0) {
            t->below[p] += t->below[k];
            if (t->below[k] > t->child[p])
                t->child[p] = t->below[k];
        }
    }
}

/* The neighbours of the subtree of k outside it, and k itself when asked for. */
static void collect(search *s, const tree *t, estimate e) {
    const hr_separator_core *c = s->core;
    memset(s->label, 0, c->n * sizeof *s->label); /* 1: in the subtree, 2: in the cut */
    s->trial.count = 0;
    for (SuiteSparse_long k = e.k; k >= 0; k--) { /* parents have larger numbers */
        t->inside[k] = k == e.k || (t->parent[k] >= 0 && t->parent[k] <= e.k && t->inside[t->parent[k]]);
        if (t->inside[k])
            s->label[t->order[k]] = 1;
    }
    for (SuiteSparse_long k = 0; k <= e.k; k++) {
        if (!t->inside[k])
            continue;
        SuiteSparse_long v = t->order[k];
        for (SuiteSparse_long i = c->graph.start[v]; i < c->graph.start[v + 1]; i++)
            if (!s->label[c->graph.row[i]]) {
                s->label[c->graph.row[i]] = 2;
                s->trial.vertex[s->trial.count++] = (uint32_t)c->graph.row[i];
            }
    }
    if (e.with)
        s->trial.vertex[s->trial.count++] = (uint32_t)t->order[e.k];
}

static hr_status try_order(search *s, tree *t,
                           hr_status (*find_order)(SuiteSparse_long *, const hr_undirected *)) {
    estimate list[CANDIDATES];
    hr_status status = find_order(t->order, &s->core->graph);
    if (status == HR_OK)
        status = hr_elimination_tree(t->parent, t->count, &s->core->graph, t->order);
    if (status != HR_OK)
        return status;
    estimate_all(list, s, t);
    for (uint32_t i = 0; i < CANDIDATES && list[i].rate < HUGE_VAL; i++) {
        collect(s, t, list[i]);
        measure(s);
    }
    return HR_OK;
}

static void try_singles(search *s) {
    for (uint32_t v = 0; v < s->core->n; v++) {
        s->trial.vertex[0] = v;
        s->trial.count = 1;
        measure(s);
    }
}

static hr_status search_init(search *s, tree *t, const hr_separator_core *c, double favour) {
    size_t n = (size_t)c->n + 1;
    uint32_t *room = hr_alloc(6 * n, sizeof *room, "a separator");
    SuiteSparse_long *long_room = hr_alloc(6 * n, sizeof *long_room, "a separator");
    *s = (search){.core = c, .favour = favour, .label = room};
    *t = (tree){.order = long_room};
    if (!room || !long_room)
        return HR_ENOMEM;
    s->excess = room + n;
    s->merged = room + 2 * n;
    s->queue = room + 3 * n;
    s->best = (cut){.rate = HUGE_VAL, .vertex = room + 4 * n};
    s->trial = (cut){.vertex = room + 5 * n};
    SuiteSparse_long **array[] = {&t->order, &t->parent, &t->count, &t->below, &t->child, &t->inside};
    for (size_t i = 0; i < 6; i++)
        *array[i] = long_room + i * n;
    return HR_OK;
}

hr_status hr_separator_choose(uint32_t *nodes, uint32_t *count, const hr_component *component) {
    hr_separator_core c;
    search s = {0};
    tree t = {0};
    hr_status status = hr_separator_core_build(&c, component);
    if (status == HR_OK)
        status = search_init(&s, &t, &c, component->favour);
    if (status == HR_OK && c.n <= SINGLES_MOST)
        try_singles(&s);
    if (status == HR_OK)
        status = try_order(&s, &t, hr_order_by_degree);
    if (status == HR_OK)
        status = try_order(&s, &t, hr_order_by_cardinality);
    if (status == HR_OK && !s.best.count) { /* no cut lowers the largest excess: any vertex is progress */
        s.best.vertex[0] = 0;
        s.best.count = 1;
    }
    *count = 0;
    for (uint32_t i = 0; status == HR_OK && i < s.best.count; i++)
        nodes[(*count)++] = c.node[s.best.vertex[i]];
    free(s.label);
    free(t.order);
    hr_separator_core_clear(&c, component);
    return status;
}
