/* The last resort: one subject decided by exact pivoting on its working set and exact scores with all points.
 */
#ifndef HR_LINEAR_EXACT_H
#define HR_LINEAR_EXACT_H

#include "feasibility/linear_task.h"

/* Leaves the task DONE, with `exact` set where it is FEASIBLE; UNKNOWN when that would take too long.  The
 * bound is on work, not on time, so that every call says the same. */
hr_status hr_linear_task_exact(hr_linear_task *task, const hr_linear_problem *problem, bool keep,
                               double deadline);

#endif
