#include "embedding/matrix.h"

#include "base/memory.h"
#include "embedding/round.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

size_t hr_dtype_size(hr_dtype dtype) {
    switch (dtype) {
    case HR_FLOAT32:
        return sizeof(float);
    case HR_FLOAT64:
        return sizeof(double);
    case HR_INT8:
        return sizeof(int8_t);
    case HR_INT64:
        return sizeof(int64_t);
    case HR_BIGINT:
        return 0;
    }
    return 0;
}

const char *hr_dtype_name(hr_dtype dtype) {
    switch (dtype) {
    case HR_FLOAT32:
        return "float32";
    case HR_FLOAT64:
        return "float64";
    case HR_INT8:
        return "int8";
    case HR_INT64:
        return "int64";
    case HR_BIGINT:
        return "bigint";
    }
    return "?";
}

hr_status hr_matrix_init(hr_matrix *out, size_t rows, size_t cols, hr_dtype dtype) {
    size_t entries;
    memset(out, 0, sizeof *out);
    out->dtype = dtype;
    if (__builtin_mul_overflow(rows, cols, &entries) || rows == SIZE_MAX)
        return hr_fail(HR_ELIMIT, "a matrix of %zu x %zu entries is larger than memory can address", rows,
                       cols);
    if (dtype == HR_BIGINT) {
        out->big.row_start = hr_calloc(rows + 1, sizeof *out->big.row_start, "a matrix of integers");
        out->big.size = hr_calloc(entries, sizeof *out->big.size, "a matrix of integers");
        if (!out->big.row_start || !out->big.size) {
            hr_matrix_clear(out);
            return HR_ENOMEM;
        }
    } else {
        out->any = hr_calloc(entries, hr_dtype_size(dtype), "an embedding matrix");
        if (!out->any)
            return HR_ENOMEM;
    }
    out->rows = rows;
    out->cols = cols;
    return HR_OK;
}

void hr_matrix_clear(hr_matrix *matrix) {
    if (matrix->dtype == HR_BIGINT) {
        free(matrix->big.row_start);
        free(matrix->big.size);
        free(matrix->big.limb);
    } else {
        free(matrix->any);
    }
    memset(matrix, 0, sizeof *matrix);
}

hr_status hr_bigint_append(hr_matrix *matrix, size_t row, const mpz_t *entries) {
    hr_bigints *big = &matrix->big;
    size_t cols = matrix->cols, used = big->row_start[row], need = used;
    int32_t *size = big->size + row * cols;
    for (size_t j = 0; j < cols; j++) {
        size_t limbs = mpz_size(entries[j]);
        if (limbs > INT32_MAX)
            return hr_fail(HR_ELIMIT, "an integer of %zu bits is larger than an embedding can hold",
                           mpz_sizeinbase(entries[j], 2));
        size[j] = mpz_sgn(entries[j]) < 0 ? -(int32_t)limbs : (int32_t)limbs;
        need += limbs;
    }
    hr_status status =
        (hr_status)hr_grow(&big->limb, &big->capacity, need, sizeof *big->limb, "exact integers");
    if (status != HR_OK)
        return status;
    for (size_t j = 0; j < cols; j++) {
        size_t limbs = mpz_size(entries[j]);
        if (limbs)
            memcpy(big->limb + used, mpz_limbs_read(entries[j]), limbs * sizeof *big->limb);
        used += limbs;
    }
    big->row_start[row + 1] = used;
    return HR_OK;
}

hr_bigint_cursor hr_bigint_row(const hr_matrix *matrix, size_t row) {
    const hr_bigints *big = &matrix->big;
    return (hr_bigint_cursor){big->limb ? big->limb + big->row_start[row] : NULL,
                              big->size + row * matrix->cols};
}

void hr_bigint_next(hr_bigint_cursor *cursor, mpz_t view) {
    static const mp_limb_t nothing; /* a row of zeros has no limbs at all */
    int32_t size = *cursor->size++;
    mpz_roinit_n(view, size ? cursor->limb : &nothing, size);
    if (size)
        cursor->limb += size < 0 ? -(int64_t)size : size;
}

static void big_entry(mpz_t view, const hr_matrix *matrix, size_t row, size_t col) {
    hr_bigint_cursor cursor = hr_bigint_row(matrix, row);
    for (size_t j = 0; j <= col; j++)
        hr_bigint_next(&cursor, view);
}

/* mpz_set_si takes a long, which may have 32 bits */
void hr_set_i64(mpz_t value, int64_t number) {
    uint64_t magnitude = number < 0 ? -(uint64_t)number : (uint64_t)number;
    mpz_import(value, 1, 1, sizeof magnitude, 0, 0, &magnitude);
    if (number < 0)
        mpz_neg(value, value);
}

