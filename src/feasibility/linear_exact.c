#include "feasibility/linear_exact.h"

#include "base/memory.h"
#include "base/progress.h"
#include "feasibility/integer_row.h"
#include "feasibility/linear_open.h"
#include "feasibility/pivot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Products of machine words: minutes; one of WordNet's queries in 64 dimensions takes a second or two. */
static const double PIVOT_WORK = 2e11, LOOK_WORK = 2e10;
/* The same between two looks at the clock. */
static const double SLICE = 5e8;

/* Points of the working set that the pivoting has not seen: columns a = p or -p; a positive factor of each
 * does not matter. */
static hr_status add_columns(hr_pivot *pivot, const hr_linear_task *t, const hr_linear_problem *p) {
    size_t d = p->dimension;
    mpz_t *column = hr_integer_row(d);
    hr_status status = column ? HR_OK : HR_ENOMEM;
    for (size_t j = pivot->columns; status == HR_OK && j < t->used; j++) {
        long e;
        hr_linear_point_exact(column, &e, p, t->point[j]);
        if (!hr_linear_member(p, t->subject, t->point[j]))
            for (size_t k = 0; k < d; k++)
                mpz_neg(column[k], column[k]);
        status = hr_pivot_add(pivot, (const mpz_t *)column);
    }
    hr_integer_row_free(column, d);
    return status;
}

