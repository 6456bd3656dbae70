#include "feasibility/linear.h"

#include "base/memory.h"
#include "base/progress.h"
#include "feasibility/linear_run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static hr_status take(void *context, hr_linear_task *task) {
    hr_linear_result *out = context;
    uint32_t i = task->subject;
    out->each[i] = (uint8_t)task->verdict;
    out->margin[i] = task->verdict == HR_UNKNOWN ? NAN : task->margin;
    size_t d = out->vectors.cols;
    /* with thresholds fixed the vector ends in a factor, positive */
    double factor = task->columns > d && task->found ? task->found[d] : 1;
    if (task->found)
        for (size_t k = 0; k < d; k++)
            out->vectors.f64[i * d + k] = task->found[k] / factor;
    return HR_OK;
}

static void count_up(hr_linear_result *out) {
    uint32_t *by_verdict[] = {&out->feasible, &out->infeasible, &out->unknown};
    out->worst = out->first_bad = HR_NONE;
    for (uint32_t i = 0; i < out->count; i++) {
        ++*by_verdict[out->each[i]];
        if (out->each[i] == HR_INFEASIBLE && out->first_bad == HR_NONE)
            out->first_bad = i;
        if (out->each[i] == HR_FEASIBLE &&
            (out->worst == HR_NONE || out->margin[i] < out->margin[out->worst]))
            out->worst = i;
    }
    out->verdict = out->infeasible ? HR_INFEASIBLE : out->unknown ? HR_UNKNOWN : HR_FEASIBLE;
}

hr_status hr_linear_all(hr_linear_result *out, const hr_ancestors *ancestors, const hr_embedding *embedding,
                        const hr_linear_options *options) {
    double began = hr_seconds();
    memset(out, 0, sizeof *out);
    hr_linear_problem problem;
    hr_status status = hr_linear_problem_init(&problem, ancestors, embedding, options);
    if (status != HR_OK)
        return status;
    out->count = problem.subjects;
    out->each = hr_alloc(out->count, sizeof *out->each, "verdicts");
    out->margin = hr_alloc(out->count, sizeof *out->margin, "margins");
    status = out->each && out->margin
                 ? hr_matrix_init(&out->vectors, out->count, embedding->docs.cols, HR_FLOAT64)
                 : HR_ENOMEM;
    /* subjects that have not begun when time is up are never handed over */
    for (uint32_t i = 0; status == HR_OK && i < out->count; i++) {
        out->each[i] = HR_UNKNOWN;
        out->margin[i] = NAN;
    }
    hr_linear_run run = {.problem = &problem,
                         .options = options,
                         .deadline = options->seconds > 0 ? began + options->seconds : 0,
                         .settled = take,
                         .context = out};
    hr_progress_start("linear programs", out->count);
    if (status == HR_OK)
        status = hr_linear_run_all(&run, 0, out->count);
    hr_progress_finish();
    if (status == HR_OK)
        count_up(out);
    out->seconds = hr_seconds() - began;
    hr_linear_problem_clear(&problem);
    if (status != HR_OK)
        hr_linear_result_clear(out);
    return status;
}

void hr_linear_result_clear(hr_linear_result *r) {
    free(r->each);
    free(r->margin);
    hr_matrix_clear(&r->vectors);
    memset(r, 0, sizeof *r);
}
