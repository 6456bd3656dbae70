/* U11's orders and their check, against looking at every pair. */
#include "embedding/small.h"
#include "test.h"

#include "embedding/orders_search.h"

#include <omp.h>

static bool serves(const hr_orders *o, const hr_ancestors *a) {
    for (uint32_t q = 0; q < a->queries; q++)
        for (uint32_t x = 0; x < a->documents; x++) {
            bool kept = true;
            for (uint32_t i = 0; i < o->k; i++)
                kept &= o->query_level[q * o->k + i] <= o->document_level[x * o->k + i];
            if (kept != hr_is_ancestor(a, q, x))
                return false;
        }
    return true;
}

/* Coordinate i excludes document i where it can, and holds nothing else. */
static void fill(hr_orders *o, const hr_ancestors *a) {
    OK(hr_orders_init(o, a->documents, a->queries, a->documents));
    for (uint32_t x = 0; x < a->documents; x++) {
        o->document_level[x * o->k + x] = 3;
        for (uint32_t q = 0; q < a->queries; q++)
            o->query_level[q * o->k + x] = hr_is_ancestor(a, q, x) ? 2 : 7;
    }
}

static void change(hr_orders *o, gsl_rng *rng) {
    static const uint32_t level[] = {0, 1, 2, 3, 4, 6, 7, 8, HR_NONE};
    bool query = gsl_rng_uniform_int(rng, 2);
    size_t size = (size_t)o->k * (query ? o->n : o->m);
    (query ? o->query_level : o->document_level)[gsl_rng_uniform_int(rng, size)] =
        level[gsl_rng_uniform_int(rng, query ? 8 : 9)];
}

static void test_check(void) {
    gsl_rng *rng = hr_rng_new(3, HR_STREAM_TEST, 0);
    unsigned good = 0, bad = 0;
    for (uint32_t trial = 0; trial < 300; trial++) {
        small s;
        hr_orders o;
        small_random(&s, 2 + trial % 40, 1 + trial % 3, trial % 2, trial + 500);
        fill(&o, &s.ancestors);
        for (unsigned step = 0; step < 6; step++) {
            bool said;
            OK(hr_orders_check(&said, &o, &s.ancestors));
            CHECK(said == serves(&o, &s.ancestors), "trial %u step %u: %d", trial, step, said);
            CHECK(step || said, "trial %u: as they are built", trial);
            *(said ? &good : &bad) += 1;
            change(&o, rng);
        }
        hr_orders_clear(&o);
        small_clear(&s);
    }
    CHECK(good > 400 && bad > 400, "%u good, %u bad", good, bad);
    gsl_rng_free(rng);
}

/* More documents than a tile of the check: a star, whose leaves need two orders. */
static void test_tiles(void) {
    small s;
    hr_orders o;
    hr_hierarchy_init(&s.hierarchy);
    OK(hr_hierarchy_open(&s.hierarchy, "star:n=1301"));
    OK(hr_ancestors_build(&s.ancestors, &s.hierarchy));
    uint32_t n = s.ancestors.queries;
    OK(hr_orders_init(&o, 2, n, n));
    for (uint32_t v = 1; v < n; v++) {
        o.query_level[2 * v] = o.document_level[2 * v] = v - 1;
        o.query_level[2 * v + 1] = o.document_level[2 * v + 1] = n - 1 - v;
    }
    o.query_level[0] = o.query_level[1] = n;
    bool said;
    OK(hr_orders_check(&said, &o, &s.ancestors));
    CHECK(said, "a star of 1300 leaves in two orders");
    for (uint32_t v = 1; v < n; v += 97) {
        o.document_level[2 * v]++;
        OK(hr_orders_check(&said, &o, &s.ancestors));
        CHECK(said == (v == n - 1), "leaf %u one level higher", v);
        o.document_level[2 * v]--;
    }
    hr_orders_clear(&o);
    small_clear(&s);
}

static void find(hr_orders *o, const small *s, const char *what) {
    hr_orders_facts facts;
    OK(hr_orders_find(o, &facts, &s->hierarchy, &s->ancestors,
                      &(hr_orders_options){.seed = 1, .effort = 1e-2}));
    CHECK(o->k && serves(o, &s->ancestors), "%s: %u orders", what, o->k);
    CHECK(facts.base == 2 || facts.base == 0, "%s: %u", what, facts.base);
}

static void test_find(void) {
    for (uint32_t trial = 0; trial < 200; trial++) {
        small s;
        hr_orders o;
        char what[32];
        snprintf(what, sizeof what, "random hierarchy %u", trial);
        small_random(&s, 1 + trial % 50, 1 + trial % 4, trial % 3 == 2, trial + 900);
        find(&o, &s, what);
        hr_orders_clear(&o);
        small_clear(&s);
    }
}

