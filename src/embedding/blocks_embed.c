/* A query has, block by block, the block's vector times the thresholds of all other blocks: then all blocks
 * have the same threshold, their product.  Runs: the query at position p of n is the point v = 2p - centre,
 * centre odd, so that v is odd and never 0, and runs end at even numbers; its vector is (1, v, ..., v^(2c-1))
 * and its threshold v^2c, since every document's polynomial begins with -v^2c. */
#include "embedding/blocks_embed.h"

#include "base/memory.h"
#include "embedding/affordable.h"
#include "embedding/integers.h"
#include "embedding/polynomial.h"
#include "embedding/runs_embedding.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    const hr_blocks *blocks;
    size_t dimension;
    bool f_sign;
    mpz_t *row, *threshold; /* of one query; a threshold for each block */
    mpz_t factor;
} embedder;

static int64_t centre(const hr_blocks *blocks) {
    return ((int64_t)blocks->queries - 1) | 1;
}

static mpz_t *new_numbers(size_t count) {
    mpz_t *number = hr_alloc(count, sizeof *number, "a vector of blocks");
    for (size_t i = 0; number && i < count; i++)
        mpz_init(number[i]);
    return number;
}

static void free_numbers(mpz_t *number, size_t count) {
    for (size_t i = 0; number && i < count; i++)
        mpz_clear(number[i]);
    free(number);
}

/* The vector and the size of the threshold in one block. */
static void query_part(mpz_t *row, mpz_t threshold, const hr_block *b, const hr_blocks *blocks, uint32_t q) {
    if (b->kind == HR_BLOCK_VECTORS) {
        uint32_t p = b->vectors.pattern[q];
        for (size_t k = 0; k < b->dimension; k++)
            hr_set_i64(row[k], b->vectors.query[(size_t)p * b->dimension + k]);
        hr_set_i64(threshold, b->vectors.threshold[p]);
        mpz_abs(threshold, threshold);
        return;
    }
    size_t degree = 2 * hr_runs_degree(&b->runs);
    hr_set_i64(threshold, 2 * (int64_t)b->position[q] - centre(blocks));
    mpz_t point;
    mpz_init_set(point, threshold);
    mpz_set_ui(row[0], 1);
    for (size_t k = 1; k < b->dimension; k++)
        if (k < degree)
            mpz_mul(row[k], row[k - 1], point);
        else
            mpz_set_ui(row[k], 0);
    mpz_mul(threshold, row[degree - 1], point);
    mpz_clear(point);
}

static hr_status put_query(hr_matrix *out, embedder *e, uint32_t q) {
    const hr_blocks *blocks = e->blocks;
    size_t at = 0;
    for (uint32_t b = 0; b < blocks->count; at += blocks->block[b++].dimension)
        query_part(e->row + at, e->threshold[b], &blocks->block[b], blocks, q);
    at = 0;
    for (uint32_t b = 0; b < blocks->count; at += blocks->block[b++].dimension) {
        mpz_set_ui(e->factor, 1);
        for (uint32_t c = 0; c < blocks->count; c++)
            if (c != b)
                mpz_mul(e->factor, e->factor, e->threshold[c]);
        for (size_t k = 0; k < blocks->block[b].dimension; k++)
            mpz_mul(e->row[at + k], e->row[at + k], e->factor);
    }
    if (at < e->dimension) /* the coordinate of its own: the common threshold's size */
        mpz_mul(e->row[at], e->factor, e->threshold[blocks->count - 1]);
    return hr_integers_row(out, q, e->row);
}

static hr_status document_part(mpz_t *row, hr_polynomial *polynomial, const hr_block *b, int64_t middle,
                               uint32_t j) {
    if (b->kind == HR_BLOCK_VECTORS) {
        for (size_t k = 0; k < b->dimension; k++)
            hr_set_i64(row[k], b->vectors.document[(size_t)j * b->dimension + k]);
        return HR_OK;
    }
    uint64_t first = b->runs.start[j];
    size_t runs = (size_t)(b->runs.start[j + 1] - first), c = hr_runs_degree(&b->runs);
    int64_t *low = hr_alloc(2 * runs, sizeof *low, "the runs of a document"), *high = low ? low + runs : NULL;
    if (!low)
        return HR_ENOMEM;
    for (size_t r = 0; r < runs; r++) {
        low[r] = 2 * (int64_t)b->runs.first[first + r] - 1 - middle;
        high[r] = 2 * (int64_t)b->runs.last[first + r] + 1 - middle;
    }
    hr_polynomial_of_runs(polynomial, low, high, runs, c);
    for (size_t k = 0; k < 2 * c; k++)
        mpz_set(row[k], polynomial->coefficient[k]);
    free(low);
    return HR_OK;
}

