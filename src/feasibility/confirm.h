/* Comparing a construction's matrices with what they are said to be, entry by entry, in exact integers.
 *
 * Any matrix may be given: a float matrix agrees where its entries are those very integers. */
#ifndef HR_CONFIRM_H
#define HR_CONFIRM_H

#include "embedding/embedding.h"

void hr_integer_set(mpz_t out, int64_t value);

/* Walks a row: each call says whether the next entry equals `value`. */
typedef struct {
    const hr_matrix *matrix;
    size_t row, col;
    hr_bigint_cursor cursor;
} hr_entries;

void hr_entries_start(hr_entries *entries, const hr_matrix *matrix, size_t row);
/* `room` is scratch, initialised by the caller. */
bool hr_entries_next(hr_entries *entries, const mpz_t value, mpz_t room);

/* A sum of squares of any size, for the length of a row: sum 2^(2 exponent). */
typedef struct {
    double sum;
    long exponent;
} hr_squares;

void hr_squares_add(hr_squares *squares, const mpz_t value);
double hr_squares_log2_length(const hr_squares *squares); /* -inf for nothing but zeros */

/* Whether row i is (base[i]^first, base[i]^(first + 1), ...) for every row. */
hr_status hr_confirm_powers(bool *confirmed, const hr_matrix *matrix, const int64_t *base, size_t first);

/* Whether row i holds the coefficients of v^first, v^(first + 1), ... of minus the product over its runs of
 * (v - low)(v - high), times (v^2 + 1)^(c - runs).  log2_length (one per row) receives log2 of the row's
 * length.  A matrix of long integers without entries (hr_embedding_levels_only) holds whatever is said. */
hr_status hr_confirm_polynomials(bool *confirmed, double *log2_length, const hr_matrix *matrix,
                                 const hr_structure *structure, size_t c, size_t first);

#endif
