/* U7: blocks of every kind are exact where they were built so, and no longer after any one change. */
#include "small.h"

#include "base/memory.h"
#include "embedding/blocks.h"

#include <stdlib.h>

enum { TRIALS = 30, KINDS = 4 }; /* runs primal, runs dual, orders, vectors */

static void fill_runs(hr_block *b, const hr_ancestors *own, bool dual) {
    uint32_t count = dual ? own->documents : own->queries;
    b->kind = HR_BLOCK_RUNS;
    b->dual = dual;
    b->position = hr_alloc(count, sizeof *b->position, "a test");
    for (uint32_t i = 0; i < count; i++)
        b->position[i] = count - 1 - i;
    OK(dual ? hr_runs_of_queries(&b->runs, own, b->position)
            : hr_runs_of_documents(&b->runs, own, b->position));
    b->dimension = 2 * (b->runs.most ? b->runs.most : 1);
}

/* A coordinate for each document, in which it alone is present. */
static void fill_orders(hr_block *b, const hr_ancestors *own) {
    uint32_t k = own->documents;
    b->kind = HR_BLOCK_ORDERS;
    OK(hr_orders_init(&b->orders, k, own->queries, own->documents));
    b->dimension = k;
    for (uint32_t i = 0; i < k; i++) {
        b->orders.document_level[(size_t)i * k + i] = 0;
        for (uint32_t q = 0; q < own->queries; q++)
            b->orders.query_level[(size_t)q * k + i] = !hr_is_ancestor(own, q, i);
    }
}

/* Documents are unit vectors; a pattern for every query. */
static void fill_vectors(hr_block *b, const hr_ancestors *own) {
    size_t d = own->documents, n = own->queries;
    hr_block_vectors *v = &b->vectors;
    b->kind = HR_BLOCK_VECTORS;
    b->dimension = (uint32_t)d;
    v->patterns = own->queries;
    v->pattern = hr_alloc(n, sizeof *v->pattern, "a test");
    v->query = hr_calloc(n * d, sizeof *v->query, "a test");
    v->threshold = hr_alloc(n, sizeof *v->threshold, "a test");
    v->document = hr_calloc(d * d, sizeof *v->document, "a test");
    for (uint32_t q = 0; q < n; q++) {
        v->pattern[q] = q;
        v->threshold[q] = 3;
        for (uint32_t j = 0; j < d; j++)
            v->query[q * d + j] = hr_is_ancestor(own, q, j) ? 5 : -1;
    }
    for (size_t j = 0; j < d; j++)
        v->document[j * d + j] = 1;
}

static void fill(hr_block *b, const hr_ancestors *a, unsigned kind) {
    hr_ancestors own;
    OK(hr_ancestors_columns(&own, a, b->document, b->documents));
    if (kind < 2)
        fill_runs(b, &own, kind == 1);
    else if (kind == 2)
        fill_orders(b, &own);
    else
        fill_vectors(b, &own);
    hr_ancestors_clear(&own);
}

/* Document x is in block x mod KINDS. */
static void make(hr_blocks *blocks, const small *s) {
    OK(hr_blocks_init(blocks, &s->ancestors, KINDS));
    for (uint32_t b = 0; b < KINDS; b++) {
        hr_block *block = &blocks->block[b];
        block->document = hr_alloc(s->ancestors.documents, sizeof *block->document, "a test");
        for (uint32_t x = b; x < s->ancestors.documents; x += KINDS)
            block->document[block->documents++] = x;
        fill(block, &s->ancestors, b);
    }
}

static bool good(const hr_blocks *blocks, const small *s) {
    bool yes;
    OK(hr_blocks_check(&yes, blocks, &s->ancestors));
    return yes;
}

#define REFUSED(place, value)                                                                                \
    do {                                                                                                     \
        __typeof__(place) before = place;                                                                    \
        place = value;                                                                                       \
        CHECK(!good(&blocks, &s), "trial %u: " #place " = " #value " is accepted", trial);                   \
        place = before;                                                                                      \
    } while (0)

static void test_changes(void) {
    for (uint32_t trial = 0; trial < TRIALS; trial++) {
        small s;
        hr_blocks blocks;
        small_random(&s, 10 + trial % 30, 1 + trial % 3, trial % 3 == 2, trial);
        make(&blocks, &s);
        CHECK(good(&blocks, &s), "trial %u", trial);
        hr_block *b = blocks.block;
        if (s.ancestors.documents >= 2 * KINDS) {
            REFUSED(b[0].document[0], b[0].document[1]);
            REFUSED(b[1].documents, b[1].documents - 1);
            REFUSED(b[0].position[0], b[0].position[0] + 1);
            REFUSED(b[0].runs.last[0], b[0].runs.last[0] + 1);
            REFUSED(b[1].runs.first[0], b[1].runs.first[0] + 1);
            REFUSED(b[0].dimension, b[0].dimension - 1);
            REFUSED(b[2].orders.document_level[0], HR_NONE - 1);
            REFUSED(b[2].orders.query_level[0], 1 - b[2].orders.query_level[0]);
            REFUSED(b[3].vectors.pattern[0], b[3].vectors.patterns);
            REFUSED(b[3].vectors.query[0], b[3].vectors.query[0] > 0 ? 3 : 4);
            REFUSED(b[3].vectors.threshold[0], -3);
            REFUSED(b[3].vectors.threshold[0], INT64_C(1) << 61);
            REFUSED(b[3].vectors.document[0], INT64_C(1) << 62);
            CHECK(good(&blocks, &s), "trial %u: as it was", trial);
        }
        hr_blocks_clear(&blocks);
        small_clear(&s);
    }
}

static void test_dimension(void) {
    small s;
    hr_blocks blocks;
    small_random(&s, 20, 2, false, 1);
    make(&blocks, &s);
    uint32_t sum = 0;
    for (uint32_t b = 0; b < KINDS; b++)
        sum += blocks.block[b].dimension;
    CHECK(hr_blocks_dimension(&blocks, false) == sum + 1, "both signs");
    CHECK(hr_blocks_dimension(&blocks, true) == sum + 1, "f-sign");
    blocks.count = 2;
    CHECK(hr_blocks_dimension(&blocks, false) == blocks.block[0].dimension + blocks.block[1].dimension,
          "one sign");
    blocks.count = KINDS;
    hr_blocks_clear(&blocks);
    small_clear(&s);
}

int main(void) {
    RUN(test_changes);
    RUN(test_dimension);
    return hr_test_end();
}
