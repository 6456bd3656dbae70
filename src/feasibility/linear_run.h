/* Many subjects from question to verdict, in rounds: each solves its small working set, then one blocked pass
 * over all points serves them all, until nothing is violated. */
#ifndef HR_LINEAR_RUN_H
#define HR_LINEAR_RUN_H

#include "feasibility/linear_task.h"

typedef struct {
    hr_linear_problem *problem;
    const hr_linear_options *options;
    bool keep; /* certificates stay in the tasks */
    double deadline;
    /* every subject once, in any order, by one thread; the task is cleared after it */
    hr_status (*settled)(void *context, hr_linear_task *task);
    void *context;
} hr_linear_run;

/* Subjects first .. first + count - 1. */
hr_status hr_linear_run_all(const hr_linear_run *run, uint32_t first, uint32_t count);

#endif
