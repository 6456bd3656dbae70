/* U8 separators, after [Gokhale], who have 3(t+1)(ceil(log2 n)+1) dimensions at treewidth t: product, per
 * level and slot, of (1, c, c^2) and (1/2 - c^2, 2c, -1).  Here a separator's node costs one dimension, one
 * line tells all components apart, and forests cost nothing: slots + 2 dimensions (F-query), slots + 3
 * (F-sign), with no more slots than separator nodes on the way to the top (hierarchy/separators.h).
 *
 * Every node v has a place z(v), odd, on a line; every document x an interval l(x) < r(x), even.
 *     score(q, x) = sum over slots of Q[q] X[x]  -  (z(q) - l(x)) (z(q) - r(x))
 *                 = <(Q.., z, 1, -z^2), (X.., l + r, -l r, 1)>
 * The last coordinate is a threshold per query, so F-query does without.
 *
 * A node w of the separator that is taken out of component K, in slot j: Q[q, j] = 1 for the q of K that
 * reach w in K without the separator's nodes before w, X[x, j] = the weight W(K) for the x of K that w
 * reaches so. What hangs in a tree below a node of K is of K, too, and belongs to it on the line.
 *
 * Claim: score >= 1 for x in S(q), score <= -1 for all others.
 * The line.  Component K has a stretch of length E(K), which holds the places and intervals of all its nodes:
 * first those of the part taken out, in depth-first order, then the components that are left, one after the
 * other.  In a FOREST the interval of x holds exactly its descendants; of the ROOTS r1 above r2 above ... the
 * interval of each holds what hangs below it, the later ones, and all that is left: its descendants, as it
 * was the only root; a separator's node w has itself and what hangs below it.  So where q and x are in K and
 * not in different components of what is left, the line gives >= 1 when q is in x's interval (then x is in
 * S(q)),
 * <= -1 otherwise; it gives > -E(K)^2 for all q, x in K.  W(K) = E(K)^2.
 *   x in S(q).  Take a path, and the first part that takes a node out of it, of component K: all of the
 *   path is in K. If that is a FOREST or ROOTS, x is that node or in the forest with q, or q hangs below such
 * a node: q is in the interval of x, and all products are >= 0: score >= 1. (A node of ROOTS is no inner node
 *   of the path, and is q only with x, as it has only other ROOTS above it.)  If it is a separator, take the
 *   first of its nodes w on the path: the slot of w has product W(K) = E(K)^2: score >= E(K)^2 - (E(K)-1)^2
 * >= 1. (If no part does, both hang in one tree.) x not in S(q).  Let K be the smallest component with both
 * (or the whole hierarchy).  Slots of separators taken out of K or of what K is part of give 0, or else q
 * reaches w reaches x.  If one of the two is in the part taken out of K (or hangs below it), the other slots
 * give 0, too, and the line <= -1.  Otherwise they are in different components C, C' of what is left, and
 * only the separators in C, C' may give products other than 0: in the slots that both use, at most the sum of
 * the weights of x there.  The gap between two neighbours C, C' is g, even, with g^2 >= this sum for any q
 * and x in them in either order; as components come with ascending numbers of slots, those further apart have
 * it, too.  z(q) is at least g + 1 from both ends of the interval of x: score <= g^2 - (g + 1)^2 <= -1. Slots
 * are numbered from below, so that a component with few slots meets only the small weights of a neighbour:
 * the line grows by small components only a little, and entries have about 2 log2 E bits. */
#include "base/memory.h"
#include "embedding/affordable.h"
#include "embedding/integers.h"
#include "embedding/methods.h"
#include "embedding/separators_layout.h"

#include <stdlib.h>

typedef struct {
    const hr_separators_layout *layout;
    uint32_t slots;
    size_t words;                /* of a row of bits, one for each slot */
    uint64_t *reaches, *reached; /* of each node: q reaches the slot's separator node; it reaches x */
    uint32_t *order;             /* of each node: its number in its part */
    uint32_t *seen, *queue, mark;
} labels;

/* Whether a node is in the component that separator node w was taken out of, without w's predecessors.  What
 * hangs below such nodes is met from them only. */
