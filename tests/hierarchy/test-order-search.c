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
        small_clear(&s);
    }
}

int main(void) {
    RUN(test_search);
    RUN(test_known);
    return hr_test_end();
}
