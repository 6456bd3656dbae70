#include "base/random.h"
#include "hierarchy/ancestors.h"
#include "hierarchy/generate.h"
#include "hierarchy/shape.h"
#include "hierarchy/source.h"
#include "test.h"

static void open_(hr_hierarchy *h, const char *what) {
    hr_hierarchy_init(h);
    OK(hr_hierarchy_open(h, what));
}

/* FNV-1a of the edges: the same seed gives the same bytes, here and on every machine. */
static uint64_t fingerprint(const hr_hierarchy *h) {
    uint64_t hash = 14695981039346656037U;
    for (uint32_t v = 0; v < h->nodes; v++)
        for (uint64_t i = h->parent_start[v]; i < h->parent_start[v + 1]; i++)
            hash = ((hash ^ v) * 1099511628211U ^ h->parent[i]) * 1099511628211U;
    return hash;
}

static void test_sizes_by_formula(void) {
    static const struct {
        const char *what;
        uint32_t nodes;
        uint64_t edges, pairs;
        uint32_t s, roots, leaves;
    } known[] = {
        {"tree:width=5,height=4", 156, 155, 586, 4, 1, 125},
        {"tree:width=1,height=9", 9, 8, 45, 9, 1, 1},
        {"tree:width=2,height=12", 4095, 4094, 45057, 12, 1, 2048}, /* sum of l 2^(l-1) */
        {"tree:width=7,height=1", 1, 0, 1, 1, 1, 1},
        {"path:n=100", 100, 99, 5050, 100, 1, 1},
        {"path:n=1", 1, 0, 1, 1, 1, 1},
        {"star:n=50", 50, 49, 99, 2, 1, 49},
        {"caterpillar:spine=20,legs=3", 80, 79, 900, 21, 1, 60},
        {"caterpillar:spine=4,legs=0", 4, 3, 10, 4, 1, 1},
        {"lattice:k=0", 1, 0, 1, 1, 1, 1},
        {"lattice:k=8", 256, 1024, 6561, 256, 1, 1},
        {"subsets:m=20,k=2", 210, 380, 380, 2, 20, 190},
        {"subsets:m=6,k=6", 7, 6, 6, 6, 6, 1},
        {"subsets:m=12,k=5", 804, 3960, 3960, 5, 12, 792},
        {"dag:n=40,parents=100", 40, 780, 820, 40, 1, 1},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        hr_hierarchy h;
        hr_ancestors a;
        hr_shape shape;
        open_(&h, known[i].what);
        OK(hr_ancestors_build(&a, &h));
        OK(hr_shape_of(&shape, &h));
        CHECK(h.nodes == known[i].nodes && h.edges == known[i].edges, "%s: %u nodes, %d edges", known[i].what,
              h.nodes, (int)h.edges);
        CHECK(a.pairs == known[i].pairs && a.s == known[i].s, "%s: %d pairs, s %u", known[i].what,
              (int)a.pairs, a.s);
        CHECK(shape.roots == known[i].roots && shape.leaves == known[i].leaves, "%s: %u roots, %u leaves",
              known[i].what, shape.roots, shape.leaves);
        hr_ancestors_clear(&a);
        hr_hierarchy_clear(&h);
    }
}

/* shape, and the numbering that parents have smaller numbers than their children */
static void check_random(const char *what, uint32_t nodes, uint64_t edges, uint32_t roots,
                         uint32_t most_parents) {
    hr_hierarchy h;
    hr_shape shape;
    open_(&h, what);
    OK(hr_shape_of(&shape, &h));
    CHECK(h.nodes == nodes && h.edges == edges, "%s: %u nodes, %d edges", what, h.nodes, (int)h.edges);
    CHECK(shape.roots == roots && shape.most_parents == most_parents, "%s: %u roots, at most %u parents",
          what, shape.roots, shape.most_parents);
    for (uint32_t v = 0; v < h.nodes; v++)
        for (uint64_t i = h.parent_start[v]; i < h.parent_start[v + 1]; i++)
            CHECK(h.parent[i] < v, "%s: %u above %u", what, h.parent[i], v);
    hr_hierarchy_clear(&h);
}

