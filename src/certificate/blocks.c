/* U7: documents in blocks, each with evidence of its own: runs, orders, or vectors of integers.  All queries
 * are in every block; a block's documents are numbered anew, and its claim is F-query. */
#include "certificate/kind.h"

#include "certificate/lines.h"

/* What doc/certificates.md asks of a block beyond hr_blocks_check. */
static bool has_lines(const hr_block *block) {
    if (!block->documents)
        return false;
    switch (block->kind) {
    case HR_BLOCK_RUNS:
        return block->runs.most > 0;
    case HR_BLOCK_ORDERS:
        return hr_orders_have_lines(&block->orders);
    case HR_BLOCK_VECTORS:
        break;
    }
    return true;
}

static hr_status proves(bool *yes, const hr_certified *c) {
    const hr_check_result *r = c->decision;
    const hr_blocks *b = c->blocks;
    *yes = false;
    if (!b || !r || r->verdict != HR_FEASIBLE || r->notion == HR_F_GLOBAL ||
        r->dimension < hr_blocks_dimension(b, r->notion == HR_F_SIGN))
        return HR_OK;
    for (uint32_t i = 0; i < b->count; i++)
        if (!has_lines(&b->block[i]))
            return HR_OK;
    return hr_blocks_check(yes, b, c->ancestors);
}

/* Points are even, so that the ends of runs lie between them. */
static void put_runs(hr_writer *w, const hr_block *block, uint32_t queries) {
    const hr_runs *runs = &block->runs;
    uint32_t points = block->dual ? block->documents : queries;
    hr_put_text(w, block->dual ? " dual\n" : " primal\n");
    hr_put_list(w, "points", NULL, points);
    for (uint32_t i = 0; i < points; i++) {
        hr_put_hex(w, 2 * (uint64_t)block->position[i]);
        hr_put_char(w, '\n');
    }
    hr_put_list(w, "runs", NULL, runs->rows);
    for (uint32_t i = 0; i < runs->rows && !w->error; i++) {
        hr_put_decimal(w, runs->start[i + 1] - runs->start[i]);
        for (uint64_t r = runs->start[i]; r < runs->start[i + 1]; r++) {
            hr_put_char(w, ' ');
            hr_put_i64(w, 2 * (int64_t)runs->first[r] - 1);
            hr_put_char(w, ' ');
            hr_put_i64(w, 2 * (int64_t)runs->last[r] + 1);
        }
        hr_put_char(w, '\n');
    }
}

static void put_row(hr_writer *w, const int64_t *entry, uint32_t dimension) {
    for (uint32_t k = 0; k < dimension; k++) {
        hr_put_i64(w, entry[k]);
        hr_put_char(w, k + 1 < dimension ? ' ' : '\n');
    }
}

static void put_vectors(hr_writer *w, const hr_block *block, uint32_t queries) {
    const hr_block_vectors *v = &block->vectors;
    size_t d = block->dimension;
    hr_put_char(w, '\n');
    hr_put_shape(w, "documents", block->documents, d);
    for (uint32_t j = 0; j < block->documents && !w->error; j++)
        put_row(w, v->document + j * d, block->dimension);
    hr_put_shape(w, "queries", queries, d);
    for (uint32_t q = 0; q < queries && !w->error; q++) {
        hr_put_i64(w, v->threshold[v->pattern[q]]);
        hr_put_char(w, ' ');
        put_row(w, v->query + v->pattern[q] * d, block->dimension);
    }
}

static void put_block(hr_writer *w, const hr_block *block, uint32_t queries) {
    hr_put_list(w, "block", NULL, block->dimension);
    hr_put_list(w, "documents", block->document, block->documents);
    hr_put_text(w, "evidence ");
    switch (block->kind) {
    case HR_BLOCK_RUNS:
        hr_put_text(w, hr_kind_runs.name);
        put_runs(w, block, queries);
        break;
    case HR_BLOCK_ORDERS:
        hr_put_text(w, hr_kind_orders.name);
        hr_put_orders(w, &block->orders);
        break;
    case HR_BLOCK_VECTORS:
        hr_put_text(w, hr_kind_vectors.name);
        put_vectors(w, block, queries);
        break;
    }
}

static hr_status put(hr_writer *w, const hr_certified *c) {
    hr_put_char(w, '\n');
    hr_put_list(w, "blocks", NULL, c->blocks->count);
    for (uint32_t b = 0; b < c->blocks->count; b++)
        put_block(w, &c->blocks->block[b], c->blocks->queries);
    return HR_OK;
}

const hr_kind hr_kind_blocks = {
    .name = "blocks",
    .proves = proves,
    .claim = hr_claim_feasible,
    .put = put,
};
