#include "feasibility/linear_exact.h"

#include "base/memory.h"
#include "base/progress.h"
#include "feasibility/integer_row.h"
#include "feasibility/linear_open.h"
#include "feasibility/pivot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Products of machine words: some seconds. */
static const double PIVOT_WORK = 2e9, LOOK_WORK = 1e9;

typedef struct {
    mpz_t *column, *weight, *vector;
    size_t columns;
} room;

static void room_clear(room *r, size_t dimension) {
    hr_integer_row_free(r->column, r->columns * dimension);
    hr_integer_row_free(r->weight, r->columns);
    hr_integer_row_free(r->vector, dimension);
}

/* The working set as columns a = p or -p; a positive factor of each does not matter. */
static hr_status room_init(room *r, const hr_linear_task *t, const hr_linear_problem *p) {
    size_t d = p->dimension;
    *r = (room){.columns = t->used};
    r->column = hr_integer_row(t->used * d);
    r->weight = hr_integer_row(t->used);
    r->vector = hr_integer_row(d);
    if (!r->column || !r->weight || !r->vector)
        return HR_ENOMEM;
    for (size_t j = 0; j < t->used; j++) {
        long e;
        hr_linear_point_exact(r->column + j * d, &e, p, t->point[j]);
        if (!hr_linear_member(p, t->subject, t->point[j]))
            for (size_t k = 0; k < d; k++)
                mpz_neg(r->column[j * d + k], r->column[j * d + k]);
    }
    return HR_OK;
}

static hr_status infeasible(hr_linear_task *t, const hr_linear_problem *p, const room *r, bool keep) {
    uint32_t *list = hr_alloc(t->used, sizeof *list, "a list of points");
    if (!list)
        return HR_ENOMEM;
    size_t count = 0;
    bool found;
    for (size_t j = 0; j < t->used; j++)
        if (mpz_sgn(r->weight[j]))
            list[count++] = t->point[j];
    hr_farkas_clear(&t->farkas);
    /* a basic solution: its points determine the weights, which are computed and checked anew */
    hr_status status = hr_farkas_solve(&found, &t->farkas, p, t->subject, list, count);
    if (found) {
        t->verdict = HR_INFEASIBLE;
        t->margin = 0;
        if (!keep)
            hr_farkas_clear(&t->farkas);
    }
    free(list);
    return status;
}

static double to_double(const mpz_t value, const mpz_t most, long exponent) {
    long e, f;
    double mantissa = mpz_get_d_2exp(&e, value), size = mpz_get_d_2exp(&f, most);
    long power = e - f + exponent;
    return ldexp(mantissa / size, (int)(power < -4000 ? -4000 : power > 4000 ? 4000 : power));
}

/* The vector that serves: rounded, |.|_inf = 1, and as it is. */
static hr_status feasible(hr_linear_task *t, const hr_linear_problem *p, hr_linear_open *open) {
    if (!t->found && !(t->found = hr_alloc(p->columns, sizeof *t->found, "a vector")))
        return HR_ENOMEM;
    mpz_t most, gap;
    mpz_inits(most, gap, NULL);
    for (size_t k = 0; k < p->columns; k++)
        if (mpz_cmpabs(open->vector[k], most) > 0)
            mpz_abs(most, open->vector[k]);
    if (!mpz_sgn(most))
        mpz_set_ui(most, 1);
    for (size_t k = 0; k < p->columns; k++)
        t->found[k] = to_double(open->vector[k], most, 0);
    double margin = INFINITY;
    if (p->free_threshold) {
        mpz_sub(gap, open->low, open->high);
        margin = to_double(gap, most, open->exponent) / 2;
    } else {
        if (open->any_member)
            margin = to_double(open->low, most, open->exponent);
        mpz_neg(gap, open->high);
        if (open->any_other)
            margin = fmin(margin, to_double(gap, most, open->exponent));
        if (p->fixed_threshold)
            margin /= to_double(open->vector[p->columns - 1], most, 0);
        margin = ldexp(margin, -(int)p->shift);
    }
    mpz_clears(most, gap, NULL);
    t->margin = margin;
    t->verdict = HR_FEASIBLE;
    hr_integer_row_free(t->exact, p->columns);
    t->exact = open->vector;
    open->vector = hr_integer_row(p->columns);
    return open->vector ? HR_OK : HR_ENOMEM;
}

/* Compares the vector with all points; those that it serves worst join the working set. */
static hr_status look(hr_linear_task *t, const hr_linear_problem *p, const room *r) {
    hr_linear_open open;
    hr_status status = hr_linear_open_init(&open, p, NULL, 0);
    if (status == HR_OK) {
        for (size_t k = 0; k < p->columns; k++)
            mpz_set(open.vector[k], r->vector[k]);
        hr_linear_open_see_all(&open, p, t->subject);
        if (hr_linear_open_serves(&open, p))
            status = feasible(t, p, &open);
        else {
            uint32_t worst[] = {open.low_point, open.high_point};
            for (int i = 0; i < 2 && status == HR_OK; i++)
                if (worst[i] != HR_NONE && !hr_linear_task_has(t, worst[i]))
                    status = hr_linear_task_add(t, worst[i]);
        }
    }
    hr_linear_open_clear(&open, p);
    return status;
}

hr_status hr_linear_task_exact(hr_linear_task *t, const hr_linear_problem *p, bool keep, double deadline) {
    double seen = 0;
    size_t before = 0;
    hr_status status = HR_OK;
    /* the working set grows in every round that does not end it */
    while (status == HR_OK && t->verdict == HR_UNKNOWN && t->used > before && seen <= LOOK_WORK) {
        if (deadline > 0 && hr_seconds() > deadline)
            break;
        room r;
        hr_pivot_end end = HR_PIVOT_TOO_LONG;
        before = t->used;
        status = room_init(&r, t, p);
        if (status == HR_OK)
            status = hr_pivot(&end, r.weight, r.vector, (const mpz_t *)r.column, p->dimension, t->used,
                              PIVOT_WORK);
        if (status == HR_OK && end == HR_PIVOT_WEIGHTS)
            status = infeasible(t, p, &r, keep);
        if (status == HR_OK && end == HR_PIVOT_VECTOR) {
            size_t limbs = 1;
            for (size_t k = 0; k < p->dimension; k++)
                limbs = mpz_size(r.vector[k]) > limbs ? mpz_size(r.vector[k]) : limbs;
            seen += (double)p->points * (double)p->columns * (double)(limbs + 8);
            status = look(t, p, &r);
        }
        room_clear(&r, p->dimension);
    }
    t->state = HR_TASK_DONE;
    return status;
}