/* dag with extra=X: about that share of the nodes has one parent more, and without it nothing changes. */
static void test_extra(void) {
    static const struct {
        const char *what;
        uint32_t least, most; /* nodes with two parents: mean 100, 5 standard deviations */
    } known[] = {
        {"dag:n=10000,parents=1,extra=0.01", 50, 150},
        {"dag:n=10000,parents=1,extra=0.01,seed=9", 50, 150},
        {"dag:n=10000,parents=1,extra=0", 0, 0},
        {"dag:n=10000,parents=1,extra=1", 9998, 9998}, /* node 1 has one candidate */
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        hr_hierarchy h;
        hr_shape shape;
        open_(&h, known[i].what);
        OK(hr_shape_of(&shape, &h));
        CHECK(shape.multi_parent >= known[i].least && shape.multi_parent <= known[i].most, "%s: %u",
              known[i].what, shape.multi_parent);
        CHECK(h.edges == 9999 + (uint64_t)shape.multi_parent && shape.roots == 1, "%s: %d edges",
              known[i].what, (int)h.edges);
        hr_hierarchy_clear(&h);
    }
    hr_hierarchy with, without;
    open_(&with, "dag:n=1000,parents=3,extra=0,seed=7");
    open_(&without, "dag:n=1000,parents=3,seed=7");
    CHECK(fingerprint(&with) == fingerprint(&without), "extra=0 changes the DAG");
    hr_hierarchy_clear(&with);
    hr_hierarchy_clear(&without);
}

static void test_random_sizes(void) {
    check_random("random-tree:n=1000,seed=1", 1000, 999, 1, 1);
    check_random("galton-watson:n=1000,seed=1", 1000, 999, 1, 1);
    check_random("galton-watson:n=1000,offspring=geometric", 1000, 999, 1, 1);
    check_random("galton-watson:n=1", 1, 0, 1, 0);
    check_random("dag:n=1000,parents=3,seed=7", 1000, 3 * 1000 - 6, 1, 3); /* P n - P (P + 1) / 2 */
    check_random("layered:layers=6,width=50,parents=4", 300, 5 * 50 * 4, 50, 4);
    check_random("layered:layers=3,width=4,parents=9", 12, 2 * 16, 4, 4);
    check_random("k-tree:t=3,n=1000", 1000, 3 * 1000 - 6, 1, 3); /* t n - t (t + 1) / 2 */
    check_random("k-tree:t=5,n=6", 6, 15, 1, 5);
}

static void test_layers(void) {
    hr_hierarchy h;
    open_(&h, "layered:layers=6,width=50,parents=4,seed=5");
    for (uint32_t v = 0; v < h.nodes; v++) {
        CHECK(h.parent_start[v + 1] - h.parent_start[v] == (v < 50 ? 0 : 4), "node %u", v);
        for (uint64_t i = h.parent_start[v]; i < h.parent_start[v + 1]; i++)
            CHECK(h.parent[i] / 50 + 1 == v / 50, "%u above %u", h.parent[i], v);
    }
    hr_hierarchy_clear(&h);
}

/* keep: the same k-tree with fewer edges */
static void test_partial_k_tree(void) {
    hr_hierarchy whole, part, all;
    open_(&whole, "k-tree:t=4,n=2000,seed=9");
    open_(&part, "k-tree:t=4,n=2000,seed=9,keep=70");
    open_(&all, "k-tree:t=4,n=2000,seed=9,keep=100");
    CHECK(fingerprint(&whole) == fingerprint(&all), "keep=100 changes the edges");
    double share = (double)part.edges / (double)whole.edges;
    CHECK(share > 0.67 && share < 0.73, "%g of the edges are there", share);
    for (uint32_t v = 0; v < part.nodes; v++)
        for (uint64_t i = part.parent_start[v]; i < part.parent_start[v + 1]; i++) {
            bool there = false;
            for (uint64_t j = whole.parent_start[v]; j < whole.parent_start[v + 1]; j++)
                there |= whole.parent[j] == part.parent[i];
            CHECK(there, "%u above %u", part.parent[i], v);
        }
    hr_hierarchy_clear(&whole);
    hr_hierarchy_clear(&part);
    hr_hierarchy_clear(&all);
}

/* every later node is joined to a clique */
static void test_k_tree_cliques(void) {
    hr_hierarchy h;
    open_(&h, "k-tree:t=4,n=300,seed=9");
    for (uint32_t v = 1; v < h.nodes; v++) {
        const uint32_t *parent, *above;
        uint32_t parents = hr_parents(&h, v, &parent);
        CHECK(parents == (v < 4 ? v : 4), "node %u has %u parents", v, parents);
        for (uint32_t i = 0; i < parents; i++)
            for (uint32_t j = 0; j < i; j++) { /* parent[j] < parent[i] */
                bool joined = false;
                uint32_t count = hr_parents(&h, parent[i], &above);
                for (uint32_t k = 0; k < count; k++)
                    joined |= above[k] == parent[j];
                CHECK(joined, "node %u: %u and %u are not joined", v, parent[j], parent[i]);
            }
    }
    hr_hierarchy_clear(&h);
}

