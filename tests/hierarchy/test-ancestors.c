#include "hierarchy/ancestors.h"
#include "hierarchy/generate.h"
#include "small-dag.h"

#ifdef _OPENMP
#include <omp.h>
#endif

static int distance[SMALL_MOST * SMALL_MOST];

static uint32_t node_of(const uint32_t *role, uint32_t index) {
    return role ? role[index] : index;
}

/* Every field against the distances of Floyd and Warshall. */
static void compare(const hr_hierarchy *h, const hr_ancestors *a) {
    uint64_t at = 0, by_distance[SMALL_MOST] = {0};
    uint32_t s = 0, most = 0;
    CHECK(a->queries == h->queries && a->documents == h->documents, "%u %u", a->queries, a->documents);
    for (uint32_t q = 0; q < h->queries; q++) {
        CHECK(a->start[q] == at, "row %u begins at %d, not %d", q, (int)a->start[q], (int)at);
        for (uint32_t x = 0; x < h->documents; x++) {
            int d = distance[node_of(h->query, q) * h->nodes + node_of(h->document, x)];
            CHECK(hr_is_ancestor(a, q, x) == (d < FAR), "query %u document %u distance %d", q, x, d);
            if (d == FAR)
                continue;
            CHECK(at < a->pairs && a->document[at] == x && a->distance[at] == d,
                  "pair %d: query %u document %u", (int)at, q, x);
            at++;
            by_distance[d]++;
            if ((uint32_t)d > most)
                most = (uint32_t)d;
        }
        if (at - a->start[q] > s)
            s = (uint32_t)(at - a->start[q]);
    }
    CHECK(a->pairs == at && a->start[h->queries] == at, "%d pairs, not %d", (int)a->pairs, (int)at);
    CHECK(a->s == s && a->max_distance == most, "s %u not %u, farthest %u not %u", a->s, s, a->max_distance,
          most);
    for (uint32_t d = 0; d <= most; d++)
        CHECK(a->by_distance[d] == by_distance[d], "distance %u: %d not %d", d, (int)a->by_distance[d],
              (int)by_distance[d]);
}

static void compare_descendants(const hr_ancestors *a) {
    uint64_t *start, at = 0;
    uint32_t *query;
    OK(hr_descendants_build(a, &start, &query));
    for (uint32_t x = 0; x < a->documents; x++) {
        CHECK(start[x] == at, "document %u", x);
        for (uint32_t q = 0; q < a->queries; q++)
            if (hr_is_ancestor(a, q, x)) {
                CHECK(at < a->pairs && query[at] == q, "document %u query %u", x, q);
                at++;
            }
    }
    CHECK(start[a->documents] == a->pairs && at == a->pairs, "%d", (int)at);
    free(start);
    free(query);
}

static void one(gsl_rng *rng, uint32_t n, double density, bool roles) {
    hr_hierarchy h;
    hr_ancestors a;
    small_dag(&h, rng, n, density, roles);
    small_distances(distance, &h);
    OK(hr_ancestors_build(&a, &h));
    compare(&h, &a);
    compare_descendants(&a);
    hr_ancestors_clear(&a);
    hr_ancestors_clear(&a);
    hr_hierarchy_clear(&h);
}

static void test_small_dags(void) {
    gsl_rng *rng = hr_rng_new(1, HR_STREAM_TEST, 0);
    for (uint32_t trial = 0; trial < 600; trial++) {
        uint32_t n = 1 + (uint32_t)gsl_rng_uniform_int(rng, 40);
        double density = (double)(1 + trial % 5) / (double)n;
        one(rng, n, density, trial % 3 == 0);
    }
    gsl_rng_free(rng);
}

/* Sparse ones in the order of their numbers, in which rows are made from rows: a parent each, some with a few
 * more, some with many; and where some nodes are no documents. */
static void test_sparse(void) {
    gsl_rng *rng = hr_rng_new(4, HR_STREAM_TEST, 0);
    for (uint32_t trial = 0; trial < 200; trial++) {
        uint32_t n = 2 + (uint32_t)gsl_rng_uniform_int(rng, 60), stamp[64] = {0}, parent[64];
        hr_builder *builder = hr_builder_new(HR_BUILD_NUMBERED, "sparse");
        OK(hr_builder_numbered(builder, n));
        for (uint32_t v = 1; v < n; v++) {
            uint32_t count = gsl_rng_uniform(rng) < 0.8 ? trial % 2 : (uint32_t)gsl_rng_uniform_int(rng, 9);
            count = count < v ? count : v;
            hr_pick(parent, count, v, rng, stamp, v);
            for (uint32_t i = 0; i < count; i++)
                OK(hr_builder_edge(builder, v, parent[i], 0));
        }
        for (uint32_t v = 0; trial % 3 == 0 && v < n; v++)
            if (!v || gsl_rng_uniform(rng) < 0.5)
                OK(hr_builder_document(builder, v));
        hr_hierarchy h;
        hr_ancestors a;
        hr_hierarchy_init(&h);
        OK(hr_builder_finish(builder, &h));
        hr_builder_free(builder);
        small_distances(distance, &h);
        OK(hr_ancestors_build(&a, &h));
        compare(&h, &a);
        hr_ancestors_clear(&a);
        hr_hierarchy_clear(&h);
    }
    gsl_rng_free(rng);
}

