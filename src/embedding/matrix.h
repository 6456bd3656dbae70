/* A dense matrix in row-major order, one row per query or document. */
#ifndef HR_MATRIX_H
#define HR_MATRIX_H

#include "base/error.h"

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum { HR_FLOAT32, HR_FLOAT64, HR_INT8, HR_INT64, HR_BIGINT } hr_dtype;

/* Integers of any size, packed: entry (i, j) has |size[i*cols+j]| limbs, least first, negative size =
 * negative number; the rows' limbs lie one after the other, row i from limb[row_start[i]]. */
typedef struct {
    uint64_t *row_start; /* rows + 1 */
    int32_t *size;       /* rows * cols */
    mp_limb_t *limb;
    size_t capacity; /* limbs allocated */
} hr_bigints;

typedef struct {
    size_t rows, cols;
    hr_dtype dtype;
    union {
        float *f32;
        double *f64;
        int8_t *i8;
        int64_t *i64;
        hr_bigints big;
        void *any; /* of the four plain types */
    };
} hr_matrix;

/* Allocates; plain types are zeroed, HR_BIGINT starts with no rows appended.  `out` is overwritten. */
hr_status hr_matrix_init(hr_matrix *out, size_t rows, size_t cols, hr_dtype dtype);
void hr_matrix_clear(hr_matrix *matrix); /* safe on zeroed memory and twice */

size_t hr_dtype_size(hr_dtype dtype); /* bytes of an entry; 0 for HR_BIGINT */
const char *hr_dtype_name(hr_dtype dtype);
static inline bool hr_dtype_exact(hr_dtype dtype) {
    return dtype >= HR_INT8;
}

/* HR_BIGINT: fills the next row (row 0 first) with `cols` integers. */
hr_status hr_bigint_append(hr_matrix *matrix, size_t row, const mpz_t *entries);

/* HR_BIGINT: walks a row.  Each call makes `view` a read-only alias of the next entry (do not clear it). */
typedef struct {
    const mp_limb_t *limb;
    const int32_t *size;
} hr_bigint_cursor;
hr_bigint_cursor hr_bigint_row(const hr_matrix *matrix, size_t row);
void hr_bigint_next(hr_bigint_cursor *cursor, mpz_t view);

/* value = number; value is initialised by the caller. */
void hr_set_i64(mpz_t value, int64_t number);

/* Entry (row, col) of any integer matrix; value is initialised by the caller. */
void hr_matrix_get_z(mpz_t value, const hr_matrix *matrix, size_t row, size_t col);
/* Whether both hold the same integers. */
bool hr_matrix_equal(const hr_matrix *a, const hr_matrix *b);
/* Entry as a double, rounded to nearest (HR_BIGINT may give infinity). */
double hr_matrix_get_d(const hr_matrix *matrix, size_t row, size_t col);
/* Into a matrix of floats, rounded to nearest. */
void hr_matrix_set_d(hr_matrix *matrix, size_t row, size_t col, double value);

/* Whether it holds bfloat16: float32 of at most 8 significant bits each, so that their low 16 bits are zero.
 */
bool hr_matrix_is_bfloat16(const hr_matrix *matrix);

/* Bits per entry: of integers those of the largest, the sign included; of floats those of the type, bfloat16
 * included. */
size_t hr_matrix_bits(const hr_matrix *matrix);

/* HR_EINPUT naming the first NaN or infinity by file, row and column; HR_OK for integers. */
hr_status hr_matrix_finite(const hr_matrix *matrix, const char *file);

#endif
