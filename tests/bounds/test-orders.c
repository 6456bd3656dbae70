/* U11: the orders of the whole hierarchy, blocks and all, as the proof builds them; and the embedding that
 * they give. */
#include "embedding/small.h"
#include "test.h"

#include "bounds/realizer.h"
#include "bounds/rows.h"

#include <omp.h>

enum { MOST = 64 };

typedef struct {
    uint32_t order[MOST][64], orders; /* of all nodes, the first first */
} full;

/* v after all nodes below it that are not of the core */
static void add_tree(uint32_t *order, uint32_t *count, const hr_hierarchy *h, const bool *core, uint32_t v,
                     bool reverse) {
    const uint32_t *child;
    uint32_t children = hr_children(h, v, &child);
    for (uint32_t k = 0; k < children; k++) {
        uint32_t c = child[reverse ? children - 1 - k : k];
        if (!core[c])
            add_tree(order, count, h, core, c, reverse);
    }
    if (!core[v])
        order[(*count)++] = v;
}

static void add_block(uint32_t *order, uint32_t *count, const hr_hierarchy *h, const bool *core, uint32_t v,
                      bool reverse) {
    if (v != HR_NONE) {
        add_tree(order, count, h, core, v, reverse);
        return;
    }
    const uint32_t *parent;
    for (uint32_t k = 0; k < h->nodes; k++) {
        uint32_t root = reverse ? h->nodes - 1 - k : k;
        if (!hr_parents(h, root, &parent) && !core[root])
            add_tree(order, count, h, core, root, reverse);
    }
}

static void expand(full *out, const hr_hierarchy *h, const hr_realizer *r) {
    bool core[64] = {false};
    for (uint32_t i = 0; i < r->nodes; i++)
        core[r->node[i]] = true;
    for (uint32_t i = 0; i < r->orders; i++) {
        uint32_t count = 0, *order = out->order[i];
        for (uint32_t k = 0; k < r->nodes; k++) {
            uint32_t v = r->node[r->order[i * r->nodes + k]];
            add_block(order, &count, h, core, v, false);
            order[count++] = v;
        }
        add_block(order, &count, h, core, HR_NONE, false);
        CHECK(count == h->nodes, "%u of %u nodes", count, h->nodes);
    }
    out->orders = r->orders;
    if (!r->trees)
        return;
    uint32_t count = 0, *order = out->order[out->orders++];
    add_block(order, &count, h, core, HR_NONE, true); /* blocks of what is above come first */
    for (uint32_t k = 0; k < r->nodes; k++)
        add_block(order, &count, h, core, r->node[k], true);
    for (uint32_t k = r->nodes; k-- > 0;)
        order[count++] = r->node[k];
    CHECK(count == h->nodes, "%u of %u nodes", count, h->nodes);
}

/* F-query: -sum of B^(X(q) - X(x)), times B^(n-1), in exact integers */
static void check_embedding(const full *f, const small *s, const char *what) {
    uint32_t n = s->hierarchy.nodes, place[64][MOST];
    mpz_t score, term, lowest, highest;
    mpz_inits(score, term, lowest, highest, NULL);
    for (uint32_t i = 0; i < f->orders; i++)
        for (uint32_t k = 0; k < n; k++)
            place[f->order[i][k]][i] = k;
    for (uint32_t q = 0; q < n; q++) {
        bool any[2] = {false, false};
        for (uint32_t x = 0; x < n; x++) {
            mpz_set_ui(score, 0);
            for (uint32_t i = 0; i < f->orders; i++) {
                mpz_ui_pow_ui(term, f->orders + 1, n - 1 + place[q][i] - place[x][i]);
                mpz_sub(score, score, term);
            }
            bool in = hr_is_ancestor(&s->ancestors, q, x);
            if (!any[in] || (in ? mpz_cmp(score, lowest) < 0 : mpz_cmp(score, highest) > 0))
                mpz_set(in ? lowest : highest, score);
            any[in] = true;
        }
        CHECK(!any[0] || mpz_cmp(lowest, highest) > 0, "%s: query %u", what, q);
    }
    mpz_clears(score, term, lowest, highest, NULL);
}

static void check(const small *s, const char *what, uint32_t *with_trees) {
    hr_realizer r;
    full f = {.orders = 0};
    OK(hr_realizer_build(&r, &s->hierarchy));
    hr_problem problem = {.hierarchy = &s->hierarchy, .ancestors = &s->ancestors, .notion = HR_F_QUERY};
    hr_bound_row row;
    OK(hr_bound_orders.compute(&row, &problem));
    CHECK(row.applies == (r.nodes > 0), "%s", what);
    if (r.nodes) {
        expand(&f, &s->hierarchy, &r);
        CHECK(f.orders == row.dimension, "%s: %u orders, row %g", what, f.orders, row.dimension);
        check_embedding(&f, s, what);
        *with_trees += r.trees;
        problem.notion = HR_F_SIGN;
        OK(hr_bound_orders.compute(&row, &problem));
        CHECK(row.dimension == f.orders + 1, "%s: F-sign %g", what, row.dimension);
    }
    hr_realizer_clear(&r);
}

static void test_random(void) {
    uint32_t with_trees = 0;
    for (uint32_t trial = 0; trial < 200; trial++) {
        small s;
        char what[32];
        snprintf(what, sizeof what, "random hierarchy %u", trial);
        small_random(&s, 2 + trial % 40, 1 + (trial % 10 > 5) + (trial % 10 > 8), false, trial + 90);
        check(&s, what, &with_trees);
        small_clear(&s);
    }
    CHECK(with_trees > 40, "%u with trees", with_trees);
}

static void test_known(void) {
    static const struct {
        const char *what;
        double most;
    } known[] = {{"lattice:k=3", 3}, {"lattice:k=4", 4}, {"lattice:k=5", 5}, {"k-tree:t=3,n=60", 5}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        small s;
        uint32_t trees = 0;
        hr_hierarchy_init(&s.hierarchy);
        OK(hr_hierarchy_open(&s.hierarchy, known[i].what));
        OK(hr_ancestors_build(&s.ancestors, &s.hierarchy));
        hr_problem problem = {.hierarchy = &s.hierarchy, .ancestors = &s.ancestors, .notion = HR_F_QUERY};
        hr_bound_row row;
        OK(hr_bound_orders.compute(&row, &problem));
        CHECK(row.applies && row.dimension <= known[i].most, "%s: %g", known[i].what, row.dimension);
        check(&s, known[i].what, &trees);
        small_clear(&s);
    }
}

int main(void) {
    omp_set_num_threads(1); /* much too small to share */
    RUN(test_random);
    RUN(test_known);
    return hr_test_end();
}
