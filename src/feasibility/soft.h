/* The soft-margin step of one query or document: where no vector separates, the one that errs least.
 *
 *     minimise  (lambda / 2) |v|^2 + (1/2) sum_i weight_i max(0, 1 - sign_i (<v,p_i> - offset_i))^2
 *
 * over the points p_i, sign +1 for members and -1 for the others.  A linear program's t is 0 as soon as one
 * pair cannot be served, whatever the others do; these losses keep telling better vectors from worse ones.
 * Convex, piecewise quadratic: Newton's method on the pairs that are short of 1, with an exact line search,
 * ends after finitely many steps.  Source: S. S. Keerthi, D. DeCoste, A modified finite Newton method for
 * fast solution of large scale linear SVMs, J. Machine Learning Research 6 (2005) 341-361. */
#ifndef HR_SOFT_H
#define HR_SOFT_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

/* What all subjects of one side have in common. */
typedef struct {
    size_t points, dimension;
    size_t stride; /* from a point to the next, at least the dimension */
    const double *point;
    const double *offset; /* of each point; NULL: 0 */
    const double *weight; /* of each point, positive; NULL: 1 */
    double lambda;        /* > 0 */
} hr_soft_problem;

/* Scratch of one thread. */
typedef struct {
    double *sign, *margin, *slope; /* points */
    double *gradient, *step;       /* dimension */
    double *hessian;               /* dimension^2 */
    double *active;                /* rows short of 1, times the root of their weight */
} hr_soft;

hr_status hr_soft_init(hr_soft *soft, const hr_soft_problem *problem);
void hr_soft_clear(hr_soft *soft); /* safe on zeroed memory */

/* Improves v, `dimension` entries; members ascending.  Returns the sum of the losses (without lambda's). */
double hr_soft_solve(double *v, hr_soft *soft, const hr_soft_problem *problem, const uint32_t *member,
                     size_t members);

#endif
