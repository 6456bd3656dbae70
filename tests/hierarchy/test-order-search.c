/* The search for an order: what it returns is an order, no worse than the start, and mostly better. */
#include "embedding/small.h"

#include "base/memory.h"
#include "hierarchy/order.h"
#include "hierarchy/order_search.h"

#include <stdlib.h>

enum { TRIALS = 40 };

typedef struct {
    uint32_t most, count, over; /* the most runs, rows that have them, rows of more than `few` */
} measured;

static measured measure(const hr_ancestors *a, const uint32_t *position, bool dual, uint32_t few) {
    hr_runs runs;
    OK(dual ? hr_runs_of_queries(&runs, a, position) : hr_runs_of_documents(&runs, a, position));
    measured m = {.most = runs.most};
    for (uint32_t r = 0; r < runs.rows; r++) {
        m.count += runs.start[r + 1] - runs.start[r] == runs.most;
        m.over += runs.start[r + 1] - runs.start[r] > few;
    }
    hr_runs_clear(&runs);
    return m;
}

/* Fails unless it is a permutation: hr_runs_of_* takes nothing else. */
static void test_search(void) {
    unsigned better[4] = {0};
    for (uint32_t trial = 0; trial < TRIALS; trial++)
        for (unsigned form = 0; form < 4; form++) {
            small s;
            small_random(&s, 30 + trial % 30, 4, trial % 4 == 3, trial);
            bool dual = form % 2;
            uint32_t columns = dual ? s.ancestors.documents : s.ancestors.queries;
            hr_order_search_options options = {.dual = dual, .few = form / 2, .seed = trial};
            uint32_t position[64], again[64];
            for (uint32_t c = 0; c < columns; c++)
                position[c] = again[c] = (c * 7 + trial) % columns;
            if (columns % 7 == 0)
                for (uint32_t c = 0; c < columns; c++)
                    position[c] = again[c] = columns - 1 - c;
            measured before = measure(&s.ancestors, position, dual, 1);
            OK(hr_order_search(position, &s.ancestors, &options));
            OK(hr_order_search(again, &s.ancestors, &options));
            CHECK(!memcmp(position, again, columns * sizeof *position),
                  "trial %u, form %u: not the same twice", trial, form);
            measured after = measure(&s.ancestors, position, dual, 1);
            if (options.few)
                CHECK(after.over <= before.over, "trial %u, form %u: %u from %u", trial, form, after.over,
                      before.over);
            else
                CHECK(after.most < before.most || (after.most == before.most && after.count <= before.count),
                      "trial %u, form %u: %u from %u", trial, form, after.most, before.most);
            better[form] += options.few ? after.over < before.over : after.most < before.most;
            small_clear(&s);
        }
    for (unsigned form = 0; form < 4; form++)
        CHECK(better[form] > TRIALS * 3 / 4, "form %u: better in only %u of %u", form, better[form], TRIALS);
}

static uint64_t count_kept(const hr_ancestors *a, const uint32_t *position, bool dual, uint32_t few) {
    hr_runs runs;
    uint64_t kept = 0;
    OK(dual ? hr_runs_of_queries(&runs, a, position) : hr_runs_of_documents(&runs, a, position));
    hr_runs_truncate(&runs, few);
    for (uint64_t i = 0; i < runs.start[runs.rows]; i++)
        kept += runs.last[i] - runs.first[i] + 1;
    hr_runs_clear(&runs);
    return kept;
}

/* What it says that it keeps is what is kept, and no less than at the start. */
static void test_kept(void) {
    unsigned better = 0, trials = 0;
    for (uint32_t trial = 0; trial < 5 * TRIALS; trial++)
        for (uint32_t few = 1; few <= 3; few++) {
            small s;
            small_random(&s, 6 + trial % 50, 2 + trial % 4, trial % 4 == 3, trial);
            bool dual = trial % 2;
            uint32_t columns = dual ? s.ancestors.documents : s.ancestors.queries, position[64], again[64];
            hr_order_search_options options = {
                .dual = dual, .few = few, .effort = trial % 3 ? 0.05 : 0.3, .seed = trial};
            for (uint32_t c = 0; c < columns; c++)
                position[c] = again[c] = columns - 1 - c;
            uint64_t before = count_kept(&s.ancestors, position, dual, few), kept, kept_again;
            OK(hr_order_keep(position, &kept, &s.ancestors, &options));
            OK(hr_order_keep(again, &kept_again, &s.ancestors, &options));
            CHECK(kept == kept_again && !memcmp(position, again, columns * sizeof *position),
                  "trial %u, %u runs: not the same twice", trial, few);
            uint64_t after = count_kept(&s.ancestors, position, dual, few);
            CHECK(after == kept && after >= before, "trial %u, %u runs: says %llu, keeps %llu, before %llu",
                  trial, few, (unsigned long long)kept, (unsigned long long)after,
                  (unsigned long long)before);
            better += after > before;
            trials += before < s.ancestors.pairs;
            small_clear(&s);
        }
    CHECK(better > trials * 9 / 10 && trials > TRIALS, "better in %u of %u", better, trials);
}

/* Three documents, three queries of two each: no order has one run for all; {0,1}, {1,2} do. */
static void test_known(void) {
    static const struct { uint32_t queries, most; } rows[] = {{2, 1}, {3, 2}};
    for (unsigned k = 0; k < 2; k++) {
        small s;
        hr_builder *builder = hr_builder_new(HR_BUILD_NUMBERED, "pairs");
        OK(hr_builder_numbered(builder, 6));
        for (uint32_t q = 0; q < rows[k].queries; q++) {
            OK(hr_builder_query(builder, 3 + q));
            OK(hr_builder_edge(builder, 3 + q, q, 0));
            OK(hr_builder_edge(builder, 3 + q, (q + 1) % 3, 0));
        }
        for (uint32_t x = 0; x < 3; x++)
            OK(hr_builder_document(builder, x));
        small_finish(&s, builder);
        uint32_t position[3] = {0, 2, 1};
        OK(hr_order_search(position, &s.ancestors, &(hr_order_search_options){.dual = true}));
        measured m = measure(&s.ancestors, position, true, 1);
        CHECK(m.most == rows[k].most, "%u queries: %u runs", rows[k].queries, m.most);
        uint64_t kept, all = rows[k].queries == 2 ? 4 : 5; /* of three pairs of three, one must be parted */
        OK(hr_order_keep(position, &kept, &s.ancestors, &(hr_order_search_options){.dual = true, .few = 1}));
        CHECK(kept == all, "%u queries: %llu pairs kept", rows[k].queries, (unsigned long long)kept);
        small_clear(&s);
    }
}

int main(void) {
    RUN(test_search);
    RUN(test_kept);
    RUN(test_known);
    return hr_test_end();
}
