/* Exact certificates of linear infeasibility: positive integers w with sum w a = 0 over a subject's points (a
 * = p for members, -p for others). */
#ifndef HR_FARKAS_H
#define HR_FARKAS_H

#include "feasibility/linear_problem.h"

typedef struct {
    size_t count, capacity;
    uint32_t *point; /* ascending */
    mpz_t *weight;   /* of the problem's points, positive */
} hr_farkas;

void hr_farkas_clear(hr_farkas *farkas); /* safe on zeroed memory */

/* Tries the points given: when exactly one combination of them, up to a factor, gives 0, and its weights all
 * have one sign, or when after leaving out those of weight 0 they have.  *found: `out` holds weights for
 * which sum w a = 0 has been checked in integers. */
hr_status hr_farkas_solve(bool *found, hr_farkas *out, const hr_linear_problem *problem, uint32_t subject,
                          const uint32_t *point, size_t count);

#endif
