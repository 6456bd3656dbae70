#include "feasibility/linear_look.h"

#include "base/memory.h"
#include "feasibility/linear_open.h"
#include "feasibility/ranking.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A largest margin is one that no point outside the working set would lower by more than this share. */
static const double NOTICED = 1e-4;

/* What a pass sees of one task's members. */
typedef struct {
    double low;            /* the lowest score, in the filter's units */
    double floor, ceiling; /* the lowest exact one lies between */
    uint32_t count;        /* members below those of the working set, the lowest first */
    uint32_t *point;
    double *score;
} members;

typedef struct {
    hr_linear_task *const *task;
    hr_linear_problem *problem;
    const hr_matrix *hints;
    const hr_look_options *options;
    members *seen; /* by task */
    double **line; /* by thread: a query and a point */
} look;

static double filter_high(const look *l, uint32_t slot) {
    return ldexp(l->task[slot]->high, l->problem->operand.query_scale[slot]);
}

static void note_low(members *seen, uint32_t point, double score, uint32_t most) {
    uint32_t at = seen->count;
    if (at == most && score >= seen->score[at - 1])
        return;
    if (at < most)
        seen->count++;
    else
        at--;
    for (; at && seen->score[at - 1] > score; at--) {
        seen->score[at] = seen->score[at - 1];
        seen->point[at] = seen->point[at - 1];
    }
    seen->score[at] = score;
    seen->point[at] = point;
}

static double dot(const double *a, const double *b, size_t count) {
    double sum = 0;
    for (size_t k = 0; k < count; k++)
        sum += a[k] * b[k];
    return sum;
}

static void see_members(const look *l, uint32_t slot, double *query, double *point) {
    const hr_linear_problem *p = l->problem;
    const hr_operand *o = &p->operand;
    uint32_t subject = l->task[slot]->subject;
    double known = ldexp(l->task[slot]->low, o->query_scale[slot]);
    double slack = l->task[slot]->program ? NOTICED * fabs(known - filter_high(l, slot)) : 0;
    members *seen = &l->seen[slot];
    seen->low = seen->floor = seen->ceiling = INFINITY;
    seen->count = 0;
    hr_operand_query(query, o, slot);
    for (uint64_t i = p->start[subject]; i < p->start[subject + 1]; i++) {
        uint32_t x = p->member[i];
        hr_operand_doc(point, o, x);
        double score = dot(query, point, p->columns);
        double error = hr_refined_error(o, o->query_norm[slot], o->doc_norm[x], INFINITY);
        seen->low = fmin(seen->low, score);
        seen->floor = fmin(seen->floor, score - error);
        seen->ceiling = fmin(seen->ceiling, score + error);
        if (score < known - slack)
            note_low(seen, x, score, l->options->add);
    }
    seen->floor -= fabs(seen->floor) * 0x1p-50; /* the differences were rounded */
    seen->ceiling += fabs(seen->ceiling) * 0x1p-50;
}

static void begin(const hr_scan *scan, hr_row *row, uint32_t slot) {
    const look *l = scan->context;
    double *line = l->line[hr_this_thread()];
    see_members(l, slot, line, line + l->problem->columns);
    row->query = slot;
    row->norm = scan->operand->query_norm[slot];
    row->wanted = l->options->add;
    /* others up to the working set's highest, and up to the lowest member, do no harm */
    double harmless = l->problem->free_threshold ? l->seen[slot].floor : 0;
    double high = filter_high(l, slot), low = ldexp(l->task[slot]->low, scan->operand->query_scale[slot]);
    if (l->task[slot]->program && high < low)
        high += NOTICED * (low - high);
    row->least = fmin(high, harmless);
    row->ceiling = INFINITY;
    row->used = 0;
}

static hr_status visit(const hr_scan *scan, hr_row *row, uint32_t first, size_t count, const double *score) {
    const look *l = scan->context;
    const hr_operand *o = scan->operand;
    uint32_t subject = l->task[row->query]->subject;
    for (size_t c = 0; c < count; c++) {
        if (score[c] + hr_filter_error(o, row->norm, o->largest_doc) < row->least)
            continue;
        double error = hr_filter_error(o, row->norm, o->doc_norm[first + c]);
        if (score[c] + error < row->least || hr_linear_member(l->problem, subject, first + (uint32_t)c))
            continue;
        hr_status status = hr_row_add(row, (hr_candidate){first + (uint32_t)c, score[c], error});
        if (status != HR_OK)
            return status;
    }
    return HR_OK;
}

