/* The transitive reduction, and what separators.h says of the parts, on random DAGs of all densities. */
#include "hierarchy/reduce.h"
#include "hierarchy/separators.h"
#include "hierarchy/source.h"
#include "hierarchy/walk.h"
#include "small-dag.h"

enum { MOST = 60 };

static bool edge(const hr_hierarchy *h, uint32_t v, uint32_t p) {
    for (uint64_t i = h->parent_start[v]; i < h->parent_start[v + 1]; i++)
        if (h->parent[i] == p)
            return true;
    return false;
}

/* The same ancestors, and every edge is the only way to its parent. */
static void check_reduction(const hr_hierarchy *reduced, const hr_hierarchy *h, uint32_t trial) {
    static int full[MOST * MOST], less[MOST * MOST];
    uint32_t n = h->nodes;
    small_distances(full, h);
    small_distances(less, reduced);
    for (uint32_t v = 0; v < n; v++)
        for (uint32_t x = 0; x < n; x++) {
            CHECK((full[v * n + x] < FAR) == (less[v * n + x] < FAR), "trial %u: %u and %u", trial, v, x);
            bool between = false;
            for (uint32_t w = 0; w < n; w++)
                between |= w != v && w != x && full[v * n + w] < FAR && full[w * n + x] < FAR;
            CHECK(edge(reduced, v, x) == (v != x && full[v * n + x] < FAR && !between),
                  "trial %u: edge %u %u", trial, v, x);
        }
}

/* Whether part `below` is `part` or below it. */
static bool at_or_below(const hr_separators *s, uint32_t below, uint32_t part) {
    while (below != HR_NONE && below != part)
        below = s->above[below];
    return below == part;
}

static void check_part(const hr_separators *s, const hr_hierarchy *h, const int *distance, uint32_t p,
                       uint32_t trial) {
    uint32_t n = h->nodes, most = 0, members = s->start[p + 1] - s->start[p];
    for (uint32_t q = 0; q < s->parts; q++) {
        CHECK((q >= p && q <= s->last[p]) == at_or_below(s, q, p), "trial %u: part %u of %u", trial, q, p);
        if (s->above[q] == p && s->height[q] > most)
            most = s->height[q];
    }
    CHECK(s->height[p] == most + (s->kind[p] == HR_PART_SEPARATOR ? members : 0), "trial %u", trial);
    for (uint32_t i = s->start[p]; i < s->start[p + 1]; i++) {
        uint32_t v = s->member[i], own = 0;
        CHECK(s->part[v] == p, "trial %u: node %u of part %u", trial, v, p);
        for (uint64_t j = h->parent_start[v]; j < h->parent_start[v + 1]; j++)
            own += s->part[h->parent[j]] == p;
        CHECK(s->kind[p] != HR_PART_FOREST || (own <= 1 && s->last[p] == p), "trial %u: part %u", trial, p);
        for (uint32_t u = 0; s->kind[p] == HR_PART_ROOTS && u < n; u++) {
            bool later = s->part[u] != HR_NONE && at_or_below(s, s->part[u], p);
            for (uint32_t k = s->start[p]; k < i; k++)
                later &= s->member[k] != u;
            CHECK(!later || distance[u * n + v] < FAR, "trial %u: %u is not below root %u", trial, u, v);
        }
    }
}

static void check_parts(const hr_hierarchy *h, uint32_t trial) {
    static int distance[MOST * MOST];
    hr_separators s;
    OK(hr_separators_build(&s, h));
    small_distances(distance, h);
    uint32_t in = 0, slots = 0;
    for (uint32_t p = 0; p < s.parts; p++) {
        check_part(&s, h, distance, p, trial);
        slots = s.height[p] > slots ? s.height[p] : slots;
    }
    CHECK(slots == s.slots, "trial %u: %u slots", trial, slots);
    for (uint32_t v = 0; v < h->nodes; v++) {
        in += s.part[v] != HR_NONE;
        for (uint64_t i = h->parent_start[v]; i < h->parent_start[v + 1]; i++) {
            uint32_t a = s.part[v], b = s.part[h->parent[i]];
            if (a == HR_NONE) /* it hangs */
                CHECK(h->parent_start[v + 1] - h->parent_start[v] == 1, "trial %u: node %u", trial, v);
            else /* components have no edges between them */
                CHECK(b != HR_NONE && (at_or_below(&s, a, b) || at_or_below(&s, b, a)),
                      "trial %u: edge %u %u", trial, v, h->parent[i]);
        }
    }
    CHECK(in == s.start[s.parts], "trial %u: %u nodes in parts of %u members", trial, in, s.start[s.parts]);
    CHECK(!hr_is_forest(h) || (!s.slots && s.parts == 1), "trial %u: a forest in %u slots", trial, s.slots);
    hr_separators_clear(&s);
}

