#include "embedding/blocks.h"

#include "base/memory.h"

#include <stdlib.h>

hr_status hr_blocks_init(hr_blocks *out, const hr_ancestors *ancestors, uint32_t count) {
    *out = (hr_blocks){.queries = ancestors->queries, .documents = ancestors->documents, .count = count};
    out->block = hr_calloc(count, sizeof *out->block, "blocks");
    return out->block ? HR_OK : HR_ENOMEM;
}

void hr_block_clear(hr_block *block) {
    free(block->document);
    free(block->position);
    hr_runs_clear(&block->runs);
    hr_orders_clear(&block->orders);
    free(block->vectors.pattern);
    free(block->vectors.query);
    free(block->vectors.threshold);
    free(block->vectors.document);
    *block = (hr_block){0};
}

void hr_blocks_clear(hr_blocks *blocks) {
    for (uint32_t b = 0; blocks->block && b < blocks->count; b++)
        hr_block_clear(&blocks->block[b]);
    free(blocks->block);
    *blocks = (hr_blocks){0};
}

static int sign_of_vectors(const hr_block_vectors *v) {
    uint32_t positive = 0, negative = 0;
    for (uint32_t i = 0; i < v->patterns; i++) {
        positive += v->threshold[i] > 0;
        negative += v->threshold[i] < 0;
    }
    if (positive == v->patterns)
        return 1;
    return negative == v->patterns ? -1 : 0;
}

int hr_block_sign(const hr_block *block) {
    switch (block->kind) {
    case HR_BLOCK_RUNS:
        return 1;
    case HR_BLOCK_ORDERS:
        return -1;
    case HR_BLOCK_VECTORS:
        break;
    }
    return sign_of_vectors(&block->vectors);
}

uint32_t hr_blocks_dimension(const hr_blocks *blocks, bool f_sign) {
    uint32_t sum = f_sign;
    bool positive = false, negative = false;
    for (uint32_t b = 0; b < blocks->count; b++) {
        int sign = hr_block_sign(&blocks->block[b]);
        sum += blocks->block[b].dimension;
        positive |= sign > 0;
        negative |= sign < 0;
    }
    /* F-sign's own coordinate, -s in a document of a block with sign s, tells the groups apart already */
    return sum + (positive && negative && !f_sign);
}
