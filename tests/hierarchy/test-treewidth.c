#include "hierarchy/core.h"
#include "hierarchy/elimination.h"
#include "hierarchy/treewidth.h"
#include "small-dag.h"

/* The width by its definition: eliminate one vertex after the other and join its neighbours. */
static uint32_t naive_width(const hr_hierarchy *h, const SuiteSparse_long *order) {
    static bool joined[SMALL_MOST][SMALL_MOST];
    bool gone[SMALL_MOST] = {false};
    uint32_t n = h->nodes, width = 0;
    memset(joined, 0, sizeof joined);
    for (uint32_t v = 0; v < n; v++)
        for (uint64_t i = h->parent_start[v]; i < h->parent_start[v + 1]; i++)
            joined[v][h->parent[i]] = joined[h->parent[i]][v] = true;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t v = (uint32_t)order[k], near[SMALL_MOST], count = 0;
        gone[v] = true;
        for (uint32_t u = 0; u < n; u++)
            if (joined[v][u] && !gone[u])
                near[count++] = u;
        for (uint32_t i = 0; i < count; i++)
            for (uint32_t j = 0; j < count; j++)
                joined[near[i]][near[j]] = i != j;
        if (count > width)
            width = count;
    }
    return width;
}

static void to_undirected(hr_undirected *g, SuiteSparse_long *start, SuiteSparse_long *row,
                          const hr_hierarchy *h) {
    *g = (hr_undirected){h->nodes, start, row};
    SuiteSparse_long next = 0;
    for (uint32_t v = 0; v < h->nodes; v++) {
        start[v] = next;
        for (uint32_t u = 0; u < h->nodes; u++) {
            bool edge = false;
            for (uint64_t i = h->parent_start[v]; i < h->parent_start[v + 1]; i++)
                edge |= h->parent[i] == u;
            for (uint64_t i = h->child_start[v]; i < h->child_start[v + 1]; i++)
                edge |= h->child[i] == u;
            if (edge)
                row[next++] = u;
        }
    }
    start[h->nodes] = next;
}

/* any graph in any order: the counts without the factor against the elimination itself */
static void test_width_of_an_order(void) {
    gsl_rng *rng = hr_rng_new(5, HR_STREAM_TEST, 0);
    static SuiteSparse_long start[61], row[3600], order[60];
    for (uint32_t trial = 0; trial < 2000; trial++) {
        uint32_t n = 1 + (uint32_t)gsl_rng_uniform_int(rng, 60), width;
        hr_hierarchy h;
        hr_undirected graph;
        small_dag(&h, rng, n, (double)(trial % 8) / (double)n, false);
        to_undirected(&graph, start, row, &h);
        for (uint32_t i = 0; i < n; i++)
            order[i] = i;
        gsl_ran_shuffle(rng, order, n, sizeof *order);
        OK(hr_elimination_width(&width, &graph, order));
        CHECK(width == naive_width(&h, order), "trial %u: %u nodes, %d edges: %u, not %u", trial, n,
              (int)h.edges, width, naive_width(&h, order));
        hr_hierarchy_clear(&h);
    }
    gsl_rng_free(rng);
}

/* How many vertices outside `set` and other than v are joined to v directly or through `set`. */
static uint32_t reach(const uint32_t *near, uint32_t set, uint32_t v) {
    uint32_t seen = 1U << v, edge = 1U << v;
    while (edge) {
        uint32_t next = 0;
        for (uint32_t u = 0; u < 32; u++)
            if (edge >> u & 1)
                next |= near[u];
        next &= ~seen;
        seen |= next;
        edge = next & set;
    }
    return (uint32_t)__builtin_popcount(seen & ~set & ~(1U << v));
}

/* The treewidth itself, over all orders by dynamic programming: T(S) = min over v in S of
 * max(T(S - v), reach(S - v, v)) (Bodlaender, Fomin, Koster, Kratsch and Thilikos, ACM TALG 9, 2012). */
static uint32_t treewidth(const hr_hierarchy *h) {
    static uint8_t least[1 << 11];
    uint32_t near[32] = {0};
    for (uint32_t v = 0; v < h->nodes; v++)
        for (uint64_t i = h->parent_start[v]; i < h->parent_start[v + 1]; i++) {
            near[v] |= 1U << h->parent[i];
            near[h->parent[i]] |= 1U << v;
        }
    least[0] = 0;
    for (uint32_t set = 1; set < 1U << h->nodes; set++) {
        least[set] = UINT8_MAX;
        for (uint32_t v = 0; v < h->nodes; v++) {
            if (!(set >> v & 1))
                continue;
            uint32_t rest = set & ~(1U << v), width = reach(near, rest, v);
            if (least[rest] > width)
                width = least[rest];
            if (width < least[set])
                least[set] = (uint8_t)width;
        }
    }
    return least[(1U << h->nodes) - 1];
}

