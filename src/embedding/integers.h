/* Filling integer matrices row by row, whatever their type. */
#ifndef HR_INTEGERS_H
#define HR_INTEGERS_H

#include "embedding/matrix.h"

/* The next row of an HR_INT64 (the entries fit) or HR_BIGINT matrix; rows in order, from 0. */
hr_status hr_integers_row(hr_matrix *matrix, size_t row, const mpz_t *entries);

/* Row i becomes (point[i]^first, point[i]^(first+1), ...). */
hr_status hr_integers_powers(hr_matrix *matrix, const int64_t *point, size_t first);

/* value as int64; false when it does not fit */
bool hr_get_i64(const mpz_t value, int64_t *number);

#endif
