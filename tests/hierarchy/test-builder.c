#include "base/progress.h"
#include "hierarchy/builder.h"
#include "test.h"

static hr_builder *named(const char *const *edges) {
    hr_builder *b = hr_builder_new(HR_BUILD_NAMED, "t");
    for (uint64_t line = 1; edges[0]; edges += 2, line++) {
        uint32_t child, parent;
        OK(hr_builder_node(b, edges[0], strlen(edges[0]), line, &child));
        OK(hr_builder_node(b, edges[1], strlen(edges[1]), line, &parent));
        OK(hr_builder_edge(b, child, parent, line));
    }
    return b;
}

static void test_small(void) {
    /* a diamond with its numbers the wrong way round: d under b and c, both under a */
    static const char *const edges[] = {"d", "c", "d", "b", "c", "a", "b", "a", NULL};
    hr_builder *b = named(edges);
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    OK(hr_builder_finish(b, &h));
    CHECK(h.nodes == 4 && h.edges == 4 && h.queries == 4 && h.documents == 4, "%u nodes", h.nodes);
    const uint32_t *list;
    CHECK(hr_parents(&h, 0, &list) == 2 && list[0] == 1 && list[1] == 2, "parents of d");
    CHECK(hr_children(&h, 3, &list) == 2 && list[0] == 1 && list[1] == 2, "children of a");
    static const uint32_t order[] = {3, 1, 2, 0};
    CHECK(!memcmp(h.topological, order, sizeof order), "order %u %u %u %u", h.topological[0],
          h.topological[1], h.topological[2], h.topological[3]);
    char room[16];
    CHECK(!strcmp(hr_node_name(&h, 2, room), "b"), "%s", hr_node_name(&h, 2, room));
    hr_hierarchy_clear(&h);
    hr_hierarchy_clear(&h);
    hr_builder_free(b);
}

static void refuses(const char *const *edges, const char *part) {
    hr_builder *b = named(edges);
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    FAILS(hr_builder_finish(b, &h), part);
    CHECK(!h.parent_start && !h.nodes, "something was left behind");
    FAILS(hr_builder_finish(b, &h), "t: no nodes"); /* the builder is empty afterwards */
    hr_builder_free(b);
}

static void test_refusals(void) {
    static const char *const cycle[] = {"x", "y", "x", "c", "c", "a", "a", "b", "b", "c", NULL};
    refuses(cycle, "t: line 3: cycle: c -> a -> b -> c; remove one of these edges");
    static const char *const two[] = {"a", "b", "b", "a", NULL};
    refuses(two, "t: line 1: cycle: a -> b -> a; remove");
    static const char *const loop[] = {"a", "b", "b", "b", NULL};
    refuses(loop, "t: line 2: self loop: 'b' is its own parent; remove");
    static const char *const twice[] = {"a", "b", "c", "b", "a", "b", NULL};
    refuses(twice, "t: line 3: duplicate edge 'a' -> 'b', first in line 1; remove");
    static const char *const nothing[] = {NULL};
    refuses(nothing, "t: no nodes");
}

static void test_long_cycle_stays_readable(void) {
    hr_builder *b = hr_builder_new(HR_BUILD_NUMBERED, "ring");
    enum { N = 5000 };
    OK(hr_builder_numbered(b, N));
    for (uint32_t v = 0; v < N; v++)
        if (hr_builder_edge(b, v, (v + 1) % N, 0) != HR_OK)
            CHECK(0, "%s", hr_error());
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    FAILS(hr_builder_finish(b, &h), "ring: cycle: 0 -> 1 -> 2 ->");
    CHECK(strstr(hr_error(), "(4984 more) -> 0;"), "%s", hr_error());
    hr_builder_free(b);
}

static void test_declarations(void) {
    static const char *const edges[] = {"a", "b", "a", "c", NULL};
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    hr_builder *b = named(edges);
    OK(hr_builder_declare(b, 0, 1));
    OK(hr_builder_declare(b, 1, 7));
    FAILS(hr_builder_declare(b, 1, 9), "t: line 9: node 'b' is defined twice, first in line 7");
    FAILS(hr_builder_finish(b, &h), "t: line 2: dangling parent 'c'");
    hr_builder_free(b);
    uint32_t node;
    b = hr_builder_new(HR_BUILD_NAMED, "t");
    FAILS(hr_builder_node(b, "", 0, 3, &node), "t: line 3: a node without a name");
    FAILS(hr_builder_node(b, "a\0b", 3, 3, &node), "NUL");
    hr_builder_free(b);
}

