/* Integer systems A x = b solved exactly by p-adic lifting.
 *
 * A has `columns` columns and at least as many rows, all of which a solution has to fulfil; it is factored
 * once modulo a prime, and every digit of x to the base of that prime costs two triangular solutions modulo
 * it and one product with A.  Rational numbers are recovered from the digits. Source: J. D. Dixon, Exact
 * solution of linear equations using p-adic expansions, Numerische Mathematik 40 (1982) 137-141. */
#ifndef HR_DIXON_H
#define HR_DIXON_H

#include "base/error.h"

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>

/* x_j = out[j] / denominator, denominator > 0, all initialised by the caller.  entry[i * columns + j] = A_ij.
 * *found is false when A's columns are dependent modulo the prime, or when no x solves a set of independent
 * rows within Cramer's bound.  The rows that were not needed are not looked at: the caller checks A x = b. */
hr_status hr_dixon_solve(bool *found, mpz_t *out, mpz_t denominator, const mpz_t *entry, const mpz_t *right,
                         size_t rows, size_t columns);

#endif
