#include "embedding/near_pairs.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Patterns are looked at in so many parts, whatever the number of threads. */
enum { PARTS = 64 };
enum { FEW = 100000 };       /* pairs: they are looked at before a second thread is awake */
static const float NEAR = 5; /* below the threshold: e^-5 of the loss of a tie */

hr_status hr_near_pairs_init(hr_near_pairs *out, const hr_patterns *patterns, size_t dimension) {
    size_t m = patterns->documents;
    *out = (hr_near_pairs){0};
    out->document = hr_alloc((size_t)patterns->count * HR_NEAR_MOST, sizeof *out->document, "near pairs");
    out->count = hr_alloc(patterns->count, sizeof *out->count, "near pairs");
    out->weight = hr_alloc(patterns->count, sizeof *out->weight, "near pairs");
    out->column = hr_alloc(m * dimension, sizeof *out->column, "near pairs");
    out->score = hr_alloc(m * PARTS, sizeof *out->score, "near pairs");
    out->found = hr_alloc(m * PARTS, sizeof *out->found, "near pairs");
    return out->document && out->count && out->weight && out->column && out->score && out->found ? HR_OK
                                                                                                 : HR_ENOMEM;
}

void hr_near_pairs_clear(hr_near_pairs *pairs) {
    free(pairs->document);
    free(pairs->count);
    free(pairs->weight);
    free(pairs->column);
    free(pairs->score);
    free(pairs->found);
    *pairs = (hr_near_pairs){0};
}

static void turn(float *column, const hr_near_rows *rows, size_t m) {
    for (size_t j = 0; j < m; j++)
        for (size_t k = 0; k < rows->dimension; k++)
            column[k * m + j] = rows->document[j * rows->width + k];
}

/* Evenly spread over what was found, elsewhere in every round. */
static void draw(hr_near_pairs *pairs, size_t p, const uint32_t *found, uint32_t count, uint32_t round) {
    uint32_t *to = pairs->document + p * HR_NEAR_MOST;
    uint32_t drawn = count < HR_NEAR_MOST ? count : HR_NEAR_MOST;
    uint32_t from = (uint32_t)(((uint64_t)round + p) * UINT64_C(2654435769) % (count ? count : 1));
    for (uint32_t i = 0; i < drawn; i++)
        to[i] = found[(from + (uint64_t)i * count / drawn) % count];
    pairs->count[p] = drawn;
    pairs->weight[p] = drawn ? (float)count / (float)drawn : 1;
}

static uint64_t list(hr_near_pairs *pairs, float *score, uint32_t *found, const hr_near_rows *rows,
                     const hr_patterns *patterns, size_t p, uint32_t round) {
    const hr_fast *fast = hr_fast_best();
    const float *q = rows->query + p * rows->width;
    size_t m = patterns->documents;
    float threshold = q[rows->dimension];
    uint64_t wrong = 0;
    uint32_t count = 0;
    fast->scale(score, q[0], pairs->column, m);
    for (size_t k = 1; k < rows->dimension; k++)
        fast->axpy(score, q[k], pairs->column + k * m, m);
    for (uint64_t i = patterns->start[p]; i < patterns->start[p + 1]; i++) {
        wrong += !(score[patterns->member[i]] > threshold);
        score[patterns->member[i]] = -INFINITY;
    }
    for (uint32_t j = 0; j < m; j++) {
        found[count] = j;
        count += score[j] > threshold - NEAR;
        wrong += score[j] >= threshold;
    }
    draw(pairs, p, found, count, round);
    return wrong;
}

void hr_near_pairs_list(uint64_t *wrong, hr_near_pairs *pairs, const hr_near_rows *rows,
                        const hr_patterns *patterns, uint32_t round) {
    size_t m = patterns->documents, count = patterns->count;
    uint64_t sum = 0;
    turn(pairs->column, rows, m);
#pragma omp parallel for schedule(dynamic, 1) reduction(+ : sum) if (m * count > FEW)
    for (size_t part = 0; part < PARTS; part++)
        for (size_t p = count * part / PARTS; p < count * (part + 1) / PARTS; p++)
            sum += list(pairs, pairs->score + part * m, pairs->found + part * m, rows, patterns, p, round);
    *wrong = sum;
}