/* long rows, and more documents than one byte counts: the radix sort with one and with two passes */
static void test_long_rows(void) {
    gsl_rng *rng = hr_rng_new(2, HR_STREAM_TEST, 0);
    static const uint32_t sizes[] = {200, 256, 257, 258, 400};
    for (uint32_t i = 0; i < 5; i++) {
        one(rng, sizes[i], 0.02, false);
        one(rng, sizes[i], 0.3, i % 2);
    }
    gsl_rng_free(rng);
}

static void test_trees(void) {
    static const char *const trees[] = {"tree:width=3,height=5", "path:n=300", "random-tree:n=300",
                                        "galton-watson:n=300",   "star:n=1",   "caterpillar:spine=60,legs=4"};
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
        hr_hierarchy h;
        hr_ancestors a;
        hr_hierarchy_init(&h);
        OK(hr_hierarchy_open(&h, trees[i]));
        small_distances(distance, &h);
        OK(hr_ancestors_build(&a, &h));
        compare(&h, &a);
        hr_ancestors_clear(&a);
        hr_hierarchy_clear(&h);
    }
}

/* The same bytes whatever the number of threads. */
static void test_threads(void) {
#ifdef _OPENMP
    static const char *const some[] = {"dag:n=3000,parents=2", "random-tree:n=5000", "lattice:k=9",
                                       "subsets:m=15,k=3"};
    for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
        hr_hierarchy h;
        hr_ancestors one_thread, four;
        hr_hierarchy_init(&h);
        OK(hr_hierarchy_open(&h, some[i]));
        omp_set_num_threads(1);
        OK(hr_ancestors_build(&one_thread, &h));
        omp_set_num_threads(4);
        OK(hr_ancestors_build(&four, &h));
        CHECK(one_thread.pairs == four.pairs && one_thread.s == four.s, "%s", some[i]);
        CHECK(!memcmp(one_thread.start, four.start, (h.queries + 1) * sizeof *four.start), "%s", some[i]);
        CHECK(!memcmp(one_thread.document, four.document, four.pairs * sizeof *four.document), "%s", some[i]);
        CHECK(!memcmp(one_thread.distance, four.distance, four.pairs * sizeof *four.distance), "%s", some[i]);
        CHECK(!memcmp(one_thread.by_distance, four.by_distance,
                      (four.max_distance + 1) * sizeof *four.by_distance),
              "%s", some[i]);
        hr_ancestors_clear(&one_thread);
        hr_ancestors_clear(&four);
        hr_hierarchy_clear(&h);
    }
#endif
}

/* A path whose last node is the only query unless all are, and with `detour` a second parent there, so that
 * it is no forest.
 */
static hr_status deep(hr_ancestors *a, uint32_t nodes, bool detour, bool all) {
    hr_builder *builder = hr_builder_new(HR_BUILD_NUMBERED, "deep");
    OK(hr_builder_numbered(builder, nodes));
    for (uint32_t v = 1; v < nodes; v++)
        OK(hr_builder_edge(builder, v, v - 1, 0));
    if (detour)
        OK(hr_builder_edge(builder, 2, 0, 0)); /* one edge shorter */
    if (!all)
        OK(hr_builder_query(builder, nodes - 1));
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    OK(hr_builder_finish(builder, &h));
    hr_builder_free(builder);
    hr_status status = hr_ancestors_build(a, &h);
    hr_hierarchy_clear(&h);
    return status;
}

static void test_distances_of_16_bits(void) {
    hr_ancestors a;
    OK(deep(&a, 65536, false, false));
    CHECK(a.max_distance == 65535 && a.pairs == 65536 && a.by_distance[65535] == 1, "%u", a.max_distance);
    hr_ancestors_clear(&a);
    OK(deep(&a, 65537, true, false));
    CHECK(a.max_distance == 65535 && a.pairs == 65537 && a.by_distance[65535] == 2, "%u", a.max_distance);
    hr_ancestors_clear(&a);
    FAILS(deep(&a, 65537, false, false), "more than 65535 edges");
    FAILS(deep(&a, 65538, true, false), "more than 65535 edges");
    FAILS(deep(&a, 70000, true, true), "more than 65535 edges");
    CHECK(!a.start && !a.document && !a.pairs, "something is left after a failure");
}

int main(void) {
    RUN(test_small_dags);
    RUN(test_sparse);
    RUN(test_long_rows);
    RUN(test_trees);
    RUN(test_threads);
    RUN(test_distances_of_16_bits);
    return hr_test_end();
}
