/* U9 (theory.md, section 2): an embedding improved by solving for the queries and for the documents in turn.
 *
 * With the documents fixed, every query is a problem of its own, and with the queries and their thresholds
 * fixed every document is; both are linear feasibility (theory.md, section 4).  Where a vector serves, the
 * linear step finds it and decides it exactly (feasibility/linear.h).  Where none does, the step takes the
 * vector that errs least (feasibility/soft.h), which moves the other side towards one where a vector does. */
#ifndef HR_ALTERNATE_H
#define HR_ALTERNATE_H

#include "feasibility/check.h"

typedef struct {
    hr_notion notion; /* HR_F_QUERY or HR_F_SIGN */
    uint32_t rounds;  /* at most; 0: 1000, or until nothing has improved for 150 */
} hr_alternate_options;

typedef struct {
    hr_verdict verdict, verdict_before;
    uint64_t bad, bad_before;     /* queries with a wrong pair */
    double margin, margin_before; /* the worst, as in hr_check_result */
    uint32_t rounds;              /* that were made; 0: the start is FEASIBLE */
    bool improved;                /* otherwise the embedding is as it was */
} hr_alternate_result;

/* `embedding` becomes the best that was found, in float64: fewer bad queries by hr_check, or as many and a
 * larger margin; otherwise, and where it is FEASIBLE from the start, it stays as it is.  Deterministic, at
 * any number of threads. */
hr_status hr_alternate(hr_embedding *embedding, hr_alternate_result *result, const hr_ancestors *ancestors,
                       const hr_alternate_options *options);

#endif