void hr_matrix_get_z(mpz_t value, const hr_matrix *matrix, size_t row, size_t col) {
    size_t at = row * matrix->cols + col;
    mpz_t view;
    switch (matrix->dtype) {
    case HR_INT8:
        mpz_set_si(value, matrix->i8[at]);
        return;
    case HR_INT64:
        hr_set_i64(value, matrix->i64[at]);
        return;
    case HR_BIGINT:
        big_entry(view, matrix, row, col);
        mpz_set(value, view);
        return;
    case HR_FLOAT32:
    case HR_FLOAT64:
        mpz_set_ui(value, 0); /* not an integer matrix */
        return;
    }
}

double hr_matrix_get_d(const hr_matrix *matrix, size_t row, size_t col) {
    size_t at = row * matrix->cols + col;
    mpz_t view;
    switch (matrix->dtype) {
    case HR_FLOAT32:
        return matrix->f32[at];
    case HR_FLOAT64:
        return matrix->f64[at];
    case HR_INT8:
        return matrix->i8[at];
    case HR_INT64:
        return (double)matrix->i64[at];
    case HR_BIGINT:
        big_entry(view, matrix, row, col);
        return hr_round_integer(view, 0, HR_FLOAT64);
    }
    return NAN;
}

static size_t widest_big(const hr_matrix *matrix) {
    size_t bits = 0;
    mpz_t view;
    for (size_t i = 0; i < matrix->rows; i++) {
        hr_bigint_cursor cursor = hr_bigint_row(matrix, i);
        for (size_t j = 0; j < matrix->cols; j++) {
            hr_bigint_next(&cursor, view);
            size_t size = mpz_sizeinbase(view, 2);
            bits = size > bits ? size : bits;
        }
    }
    return bits;
}

/* The bits of all magnitudes, together. */
static uint64_t magnitudes(const hr_matrix *matrix) {
    size_t entries = matrix->rows * matrix->cols;
    uint64_t all = 0;
    for (size_t i = 0; i < entries; i++) {
        int64_t v = matrix->dtype == HR_INT8 ? matrix->i8[i] : matrix->i64[i];
        all |= v < 0 ? -(uint64_t)v : (uint64_t)v;
    }
    return all;
}

void hr_matrix_set_d(hr_matrix *matrix, size_t row, size_t col, double value) {
    size_t at = row * matrix->cols + col;
    if (matrix->dtype == HR_FLOAT32)
        matrix->f32[at] = (float)value;
    else
        matrix->f64[at] = value;
}

size_t hr_matrix_bits(const hr_matrix *matrix) {
    if (hr_matrix_is_bfloat16(matrix))
        return 16;
    if (!hr_dtype_exact(matrix->dtype))
        return 8 * hr_dtype_size(matrix->dtype);
    if (matrix->dtype == HR_BIGINT)
        return widest_big(matrix) + 1;
    size_t bits = 0;
    for (uint64_t all = magnitudes(matrix); all; all >>= 1)
        bits++;
    return (bits ? bits : 1) + 1; /* 0 has one bit, as GMP counts it */
}

hr_status hr_matrix_finite(const hr_matrix *matrix, const char *file) {
    if (hr_dtype_exact(matrix->dtype))
        return HR_OK;
    size_t entries = matrix->rows * matrix->cols, at = 0;
    if (matrix->dtype == HR_FLOAT32)
        while (at < entries && isfinite(matrix->f32[at]))
            at++;
    else
        while (at < entries && isfinite(matrix->f64[at]))
            at++;
    if (at == entries)
        return HR_OK;
    size_t row = at / matrix->cols, col = at % matrix->cols;
    return hr_fail(HR_EINPUT, "%s: %s in row %zu, column %zu (counted from 0); an embedding must be finite",
                   file, isnan(hr_matrix_get_d(matrix, row, col)) ? "NaN" : "infinity", row, col);
}

bool hr_matrix_equal(const hr_matrix *a, const hr_matrix *b) {
    bool equal = a->rows == b->rows && a->cols == b->cols && hr_dtype_exact(a->dtype);
    mpz_t x, y;
    mpz_inits(x, y, NULL);
    for (size_t i = 0; i < a->rows && equal; i++)
        for (size_t j = 0; j < a->cols && equal; j++) {
            hr_matrix_get_z(x, a, i, j);
            hr_matrix_get_z(y, b, i, j);
            equal = !mpz_cmp(x, y);
        }
    mpz_clears(x, y, NULL);
    return equal;
}