static void test_random(void) {
    gsl_rng *rng = hr_rng_new(23, HR_STREAM_TEST, 0);
    for (uint32_t trial = 0; trial < 400; trial++) {
        hr_hierarchy h, reduced;
        uint32_t n = 1 + (uint32_t)gsl_rng_uniform_int(rng, MOST);
        small_dag(&h, rng, n, (double)(trial % 9) / 1.5 / n, false);
        OK(hr_hierarchy_reduce(&reduced, &h));
        check_reduction(&reduced, &h, trial);
        check_parts(&h, trial);
        check_parts(&reduced, trial);
        hr_hierarchy_clear(&h);
        hr_hierarchy_clear(&reduced);
    }
    gsl_rng_free(rng);
}

static uint32_t slots_of(const char *name, uint32_t *levels) {
    hr_hierarchy h, reduced;
    hr_separators s;
    hr_hierarchy_init(&h);
    OK(hr_hierarchy_open(&h, name));
    OK(hr_hierarchy_reduce(&reduced, &h));
    OK(hr_separators_build(&s, &reduced));
    uint32_t slots = s.slots;
    *levels = s.levels;
    hr_separators_clear(&s);
    hr_hierarchy_clear(&h);
    hr_hierarchy_clear(&reduced);
    return slots;
}

/* A k-tree's parents are a clique: its order is a tree's.  A crown needs all but one node of a side. */
static void test_known(void) {
    uint32_t levels;
    CHECK(slots_of("tree:width=3,height=6", &levels) == 0 && !levels, "a tree");
    CHECK(slots_of("path:n=100000", &levels) == 0 && !levels, "a path");
    CHECK(slots_of("k-tree:t=4,n=3000", &levels) == 0 && !levels, "a k-tree");
    uint32_t slots = slots_of("subsets:m=6,k=2", &levels);
    CHECK(slots >= 4 && slots <= 6, "pairs of 6: %u slots", slots);
    slots = slots_of("lattice:k=3", &levels);
    CHECK(slots >= 1 && slots <= 3, "the cube: %u slots", slots);
}

/* A long path on which every node carries a diamond: its top goes, and the next, and so on; not for ever. */
static void test_long_path(void) {
    enum { STEPS = 3000 };
    hr_hierarchy h;
    hr_builder *builder = hr_builder_new(HR_BUILD_NUMBERED, "a path of diamonds");
    OK(hr_builder_numbered(builder, 4 * STEPS));
    for (uint32_t i = 0; i < STEPS; i++) {
        if (i)
            OK(hr_builder_edge(builder, 4 * i, 4 * i - 4, 0));
        OK(hr_builder_edge(builder, 4 * i + 1, 4 * i, 0));
        OK(hr_builder_edge(builder, 4 * i + 2, 4 * i, 0));
        OK(hr_builder_edge(builder, 4 * i + 3, 4 * i + 1, 0));
        OK(hr_builder_edge(builder, 4 * i + 3, 4 * i + 2, 0));
    }
    hr_hierarchy_init(&h);
    OK(hr_builder_finish(builder, &h));
    hr_builder_free(builder);
    hr_separators s;
    OK(hr_separators_build(&s, &h));
    CHECK(s.slots >= 1 && s.slots <= 13, "%u slots",
          s.slots); /* 1 for a diamond, log2 of 3000 for the path */
    hr_separators_clear(&s);
    hr_hierarchy_clear(&h);
}

int main(void) {
    RUN(test_random);
    RUN(test_known);
    RUN(test_long_path);
    return hr_test_end();
}
