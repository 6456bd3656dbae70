/* One vector's scores with single points, exactly. */
#ifndef HR_LINEAR_OPEN_H
#define HR_LINEAR_OPEN_H

#include "feasibility/linear_problem.h"

typedef struct {
    mpz_t *vector;        /* columns entries */
    long vector_exponent; /* their unit: 2^vector_exponent */
    mpz_t *point, score;  /* scratch */
    /* the lowest member's and the highest other's score, in units of 2^(vector_exponent + exponent) */
    bool any_member, any_other;
    mpz_t low, high;
    long exponent;
    uint32_t low_point, high_point;
} hr_linear_open;

/* The vector is row `row` of floats, or is filled in by the caller (rows NULL). */
hr_status hr_linear_open_init(hr_linear_open *open, const hr_linear_problem *problem, const hr_matrix *rows,
                              size_t row);
void hr_linear_open_clear(hr_linear_open *open, const hr_linear_problem *problem);
void hr_linear_open_see(hr_linear_open *open, const hr_linear_problem *problem, uint32_t point, bool member);
/* All of them. */
void hr_linear_open_see_all(hr_linear_open *open, const hr_linear_problem *problem, uint32_t subject);
/* Whether it serves a subject that has only the points seen. */
bool hr_linear_open_serves(const hr_linear_open *open, const hr_linear_problem *problem);

#endif
