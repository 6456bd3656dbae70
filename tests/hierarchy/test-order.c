#include "hierarchy/order.h"
#include "hierarchy/walk.h"
#include "small-dag.h"

static int distance[SMALL_MOST * SMALL_MOST];

static uint32_t ancestors_of(uint32_t v, uint32_t n) {
    uint32_t count = 0;
    for (uint32_t x = 0; x < n; x++)
        count += distance[v * n + x] < FAR;
    return count;
}

/* the kept parent by its definition: the first of those with most ancestors, or simply the first */
static void check_parents(const hr_forest *f, const hr_hierarchy *h, hr_keep_rule rule) {
    for (uint32_t v = 0; v < h->nodes; v++) {
        const uint32_t *parent;
        uint32_t parents = hr_parents(h, v, &parent), best = HR_NONE, most = 0;
        for (uint32_t i = 0; i < parents; i++) {
            uint32_t size = rule == HR_KEEP_FIRST ? 1 : ancestors_of(parent[i], h->nodes);
            if (size > most) {
                most = size;
                best = parent[i];
            }
        }
        CHECK(f->parent[v] == best, "node %u keeps %u, not %u", v, f->parent[v], best);
    }
}

/* x is below p, by climbing, exactly when its entry is in p's interval; siblings follow in ascending number
 */
static void check_intervals(const hr_forest *f) {
    for (uint32_t x = 0; x < f->nodes; x++) {
        CHECK(f->entry[x] < f->nodes && f->node[f->entry[x]] == x, "node %u", x);
        for (uint32_t p = 0; p < f->nodes; p++) {
            uint32_t at = x;
            while (at != p && at != HR_NONE)
                at = f->parent[at];
            bool inside = f->entry[p] <= f->entry[x] && f->entry[x] <= f->last[p];
            CHECK(inside == (at == p), "node %u under %u", x, p);
            if (x < p && f->parent[x] == f->parent[p])
                CHECK(f->entry[x] < f->entry[p], "siblings %u and %u", x, p);
        }
    }
}

static void test_forests(void) {
    gsl_rng *rng = hr_rng_new(3, HR_STREAM_TEST, 0);
    for (uint32_t trial = 0; trial < 300; trial++) {
        hr_hierarchy h;
        uint32_t n = 1 + (uint32_t)gsl_rng_uniform_int(rng, 40), several = 0;
        small_dag(&h, rng, n, (double)(trial % 4) / (double)n, trial % 2);
        small_distances(distance, &h);
        uint32_t size[40];
        OK(hr_count_choices(size, &h));
        for (uint32_t v = 0; v < n; v++) {
            bool choice = false;
            const uint32_t *child;
            for (uint32_t i = hr_children(&h, v, &child); i-- > 0;)
                choice = choice || h.parent_start[child[i] + 1] - h.parent_start[child[i]] > 1;
            CHECK(size[v] == (choice ? ancestors_of(v, n) : 0), "|S(%u)| = %u", v, size[v]);
            several += h.parent_start[v + 1] - h.parent_start[v] > 1;
        }
        for (int rule = HR_KEEP_MOST_ANCESTORS; rule <= HR_KEEP_FIRST; rule++) {
            hr_forest f;
            OK(hr_forest_build(&f, &h, (hr_keep_rule)rule));
            CHECK(f.nodes == n && f.spans == (several == 0), "%u nodes with several parents", several);
            check_parents(&f, &h, (hr_keep_rule)rule);
            check_intervals(&f);
            hr_forest_clear(&f);
            hr_forest_clear(&f);
        }
        hr_hierarchy_clear(&h);
    }
    gsl_rng_free(rng);
}