static void test_lattice(void) {
    hr_hierarchy h;
    hr_ancestors a;
    open_(&h, "lattice:k=6");
    OK(hr_ancestors_build(&a, &h));
    for (uint32_t q = 0; q < 64; q++)
        for (uint32_t x = 0; x < 64; x++)
            CHECK(hr_is_ancestor(&a, q, x) == ((x & ~q) == 0), "%u of %u", x, q);
    for (uint32_t q = 0; q < 64; q++)
        for (uint64_t i = a.start[q]; i < a.start[q + 1]; i++)
            CHECK(a.distance[i] == __builtin_popcount(q & ~a.document[i]), "%u of %u", a.document[i], q);
    hr_ancestors_clear(&a);
    hr_hierarchy_clear(&h);
}

/* the queries are all the sets of k documents, once each, in lexicographic order */
static void test_subsets(void) {
    hr_hierarchy h;
    hr_ancestors a;
    open_(&h, "subsets:m=9,k=4");
    OK(hr_ancestors_build(&a, &h));
    CHECK(a.queries == 126 && a.documents == 9, "%u x %u", a.queries, a.documents);
    for (uint32_t q = 0; q < a.queries; q++) {
        CHECK(a.start[q + 1] - a.start[q] == 4, "query %u", q);
        const uint32_t *set = a.document + a.start[q];
        int order = 0;
        for (int i = 0; q && i < 4 && !order; i++)
            order = (set[i] > set[i - 4]) - (set[i] < set[i - 4]);
        CHECK(q == 0 || order == 1, "query %u comes too early", q);
    }
    CHECK(a.max_distance == 1 && a.by_distance[0] == 0, "%u", a.max_distance);
    hr_ancestors_clear(&a);
    hr_hierarchy_clear(&h);
}

static void test_seeds(void) {
    static const struct {
        const char *what;
        uint64_t fingerprint;
    } known[] = {
        {"random-tree:n=1000,seed=1", 0x61443638ae7d01e1},
        {"galton-watson:n=1000,seed=1", 0x58ca07611e963feb},
        {"galton-watson:n=1000,offspring=geometric,seed=1", 0x2edfbbace936a99d},
        {"dag:n=1000,parents=2,seed=1", 0xbd06ff5acb9d6b80},
        {"layered:layers=10,width=100,parents=2,seed=1", 0x335cf46723ee5331},
        {"k-tree:t=3,n=1000,seed=1", 0x8e1cd708fc6fb600},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        hr_hierarchy first, again, other;
        char spec[128];
        snprintf(spec, sizeof spec, "%.*s2", (int)strlen(known[i].what) - 1, known[i].what);
        open_(&first, known[i].what);
        open_(&again, known[i].what);
        open_(&other, spec);
        CHECK(fingerprint(&first) == known[i].fingerprint, "%s: 0x%016llx", known[i].what,
              (unsigned long long)fingerprint(&first));
        CHECK(fingerprint(&first) == fingerprint(&again), "%s: two results", known[i].what);
        CHECK(fingerprint(&first) != fingerprint(&other), "%s: same as %s", known[i].what, spec);
        hr_hierarchy_clear(&first);
        hr_hierarchy_clear(&again);
        hr_hierarchy_clear(&other);
    }
}

/* share of 4000 seeds whose tree of three nodes is a path */
static double share_of_paths(const char *what) {
    uint32_t paths = 0;
    for (int seed = 0; seed < 4000; seed++) {
        char spec[96];
        snprintf(spec, sizeof spec, "%s,seed=%d", what, seed);
        hr_hierarchy h;
        open_(&h, spec);
        paths += h.parent[1] == 1;
        hr_hierarchy_clear(&h);
    }
    return paths / 4000.0;
}

/* The models, where they can be counted by hand.  A tree of three nodes is a path or a star: 1 : 1 for the
 * uniform recursive tree; Poisson gives p1 p1 p0 : p2 p0 p0 = 2 : 1, geometric 1 : 1.  0.04 is five standard
 * deviations. */