/* never below the treewidth, and on graphs this small hardly ever above */
static void test_bound_against_treewidth(void) {
    gsl_rng *rng = hr_rng_new(6, HR_STREAM_TEST, 0);
    uint32_t above = 0;
    for (uint32_t trial = 0; trial < 300; trial++) {
        hr_hierarchy h;
        uint32_t n = 1 + (uint32_t)gsl_rng_uniform_int(rng, 11);
        uint32_t width;
        small_dag(&h, rng, n, (double)(trial % 6) / (double)n, false);
        uint32_t exact = treewidth(&h);
        OK(hr_treewidth_bound(&h, &width));
        CHECK(width >= exact, "trial %u: bound %u, treewidth %u", trial, width, exact);
        above += width > exact;
        hr_hierarchy_clear(&h);
    }
    printf("     above the treewidth on %u of 300\n", above);
    CHECK(above <= 15, "%u", above);
    gsl_rng_free(rng);
}

static void test_known(void) {
    static const struct {
        const char *what;
        uint32_t width;
    } known[] = {
        {"star:n=1", 0},
        {"tree:width=1,height=1", 0},
        {"path:n=2", 1},
        {"tree:width=3,height=6", 1},
        {"path:n=100000", 1},
        {"lattice:k=2", 2},          /* a cycle of four */
        {"lattice:k=3", 3},          /* the cube */
        {"dag:n=30,parents=30", 29}, /* a complete graph */
        {"subsets:m=3,k=2", 2},      /* a cycle of six */
        {"k-tree:t=1,n=500", 1},
        {"k-tree:t=2,n=500", 2},
        {"k-tree:t=3,n=1000,seed=2", 3},
        {"k-tree:t=7,n=3000,seed=3", 7},
        {"k-tree:t=25,n=26", 25},
        {"k-tree:t=40,n=2000,seed=4", 40},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        hr_hierarchy h;
        hr_treewidth bound;
        hr_hierarchy_init(&h);
        OK(hr_hierarchy_open(&h, known[i].what));
        OK(hr_treewidth_within(&bound, &h, UINT64_MAX));
        CHECK(bound.bounded && bound.width == known[i].width, "%s: %u", known[i].what, bound.width);
        OK(hr_treewidth_within(&bound, &h, 2)); /* trees have no edges on cycles */
        CHECK(bound.bounded == (known[i].width < 2), "%s: tried", known[i].what);
        hr_hierarchy_clear(&h);
    }
}

/* The core by its definition: no node has less than two neighbours in it, and taking others in spoils that.
 */
static void test_core(void) {
    gsl_rng *rng = hr_rng_new(7, HR_STREAM_TEST, 0);
    for (uint32_t trial = 0; trial < 500; trial++) {
        hr_hierarchy h;
        hr_core core;
        bool in[40];
        uint32_t n = 1 + (uint32_t)gsl_rng_uniform_int(rng, 40), nodes = 0;
        uint64_t edges = 0;
        small_dag(&h, rng, n, (double)(trial % 4) / (double)n, trial % 2);
        for (uint32_t v = 0; v < n; v++)
            in[v] = true;
        for (bool again = true; again;) {
            again = false;
            nodes = 0;
            edges = 0;
            for (uint32_t v = 0; v < n; v++) {
                uint32_t near = 0;
                for (uint64_t i = h.parent_start[v]; i < h.parent_start[v + 1]; i++)
                    near += in[h.parent[i]];
                edges += in[v] ? near : 0;
                for (uint64_t i = h.child_start[v]; i < h.child_start[v + 1]; i++)
                    near += in[h.child[i]];
                nodes += in[v];
                again = again || (in[v] && near < 2);
                in[v] = in[v] && near >= 2;
            }
        }
        OK(hr_core_find(&core, &h));
        CHECK(core.nodes == nodes && core.edges == edges, "trial %u: %u nodes, %d edges", trial, core.nodes,
              (int)core.edges);
        for (uint32_t v = 0, place = 0; v < n; v++)
            CHECK(core.place[v] == (in[v] ? place++ : HR_NONE), "trial %u: node %u", trial, v);
        hr_core_clear(&core);
        hr_hierarchy_clear(&h);
    }
    gsl_rng_free(rng);
}

int main(void) {
    RUN(test_core);
    RUN(test_width_of_an_order);
    RUN(test_bound_against_treewidth);
    RUN(test_known);
    return hr_test_end();
}