/* The highest score that a candidate may have, and surely has; -inf without candidates. */
static void highest(const hr_row *row, double *may, double *surely, double *score) {
    *may = *surely = *score = -INFINITY;
    for (size_t i = 0; i < row->used; i++) {
        const hr_candidate *c = &row->candidate[i];
        *may = fmax(*may, c->score + c->error);
        *surely = fmax(*surely, c->score - c->error);
        *score = fmax(*score, c->score);
    }
    *may += fabs(*may) * 0x1p-50;
    *surely -= fabs(*surely) * 0x1p-50;
}

/* The points that the filter leaves open, in integers.  What was never a candidate is surely below. */
static hr_status decide_open(bool *serves, const look *l, uint32_t slot, const hr_row *row) {
    const hr_linear_problem *p = l->problem;
    hr_linear_open open;
    hr_status status = hr_linear_open_init(&open, p, &p->view.queries, slot);
    uint32_t subject = l->task[slot]->subject;
    for (uint64_t i = p->start[subject]; status == HR_OK && i < p->start[subject + 1]; i++)
        hr_linear_open_see(&open, p, p->member[i], true);
    for (size_t i = 0; status == HR_OK && i < row->used; i++)
        hr_linear_open_see(&open, p, row->candidate[i].document, false);
    *serves = status == HR_OK && hr_linear_open_serves(&open, p);
    hr_linear_open_clear(&open, p);
    return status;
}

static hr_status decide(bool *serves, const look *l, uint32_t slot, const hr_row *row, double *top) {
    const members *seen = &l->seen[slot];
    double may, surely;
    highest(row, &may, &surely, top);
    if (l->problem->free_threshold) {
        *serves = may < seen->floor;
        if (*serves || surely > seen->ceiling)
            return HR_OK;
    } else {
        bool positive =
            !l->problem->fixed_threshold || hr_matrix_get_d(l->hints, slot, l->problem->columns - 1) > 0;
        *serves = seen->floor > 0 && may < 0 && positive;
        if (*serves || !positive || seen->ceiling < 0 || surely > 0)
            return HR_OK;
    }
    return decide_open(serves, l, slot, row);
}

static int best_first(const void *a, const void *b) {
    const hr_candidate *x = a, *y = b;
    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    return (x->document > y->document) - (x->document < y->document);
}

static hr_status add_points(const look *l, hr_linear_task *t, hr_row *row, const members *seen,
                            size_t *added) {
    hr_status status = HR_OK;
    size_t before = t->used;
    if (row->used)
        qsort(row->candidate, row->used, sizeof *row->candidate, best_first);
    for (size_t i = 0; i < row->used && i < l->options->add && status == HR_OK; i++)
        if (!hr_linear_task_has(t, row->candidate[i].document))
            status = hr_linear_task_add(t, row->candidate[i].document);
    for (size_t i = 0; i < seen->count && status == HR_OK; i++)
        if (!hr_linear_task_has(t, seen->point[i]))
            status = hr_linear_task_add(t, seen->point[i]);
    *added = t->used - before;
    return status;
}

static double margin_of(const look *l, uint32_t slot, double low, double top) {
    const hr_linear_problem *p = l->problem;
    const hr_operand *o = &p->operand;
    double margin = p->free_threshold ? (low - top) / 2 : fmin(low, -top);
    margin = ldexp(margin, -(o->query_scale[slot] + o->doc_scale[0] + (int)p->shift));
    return p->fixed_threshold ? margin / hr_matrix_get_d(l->hints, slot, p->columns - 1) : margin;
}

