/* Blocks of every kind for a small hierarchy, for the tests of src/embedding and src/certificate. */
#ifndef HR_TEST_SMALL_BLOCKS_H
#define HR_TEST_SMALL_BLOCKS_H

#include "small.h"

#include "base/memory.h"
#include "embedding/blocks.h"

#include <stdlib.h>

enum { SMALL_KINDS = 4 }; /* runs primal, runs dual, orders, vectors */

static inline void small_fill_runs(hr_block *b, const hr_ancestors *own, bool dual) {
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
static inline void small_fill_orders(hr_block *b, const hr_ancestors *own) {
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
static inline void small_fill_vectors(hr_block *b, const hr_ancestors *own) {
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

static inline void small_fill(hr_block *b, const hr_ancestors *a, unsigned kind) {
    hr_ancestors own;
    OK(hr_ancestors_columns(&own, a, b->document, b->documents));
    if (kind < 2)
        small_fill_runs(b, &own, kind == 1);
    else if (kind == 2)
        small_fill_orders(b, &own);
    else
        small_fill_vectors(b, &own);
    hr_ancestors_clear(&own);
}

/* Document x is in block x mod SMALL_KINDS. */
static inline void small_blocks(hr_blocks *blocks, const small *s) {
    OK(hr_blocks_init(blocks, &s->ancestors, SMALL_KINDS));
    for (uint32_t b = 0; b < SMALL_KINDS; b++) {
        hr_block *block = &blocks->block[b];
        block->document = hr_alloc(s->ancestors.documents, sizeof *block->document, "a test");
        for (uint32_t x = b; x < s->ancestors.documents; x += SMALL_KINDS)
            block->document[block->documents++] = x;
        small_fill(block, &s->ancestors, b);
    }
}

#endif
