/* What is fixed in a question of linear feasibility, as points in K dimensions.
 *
 * A subject (query or document) has members and others among the points p; v serves it when <v,p> > 0 for its
 * members and < 0 for the others.  Thresholds are coordinates:
 *
 *     any query, F-sign      p = x             any document, F-sign      p = q
 *     any query, F-query     p = (x, -1)       any document, F-query     p = (q, -r(q)), and v's last
 * coordinate is positive, that is, (0, ..., 0, 1) is one more member
 *
 * With a = p for members and a = -p for others, v serves when <v,a> > 0 for all a, and none does exactly when
 * weights w >= 0, not all 0, give sum w a = 0 (Gordan). */
#ifndef HR_LINEAR_PROBLEM_H
#define HR_LINEAR_PROBLEM_H

#include "feasibility/linear.h"
#include "feasibility/operand.h"

typedef struct {
    hr_linear_side side;
    hr_notion notion;
    uint32_t subjects, points;
    const uint64_t *start;  /* subjects + 1 */
    const uint32_t *member; /* the members of each, ascending */
    uint64_t *own_start;    /* any document: the sets the other way round */
    uint32_t *own_member;

    const hr_matrix *fixed; /* points x columns */
    hr_matrix lifted;       /* (q, -r(q)), where thresholds are fixed */
    uint32_t shift;         /* its rows are 2^shift (q, -r(q)) */
    size_t columns;
    bool free_threshold;  /* a last coordinate -1 that `fixed` does not have */
    bool fixed_threshold; /* point number `points` is (0, ..., 0, 1), a member of every subject */
    size_t dimension;     /* K = columns + free_threshold */
    double largest;       /* entry of the side that is sought, as the embedding has it; at least 2^-1000 */

    /* the filter's view: hints as queries, the points as documents */
    hr_embedding view;
    hr_operand operand;
} hr_linear_problem;

hr_status hr_linear_problem_init(hr_linear_problem *out, const hr_ancestors *ancestors,
                                 const hr_embedding *embedding, const hr_linear_options *options);
void hr_linear_problem_clear(hr_linear_problem *problem);

/* Makes the rows of `hints` (columns wide) the queries of view and operand; stays the caller's. */
hr_status hr_linear_problem_hints(hr_linear_problem *problem, const hr_matrix *hints);

bool hr_linear_member(const hr_linear_problem *problem, uint32_t subject, uint32_t point);
static inline size_t hr_linear_members(const hr_linear_problem *problem, uint32_t subject) {
    return problem->start[subject + 1] - problem->start[subject];
}

/* Point `point` in double, as the filter scales it: K entries. */
void hr_linear_point(double *out, const hr_linear_problem *problem, uint32_t point);

/* Point `point` exactly: p_k = out[k] * 2^exponent, K entries, initialised by the caller. */
void hr_linear_point_exact(mpz_t *out, long *exponent, const hr_linear_problem *problem, uint32_t point);

/* The same of a row of floats, count entries. */
void hr_linear_doubles_exact(mpz_t *out, long *exponent, const double *row, size_t count);

/* <v,p> exactly, times any power of two: its sign, and its value in units of 2^(exponents added). */
void hr_linear_dot(mpz_t out, mpz_t *v, mpz_t *p, size_t count);

#endif