static void test_roles(void) {
    static const char *const edges[] = {"a", "b", "a", "c", NULL};
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    hr_builder *b = named(edges);
    OK(hr_builder_query(b, 0));
    OK(hr_builder_document(b, 2));
    OK(hr_builder_document(b, 1));
    OK(hr_builder_finish(b, &h));
    CHECK(h.queries == 1 && h.query && h.query[0] == 0, "queries");
    CHECK(h.documents == 2 && h.document && h.document[0] == 1 && h.document[1] == 2, "documents");
    hr_hierarchy_clear(&h);
    hr_builder_free(b);
    b = named(edges);
    OK(hr_builder_query(b, 2));
    OK(hr_builder_query(b, 2));
    FAILS(hr_builder_finish(b, &h), "'c' is listed twice among the queries");
    hr_builder_free(b);
}

/* The definition, literally, on random DAGs: parents first, the smallest ready number next. */
static void test_topological_by_definition(void) {
    uint64_t state = 1;
    for (int trial = 0; trial < 300; trial++) {
        enum { N = 14 };
        uint32_t rank[N];
        bool edge[N][N] = {{false}};
        hr_builder *b = hr_builder_new(HR_BUILD_NUMBERED, "random");
        OK(hr_builder_numbered(b, N));
        for (uint32_t v = 0; v < N; v++) {
            state = state * 6364136223846793005 + 1442695040888963407;
            uint32_t other = (uint32_t)(state >> 33) % (v + 1);
            rank[v] = rank[other];
            rank[other] = v;
        }
        for (uint32_t v = 0; v < N; v++)
            for (uint32_t p = 0; p < N; p++) {
                state = state * 6364136223846793005 + 1442695040888963407;
                edge[v][p] = rank[p] < rank[v] && (state >> 33) % 4 == 0;
                if (edge[v][p])
                    OK(hr_builder_edge(b, v, p, 0));
            }
        hr_hierarchy h;
        hr_hierarchy_init(&h);
        OK(hr_builder_finish(b, &h));
        bool done[N] = {false};
        for (uint32_t i = 0; i < N; i++) {
            uint32_t want = N;
            for (uint32_t v = 0; v < N && want == N; v++) {
                bool ready = !done[v];
                for (uint32_t p = 0; p < N; p++)
                    ready = ready && (!edge[v][p] || done[p]);
                if (ready)
                    want = v;
            }
            CHECK(h.topological[i] == want, "trial %d place %u: %u, wanted %u", trial, i, h.topological[i],
                  want);
            done[want] = true;
            const uint32_t *list;
            uint32_t count = hr_parents(&h, i, &list), k = 0;
            for (uint32_t p = 0; p < N; p++)
                if (edge[i][p])
                    CHECK(k < count && list[k++] == p, "trial %d parents of %u", trial, i);
            CHECK(k == count, "trial %d: %u parents of %u", trial, count, i);
        }
        hr_hierarchy_clear(&h);
        hr_builder_free(b);
    }
}

/* A path and a star of a million nodes, numbered against the order: nothing recursive, nothing quadratic. */
static void test_million(void) {
    enum { N = 1000000 };
    for (int star = 0; star < 2; star++) {
        double began = hr_seconds();
        hr_builder *b = hr_builder_new(HR_BUILD_NUMBERED, "million");
        OK(hr_builder_numbered(b, N));
        for (uint32_t v = 0; v + 1 < N; v++)
            if (hr_builder_edge(b, v, star ? N - 1 : v + 1, 0) != HR_OK)
                CHECK(0, "%s", hr_error());
        hr_hierarchy h;
        hr_hierarchy_init(&h);
        OK(hr_builder_finish(b, &h));
        CHECK(h.nodes == N && h.topological[0] == N - 1, "first %u", h.topological[0]);
        printf("     %s of a million nodes: %.2f s\n", star ? "star" : "path", hr_seconds() - began);
        hr_hierarchy_clear(&h);
        hr_builder_free(b);
    }
}

int main(void) {
    RUN(test_small);
    RUN(test_refusals);
    RUN(test_long_cycle_stays_readable);
    RUN(test_declarations);
    RUN(test_roles);
    RUN(test_topological_by_definition);
    RUN(test_million);
    return hr_test_end();
}
