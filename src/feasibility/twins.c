#include "feasibility/twins.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Equal rows of a matrix by sorting their hashes; float zeros of both signs are one. */
typedef struct {
    uint64_t hash;
    uint32_t row;
} hashed;

static int by_hash(const void *a, const void *b) {
    const hashed *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static uint64_t mix(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

static uint64_t hash_row(const hr_matrix *m, size_t row) {
    uint64_t hash = 0;
    if (m->dtype == HR_BIGINT) {
        hr_bigint_cursor cursor = hr_bigint_row(m, row);
        for (size_t j = 0; j < m->cols; j++) {
            mpz_t view;
            hr_bigint_next(&cursor, view);
            hash = mix(hash, (uint64_t)(mpz_sgn(view) < 0) << 32 | mpz_size(view));
            hash = mix(hash, mpz_size(view) ? mpz_getlimbn(view, 0) : 0);
        }
        return hash;
    }
    for (size_t j = 0; j < m->cols; j++) {
        double value = hr_matrix_get_d(m, row, j) + 0.0; /* -0 becomes 0 */
        uint64_t word;
        memcpy(&word, &value, sizeof word);
        hash = mix(hash, word);
    }
    return hash;
}

static bool equal_rows(const hr_matrix *m, size_t a, size_t b) {
    size_t d = m->cols;
    if (m->dtype == HR_BIGINT) {
        hr_bigint_cursor x = hr_bigint_row(m, a), y = hr_bigint_row(m, b);
        for (size_t j = 0; j < d; j++) {
            mpz_t v, w;
            hr_bigint_next(&x, v);
            hr_bigint_next(&y, w);
            if (mpz_cmp(v, w))
                return false;
        }
        return true;
    }
    for (size_t j = 0; j < d; j++) {
        bool same = m->dtype == HR_INT64 ? m->i64[a * d + j] == m->i64[b * d + j]
                                         : hr_matrix_get_d(m, a, j) == hr_matrix_get_d(m, b, j);
        if (!same)
            return false;
    }
    return true;
}

uint32_t *hr_twins(const hr_matrix *docs) {
    size_t rows = docs->rows;
    uint32_t *twin = hr_alloc(rows, sizeof *twin, "equal documents");
    hashed *order = hr_alloc(rows, sizeof *order, "equal documents");
    if (!twin || !order) {
        free(twin);
        free(order);
        return NULL;
    }
#pragma omp parallel for schedule(static)
    for (size_t i = 0; i < rows; i++)
        order[i] = (hashed){hash_row(docs, i), (uint32_t)i};
    qsort(order, rows, sizeof *order, by_hash);
    for (size_t i = 0, first = 0; i < rows; i++) {
        if (i && order[i].hash != order[first].hash)
            first = i;
        bool same = i > first && equal_rows(docs, order[first].row, order[i].row);
        twin[order[i].row] = same ? order[first].row : order[i].row;
    }
    free(order);
    return twin;
}
