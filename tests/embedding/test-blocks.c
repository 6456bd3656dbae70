/* U7: blocks of every kind are exact where they were built so, and no longer after any one change. */
#include "small-blocks.h"

#include "embedding/blocks_embed.h"

#include <omp.h>

enum { TRIALS = 30, TRAINED = 12 };

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
        small_blocks(&blocks, &s);
        CHECK(good(&blocks, &s), "trial %u", trial);
        hr_block *b = blocks.block;
        if (s.ancestors.documents >= 2 * SMALL_KINDS) {
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
    small_blocks(&blocks, &s);
    uint32_t sum = 0;
    for (uint32_t b = 0; b < SMALL_KINDS; b++)
        sum += blocks.block[b].dimension;
    CHECK(hr_blocks_dimension(&blocks, false) == sum + 1, "both signs");
    CHECK(hr_blocks_dimension(&blocks, true) == sum + 1, "f-sign");
    blocks.count = 2;
    CHECK(hr_blocks_dimension(&blocks, false) == blocks.block[0].dimension + blocks.block[1].dimension,
          "one sign");
    blocks.count = SMALL_KINDS;
    hr_blocks_clear(&blocks);
    small_clear(&s);
}

/* Blocks of runs and vectors as one embedding, pair by pair. */
static void test_embed(void) {
    for (uint32_t trial = 0; trial < TRIALS; trial++) {
        small s;
        hr_blocks blocks;
        small_random(&s, 4 + trial % 20, 1 + trial % 3, trial % 3 == 2, trial);
        OK(hr_blocks_init(&blocks, &s.ancestors, 2));
        for (uint32_t b = 0; b < 2; b++) {
            hr_block *block = &blocks.block[b];
            block->document = hr_alloc(s.ancestors.documents, sizeof *block->document, "a test");
            for (uint32_t x = b; x < s.ancestors.documents; x += 2)
                block->document[block->documents++] = x;
            small_fill(block, &s.ancestors, b ? 3 : 0);
        }
        blocks.block[0].dimension += trial % 2; /* one that nothing needs */
        for (int f_sign = 0; f_sign < 2; f_sign++) {
            hr_embedding e;
            unsigned positive = 0, missed = 0;
            hr_embedding_init(&e);
            OK(hr_blocks_embed(&e, &blocks, f_sign));
            CHECK(e.docs.cols == hr_blocks_dimension(&blocks, f_sign), "trial %u", trial);
            if (f_sign)
                small_bad_f_sign(&s, &e, &positive, &missed);
            CHECK(!small_bad_f_query(&s, &e) && !positive && !missed, "trial %u, f-sign %d", trial, f_sign);
            hr_embedding_clear(&e);
        }
        hr_blocks_clear(&blocks);
        small_clear(&s);
    }
}

/* The method, on all pairs or near ones: exact, as wide as was asked, and the same bytes at one thread and at
 * two. */
static void test_method(void) {
    unsigned trained = 0;
    for (uint32_t trial = 0; trial < TRAINED; trial++) {
        small s;
        hr_embedding e, again;
        small_random(&s, 20 + trial, 3, trial % 3 == 2, trial);
        hr_method_options options = {.runs = 1,
                                     .seed = trial,
                                     .steps = 3000,
                                     .f_query = trial % 2,
                                     .dim = trial % 4 ? 0 : 11,
                                     .near = trial % 3 == 1};
        omp_set_num_threads(1);
        small_build(&e, "blocks", &s, options);
        omp_set_num_threads(2);
        small_build(&again, "blocks", &s, options);
        CHECK(hr_matrix_equal(&e.queries, &again.queries) && hr_matrix_equal(&e.docs, &again.docs),
              "trial %u: threads", trial);
        unsigned positive = 0, missed = 0;
        if (!options.f_query)
            small_bad_f_sign(&s, &e, &positive, &missed);
        CHECK(!small_bad_f_query(&s, &e) && !positive && !missed, "trial %u: %u, %u", trial, positive,
              missed);
        uint32_t dim;
        OK(hr_method_find("blocks")->dimension(&dim, &s.hierarchy, &s.ancestors, &options));
        CHECK(dim == e.docs.cols && (!options.dim || dim == 11), "trial %u: %u, %zu", trial, dim,
              e.docs.cols);
        CHECK(e.structure.kind == HR_BLOCKS_STRUCTURE && good(e.structure.blocks, &s), "trial %u", trial);
        trained += e.structure.blocks->count == 2;
        hr_embedding_clear(&e);
        hr_embedding_clear(&again);
        small_clear(&s);
    }
    CHECK(trained > TRAINED / 2, "only %u of %u trials had hard documents", trained, TRAINED);
}

int main(void) {
    RUN(test_changes);
    RUN(test_dimension);
    RUN(test_embed);
    RUN(test_method);
    return hr_test_end();
}
