/* U11: the row, and in exact integers the embedding that its orders give. */
#include "embedding/small.h"
#include "test.h"

#include "bounds/rows.h"
#include "embedding/orders_search.h"

#include <omp.h>

static const double effort = 1e-3;

/* F-query: -sum of B^(u - v), times B^R, in exact integers */
static void check_embedding(const hr_orders *o, const small *s, const char *what) {
    mpz_t score, term, lowest, highest;
    uint32_t top = 2 * s->hierarchy.nodes; /* above every level */
    mpz_inits(score, term, lowest, highest, NULL);
    for (uint32_t q = 0; q < o->n; q++) {
        bool any[2] = {false, false};
        for (uint32_t x = 0; x < o->m; x++) {
            mpz_set_ui(score, 0);
            for (uint32_t i = 0; i < o->k; i++) {
                uint32_t v = o->document_level[x * o->k + i];
                if (v == HR_NONE)
                    continue;
                mpz_ui_pow_ui(term, o->k + 1, top + o->query_level[q * o->k + i] - v);
                mpz_sub(score, score, term);
            }
            bool in = hr_is_ancestor(&s->ancestors, q, x);
            if (!any[in] || (in ? mpz_cmp(score, lowest) < 0 : mpz_cmp(score, highest) > 0))
                mpz_set(in ? lowest : highest, score);
            any[in] = true;
        }
        CHECK(!any[0] || !any[1] || mpz_cmp(lowest, highest) > 0, "%s: query %u", what, q);
    }
    mpz_clears(score, term, lowest, highest, NULL);
}

static double check(const small *s, const char *what) {
    hr_problem problem = {
        .hierarchy = &s->hierarchy, .ancestors = &s->ancestors, .notion = HR_F_QUERY, .effort = effort};
    hr_orders orders;
    hr_orders_facts facts;
    hr_bound_row row, sign;
    OK(hr_bound_orders.compute(&row, &problem));
    problem.notion = HR_F_SIGN;
    OK(hr_bound_orders.compute(&sign, &problem));
    CHECK(row.applies == sign.applies, "%s", what);
    if (!row.applies)
        return 0;
    OK(hr_orders_find(&orders, &facts, &s->hierarchy, &s->ancestors, &(hr_orders_options){.effort = effort}));
    CHECK(orders.k == row.dimension, "%s: %u orders, row %g", what, orders.k, row.dimension);
    CHECK(sign.dimension == row.dimension + 1, "%s: F-sign %g", what, sign.dimension);
    CHECK(row.margin_log10 < 0 && row.bits > 1, "%s: margin 1e%g, %g bits", what, row.margin_log10, row.bits);
    check_embedding(&orders, s, what);
    hr_orders_clear(&orders);
    return row.dimension;
}

static void test_random(void) {
    uint32_t applies = 0;
    for (uint32_t trial = 0; trial < 150; trial++) {
        small s;
        char what[32];
        snprintf(what, sizeof what, "random hierarchy %u", trial);
        small_random(&s, 2 + trial % 40, 1 + (trial % 10 > 5) + (trial % 10 > 8), false, trial + 90);
        applies += check(&s, what) > 0;
        small_clear(&s);
    }
    CHECK(applies > 30, "%u with orders", applies);
}

static void test_known(void) {
    static const struct {
        const char *what;
        double most;
    } known[] = {{"lattice:k=3", 3},
                 {"lattice:k=4", 4},
                 {"lattice:k=5", 5},
                 {"lattice:k=7", 7},
                 {"k-tree:t=3,n=60", 4}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        small s;
        hr_hierarchy_init(&s.hierarchy);
        OK(hr_hierarchy_open(&s.hierarchy, known[i].what));
        OK(hr_ancestors_build(&s.ancestors, &s.hierarchy));
        double k = check(&s, known[i].what);
        CHECK(k > 0 && k <= known[i].most, "%s: %g", known[i].what, k);
        small_clear(&s);
    }
}

int main(void) {
    omp_set_num_threads(1); /* much too small to share */
    RUN(test_random);
    RUN(test_known);
    return hr_test_end();
}
