/* Polynomials with integer coefficients, as products of quadratics (U4, U5, U6). */
#ifndef HR_POLYNOMIAL_H
#define HR_POLYNOMIAL_H

#include "base/error.h"

#include <gmp.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    mpz_t *coefficient; /* of v^0 .. v^degree; the rest up to room is 0 */
    size_t degree, room;
    mpz_t sum, product, factor; /* scratch */
} hr_polynomial;

/* Room for degrees up to `room`; the polynomial is 0. */
hr_status hr_polynomial_init(hr_polynomial *polynomial, size_t room);
void hr_polynomial_clear(hr_polynomial *polynomial); /* safe on zeroed memory and twice */

/* polynomial = value, of degree 0 */
void hr_polynomial_constant(hr_polynomial *polynomial, long value);
/* polynomial *= (v - low)(v - high); the degree grows by 2 and must stay within room */
void hr_polynomial_times(hr_polynomial *polynomial, int64_t low, int64_t high);

/* U6, one row: minus the product over its runs of (v - low)(v - high), padded with v^2 + 1 to degree 2c. */
void hr_polynomial_of_runs(hr_polynomial *polynomial, const int64_t *low, const int64_t *high, size_t runs,
                           size_t c);

#endif
