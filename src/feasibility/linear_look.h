/* Many subjects' vectors against all points in one blocked pass. */
#ifndef HR_LINEAR_LOOK_H
#define HR_LINEAR_LOOK_H

#include "feasibility/linear_task.h"

typedef struct {
    uint32_t add;    /* points that a working set gets at most, for members and others each */
    double deadline; /* hr_seconds(); 0: none */
} hr_look_options;

/* Tasks in state LOOK, `count` of them: each becomes DONE (FEASIBLE: its vector, rounded to the hints' type,
 * was decided exactly against all points), SOLVE with a larger working set, or STUCK.  `hints` has at least
 * `count` rows and is overwritten. */
hr_status hr_linear_look(hr_linear_task *const *task, size_t count, hr_linear_problem *problem,
                         hr_matrix *hints, const hr_look_options *options);

#endif
