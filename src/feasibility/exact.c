#include "feasibility/exact.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

enum { NARROW_ENTRY = 62, NARROW_SCORE = 126 };

int64_t hr_dyadic(double value, long *exponent) {
    int e;
    int64_t mantissa = (int64_t)ldexp(frexp(value, &e), 53);
    if (!mantissa) {
        *exponent = 0;
        return 0;
    }
    int zeros = __builtin_ctzll((unsigned long long)mantissa);
    *exponent = (long)e - 53 + zeros;
    return mantissa >> zeros;
}

static double float_entry(const hr_matrix *matrix, size_t index) {
    return matrix->dtype == HR_FLOAT32 ? (double)matrix->f32[index] : matrix->f64[index];
}

typedef struct {
    long low;  /* exponent of the lowest bit that occurs */
    long high; /* every |entry| < 2^high */
} bit_range;

static bit_range range_of(const hr_matrix *matrix) {
    long low = LONG_MAX, high = LONG_MIN;
    size_t count = matrix->rows * matrix->cols;
    switch (matrix->dtype) {
    case HR_FLOAT32:
    case HR_FLOAT64:
#pragma omp parallel for reduction(min : low) reduction(max : high)
        for (size_t i = 0; i < count; i++) {
            double value = float_entry(matrix, i);
            if (value == 0)
                continue;
            long e;
            int top;
            hr_dyadic(value, &e);
            frexp(value, &top);
            if (e < low)
                low = e;
            if (top > high)
                high = top;
        }
        break;
    case HR_INT8:
        return (bit_range){0, 8};
    case HR_INT64: {
        uint64_t most = 0;
#pragma omp parallel for reduction(max : most)
        for (size_t i = 0; i < count; i++) {
            int64_t v = matrix->i64[i];
            uint64_t size = v < 0 ? -(uint64_t)v : (uint64_t)v;
            if (size > most)
                most = size;
        }
        return (bit_range){0, most ? 64 - __builtin_clzll(most) : 0};
    }
    case HR_BIGINT:
        return (bit_range){0, LONG_MAX / 4};
    }
    return low == LONG_MAX ? (bit_range){0, 0} : (bit_range){low, high};
}

hr_status hr_exact_init(hr_exact *exact, const hr_embedding *embedding) {
    bit_range q = range_of(&embedding->queries), x = range_of(&embedding->docs);
    long dimension_bits = 1;
    while (((size_t)1 << dimension_bits) < embedding->docs.cols)
        dimension_bits++;
    long qbits = q.high - q.low, xbits = x.high - x.low;
    *exact = (hr_exact){
        .embedding = embedding,
        .query_exponent = q.low,
        .doc_exponent = x.low,
        .narrow =
            qbits <= NARROW_ENTRY && xbits <= NARROW_ENTRY && qbits + xbits + dimension_bits <= NARROW_SCORE,
    };
    return HR_OK;
}

void hr_exact_scratch_init(hr_exact_scratch *scratch) {
    mpz_inits(scratch->a, scratch->b, NULL);
}

void hr_exact_scratch_clear(hr_exact_scratch *scratch) {
    mpz_clears(scratch->a, scratch->b, NULL);
}

static void set_i64(mpz_t z, int64_t value) {
    if (value >= LONG_MIN && value <= LONG_MAX) /* always, where long has 64 bits */
        mpz_set_si(z, (long)value);
    else {
        uint64_t size = value < 0 ? -(uint64_t)value : (uint64_t)value;
        mpz_import(z, 1, 1, sizeof size, 0, 0, &size);
        if (value < 0)
            mpz_neg(z, z);
    }
}

static void set_i128(mpz_t z, __int128 value) {
    unsigned __int128 size = value < 0 ? -(unsigned __int128)value : (unsigned __int128)value;
    uint64_t words[2] = {(uint64_t)size, (uint64_t)(size >> 64)};
    mpz_import(z, 2, -1, sizeof *words, 0, 0, words);
    if (value < 0)
        mpz_neg(z, z);
}

/* The integer of a narrow matrix's entry. */
static int64_t narrow_entry(const hr_matrix *matrix, size_t index, long exponent) {
    if (matrix->dtype == HR_INT8)
        return matrix->i8[index];
    if (matrix->dtype == HR_INT64)
        return matrix->i64[index];
    return (int64_t)ldexp(float_entry(matrix, index), (int)-exponent);
}

/* The integer of any plain matrix's entry. */
static void wide_entry(mpz_t z, const hr_matrix *matrix, size_t index, long exponent) {
    if (matrix->dtype == HR_INT8) {
        mpz_set_si(z, matrix->i8[index]);
    } else if (matrix->dtype == HR_INT64) {
        set_i64(z, matrix->i64[index]);
    } else {
        long e;
        set_i64(z, hr_dyadic(float_entry(matrix, index), &e));
        if (mpz_sgn(z))
            mpz_mul_2exp(z, z, (mp_bitcnt_t)(e - exponent));
    }
}

/* One row as integers, entry after entry, whatever its type. */
typedef struct {
    const hr_matrix *matrix;
    size_t index;
    long exponent;
    hr_bigint_cursor cursor;
} row_reader;

static row_reader open_row(const hr_matrix *matrix, size_t row, long exponent) {
    row_reader reader = {.matrix = matrix, .index = row * matrix->cols, .exponent = exponent};
    if (matrix->dtype == HR_BIGINT)
        reader.cursor = hr_bigint_row(matrix, row);
    return reader;
}

/* The next entry: an alias into the matrix, or `room` filled. */
static mpz_srcptr next_entry(row_reader *reader, mpz_t room, mpz_t alias) {
    if (reader->matrix->dtype == HR_BIGINT) {
        hr_bigint_next(&reader->cursor, alias);
        return alias;
    }
    wide_entry(room, reader->matrix, reader->index++, reader->exponent);
    return room;
}

static void wide_dot(mpz_t sum, row_reader p, row_reader q, size_t cols, hr_exact_scratch *scratch) {
    mpz_t alias_p, alias_q; /* views: nothing to clear */
    mpz_set_ui(sum, 0);
    for (size_t j = 0; j < cols; j++) {
        mpz_srcptr a = next_entry(&p, scratch->a, alias_p), b = next_entry(&q, scratch->b, alias_q);
        mpz_addmul(sum, a, b);
    }
}

void hr_exact_score(mpz_t score, const hr_exact *exact, size_t query, size_t document,
                    hr_exact_scratch *scratch) {
    const hr_matrix *q = &exact->embedding->queries, *x = &exact->embedding->docs;
    size_t cols = q->cols;
    if (exact->narrow) {
        __int128 sum = 0;
        for (size_t j = 0; j < cols; j++)
            sum += (__int128)narrow_entry(q, query * cols + j, exact->query_exponent) *
                   narrow_entry(x, document * cols + j, exact->doc_exponent);
        set_i128(score, sum);
        return;
    }
    wide_dot(score, open_row(q, query, exact->query_exponent), open_row(x, document, exact->doc_exponent),
             cols, scratch);
}

void hr_exact_query_norm2(mpz_t norm2, const hr_exact *exact, size_t query, hr_exact_scratch *scratch) {
    row_reader row = open_row(&exact->embedding->queries, query, exact->query_exponent);
    wide_dot(norm2, row, row, exact->embedding->queries.cols, scratch);
}

void hr_exact_doc_norm2(mpz_t norm2, const hr_exact *exact, size_t document, hr_exact_scratch *scratch) {
    row_reader row = open_row(&exact->embedding->docs, document, exact->doc_exponent);
    wide_dot(norm2, row, row, exact->embedding->docs.cols, scratch);
}
