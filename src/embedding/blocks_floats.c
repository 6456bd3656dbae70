#include "embedding/blocks_floats.h"

#include "base/memory.h"
#include "embedding/geometric.h"

#include <math.h>
#include <stdlib.h>

bool hr_blocks_have_floats(const hr_blocks *blocks) {
    bool good = blocks != NULL;
    for (uint32_t b = 0; good && b < blocks->count; b++) {
        const hr_block *block = &blocks->block[b];
        bool runs = block->kind == HR_BLOCK_RUNS && !block->dual && block->runs.most <= 1;
        good = runs || (block->kind == HR_BLOCK_VECTORS && hr_block_sign(block) > 0);
    }
    return good;
}

static hr_status place_runs(hr_embedding *out, const hr_block *b, size_t at) {
    hr_geometric line;
    hr_geometric_init(&line, (uint32_t)out->queries.rows, out->docs.dtype);
    for (size_t q = 0; q < out->queries.rows; q++) {
        double entry[2];
        hr_geometric_query(entry, &line, b->position[q]);
        hr_matrix_set_d(&out->queries, q, at, entry[0]);
        hr_matrix_set_d(&out->queries, q, at + 1, entry[1]);
    }
    for (uint32_t j = 0; j < b->documents; j++) {
        double entry[2] = {0, 0}; /* no query wants it: its scores are 0 */
        uint64_t run = b->runs.start[j];
        if (run < b->runs.start[j + 1] &&
            !hr_geometric_document(entry, &line, b->runs.first[run], b->runs.last[run]))
            return hr_geometric_refuse(&line);
        hr_matrix_set_d(&out->docs, b->document[j], at, entry[0]);
        hr_matrix_set_d(&out->docs, b->document[j], at + 1, entry[1]);
    }
    return HR_OK;
}

/* What a pattern's vector is divided by: midway between its lowest member's score and the highest other's,
 * the origin's 0 among the others. */
static double middle(const hr_block *b, uint32_t pattern) {
    const hr_block_vectors *v = &b->vectors;
    int64_t threshold = v->threshold[pattern], low = INT64_MAX, high = 0;
    for (uint32_t j = 0; j < b->documents; j++) {
        int64_t score = 0;
        for (size_t k = 0; k < b->dimension; k++)
            score += v->query[pattern * (size_t)b->dimension + k] * v->document[j * (size_t)b->dimension + k];
        if (score > threshold)
            low = score < low ? score : low;
        else
            high = score > high ? score : high;
    }
    if (low == INT64_MAX)
        return 2 * (double)(high > threshold ? high : threshold);
    return ((double)low + (double)high) / 2;
}

static double largest(const int64_t *entry, size_t count) {
    double most = 1;
    for (size_t i = 0; i < count; i++)
        most = fmax(most, fabs((double)entry[i]));
    return most;
}

static hr_status place_vectors(hr_embedding *out, const hr_block *b, size_t at) {
    const hr_block_vectors *v = &b->vectors;
    size_t d = b->dimension;
    double scale = exp2(ceil(log2(largest(v->document, b->documents * d))));
    for (uint32_t j = 0; j < b->documents; j++)
        for (size_t k = 0; k < d; k++)
            hr_matrix_set_d(&out->docs, b->document[j], at + k, (double)v->document[j * d + k] / scale);
    double *factor = hr_alloc(v->patterns, sizeof *factor, "the scales of patterns");
    if (!factor)
        return HR_ENOMEM;
    for (uint32_t p = 0; p < v->patterns; p++)
        factor[p] = scale / middle(b, p);
    for (size_t q = 0; q < out->queries.rows; q++) {
        uint32_t p = v->pattern[q];
        for (size_t k = 0; k < d; k++)
            hr_matrix_set_d(&out->queries, q, at + k, (double)v->query[p * d + k] * factor[p]);
    }
    free(factor);
    return HR_OK;
}

hr_status hr_blocks_floats(hr_embedding *out, const hr_blocks *blocks) {
    size_t at = 0;
    hr_status status = HR_OK;
    for (uint32_t b = 0; b < blocks->count && status == HR_OK; at += blocks->block[b++].dimension)
        if (blocks->block[b].kind == HR_BLOCK_RUNS)
            status = place_runs(out, &blocks->block[b], at);
        else
            status = place_vectors(out, &blocks->block[b], at);
    if (status != HR_OK || at == out->docs.cols)
        return status;
    for (size_t q = 0; q < out->queries.rows; q++)
        hr_matrix_set_d(&out->queries, q, at, 1);
    for (size_t x = 0; x < out->docs.rows; x++)
        hr_matrix_set_d(&out->docs, x, at, -1);
    return HR_OK;
}