/* The block of every document, and its place there. */
typedef struct {
    uint32_t block, place;
} home;

static home *find_homes(const hr_blocks *blocks) {
    home *homes = hr_calloc(blocks->documents, sizeof *homes, "the documents of blocks");
    for (uint32_t b = 0; homes && b < blocks->count; b++)
        for (uint32_t j = 0; j < blocks->block[b].documents; j++)
            homes[blocks->block[b].document[j]] = (home){b, j};
    return homes;
}

static hr_status put_document(hr_matrix *out, embedder *e, hr_polynomial *polynomial, uint32_t x, home h) {
    size_t at = 0;
    for (uint32_t b = 0; b < h.block; b++)
        at += e->blocks->block[b].dimension;
    const hr_block *block = &e->blocks->block[h.block];
    for (size_t k = 0; k < e->dimension; k++)
        mpz_set_ui(e->row[k], 0);
    hr_status status = document_part(e->row + at, polynomial, block, centre(e->blocks), h.place);
    size_t sum = 0;
    for (uint32_t b = 0; b < e->blocks->count; b++)
        sum += e->blocks->block[b].dimension;
    int sign = hr_block_sign(block);
    if (sum < e->dimension) /* thresholds become 0 (f-sign) or 1 */
        mpz_set_si(e->row[sum], e->f_sign ? -sign : 1 - sign);
    return status == HR_OK ? hr_integers_row(out, x, e->row) : status;
}

static size_t most_degree(const hr_blocks *blocks) {
    size_t most = 2;
    for (uint32_t b = 0; b < blocks->count; b++)
        if (blocks->block[b].kind == HR_BLOCK_RUNS && 2 * hr_runs_degree(&blocks->block[b].runs) > most)
            most = 2 * hr_runs_degree(&blocks->block[b].runs);
    return most;
}

static hr_status fill(hr_embedding *out, embedder *e) {
    hr_polynomial polynomial;
    hr_status status = hr_polynomial_init(&polynomial, most_degree(e->blocks));
    home *homes = find_homes(e->blocks);
    if (status == HR_OK && !homes)
        status = HR_ENOMEM;
    for (uint32_t q = 0; q < e->blocks->queries && status == HR_OK; q++)
        status = put_query(&out->queries, e, q);
    for (uint32_t x = 0; x < e->blocks->documents && status == HR_OK; x++)
        status = put_document(&out->docs, e, &polynomial, x, homes[x]);
    free(homes);
    hr_polynomial_clear(&polynomial);
    return status;
}

static hr_status check(const hr_blocks *blocks, size_t dimension) {
    for (uint32_t b = 0; b < blocks->count; b++)
        if (blocks->block[b].kind == HR_BLOCK_ORDERS || blocks->block[b].dual)
            return hr_fail(HR_EUSAGE, "blocks: %s has no integers beside other blocks",
                           blocks->block[b].dual ? "dual runs" : "orders");
    double rows = (double)blocks->queries + blocks->documents;
    double bits = log2(2.0 + blocks->queries) * (double)most_degree(blocks);
    return hr_affordable(rows * (double)dimension * (16 + bits / 8), "the coordinates of blocks (U7),",
                         "keep fewer runs with --runs K");
}

hr_status hr_blocks_embed(hr_embedding *out, const hr_blocks *blocks, bool f_sign) {
    embedder e = {.blocks = blocks, .f_sign = f_sign, .dimension = hr_blocks_dimension(blocks, f_sign)};
    hr_status status = check(blocks, e.dimension);
    if (status == HR_OK)
        status = hr_matrix_init(&out->queries, blocks->queries, e.dimension, HR_BIGINT);
    if (status == HR_OK)
        status = hr_matrix_init(&out->docs, blocks->documents, e.dimension, HR_BIGINT);
    if (status != HR_OK)
        return status;
    e.row = new_numbers(e.dimension);
    e.threshold = new_numbers(blocks->count);
    mpz_init(e.factor);
    status = e.row && e.threshold ? fill(out, &e) : HR_ENOMEM;
    mpz_clear(e.factor);
    free_numbers(e.row, e.dimension);
    free_numbers(e.threshold, blocks->count);
    return status;
}
