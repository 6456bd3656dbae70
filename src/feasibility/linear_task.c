#include "feasibility/linear_task.h"

#include "base/memory.h"
#include "feasibility/integer_row.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_MEMBERS = 64 }; /* a subject with more members starts from so many */

hr_status hr_linear_task_add(hr_linear_task *t, uint32_t point) {
    if (hr_grow(&t->point, &t->capacity, t->used + 1, sizeof *t->point, "a working set") != HR_OK)
        return HR_ENOMEM;
    t->point[t->used++] = point;
    return HR_OK;
}

bool hr_linear_task_has(const hr_linear_task *t, uint32_t point) {
    for (size_t i = 0; i < t->used; i++)
        if (t->point[i] == point)
            return true;
    return false;
}

/* Without members or without others every vector serves that has the right threshold: F-query's is free. */
static bool one_sided(const hr_linear_problem *p, uint32_t subject) {
    size_t members = hr_linear_members(p, subject);
    return p->free_threshold && (!members || members == p->points);
}

hr_status hr_linear_task_init(hr_linear_task *t, const hr_linear_problem *p, uint32_t subject) {
    const uint32_t *member = p->member + p->start[subject];
    size_t members = hr_linear_members(p, subject), first = members;
    *t = (hr_linear_task){.subject = subject, .verdict = HR_UNKNOWN, .margin = NAN, .columns = p->columns};
    t->vector = hr_calloc(p->columns, sizeof *t->vector, "a vector");
    hr_status status = t->vector ? HR_OK : HR_ENOMEM;
    if (one_sided(p, subject)) {
        t->state = HR_TASK_DONE;
        t->verdict = HR_FEASIBLE;
        t->margin = INFINITY;
        return status;
    }
    if (first > FIRST_MEMBERS)
        first = FIRST_MEMBERS;
    for (size_t i = 0; i < first && status == HR_OK; i++)
        status = hr_linear_task_add(t, member[i * members / first]);
    if (status == HR_OK && p->fixed_threshold)
        status = hr_linear_task_add(t, p->points);
    if (status == HR_OK && !t->used && p->points)
        status = hr_linear_task_add(t, 0);
    return status;
}

void hr_linear_task_clear(hr_linear_task *t) {
    free(t->point);
    free(t->corral_at);
    free(t->corral_weight);
    free(t->vector);
    free(t->found);
    free(t->basis);
    hr_integer_row_free(t->exact, t->columns);
    hr_farkas_clear(&t->farkas);
    memset(t, 0, sizeof *t);
}

hr_status hr_linear_worker_init(hr_linear_worker *w, const hr_linear_problem *p) {
    memset(w, 0, sizeof *w);
    w->list = hr_alloc(p->dimension + 2, sizeof *w->list, "a list of points");
    hr_status status = hr_nearest_init(&w->nearest, p->dimension);
    return w->list ? status : HR_ENOMEM;
}

void hr_linear_worker_clear(hr_linear_worker *w) {
    hr_nearest_clear(&w->nearest);
    free(w->list);
    memset(w, 0, sizeof *w);
}

hr_status hr_linear_worker_load(hr_linear_worker *w, const hr_linear_task *t, const hr_linear_problem *p) {
    hr_nearest *n = &w->nearest;
    if (hr_nearest_room(n, t->used) != HR_OK)
        return HR_ENOMEM;
    n->rows = t->used;
    for (size_t i = 0; i < t->used; i++) {
        double *row = n->row + i * p->dimension;
        hr_linear_point(row, p, t->point[i]);
        if (!hr_linear_member(p, t->subject, t->point[i]))
            for (size_t k = 0; k < p->dimension; k++)
                row[k] = -row[k];
    }
    n->used = t->corral;
    for (size_t i = 0; i < t->corral; i++) {
        n->corral[i] = t->corral_at[i];
        n->weight[i] = t->corral_weight[i];
    }
    return HR_OK;
}

static hr_status keep_corral(hr_linear_task *t, const hr_nearest *n) {
    if (hr_grow(&t->corral_at, &t->corral_capacity, n->used, sizeof *t->corral_at, "a corral") != HR_OK ||
        hr_grow(&t->corral_weight, &t->weight_capacity, n->used, sizeof *t->corral_weight, "weights") !=
            HR_OK)
        return HR_ENOMEM;
    t->corral = n->used;
    for (size_t i = 0; i < n->used; i++) {
        t->corral_at[i] = n->corral[i];
        t->corral_weight[i] = n->weight[i];
    }
    return HR_OK;
}

/* Takes z over, scaled to |vector|_inf = 1, with the working set's ends. */
static void take_vector(hr_linear_task *t, const hr_linear_problem *p, const hr_nearest *n) {
    double most = 0, threshold = p->free_threshold ? n->z[p->columns] : 0;
    for (size_t k = 0; k < p->columns; k++)
        most = fmax(most, fabs(n->z[k]));
    if (!(most > 0x1p-1000) || !isfinite(most)) {
        t->state = HR_TASK_STUCK;
        return;
    }
    for (size_t k = 0; k < p->columns; k++)
        t->vector[k] = n->z[k] / most;
    t->low = INFINITY;
    t->high = -INFINITY;
    for (size_t i = 0; i < t->used; i++) {
        if (t->point[i] == p->points)
            continue;
        if (hr_linear_member(p, t->subject, t->point[i]))
            t->low = fmin(t->low, (n->score[i] + threshold) / most);
        else
            t->high = fmax(t->high, (threshold - n->score[i]) / most);
    }
    t->state = HR_TASK_LOOK;
}

/* Forgets rows that are far from mattering, when there are many. */
static void shrink(hr_linear_task *t, const hr_linear_problem *p, const hr_nearest *n) {
    size_t limit = 8 * p->dimension + 256, kept = 0;
    if (t->used <= limit || n->used == 0)
        return;
    for (size_t i = 0; i < t->used; i++) {
        bool far = n->score[i] > 3 * n->square && t->point[i] != p->points;
        for (size_t c = 0; far && c < t->corral; c++)
            far = t->corral_at[c] != i;
        if (far)
            continue;
        for (size_t c = 0; c < t->corral; c++)
            if (t->corral_at[c] == i)
                t->corral_at[c] = (uint32_t)kept;
        t->point[kept++] = t->point[i];
    }
    t->used = kept;
}

hr_status hr_linear_task_solve(hr_linear_task *t, const hr_linear_problem *p, hr_linear_worker *w,
                               double tolerance, bool keep) {
    hr_nearest *n = &w->nearest;
    hr_status status = hr_linear_worker_load(w, t, p);
    if (status != HR_OK)
        return status;
    hr_nearest_end end = hr_nearest_find(n, tolerance);
    t->rounds++;
    if (end == HR_NEAREST_APART) {
        status = keep_corral(t, n);
        take_vector(t, p, n);
        shrink(t, p, n);
        return status;
    }
    bool found;
    for (size_t i = 0; i < n->used; i++)
        w->list[i] = t->point[n->corral[i]];
    hr_farkas_clear(&t->farkas);
    status = hr_farkas_solve(&found, &t->farkas, p, t->subject, w->list, n->used);
    t->state = found ? HR_TASK_DONE : HR_TASK_STUCK;
    if (found) {
        t->verdict = HR_INFEASIBLE;
        t->margin = 0;
        if (!keep)
            hr_farkas_clear(&t->farkas);
    }
    return status;
}