/* Dimensions that are known: of a chain, of trees, of the subsets of a set (Komm 1948); of others a range. */
static void test_known(void) {
    static const struct {
        const char *what;
        uint32_t least, most;
    } known[] = {{"path:n=1", 1, 1},       {"path:n=20", 1, 1},   {"tree:width=3,height=4", 2, 2},
                 {"lattice:k=2", 2, 2},    {"lattice:k=3", 3, 3}, {"lattice:k=4", 4, 4},
                 {"lattice:k=6", 6, 6},    {"star:n=700", 2, 2},  {"dag:n=300,parents=2,seed=1", 3, 30},
                 {"subsets:m=6,k=2", 3, 6}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        small s;
        hr_orders o;
        hr_hierarchy_init(&s.hierarchy);
        OK(hr_hierarchy_open(&s.hierarchy, known[i].what));
        OK(hr_ancestors_build(&s.ancestors, &s.hierarchy));
        find(&o, &s, known[i].what);
        CHECK(o.k >= known[i].least && o.k <= known[i].most, "%s: %u orders", known[i].what, o.k);
        hr_orders_clear(&o);
        small_clear(&s);
    }
}

/* Too little work: no orders, said the same at any number of threads; from some effort on there are. */
static void test_effort(void) {
    small s;
    hr_hierarchy_init(&s.hierarchy);
    OK(hr_hierarchy_open(&s.hierarchy, "dag:n=2100,parents=2,seed=3"));
    OK(hr_ancestors_build(&s.ancestors, &s.hierarchy));
    unsigned without = 0, with = 0, partly = 0;
    for (double effort = 1e-8; effort < 0.1; effort *= 4) {
        hr_orders o, again;
        hr_orders_facts facts, others;
        hr_orders_options options = {.seed = 1, .effort = effort};
        omp_set_num_threads(1);
        OK(hr_orders_find(&o, &facts, &s.hierarchy, &s.ancestors, &options));
        omp_set_num_threads(4);
        OK(hr_orders_find(&again, &others, &s.hierarchy, &s.ancestors, &options));
        omp_set_num_threads(1);
        CHECK(o.k == again.k && facts.open == others.open && facts.tried == others.tried,
              "effort %g: %u and %u orders, %u and %u tried", effort, o.k, again.k, facts.tried,
              others.tried);
        CHECK(o.k ? !facts.open && !facts.tried : facts.open && facts.open <= facts.pairs,
              "effort %g: %u orders, %u tried, %u of %u pairs open", effort, o.k, facts.tried, facts.open,
              facts.pairs);
        CHECK(o.k || !with, "none at effort %g, but some with less", effort);
        CHECK(!o.k || serves(&o, &s.ancestors), "effort %g: %u orders", effort, o.k);
        with += o.k > 0;
        without += !o.k;
        partly += facts.tried > 0;
        hr_orders_clear(&o);
        hr_orders_clear(&again);
    }
    CHECK(with && without && partly, "%u with orders, %u without, %u of these stopped between two orders",
          with, without, partly);
    small_clear(&s);
}

/* A deadline that has passed: the first orders only. */
static void test_deadline(void) {
    small s;
    hr_orders o;
    hr_orders_facts facts;
    hr_hierarchy_init(&s.hierarchy);
    OK(hr_hierarchy_open(&s.hierarchy, "dag:n=2100,parents=2,seed=3"));
    OK(hr_ancestors_build(&s.ancestors, &s.hierarchy));
    OK(hr_orders_find(&o, &facts, &s.hierarchy, &s.ancestors,
                      &(hr_orders_options){.seed = 1, .seconds = 1e-9}));
    CHECK(!o.k && !facts.tried && facts.open == facts.pairs && facts.pairs, "%u orders, %u tried", o.k,
          facts.tried);
    hr_orders_clear(&o);
    small_clear(&s);
}

/* Same seed, same levels, at any number of threads. */
static void test_threads(void) {
    small s;
    hr_orders one, four;
    hr_hierarchy_init(&s.hierarchy);
    OK(hr_hierarchy_open(&s.hierarchy, "dag:n=2500,parents=2,seed=3"));
    OK(hr_ancestors_build(&s.ancestors, &s.hierarchy));
    omp_set_num_threads(1);
    find(&one, &s, "one thread");
    omp_set_num_threads(4);
    find(&four, &s, "four threads");
    omp_set_num_threads(1);
    CHECK(one.k == four.k, "%u and %u", one.k, four.k);
    if (one.k == four.k)
        CHECK(!memcmp(one.document_level, four.document_level, (size_t)one.k * one.m * sizeof(uint32_t)),
              "the levels differ");
    hr_orders_clear(&one);
    hr_orders_clear(&four);
    small_clear(&s);
}

int main(void) {
    omp_set_num_threads(1); /* much too small to share */
    RUN(test_check);
    RUN(test_find);
    RUN(test_known);
    RUN(test_effort);
    RUN(test_deadline);
    RUN(test_threads);
    omp_set_num_threads(2);
    RUN(test_tiles);
    return hr_test_end();
}
