/* Exact pivoting: the simplex method in integers, for the few points where floating point fails.
 *
 * Given columns a_1 .. a_W of K integers, either weights w >= 0, not all 0, with sum w a = 0, or a vector v
 * with <v,a_j> > 0 for all j.  Phase 1 of the simplex method with Bland's rule, so that it ends; the tableau
 * holds integers over one denominator, the last pivot, and every division is exact. Source: J. Edmonds, J.-F.
 * Maurras, Note sur les Q-matrices d'Edmonds, RAIRO 31 (1997) 203-209. */
#ifndef HR_PIVOT_H
#define HR_PIVOT_H

#include "base/error.h"

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum { HR_PIVOT_WEIGHTS, HR_PIVOT_VECTOR, HR_PIVOT_TOO_LONG } hr_pivot_end;

/* column[j * rows + i]; weight has room for `columns`, vector for `rows`, both initialised by the caller.
 * Ends with TOO_LONG when the multiplications of machine words pass `work`. */
hr_status hr_pivot(hr_pivot_end *end, mpz_t *weight, mpz_t *vector, const mpz_t *column, size_t rows,
                   size_t columns, double work);

#endif