static hr_status infeasible(hr_linear_task *t, const hr_linear_problem *p, const hr_pivot *pivot, bool keep) {
    uint32_t *list = hr_alloc(t->used, sizeof *list, "a list of points");
    mpz_t *weight = hr_integer_row(t->used);
    size_t count = 0;
    bool found = false;
    hr_status status = list && weight ? HR_OK : HR_ENOMEM;
    if (status == HR_OK)
        hr_pivot_weights(weight, pivot);
    for (size_t j = 0; status == HR_OK && j < t->used; j++)
        if (mpz_sgn(weight[j]))
            list[count++] = t->point[j];
    hr_farkas_clear(&t->farkas);
    /* a basic solution: its points determine the weights, which are computed and checked anew */
    if (status == HR_OK)
        status = hr_farkas_solve(&found, &t->farkas, p, t->subject, list, count);
    if (found) {
        t->verdict = HR_INFEASIBLE;
        t->margin = 0;
        if (!keep)
            hr_farkas_clear(&t->farkas);
    }
    hr_integer_row_free(weight, t->used);
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

/* The points of one side that a vector serves worst, the worst first, as many as there is room for. */
typedef struct {
    size_t used, room;
    uint32_t *point;
    double *score;
} worst;

static hr_status worst_init(worst *w, size_t room) {
    *w = (worst){.room = room};
    w->point = hr_alloc(room, sizeof *w->point, "a list of points");
    w->score = hr_alloc(room, sizeof *w->score, "a list of points");
    return w->point && w->score ? HR_OK : HR_ENOMEM;
}

static void worst_clear(worst *w) {
    free(w->point);
    free(w->score);
}

static void worst_note(worst *w, uint32_t point, double score) {
    if (w->used == w->room && score >= w->score[w->used - 1])
        return;
    size_t at = w->used < w->room ? w->used++ : w->used - 1;
    for (; at && w->score[at - 1] > score; at--) {
        w->score[at] = w->score[at - 1];
        w->point[at] = w->point[at - 1];
    }
    w->score[at] = score;
    w->point[at] = point;
}

static hr_status worst_join(hr_linear_task *t, const worst *w) {
    hr_status status = HR_OK;
    for (size_t i = 0; i < w->used && status == HR_OK; i++)
        if (!hr_linear_task_has(t, w->point[i]))
            status = hr_linear_task_add(t, w->point[i]);
    return status;
}

/* Compares the vector with all points, in integers.  Which of them join the working set is a matter of speed,
 * but for the worst of each side: where the vector does not serve, one of the two is new, since it serves the
 * working set. */
static void see_all(hr_linear_open *open, const hr_linear_task *t, const hr_linear_problem *p,
                    worst side[2]) {
    const uint32_t *member = p->member + p->start[t->subject], *end = p->member + p->start[t->subject + 1];
    for (uint32_t x = 0; x < p->points; x++) {
        bool inside = member < end && *member == x;
        long e;
        hr_linear_open_see(open, p, x, inside);
        double score = mpz_get_d_2exp(&e, open->score);
        e += open->exponent;
        score = ldexp(score, (int)(e < -4000 ? -4000 : e > 4000 ? 4000 : e));
        worst_note(&side[inside], x, inside ? score : -score);
        member += inside;
    }
}

static hr_status look(hr_linear_task *t, const hr_linear_problem *p, mpz_t *vector) {
    hr_linear_open open;
    worst side[2] = {{0}};
    hr_status status = hr_linear_open_init(&open, p, NULL, 0);
    for (int i = 0; i < 2 && status == HR_OK; i++)
        status = worst_init(&side[i], p->dimension);
    if (status == HR_OK) {
        for (size_t k = 0; k < p->columns; k++)
            mpz_set(open.vector[k], vector[k]);
        see_all(&open, t, p, side);
    }
    if (status == HR_OK && hr_linear_open_serves(&open, p)) {
        status = feasible(t, p, &open);
    } else if (status == HR_OK) {
        const uint32_t ends[] = {open.low_point, open.high_point};
        for (int i = 0; i < 2 && status == HR_OK; i++)
            if (ends[i] != HR_NONE && !hr_linear_task_has(t, ends[i]))
                status = hr_linear_task_add(t, ends[i]);
        for (int i = 0; i < 2 && status == HR_OK; i++)
            status = worst_join(t, &side[i]);
    }
    worst_clear(&side[0]);
    worst_clear(&side[1]);
    hr_linear_open_clear(&open, p);
    return status;
}

static size_t most_limbs(const mpz_t *vector, size_t count) {
    size_t most = 1;
    for (size_t k = 0; k < count; k++)
        most = mpz_size(vector[k]) > most ? mpz_size(vector[k]) : most;
    return most;
}

static bool late(double deadline) {
    return deadline > 0 && hr_seconds() > deadline;
}

static hr_pivot_end pivot_in_time(hr_pivot *pivot, double deadline) {
    hr_pivot_end end;
    do
        end = hr_pivot_run(pivot, fmin(pivot->work + SLICE, PIVOT_WORK));
    while (end == HR_PIVOT_TOO_LONG && pivot->work <= PIVOT_WORK && !late(deadline));
    return end;
}

hr_status hr_linear_task_exact(hr_linear_task *t, const hr_linear_problem *p, bool keep, double deadline) {
    hr_pivot pivot;
    hr_status status = hr_pivot_init(&pivot, p->dimension);
    mpz_t *vector = hr_integer_row(p->dimension);
    if (!vector)
        status = HR_ENOMEM;
    double seen = 0;
    size_t before = 0;
    /* the working set grows in every round that does not end it */
    while (status == HR_OK && t->verdict == HR_UNKNOWN && t->used > before && seen <= LOOK_WORK &&
           !late(deadline)) {
        before = t->used;
        status = add_columns(&pivot, t, p);
        if (status != HR_OK)
            break;
        hr_pivot_end end = pivot_in_time(&pivot, deadline);
        if (end == HR_PIVOT_WEIGHTS)
            status = infeasible(t, p, &pivot, keep);
        if (end == HR_PIVOT_VECTOR) {
            hr_pivot_vector(vector, &pivot);
            seen += (double)p->points * (double)p->columns *
                    (double)(most_limbs((const mpz_t *)vector, p->dimension) + 8);
            status = look(t, p, vector);
        }
    }
    hr_integer_row_free(vector, p->dimension);
    hr_pivot_clear(&pivot);
    t->state = HR_TASK_DONE;
    return status;
}
