/* Which points make a series of the figure, and the lines through them. */
#include "base/memory.h"
#include "experiment/summary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool x_is(const hr_experiment *e, const char *what) {
    return !strcmp(e->x, what);
}

/* Theory is about dimensions: it has its place where those are drawn. */
static bool in_figure(const hr_experiment *e, const hr_row *row) {
    if (!e->figure || !e->y)
        return false;
    if (row->kind == HR_THEORY)
        return !strcmp(e->y->name, "least-dimension") || !strcmp(e->y->name, "dimension");
    return row->quantity == e->y;
}

double hr_row_x(const hr_experiment *experiment, const hr_row *row) {
    const hr_experiment *e = experiment;
    if (!in_figure(e, row))
        return NAN;
    if (x_is(e, "dimension"))
        return row->dimension ? (double)row->dimension : NAN;
    if (x_is(e, "distance"))
        return row->distance >= 0 ? (double)row->distance : NAN;
    if (x_is(e, "step"))
        return row->step >= 0 ? (double)row->step : NAN;
    if (x_is(e, "n") || x_is(e, "m") || x_is(e, "s")) {
        uint32_t size = x_is(e, "n") ? row->n : x_is(e, "m") ? row->m : row->s;
        return size ? (double)size : NAN;
    }
    for (size_t v = 0; v < e->variables; v++)
        if (x_is(e, e->variable[v].name) && e->hierarchy[row->hierarchy].variables >> v & 1)
            return (double)row->value[v];
    return NAN;
}

/* A variable tells series apart unless it is x, or moves x: sizes follow from the variables, and so does the
 * dimension that a method takes by itself. */
static bool variable_counts(const hr_experiment *e, size_t variable) {
    bool moved = x_is(e, "n") || x_is(e, "m") || x_is(e, "s") ||
                 (x_is(e, "dimension") && e->dim_mode != HR_DIM_VALUES);
    return !moved && !x_is(e, e->variable[variable].name);
}

bool hr_row_same_series(const hr_experiment *experiment, const hr_row *a, const hr_row *b) {
    const hr_experiment *e = experiment;
    if (a->kind != b->kind || a->hierarchy != b->hierarchy || a->notion != b->notion ||
        a->quantity != b->quantity || strcmp(a->name, b->name) != 0 ||
        strcmp(a->statement, b->statement) != 0)
        return false;
    /* the dimension counts where it was asked for; a method's own one follows from the rest */
    if (e->dim_mode == HR_DIM_VALUES && !x_is(e, "dimension") && a->dimension != b->dimension)
        return false;
    if (!x_is(e, "distance") && a->distance != b->distance)
        return false;
    if (!x_is(e, "step") && a->step != b->step)
        return false;
    for (size_t v = 0; v < e->variables; v++)
        if (e->hierarchy[a->hierarchy].variables >> v & 1 && variable_counts(e, v) &&
            a->value[v] != b->value[v])
            return false;
    return true;
}

/* A least dimension counts when it was decided, every other quantity when it was measured. */
static bool usable(const hr_experiment *e, const hr_row *row) {
    bool decided = row->kind == HR_THEORY || !row->quantity->sample ? row->state == HR_FEASIBLE : true;
    double x = hr_row_x(e, row);
    return decided && x > 0 && isfinite(x) && isfinite(row->y) && (e->fit != HR_FIT_LOGLOG || row->y > 0);
}

static hr_status add(hr_summary *summary, const hr_row *like, const double *x, const double *y,
                     size_t count) {
    hr_fit_row row = {.like = like, .from = x[0]};
    bool x_varies = false, y_varies = false;
    for (size_t i = 1; i < count; i++) {
        x_varies = x_varies || x[i] != x[0];
        y_varies = y_varies || y[i] != y[0];
        row.from = x[i] < row.from ? x[i] : row.from;
    }
    if (count < 3 || !x_varies || !y_varies)
        return HR_OK;
    hr_status status = hr_fit_line(&row.fit, summary->experiment->fit, x, y, count);
    if (status == HR_OK)
        status = hr_grow(&summary->fit, &summary->fit_capacity, summary->fits + 1, sizeof row, "the fits");
    if (status == HR_OK)
        summary->fit[summary->fits++] = row;
    return status;
}

typedef struct {
    double *x, *y;
    bool *taken;
} workspace;

/* Every series once, over its points from x = `from` on. */
static hr_status fit_all(hr_summary *summary, double from, workspace *w) {
    const hr_experiment *e = summary->experiment;
    memset(w->taken, 0, summary->rows * sizeof *w->taken);
    for (size_t i = 0; i < summary->rows; i++) {
        const hr_row *like = &summary->row[i];
        if (w->taken[i])
            continue;
        size_t count = 0;
        bool fewer = !(from > 0);
        for (size_t j = i; j < summary->rows; j++) {
            const hr_row *row = &summary->row[j];
            if (w->taken[j] || !hr_row_same_series(e, like, row))
                continue;
            w->taken[j] = true;
            if (!usable(e, row))
                continue;
            w->x[count] = hr_row_x(e, row);
            w->y[count] = row->y;
            if (w->x[count] >= from)
                count++;
            else
                fewer = true;
        }
        /* the same points a second time would be the same line */
        hr_status status = fewer ? add(summary, like, w->x, w->y, count) : HR_OK;
        if (status != HR_OK)
            return status;
    }
    return HR_OK;
}

hr_status hr_summary_fit(hr_summary *summary) {
    const hr_experiment *e = summary->experiment;
    summary->fits = 0;
    if (!e->figure || e->fit == HR_FIT_NONE || !summary->rows)
        return HR_OK;
    workspace w = {.x = hr_alloc(2 * summary->rows, sizeof *w.x, "the fits"),
                   .taken = hr_alloc(summary->rows, sizeof *w.taken, "the fits")};
    hr_status status = w.x && w.taken ? HR_OK : HR_ENOMEM;
    w.y = w.x ? w.x + summary->rows : NULL;
    if (status == HR_OK)
        status = fit_all(summary, 0, &w);
    if (status == HR_OK && e->fit_from > 0)
        status = fit_all(summary, e->fit_from, &w);
    free(w.x);
    free(w.taken);
    return status;
}
