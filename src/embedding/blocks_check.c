/* U7, exactly: each block's evidence against the block's own columns of A. */
#include "embedding/blocks.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Every document in exactly one block, ascending in it. */
static hr_status is_partition(bool *good, const hr_blocks *blocks) {
    uint64_t listed = 0;
    uint8_t *seen = hr_calloc(blocks->documents, sizeof *seen, "the documents of blocks");
    if (!seen)
        return HR_ENOMEM;
    *good = true;
    for (uint32_t b = 0; b < blocks->count; b++) {
        const hr_block *block = &blocks->block[b];
        for (uint32_t i = 0; i < block->documents && *good; i++) {
            uint32_t x = block->document[i];
            *good = x < blocks->documents && !seen[x] && (i == 0 || block->document[i - 1] < x);
            if (*good)
                seen[x] = 1;
        }
        listed += block->documents;
    }
    *good = *good && listed == blocks->documents;
    free(seen);
    return HR_OK;
}

static hr_status is_permutation(bool *good, const uint32_t *position, uint32_t count) {
    uint8_t *seen = hr_calloc(count, sizeof *seen, "an order");
    if (!seen)
        return HR_ENOMEM;
    *good = true;
    for (uint32_t i = 0; i < count && *good; i++) {
        *good = position[i] < count && !seen[position[i]];
        if (*good)
            seen[position[i]] = 1;
    }
    free(seen);
    return HR_OK;
}

static bool same_runs(const hr_runs *a, const hr_runs *b) {
    if (a->rows != b->rows || memcmp(a->start, b->start, ((size_t)a->rows + 1) * sizeof *a->start) != 0)
        return false;
    uint64_t count = a->start[a->rows];
    return !memcmp(a->first, b->first, count * sizeof *a->first) &&
           !memcmp(a->last, b->last, count * sizeof *a->last);
}

static hr_status check_runs(bool *good, const hr_block *block, const hr_ancestors *own) {
    hr_runs runs;
    hr_status status = is_permutation(good, block->position, block->dual ? own->documents : own->queries);
    if (status != HR_OK || !*good)
        return status;
    status = block->dual ? hr_runs_of_queries(&runs, own, block->position)
                         : hr_runs_of_documents(&runs, own, block->position);
    if (status != HR_OK)
        return status;
    *good = same_runs(&runs, &block->runs) && block->dimension >= 2 * (runs.most ? runs.most : 1);
    hr_runs_clear(&runs);
    return HR_OK;
}

static double largest(const int64_t *entry, size_t count) {
    double most = 0;
    for (size_t i = 0; i < count; i++) {
        double size = entry[i] < 0 ? -(double)entry[i] : (double)entry[i];
        most = size > most ? size : most;
    }
    return most;
}

/* Doubles round by less than the half that is left here: every sum stays below 2^62. */
static bool fits(const hr_block *block) {
    const hr_block_vectors *v = &block->vectors;
    size_t d = block->dimension;
    double score =
        largest(v->query, v->patterns * d) * largest(v->document, block->documents * d) * (double)(d ? d : 1);
    return score < 0x1p61 && largest(v->threshold, v->patterns) < 0x1p61;
}

/* wanted[j]: whether the pattern serves document j; false where a score is the threshold. */
static bool find_served(uint8_t *served, const hr_block *block, uint32_t pattern) {
    const hr_block_vectors *v = &block->vectors;
    size_t d = block->dimension;
    const int64_t *q = v->query + pattern * d;
    for (uint32_t j = 0; j < block->documents; j++) {
        const int64_t *x = v->document + j * d;
        int64_t score = 0;
        for (size_t k = 0; k < d; k++)
            score += q[k] * x[k];
        if (score == v->threshold[pattern])
            return false;
        served[j] = score > v->threshold[pattern];
    }
    return true;
}

/* Whether all queries of a pattern want what it serves; first[p] .. first[p+1] of `member` are its queries.
 */
static bool check_pattern(uint8_t *served, const hr_block *block, const hr_ancestors *own, uint32_t pattern,
                          const uint32_t *first, const uint32_t *member) {
    if (!find_served(served, block, pattern))
        return false;
    uint64_t count = 0;
    for (uint32_t j = 0; j < block->documents; j++)
        count += served[j];
    for (uint32_t i = first[pattern]; i < first[pattern + 1]; i++) {
        uint32_t q = member[i];
        bool same = own->start[q + 1] - own->start[q] == count;
        for (uint64_t p = own->start[q]; p < own->start[q + 1] && same; p++)
            same = served[own->document[p]];
        if (!same)
            return false;
    }
    return true;
}

/* The queries of every pattern, by counting; false where a pattern is out of range. */
static bool group(uint32_t *first, uint32_t *member, const hr_block_vectors *v, uint32_t queries) {
    memset(first, 0, ((size_t)v->patterns + 1) * sizeof *first);
    for (uint32_t q = 0; q < queries; q++) {
        if (v->pattern[q] >= v->patterns)
            return false;
        first[v->pattern[q] + 1]++;
    }
    for (uint32_t p = 0; p < v->patterns; p++)
        first[p + 1] += first[p];
    for (uint32_t q = queries; q-- > 0;)
        member[--first[v->pattern[q] + 1]] = q;
    for (uint32_t p = 0; p < v->patterns; p++)
        first[p] = first[p + 1];
    first[v->patterns] = queries;
    return true;
}

static hr_status check_vectors(bool *good, const hr_block *block, const hr_ancestors *own) {
    const hr_block_vectors *v = &block->vectors;
    uint32_t *first = hr_alloc((size_t)v->patterns + 1, sizeof *first, "patterns");
    uint32_t *member = hr_alloc(own->queries, sizeof *member, "patterns");
    uint8_t *served = hr_alloc(block->documents, sizeof *served, "patterns");
    hr_status status = first && member && served ? HR_OK : HR_ENOMEM;
    if (status == HR_OK)
        *good = hr_block_sign(block) != 0 && fits(block) && group(first, member, v, own->queries);
    for (uint32_t p = 0; status == HR_OK && *good && p < v->patterns; p++)
        *good = check_pattern(served, block, own, p, first, member);
    free(first);
    free(member);
    free(served);
    return status;
}

static hr_status check_block(bool *good, const hr_block *block, const hr_ancestors *own) {
    switch (block->kind) {
    case HR_BLOCK_RUNS:
        return check_runs(good, block, own);
    case HR_BLOCK_ORDERS:
        *good = block->orders.n == own->queries && block->orders.m == own->documents &&
                block->dimension >= block->orders.k;
        return *good ? hr_orders_check(good, &block->orders, own) : HR_OK;
    case HR_BLOCK_VECTORS:
        break;
    }
    return check_vectors(good, block, own);
}

hr_status hr_blocks_check(bool *good, const hr_blocks *blocks, const hr_ancestors *ancestors) {
    *good = blocks->queries == ancestors->queries && blocks->documents == ancestors->documents;
    hr_status status = *good ? is_partition(good, blocks) : HR_OK;
    for (uint32_t b = 0; b < blocks->count && status == HR_OK && *good; b++) {
        const hr_block *block = &blocks->block[b];
        hr_ancestors own;
        status = hr_ancestors_columns(&own, ancestors, block->document, block->documents);
        if (status != HR_OK)
            break;
        status = check_block(good, block, &own);
        hr_ancestors_clear(&own);
    }
    return status;
}
