/* The least feasible dimension by galloping and bisection over an exact decision.
 *
 * The decision is three-valued and need not be monotone in d.  What is returned is a crossing that was
 * decided on both sides: `least` was decided FEASIBLE and `least - 1` INFEASIBLE.  Where feasibility is not
 * monotone (random embeddings are nearly, not exactly, so) there can be other crossings; no d is ever called
 * infeasible without its own decision.  UNKNOWN counts neither as feasible nor as infeasible. */
#ifndef HR_LEAST_H
#define HR_LEAST_H

#include "feasibility/check.h"

/* Decides dimension d >= 1. */
typedef hr_status (*hr_decide)(hr_verdict *verdict, uint32_t d, void *context);

typedef struct {
    uint32_t start;   /* the first d asked; a good guess saves decisions */
    uint32_t step;    /* the first stride away from it, doubled each time; 0: start / 16 */
    uint32_t ceiling; /* no d above this is asked */
} hr_least_options;

typedef struct {
    /* FEASIBLE: `least` is the answer.  INFEASIBLE: the ceiling itself was decided infeasible, least is 0.
     * UNKNOWN: dimensions between `above` and `least` stayed undecided. */
    hr_verdict state;
    uint32_t least; /* the least d decided feasible; 0: none */
    uint32_t above; /* decided infeasible, nothing between it and `least` was; 0: none */
    uint32_t asked; /* decisions */
} hr_least;

hr_status hr_least_search(hr_least *out, const hr_least_options *options, hr_decide decide, void *context);

/* The d that at least half of the samples reach: the ceil(count / 2)-th smallest; samples of 0 (none found)
 * are larger than all others, and so can be the answer: 0. */
uint32_t hr_least_median(const uint32_t *sample, size_t count);

#endif
