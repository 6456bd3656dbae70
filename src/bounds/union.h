/* What the rows by a union bound (U1 and U2) share: they need the histogram of |S(q)| and nothing else. */
#ifndef HR_UNION_H
#define HR_UNION_H

#include "bounds/bound.h"
#include "bounds/failure.h"

typedef hr_status (*hr_union_fill)(hr_bound_row *out, const hr_problem *problem, const hr_sizes *sizes);

/* Fills the row from the problem's histogram. */
hr_status hr_union_compute(hr_bound_row *out, const hr_problem *problem, hr_union_fill fill);

/* F-global(eps) by hr_global_failure: a row of the least dimension, and the failure bound there.  False: the
 * row says why there is none. */
bool hr_union_global(hr_bound_row *out, double *failure, const hr_problem *problem, const hr_sizes *sizes,
                     hr_log_tail tail);

#endif
