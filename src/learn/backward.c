/* From the gradient by the vectors to the gradient by the table's rows. */
#include "learn/encoder.h"

#include "base/fast.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* v = w/|w|: the gradient by w is (g - v <v, g>) / |w|. */
static void through_length(float *gradient, const float *vector, float length, size_t d,
                           const hr_fast *fast) {
    fast->axpy(gradient, -fast->dot(vector, gradient, d), vector, d);
    fast->scale(gradient, 1 / length, gradient, d);
}

static int by_key(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Every use of a row by a vector, sorted by row, then by vector. */
static hr_status list_uses(hr_tower_scratch *s, size_t *uses, const hr_tower *tower, const uint32_t *item,
                           size_t count) {
    size_t used = 0;
    for (size_t k = 0; k < count; k++) {
        size_t i = item ? item[k] : k;
        uint64_t begin = tower->start[i], end = tower->start[i + 1];
        if (hr_grow(&s->use, &s->uses, used + (end - begin), sizeof *s->use, "a batch's features") != HR_OK)
            return HR_ENOMEM;
        for (uint64_t f = begin; f < end; f++)
            s->use[used++] = (uint64_t)tower->feature[f] << 32 | k;
    }
    qsort(s->use, used, sizeof *s->use, by_key);
    *uses = used;
    return HR_OK;
}

/* s->row: the distinct rows; s->begin: where each one's uses begin. */
static hr_status list_rows(hr_tower_scratch *s, size_t *rows, size_t uses) {
    size_t distinct = 0;
    if (hr_grow(&s->row, &s->rows, uses, sizeof *s->row, "a batch's features") != HR_OK ||
        hr_grow(&s->begin, &s->begins, uses + 1, sizeof *s->begin, "a batch's features") != HR_OK)
        return HR_ENOMEM;
    for (size_t u = 0; u < uses; u++)
        if (!u || s->use[u] >> 32 != s->use[u - 1] >> 32) {
            s->begin[distinct] = u;
            s->row[distinct++] = (uint32_t)(s->use[u] >> 32);
        }
    s->begin[distinct] = uses;
    *rows = distinct;
    return HR_OK;
}

static hr_status through_mean(hr_row_gradient *out, hr_tower_scratch *s, const hr_tower *tower,
                              const uint32_t *item, size_t count, const float *gradient) {
    const hr_fast *fast = hr_fast_best();
    size_t d = tower->dimension, uses, rows;
    hr_status status = list_uses(s, &uses, tower, item, count);
    if (status == HR_OK)
        status = list_rows(s, &rows, uses);
    if (status == HR_OK)
        status = hr_grow(&s->gradient, &s->floats, rows * d, sizeof(float), "a batch's gradient");
    if (status != HR_OK)
        return status;
#pragma omp parallel for schedule(static) if (uses * d >= 1 << 15)
    for (size_t r = 0; r < rows; r++) {
        memset(s->gradient + r * d, 0, d * sizeof(float));
        for (uint64_t u = s->begin[r]; u < s->begin[r + 1]; u++) {
            size_t k = s->use[u] & UINT32_MAX, i = item ? item[k] : k;
            float share = 1 / (float)(tower->start[i + 1] - tower->start[i]);
            fast->axpy(s->gradient + r * d, share, gradient + k * d, d);
        }
    }
    *out = (hr_row_gradient){rows, s->row, s->gradient};
    return HR_OK;
}

hr_status hr_tower_backward(hr_row_gradient *out, hr_tower_scratch *scratch, const hr_tower *tower,
                            const uint32_t *item, size_t count, const float *vector, const float *length,
                            float *gradient) {
    const hr_fast *fast = hr_fast_best();
    size_t d = tower->dimension;
    if (tower->unit) {
#pragma omp parallel for schedule(static) if (count * d >= 1 << 15)
        for (size_t k = 0; k < count; k++)
            through_length(gradient + k * d, vector + k * d, length[k], d, fast);
    }
    if (tower->start)
        return through_mean(out, scratch, tower, item, count, gradient);
    *out = (hr_row_gradient){count, item, gradient};
    return HR_OK;
}

void hr_tower_scratch_clear(hr_tower_scratch *scratch) {
    free(scratch->row);
    free(scratch->use);
    free(scratch->gradient);
    free(scratch->begin);
    memset(scratch, 0, sizeof *scratch);
}