static bool within(const labels *l, uint32_t v, uint32_t part, uint32_t w) {
    const hr_separators *s = &l->layout->parts;
    uint32_t own = s->part[v];
    return own == HR_NONE ||
           (own >= part && own <= s->last[part] && !(own == part && l->order[v] < l->order[w]));
}

/* Marks what is below w (or above it) in its component. */
static void walk(labels *l, uint64_t *bits, uint32_t w, uint32_t slot, bool down) {
    const hr_hierarchy *h = &l->layout->graph;
    uint32_t part = l->layout->parts.part[w], count = 1;
    l->queue[0] = w;
    l->seen[w] = ++l->mark;
    for (uint32_t head = 0; head < count; head++) {
        const uint32_t *next;
        uint32_t v = l->queue[head], all = down ? hr_children(h, v, &next) : hr_parents(h, v, &next);
        bits[(size_t)v * l->words + slot / 64] |= (uint64_t)1 << slot % 64;
        for (uint32_t i = 0; i < all; i++)
            if (l->seen[next[i]] != l->mark && within(l, next[i], part, w)) {
                l->seen[next[i]] = l->mark;
                l->queue[count++] = next[i];
            }
    }
}

static void labels_clear(labels *l) {
    free(l->reaches);
    free(l->reached);
    free(l->order);
    free(l->seen);
    free(l->queue);
}

static hr_status labels_build(labels *l, const hr_separators_layout *layout) {
    const hr_separators *s = &layout->parts;
    size_t n = layout->graph.nodes;
    *l = (labels){.layout = layout, .slots = s->slots, .words = (s->slots + 63) / 64};
    l->reaches = hr_calloc(n * l->words, sizeof *l->reaches, "labels");
    l->reached = hr_calloc(n * l->words, sizeof *l->reached, "labels");
    l->order = hr_calloc(n, sizeof *l->order, "labels");
    l->seen = hr_calloc(n, sizeof *l->seen, "labels");
    l->queue = hr_alloc(n, sizeof *l->queue, "labels");
    if (!l->reaches || !l->reached || !l->order || !l->seen || !l->queue)
        return HR_ENOMEM;
    for (uint32_t p = 0; p < s->parts; p++) {
        if (s->kind[p] != HR_PART_SEPARATOR)
            continue;
        for (uint32_t i = s->start[p]; i < s->start[p + 1]; i++)
            l->order[s->member[i]] = i - s->start[p];
        for (uint32_t i = s->start[p]; i < s->start[p + 1]; i++) {
            uint32_t slot = s->height[p] - 1 - (i - s->start[p]);
            walk(l, l->reaches, s->member[i], slot, true);
            walk(l, l->reached, s->member[i], slot, false);
        }
    }
    return HR_OK;
}

static bool has(const uint64_t *bits, const labels *l, uint32_t v, uint32_t slot) {
    return bits[(size_t)v * l->words + slot / 64] >> slot % 64 & 1;
}

static hr_status own_dimension(uint32_t *dim, const hr_separators *s, const hr_method_options *options) {
    *dim = options->dim ? options->dim : s->slots + 3 - options->f_query;
    if (*dim != s->slots + 2 && *dim != s->slots + 3)
        return hr_fail(HR_EUSAGE,
                       "separators (U8) with %u slots has %u dimensions (F-sign) or %u (F-query), not %u; "
                       "leave --dim out",
                       s->slots, s->slots + 3, s->slots + 2, *dim);
    return HR_OK;
}

static hr_status dimension(uint32_t *dim, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                           const hr_method_options *options) {
    (void)ancestors;
    hr_separators_layout layout;
    hr_status status = hr_separators_layout_build(&layout, hierarchy);
    if (status != HR_OK)
        return status;
    status = own_dimension(dim, &layout.parts, options);
    hr_separators_layout_clear(&layout);
    return status;
}

/* (Q.., z, 1, -z^2) */
static void query_row(mpz_t *row, const labels *l, uint32_t q, bool sign) {
    uint32_t slots = l->slots;
    for (uint32_t j = 0; j < slots; j++)
        mpz_set_ui(row[j], has(l->reaches, l, q, j));
    hr_separators_position(row[slots], l->layout, q);
    mpz_set_ui(row[slots + 1], 1);
    if (sign) {
        mpz_mul(row[slots + 2], row[slots], row[slots]);
        mpz_neg(row[slots + 2], row[slots + 2]);
    }
}

