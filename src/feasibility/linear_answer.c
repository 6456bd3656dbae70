/* One subject with what a certificate of it needs. */
#include "feasibility/linear.h"

#include "base/memory.h"
#include "base/progress.h"
#include "feasibility/integer_row.h"
#include "feasibility/linear_open.h"
#include "feasibility/linear_run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const hr_linear_problem *problem;
    hr_linear_answer *out;
} asked;

static hr_status take_terms(hr_linear_answer *out, const hr_farkas *f, const hr_linear_problem *p,
                            uint32_t subject) {
    out->member = hr_calloc(f->count, sizeof *out->member, "a certificate");
    out->other = hr_calloc(f->count, sizeof *out->other, "a certificate");
    if (!out->member || !out->other)
        return HR_ENOMEM;
    for (size_t i = 0; i < f->count; i++) {
        if (f->point[i] == p->points)
            continue; /* v's last coordinate: the inequality between the sums of w r */
        bool member = hr_linear_member(p, subject, f->point[i]);
        hr_linear_term *term = member ? &out->member[out->members++] : &out->other[out->others++];
        term->index = f->point[i];
        mpz_init_set(term->weight, f->weight[i]);
    }
    return HR_OK;
}

/* r midway between the two sides; one side alone is cleared by one unit. */
static void take_threshold(hr_linear_answer *out, const hr_linear_open *open) {
    out->threshold_exponent = open->vector_exponent + open->exponent - 1;
    if (open->any_member && open->any_other) {
        mpz_add(out->threshold, open->low, open->high);
    } else if (open->any_member || open->any_other) {
        mpz_mul_2exp(out->threshold, open->any_member ? open->low : open->high, 1);
        if (open->any_member)
            mpz_sub_ui(out->threshold, out->threshold, 1);
        else
            mpz_add_ui(out->threshold, out->threshold, 1);
    }
}

/* The vector once more against every point, in integers, now for its threshold. */
static hr_status take_vector(hr_linear_answer *out, const hr_linear_task *task, const hr_linear_problem *p) {
    hr_linear_open open;
    hr_matrix row = {.rows = 1, .cols = p->columns, .dtype = HR_FLOAT64, .f64 = task->found};
    hr_status status = hr_linear_open_init(&open, p, task->exact || !task->found ? NULL : &row, 0);
    for (size_t k = 0; status == HR_OK && task->exact && k < p->columns; k++)
        mpz_set(open.vector[k], task->exact[k]);
    if (status == HR_OK)
        hr_linear_open_see_all(&open, p, task->subject);
    if (status == HR_OK && !hr_linear_open_serves(&open, p)) {
        out->verdict = HR_UNKNOWN; /* the filter's bound would be wrong: say nothing */
        out->margin = NAN;
    } else if (status == HR_OK) {
        out->dimension = p->columns - p->fixed_threshold;
        out->vector = hr_integer_row(out->dimension);
        status = out->vector ? HR_OK : HR_ENOMEM;
        for (size_t k = 0; status == HR_OK && k < out->dimension; k++)
            mpz_set(out->vector[k], open.vector[k]);
        out->exponent = p->fixed_threshold ? 0 : open.vector_exponent;
        if (p->fixed_threshold)
            mpz_set(out->divisor, open.vector[out->dimension]);
        if (p->free_threshold)
            take_threshold(out, &open);
    }
    hr_linear_open_clear(&open, p);
    return status;
}

static hr_status take(void *context, hr_linear_task *task) {
    const asked *a = context;
    a->out->verdict = task->verdict;
    a->out->margin = task->margin;
    if (task->verdict == HR_INFEASIBLE)
        return take_terms(a->out, &task->farkas, a->problem, task->subject);
    return task->verdict == HR_FEASIBLE ? take_vector(a->out, task, a->problem) : HR_OK;
}

hr_status hr_linear_one(hr_linear_answer *out, const hr_ancestors *ancestors, const hr_embedding *embedding,
                        const hr_linear_options *options, uint32_t subject) {
    hr_linear_problem problem;
    memset(out, 0, sizeof *out);
    hr_status status = hr_linear_problem_init(&problem, ancestors, embedding, options);
    if (status != HR_OK)
        return status;
    out->verdict = HR_UNKNOWN;
    out->margin = NAN;
    mpz_init_set_ui(out->divisor, 1);
    mpz_init(out->threshold);
    asked a = {&problem, out};
    hr_linear_run run = {.problem = &problem,
                         .options = options,
                         .keep = true,
                         .deadline = options->seconds > 0 ? hr_seconds() + options->seconds : 0,
                         .settled = take,
                         .context = &a};
    status = subject < problem.subjects
                 ? hr_linear_run_all(&run, subject, 1)
                 : hr_fail(HR_EUSAGE, "there is no number %u among %u", subject, problem.subjects);
    hr_linear_problem_clear(&problem);
    if (status != HR_OK)
        hr_linear_answer_clear(out);
    return status;
}

static void terms_clear(hr_linear_term *term, size_t count) {
    for (size_t i = 0; term && i < count; i++)
        mpz_clear(term[i].weight);
    free(term);
}

void hr_linear_answer_clear(hr_linear_answer *a) {
    hr_integer_row_free(a->vector, a->dimension);
    mpz_clears(a->divisor, a->threshold, NULL);
    terms_clear(a->member, a->members);
    terms_clear(a->other, a->others);
    memset(a, 0, sizeof *a);
}