/* Runs of one row by looking at every position; compares with row r and with its `longest` longest. */
static void check_row(const bool *member, uint32_t columns, const hr_runs *runs, const hr_runs *cut,
                      uint32_t r, uint32_t longest) {
    uint32_t first[SMALL_MOST], last[SMALL_MOST], count = 0;
    for (uint32_t p = 0; p < columns; p++) {
        if (member[p] && (p == 0 || !member[p - 1]))
            first[count++] = p;
        if (member[p])
            last[count - 1] = p;
    }
    CHECK(runs->start[r + 1] - runs->start[r] == count, "row %u has %u runs", r, count);
    CHECK(runs->most >= count, "most %u, row %u has %u", runs->most, r, count);
    for (uint32_t i = 0; i < count; i++)
        CHECK(runs->first[runs->start[r] + i] == first[i] && runs->last[runs->start[r] + i] == last[i],
              "row %u run %u", r, i);
    uint64_t at = cut->start[r];
    for (uint32_t i = 0; i < count; i++) {
        uint32_t before = 0; /* runs that go before run i: longer, or as long and earlier */
        for (uint32_t j = 0; j < count; j++) {
            uint32_t mine = last[i] - first[i], other = last[j] - first[j];
            before += other > mine || (other == mine && j < i);
        }
        if (before >= longest)
            continue;
        CHECK(at < cut->start[r + 1] && cut->first[at] == first[i] && cut->last[at] == last[i],
              "row %u: run %u should be kept among %u", r, i, longest);
        at++;
    }
    CHECK(at == cut->start[r + 1], "row %u keeps too many", r);
}

static void check_runs(const hr_ancestors *a, const uint32_t *position, bool dual, uint32_t longest) {
    hr_runs runs, cut;
    OK(dual ? hr_runs_of_queries(&runs, a, position) : hr_runs_of_documents(&runs, a, position));
    OK(dual ? hr_runs_of_queries(&cut, a, position) : hr_runs_of_documents(&cut, a, position));
    hr_runs_truncate(&cut, longest);
    uint32_t columns = dual ? a->documents : a->queries, most = 0;
    CHECK(runs.rows == (dual ? a->queries : a->documents), "%u rows", runs.rows);
    for (uint32_t r = 0; r < runs.rows; r++) {
        bool member[SMALL_MOST] = {false};
        for (uint32_t c = 0; c < columns; c++)
            member[position[c]] = dual ? hr_is_ancestor(a, r, c) : hr_is_ancestor(a, c, r);
        check_row(member, columns, &runs, &cut, r, longest);
        if (runs.start[r + 1] - runs.start[r] > most)
            most = (uint32_t)(runs.start[r + 1] - runs.start[r]);
    }
    CHECK(runs.most == most && cut.most == (most < longest ? most : longest), "most %u %u", runs.most,
          cut.most);
    hr_runs_clear(&runs);
    hr_runs_clear(&runs);
    hr_runs_clear(&cut);
}

/* positions are a permutation in the order of the forest's entries */
static void check_positions(const uint32_t *position, const uint32_t *role, uint32_t count,
                            const hr_forest *f) {
    for (uint32_t i = 0; i < count; i++) {
        uint32_t before = 0;
        for (uint32_t j = 0; j < count; j++)
            before += f->entry[role ? role[j] : j] < f->entry[role ? role[i] : i];
        CHECK(position[i] == before, "member %u stands at %u, not %u", i, position[i], before);
    }
}

static void test_runs(void) {
    gsl_rng *rng = hr_rng_new(4, HR_STREAM_TEST, 0);
    for (uint32_t trial = 0; trial < 300; trial++) {
        hr_hierarchy h;
        hr_ancestors a;
        hr_forest f;
        uint32_t n = 1 + (uint32_t)gsl_rng_uniform_int(rng, 60);
        small_dag(&h, rng, n, (double)(1 + trial % 3) / (double)n, trial % 2);
        OK(hr_ancestors_build(&a, &h));
        OK(hr_forest_build(&f, &h, HR_KEEP_MOST_ANCESTORS));
        uint32_t *queries = hr_query_positions(&h, &f), *documents = hr_document_positions(&h, &f);
        check_positions(queries, h.query, h.queries, &f);
        check_positions(documents, h.document, h.documents, &f);
        check_runs(&a, queries, false, trial % 4);
        check_runs(&a, documents, true, trial % 4);
        if (f.spans && !h.query && !h.document)
            for (uint32_t x = 0; x < n; x++)
                for (uint32_t q = 0; q < n; q++)
                    CHECK(hr_is_ancestor(&a, q, x) == (f.entry[x] <= f.entry[q] && f.entry[q] <= f.last[x]),
                          "query %u document %u", q, x);
        gsl_ran_shuffle(rng, queries, h.queries, sizeof *queries); /* and any other order */
        check_runs(&a, queries, false, 2);
        free(queries);
        free(documents);
        hr_forest_clear(&f);
        hr_ancestors_clear(&a);
        hr_hierarchy_clear(&h);
    }
    gsl_rng_free(rng);
}

