/* The linear program of theory.md, section 4, on a working set, by GLPK: maximise t with
 *
 *     <v,x> - r >= t for members,  r - <v,x> >= t for others,  |v|_inf <= 1         (F-sign: r = 0)
 *
 * and for any document with thresholds |v_k| <= the largest entry of the embedding's documents, r as given.
 * GLPK keeps one environment per thread (Debian's GLPK 5.0 is built so); a program lives within one call. The
 * environments are not freed: a caller may have programs of its own in them. */
#ifndef HR_LINEAR_PROGRAM_H
#define HR_LINEAR_PROGRAM_H

#include "feasibility/linear_task.h"

/* The task's next vector is the program's; starts from the basis of the call before.  *solved is false, and
 * nothing has changed, when GLPK found no optimum above 0. */
hr_status hr_linear_program_solve(bool *solved, hr_linear_task *task, const hr_linear_problem *problem,
                                  hr_linear_worker *worker);

#endif
