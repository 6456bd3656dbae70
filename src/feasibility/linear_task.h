/* One subject on its way to a verdict: its working set of points, out of all of them, and what was found. */
#ifndef HR_LINEAR_TASK_H
#define HR_LINEAR_TASK_H

#include "feasibility/farkas.h"
#include "feasibility/linear_problem.h"
#include "feasibility/nearest.h"

typedef enum {
    HR_TASK_SOLVE, /* the working set is to be solved */
    HR_TASK_LOOK,  /* its vector is to be compared with all points */
    HR_TASK_DONE,
    HR_TASK_STUCK /* floating point does not get any further */
} hr_task_state;

typedef struct {
    uint32_t subject;
    hr_task_state state;
    hr_verdict verdict;
    double margin; /* of `found`, in real units */
    size_t used, capacity;
    uint32_t *point; /* the working set */
    size_t corral, corral_capacity, weight_capacity;
    uint32_t *corral_at; /* places in the working set */
    double *corral_weight;
    double *vector; /* the next to look at: columns entries, |.|_inf = 1 */
    double low,
        high; /* of the working set by `vector`: the lowest member's, the highest other's <vector, x> */
    unsigned rounds;
    bool program;  /* its working sets are solved as linear programs, for the largest margin */
    double *found; /* the best vector so far, of `margin`; NULL: none */
    int *basis;    /* of the last program: its columns, then its rows */
    size_t basis_rows, basis_capacity;
    hr_farkas farkas; /* INFEASIBLE, where it is kept */
    mpz_t *exact; /* FEASIBLE: columns integers that serve, where vector does only after rounding; or NULL */
    size_t columns;
} hr_linear_task;

hr_status hr_linear_task_init(hr_linear_task *out, const hr_linear_problem *problem, uint32_t subject);
void hr_linear_task_clear(hr_linear_task *task);

bool hr_linear_task_has(const hr_linear_task *task, uint32_t point);
/* Point by point; the caller asks hr_linear_task_has first. */
hr_status hr_linear_task_add(hr_linear_task *task, uint32_t point);

/* Scratch of one thread. */
typedef struct {
    hr_nearest nearest;
    uint32_t *list; /* K + 2 points */
} hr_linear_worker;

hr_status hr_linear_worker_init(hr_linear_worker *out, const hr_linear_problem *problem);
void hr_linear_worker_clear(hr_linear_worker *worker);

/* The working set's rows a = p or -p, and the corral, into worker->nearest. */
hr_status hr_linear_worker_load(hr_linear_worker *worker, const hr_linear_task *task,
                                const hr_linear_problem *problem);

/* Solves the working set: a vector to compare with all points, INFEASIBLE by exact weights (kept with
 * `keep`), or stuck. */
hr_status hr_linear_task_solve(hr_linear_task *task, const hr_linear_problem *problem,
                               hr_linear_worker *worker, double tolerance, bool keep);

#endif
