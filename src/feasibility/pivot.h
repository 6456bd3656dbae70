/* Exact pivoting: the simplex method in integers, for the few subjects where floating point fails.
 *
 * Given columns a_1, a_2, ... of K integers, either weights w >= 0, not all 0, with sum w a = 0, or a vector
 * v with <v,a_j> > 0 for all j.  Columns may be added after every vector; what was done before is kept.
 *
 * Phase 1 of the revised simplex method for sum w a = 0, sum w = 1: kept are the inverse of the basis, K + 1
 * rows, and the multipliers y of minimising the sum of the artificial variables, as integers over one
 * denominator, the last pivot, so that every division is exact.  A tableau of all columns would be several
 * times as wide.  The column that gains most enters, and rows leave by the lexicographic rule: all but one of
 * the right-hand sides are 0, so nearly every choice is a tie, and without it the method may go round in
 * circles. Source: J. Edmonds, J.-F. Maurras, Note sur les Q-matrices d'Edmonds, RAIRO 31 (1997) 203-209; G.
 * B. Dantzig, A. Orden, P. Wolfe, The generalized simplex method, Pacific J. Math. 5 (1955) 183-195. */
#ifndef HR_PIVOT_H
#define HR_PIVOT_H

#include "base/error.h"

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum { HR_PIVOT_WEIGHTS, HR_PIVOT_VECTOR, HR_PIVOT_TOO_LONG } hr_pivot_end;

typedef struct {
    size_t rows;                         /* K */
    size_t columns, capacity;            /* of `column` and `length` */
    mpz_t **column;                      /* K entries each */
    double *length;                      /* log2 of each one's largest entry */
    size_t norm;                         /* sum |a_k| < 2^norm for every column */
    mpz_t *inverse;                      /* (K + 2) x (K + 1), over `denominator`: B^-1, then y */
    mpz_t *image;                        /* K + 2: the entering column, B^-1 (a, 1) and its gain */
    size_t *basis;                       /* the variable of each row: artificial ones, then the columns */
    mpz_t denominator, product, divisor; /* the last two: scratch */
    double work;                         /* products of machine words so far */
} hr_pivot;

hr_status hr_pivot_init(hr_pivot *pivot, size_t rows);
void hr_pivot_clear(hr_pivot *pivot);

/* K entries, copied. */
hr_status hr_pivot_add(hr_pivot *pivot, const mpz_t *column);

/* Goes on from the basis of the call before; TOO_LONG as soon as pivot->work passes `work`. */
hr_pivot_end hr_pivot_run(hr_pivot *pivot, double work);

/* After WEIGHTS: one for each column; at most K + 1 are positive and theirs is the only dependence of these
 * columns. */
void hr_pivot_weights(mpz_t *weight, const hr_pivot *pivot);

/* After VECTOR: K entries, with no more bits than it takes to serve the columns well. */
void hr_pivot_vector(mpz_t *vector, const hr_pivot *pivot);

#endif