/* The vector serves, as its hint is: the one with the largest margin is kept. */
static hr_status take(const look *l, uint32_t slot, double margin) {
    hr_linear_task *t = l->task[slot];
    size_t columns = l->problem->columns;
    if (t->found && !(margin > t->margin))
        return HR_OK;
    if (!t->found && !(t->found = hr_alloc(columns, sizeof *t->found, "a vector")))
        return HR_ENOMEM;
    for (size_t k = 0; k < columns; k++)
        t->found[k] = hr_matrix_get_d(l->hints, slot, k);
    t->margin = margin;
    t->verdict = HR_FEASIBLE;
    return HR_OK;
}

static hr_status finish(const hr_scan *scan, hr_row *row, int thread) {
    const look *l = scan->context;
    uint32_t slot = row->query;
    hr_linear_task *t = l->task[slot];
    double top;
    bool serves;
    size_t added = 0;
    (void)thread;
    hr_status status = decide(&serves, l, slot, row, &top);
    if (status == HR_OK && (!serves || t->program))
        status = add_points(l, t, row, &l->seen[slot], &added);
    /* without candidates the highest is the working set's, where it has others */
    if (status == HR_OK && serves)
        status = take(l, slot, margin_of(l, slot, l->seen[slot].low, fmax(top, filter_high(l, slot))));
    t->state = added ? HR_TASK_SOLVE : serves ? HR_TASK_DONE : HR_TASK_STUCK;
    return status;
}

static void set_hint(hr_matrix *hints, size_t row, const double *vector) {
    for (size_t k = 0; k < hints->cols; k++)
        if (hints->dtype == HR_FLOAT32)
            hints->f32[row * hints->cols + k] = (float)vector[k];
        else
            hints->f64[row * hints->cols + k] = vector[k];
}

static void look_clear(look *l, size_t count, int threads) {
    for (size_t i = 0; l->seen && i < count; i++) {
        free(l->seen[i].point);
        free(l->seen[i].score);
    }
    for (int i = 0; l->line && i < threads; i++)
        free(l->line[i]);
    free(l->seen);
    free(l->line);
}

static hr_status look_init(look *l, size_t count, int threads) {
    bool ok = true;
    l->seen = hr_calloc(count, sizeof *l->seen, "a pass");
    l->line = hr_calloc((size_t)threads, sizeof *l->line, "a pass");
    for (size_t i = 0; l->seen && ok && i < count; i++) {
        l->seen[i].point = hr_alloc(l->options->add, sizeof *l->seen[i].point, "a pass");
        l->seen[i].score = hr_alloc(l->options->add, sizeof *l->seen[i].score, "a pass");
        ok = l->seen[i].point && l->seen[i].score;
    }
    for (int i = 0; l->line && ok && i < threads; i++)
        ok = (l->line[i] = hr_alloc(2 * l->problem->columns, sizeof **l->line, "a pass")) != NULL;
    return l->seen && l->line && ok ? HR_OK : HR_ENOMEM;
}

hr_status hr_linear_look(hr_linear_task *const *task, size_t count, hr_linear_problem *problem,
                         hr_matrix *hints, const hr_look_options *options) {
    look l = {.task = task, .problem = problem, .hints = hints, .options = options};
    int threads = hr_scan_threads();
    size_t all = hints->rows;
    hints->rows = count; /* the operand is as large as what is looked at */
    hr_status status = look_init(&l, count, threads);
    uint32_t *order = hr_alloc(count, sizeof *order, "an order");
    for (size_t i = 0; status == HR_OK && order && i < count; i++) {
        order[i] = (uint32_t)i;
        set_hint(hints, i, task[i]->vector);
    }
    if (status == HR_OK)
        status = order ? hr_linear_problem_hints(problem, hints) : HR_ENOMEM;
    atomic_bool stop = false, late = false;
    hr_scan scan = {.operand = &problem->operand,
                    .queries = count,
                    .documents = problem->points,
                    .order = order,
                    .context = &l,
                    .begin = begin,
                    .visit = visit,
                    .finish = finish,
                    .stop = &stop,
                    .late = &late,
                    .deadline = options->deadline};
    if (status == HR_OK && count)
        status = hr_scan_run(&scan);
    hints->rows = all;
    look_clear(&l, count, threads);
    free(order);
    return status;
}