/* (X.., l + r, -l r, 1) */
static void document_row(mpz_t *row, const labels *l, uint32_t x, bool sign, mpz_t low, mpz_t high) {
    const hr_separators *s = &l->layout->parts;
    uint32_t slots = l->slots;
    for (uint32_t j = 0; j < slots; j++)
        mpz_set_ui(row[j], 0);
    for (uint32_t p = s->part[x]; p != HR_NONE; p = s->above[p]) {
        if (s->kind[p] != HR_PART_SEPARATOR)
            continue;
        for (uint32_t j = s->height[p] - (s->start[p + 1] - s->start[p]); j < s->height[p]; j++)
            if (has(l->reached, l, x, j))
                mpz_set(row[j], l->layout->weight[p]);
    }
    hr_separators_interval(low, high, l->layout, x);
    mpz_add(row[slots], low, high);
    mpz_mul(row[slots + 1], low, high);
    mpz_neg(row[slots + 1], row[slots + 1]);
    if (sign)
        mpz_set_ui(row[slots + 2], 1);
}

static hr_status fill(hr_embedding *out, const hr_hierarchy *h, const labels *l, bool sign) {
    size_t dim = out->docs.cols;
    mpz_t low, high, *row = hr_alloc(dim, sizeof *row, "a vector");
    if (!row)
        return HR_ENOMEM;
    for (size_t j = 0; j < dim; j++)
        mpz_init(row[j]);
    mpz_inits(low, high, NULL);
    hr_status status = HR_OK;
    for (uint32_t i = 0; i < h->queries && status == HR_OK; i++) {
        query_row(row, l, h->query ? h->query[i] : i, sign);
        status = hr_integers_row(&out->queries, i, row);
    }
    for (uint32_t i = 0; i < h->documents && status == HR_OK; i++) {
        document_row(row, l, h->document ? h->document[i] : i, sign, low, high);
        status = hr_integers_row(&out->docs, i, row);
    }
    for (size_t j = 0; j < dim; j++)
        mpz_clear(row[j]);
    mpz_clears(low, high, NULL);
    free(row);
    return status;
}

static hr_status build_from(hr_embedding *out, const hr_hierarchy *hierarchy,
                            const hr_separators_layout *layout, const hr_method_options *options) {
    uint32_t dim;
    labels l = {0};
    hr_status status = own_dimension(&dim, &layout->parts, options);
    bool sign = dim == layout->parts.slots + 3;
    /* |z| <= most, -l r <= most^2, weights <= (2 most)^2 */
    size_t bits = mpz_sizeinbase(layout->most, 2);
    hr_dtype docs = 2 * bits + 2 < 63 ? HR_INT64 : HR_BIGINT;
    hr_dtype queries = (sign ? 2 * bits : bits) < 63 ? HR_INT64 : HR_BIGINT;
    if (status == HR_OK)
        status = hr_affordable_pair((double)hierarchy->queries + hierarchy->documents, dim, sizeof(int64_t),
                                    "separators (U8)");
    if (status == HR_OK)
        status = labels_build(&l, layout);
    if (status == HR_OK)
        status = hr_matrix_init(&out->queries, hierarchy->queries, dim, queries);
    if (status == HR_OK)
        status = hr_matrix_init(&out->docs, hierarchy->documents, dim, docs);
    if (status == HR_OK)
        status = fill(out, hierarchy, &l, sign);
    labels_clear(&l);
    return status;
}

static hr_status build(hr_embedding *out, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                       const hr_method_options *options) {
    (void)ancestors;
    hr_separators_layout layout;
    hr_status status = hr_separators_layout_build(&layout, hierarchy);
    if (status != HR_OK)
        return status;
    status = build_from(out, hierarchy, &layout, options);
    hr_separators_layout_clear(&layout);
    return status;
}

const hr_method hr_method_separators = {
    .name = "separators",
    .statement = "U8",
    .help =
        "any DAG: balanced separators down to forests, a dimension for each node of a separator on the way "
        "and 3 (F-sign) or 2 (F-query); exact",
    .version = 1,
    .dimension = dimension,
    .build = build,
};