static void test_models(void) {
    double share = share_of_paths("random-tree:n=3");
    CHECK(share > 0.46 && share < 0.54, "recursive tree: %g", share);
    share = share_of_paths("galton-watson:n=3");
    CHECK(share > 2 / 3.0 - 0.04 && share < 2 / 3.0 + 0.04, "Poisson: %g", share);
    share = share_of_paths("galton-watson:n=3,offspring=geometric");
    CHECK(share > 0.46 && share < 0.54, "geometric: %g", share);
}

/* Floyd's algorithm: every set equally likely.  6000 draws, six sets: 1000 each, 29 standard deviation */
static void test_pick(void) {
    gsl_rng *rng = hr_rng_new(8, HR_STREAM_TEST, 0);
    uint32_t stamp[4] = {0}, count[16] = {0};
    for (uint32_t mark = 1; mark <= 6000; mark++) {
        uint32_t picked[2];
        hr_pick(picked, 2, 4, rng, stamp, mark);
        CHECK(picked[0] < 4 && picked[1] < 4 && picked[0] != picked[1], "%u %u", picked[0], picked[1]);
        count[(1U << picked[0] | 1U << picked[1]) & 15]++;
    }
    for (uint32_t set = 0; set < 16; set++)
        if (__builtin_popcount(set) == 2)
            CHECK(count[set] > 850 && count[set] < 1150, "set %u: %u", set, count[set]);
    gsl_rng_free(rng);
}

static void fails(const char *what, const char *part) {
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    FAILS(hr_hierarchy_open(&h, what), part);
    CHECK(h.nodes == 0 && !h.parent, "%s: something is left", what);
    hr_hierarchy_clear(&h);
}

static void test_errors(void) {
    fails("tree:width=1000,height=10", "too many");
    fails("tree:width=2,height=67000000", "too many");
    fails("tree:width=5",
          "height is missing; give tree:width=W,height=H, for instance tree:width=5,height=4");
    fails("tree:width=0,height=3", "from 1 to");
    fails("tree:width=-1,height=3", "from 1 to");
    fails("tree:width=2,heigth=3", "did you mean 'height'");
    fails("path:n=0", "from 1 to");
    fails("path:", "n is missing");
    fails("star:n=99999999999999999999", "from 1 to");
    fails("caterpillar:spine=60000000,legs=60000000", "too many");
    fails("random-tree:n=10,seed=x", "whole number");
    fails("galton-watson:n=10,offspring=uniform", "poisson or geometric");
    fails("dag:n=60000000,parents=50", "too many");
    fails("dag:n=60000000,parents=60000000", "too many");
    fails("dag:n=10,parents=1,extra=2", "dag: extra=2: must be a number from 0 to 1");
    fails("dag:n=10,parents=1,extra=", "dag: extra=: must be a number from 0 to 1");
    fails("layered:layers=60000000,width=60000000,parents=1", "too many");
    fails("layered:layers=2,width=60000,parents=60000", "too many");
    fails("lattice:k=25", "from 0 to 24");
    fails("subsets:m=3,k=4", "only m=3");
    fails("subsets:m=1000,k=32", "too many");
    fails("k-tree:t=3,n=3", "more than 3 nodes");
    fails("k-tree:t=3,n=9,keep=0", "keep");
    fails("k-tree:t=3,n=9,keep=101", "keep");
    fails("k-tree:t=1024,n=1000000", "too many");
}

/* what the help shows works */
static void test_examples(void) {
    int count = 0;
    for (const hr_source *const *s = hr_sources; *s; s++) {
        if ((*s)->kind != HR_SOURCE_GENERATOR)
            continue;
        hr_hierarchy h;
        open_(&h, (*s)->example);
        CHECK(h.nodes > 1 && !strcmp(h.source, (*s)->example), "%s", (*s)->example);
        hr_hierarchy_clear(&h);
        count++;
    }
    CHECK(count >= 11, "%d generators", count);
}

int main(void) {
    RUN(test_sizes_by_formula);
    RUN(test_random_sizes);
    RUN(test_extra);
    RUN(test_layers);
    RUN(test_k_tree_cliques);
    RUN(test_partial_k_tree);
    RUN(test_lattice);
    RUN(test_subsets);
    RUN(test_seeds);
    RUN(test_models);
    RUN(test_pick);
    RUN(test_errors);
    RUN(test_examples);
    return hr_test_end();
}
