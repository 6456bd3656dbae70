/* U7: blocks of every kind are exact where they were built so, and no longer after any one change. */
#include "small-blocks.h"

enum { TRIALS = 30 };

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

int main(void) {
    RUN(test_changes);
    RUN(test_dimension);
    return hr_test_end();
}