static void test_no_permutation(void) {
    hr_hierarchy h;
    hr_ancestors a;
    hr_runs runs;
    hr_hierarchy_init(&h);
    OK(hr_hierarchy_open(&h, "path:n=3"));
    OK(hr_ancestors_build(&a, &h));
    uint32_t twice[] = {0, 1, 1}, far[] = {0, 1, 3};
    FAILS(hr_runs_of_documents(&runs, &a, twice), "out of range or taken");
    FAILS(hr_runs_of_queries(&runs, &a, far), "out of range or taken");
    hr_ancestors_clear(&a);
    hr_hierarchy_clear(&h);
}

/* no recursion: a path of a million nodes, in a forest and with a second parent below */
static void test_long_path(void) {
    enum { LONG = 1000000 };
    hr_hierarchy h;
    hr_forest f;
    hr_hierarchy_init(&h);
    OK(hr_hierarchy_open(&h, "path:n=1000000"));
    for (int rule = HR_KEEP_MOST_ANCESTORS; rule <= HR_KEEP_FIRST; rule++) {
        OK(hr_forest_build(&f, &h, (hr_keep_rule)rule));
        uint32_t wrong = 0;
        for (uint32_t v = 0; v < LONG; v++)
            wrong += f.entry[v] != v || f.last[v] != LONG - 1;
        CHECK(wrong == 0, "%u nodes", wrong);
        hr_forest_clear(&f);
    }
    hr_hierarchy_clear(&h);
}

/* WordNet: pairs that the K longest runs of every document keep, of 825,356 (counted by an independent
 * program) */
static void test_wordnet(void) {
    FILE *file = fopen("/usr/share/wordnet/data.noun", "r");
    if (!file) {
        puts("not tested: /usr/share/wordnet/data.noun is absent; install wordnet-base");
        return;
    }
    fclose(file);
    static const struct {
        hr_keep_rule rule;
        uint32_t most;
        uint64_t kept[3]; /* K = 1, 2, 4 */
    } known[] = {
        {HR_KEEP_MOST_ANCESTORS, 151, {800536, 818477, 821905}},
        {HR_KEEP_FIRST, 118, {790141, 813406, 820029}},
    };
    hr_hierarchy h;
    hr_ancestors a;
    hr_hierarchy_init(&h);
    OK(hr_hierarchy_open(&h, "wordnet"));
    OK(hr_ancestors_build(&a, &h));
    for (int i = 0; i < 2; i++) {
        hr_forest f;
        hr_runs runs;
        OK(hr_forest_build(&f, &h, known[i].rule));
        uint32_t *position = hr_query_positions(&h, &f);
        OK(hr_runs_of_documents(&runs, &a, position));
        CHECK(runs.most == known[i].most, "rule %d: at most %u runs", i, runs.most);
        for (int k = 2; k >= 0; k--) {
            hr_runs_truncate(&runs, 1U << k);
            uint64_t kept = 0;
            for (uint64_t r = 0; r < runs.start[runs.rows]; r++)
                kept += runs.last[r] - runs.first[r] + 1;
            CHECK(kept == known[i].kept[k], "rule %d, K = %d: %d pairs", i, 1 << k, (int)kept);
        }
        free(position);
        hr_runs_clear(&runs);
        hr_forest_clear(&f);
    }
    hr_ancestors_clear(&a);
    hr_hierarchy_clear(&h);
}

int main(void) {
    RUN(test_forests);
    RUN(test_runs);
    RUN(test_no_permutation);
    RUN(test_long_path);
    RUN(test_wordnet);
    return hr_test_end();
}
