/* Series down, x across. */
#include "base/memory.h"
#include "report/number.h"
#include "report/tabulate_parts.h"

#include <gsl/gsl_sort_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ACROSS = 8 }; /* more x than this stand below each other */

typedef struct {
    const hr_experiment *e;
    const hr_points *points;
    bool plain, least, upright, turned;
    double *x;
    size_t xs, rows; /* series that have a row */
    bool spread, bracket, infeasible, unknown, slope;
} table;

static bool upright(const table *t, const hr_point_series *s) {
    return t->upright && s->kind == HR_SERIES_THEORY;
}

static hr_status collect(table *t) {
    size_t capacity = 0;
    for (size_t i = 0; i < t->points->count; i++) {
        const hr_point_series *s = &t->points->series[i];
        t->slope = t->slope || isfinite(s->slope);
        t->rows += !upright(t, s);
        for (size_t p = 0; p < s->points && !upright(t, s); p++) {
            bool known = false;
            for (size_t k = 0; k < t->xs && !known; k++)
                known = t->x[k] == s->point[p].x;
            if (known)
                continue;
            if (hr_grow(&t->x, &capacity, t->xs + 1, sizeof *t->x, "a table") != HR_OK)
                return HR_ENOMEM;
            t->x[t->xs++] = s->point[p].x;
        }
    }
    if (t->xs)
        gsl_sort(t->x, 1, t->xs);
    return HR_OK;
}

/* An UNKNOWN least dimension: what is known of it. */
static void bracket_text(char *out, size_t size, table *t, const hr_point *p) {
    char above[64] = "0", y[64] = "?";
    if (!isfinite(p->above) && !isfinite(p->y)) {
        snprintf(out, size, "UNKNOWN");
        return;
    }
    if (isfinite(p->above))
        hr_value_text(above, sizeof above, t->e->y, p->above, t->plain);
    if (isfinite(p->y))
        hr_value_text(y, sizeof y, t->e->y, p->y, t->plain);
    snprintf(out, size, "(%s, %s]", above, y);
    t->bracket = true;
}

static void cell_text(char *out, size_t size, table *t, const hr_point *p) {
    char y[64], low[64], high[64];
    if (t->least && p->state == 'U') {
        bracket_text(out, size, t, p);
        return;
    }
    hr_value_text(y, sizeof y, t->e->y, p->y, t->plain);
    if (t->least && p->state == 'I') {
        snprintf(out, size, "not at %s", y);
        t->infeasible = true;
        return;
    }
    snprintf(out, size, "%s", *y ? y : p->state == 'U' ? "UNKNOWN" : "");
    if (*y && p->state == 'U') {
        snprintf(out, size, t->plain ? "%s" : "%s?", y);
        t->unknown = true;
    }
    if (t->plain || !(p->low < p->high) || !strcmp(t->e->y->name, "feasible"))
        return;
    hr_value_text(low, sizeof low, t->e->y, p->low, false);
    hr_value_text(high, sizeof high, t->e->y, p->high, false);
    if (!strcmp(low, high)) /* they differ less than the table shows */
        return;
    char *unit = t->e->y->share ? strstr(low, " %") : NULL;
    if (unit)
        *unit = '\0';
    size_t used = strlen(out);
    snprintf(out + used, size - used, " (%s%s%s)", low, *high == '-' ? " to " : "–", high);
    t->spread = true;
}

static hr_status place(hr_grid *grid, const table *t, size_t series, size_t across, const char *text) {
    return t->turned ? hr_grid_set(grid, across, series, text) : hr_grid_set(grid, series, across, text);
}

static hr_status fill_series(hr_grid *grid, table *t, size_t row, const hr_point_series *s) {
    char text[320];
    snprintf(text, sizeof text, "%s%s", s->kind == HR_SERIES_THEORY ? "theory: " : "", s->label);
    hr_status status = place(grid, t, row, 0, text);
    for (size_t p = 0; p < s->points && status == HR_OK && !s->level; p++) /* its label has the level */
        for (size_t k = 0; k < t->xs && status == HR_OK; k++)
            if (t->x[k] == s->point[p].x) {
                cell_text(text, sizeof text, t, &s->point[p]);
                status = place(grid, t, row, k + 1, text);
            }
    if (status != HR_OK || !t->slope)
        return status;
    hr_number_slope(text, sizeof text, s->slope,
                    s->kind == HR_SERIES_MEASURED ? s->slope_error : -s->slope_error);
    if (t->plain && isfinite(s->slope))
        snprintf(text, sizeof text, "%.9g", s->slope);
    return place(grid, t, row, t->xs + 1, text);
}

static hr_status headings(hr_grid *grid, const table *t) {
    char text[96];
    snprintf(text, sizeof text, t->turned ? "%s" : "%s =", t->e->x);
    hr_status status = place(grid, t, 0, 0, text);
    for (size_t k = 0; k < t->xs && status == HR_OK; k++) {
        if (t->plain)
            snprintf(text, sizeof text, "%.9g", t->x[k]);
        else
            hr_number_text(text, sizeof text, t->x[k]);
        status = place(grid, t, 0, k + 1, text);
    }
    return status == HR_OK && t->slope ? place(grid, t, 0, t->xs + 1, "slope") : status;
}

static hr_status slope_note(hr_grid *grid, const table *t) {
    char from[64];
    hr_number_text(from, sizeof from, t->points->fit_from);
    const char *y = t->least ? "d" : "y";
    hr_status status = hr_grid_note(grid, "Slopes: %s%s against ln %s, %s ≥ %s, with standard errors.",
                                    t->e->fit == HR_FIT_LOGLOG ? "ln " : "", y, t->e->x, t->e->x, from);
    if (status == HR_OK && isfinite(t->e->slope))
        status = hr_grid_note(grid, "%s: slope %g.", t->e->slope_of, t->e->slope);
    return status;
}

static hr_status notes(hr_grid *grid, const table *t) {
    char notion[64], label[HR_SPEC_TEXT + 20];
    hr_value_label(label, sizeof label, t->e);
    hr_notion_words(notion, sizeof notion, t->points->notion);
    hr_status status = hr_grid_note(grid, "Values: %s%s%s.", label, *notion ? ", " : "", notion);
    if (status == HR_OK && t->spread)
        status = hr_grid_note(grid, "In parentheses: lowest to highest of %.0f seeds.", t->points->seeds);
    if (status == HR_OK && t->bracket)
        status =
            hr_grid_note(grid, "(a, b]: UNKNOWN, above a and at most b%s.", t->plain ? "" : "; ?: no bound");
    if (status == HR_OK && t->infeasible)
        status = hr_grid_note(grid, "Not at b: no feasible d found, b itself is infeasible.");
    if (status == HR_OK && t->unknown)
        status = hr_grid_note(grid, "A value with ?: its verdict is UNKNOWN.");
    if (status == HR_OK && t->slope && t->e->fit != HR_FIT_NONE && isfinite(t->points->fit_from))
        status = slope_note(grid, t);
    for (size_t i = 0; i < t->points->count && status == HR_OK; i++) {
        const hr_point_series *s = &t->points->series[i];
        char d[64];
        if (!upright(t, s) || !s->points)
            continue;
        hr_number_text(d, sizeof d, s->point[0].y);
        status = hr_grid_note(grid, "Theory: %s: %s suffice.", s->label, d);
    }
    for (size_t i = 0; i < t->points->literatures && status == HR_OK; i++) {
        const hr_literature *l = &t->points->literature[i];
        char slope[64];
        bool sloped = !l->points && isfinite(l->slope);
        snprintf(slope, sizeof slope, "%g", l->slope);
        status = hr_grid_note(grid, "%s%s%s: %s.", l->series, sloped ? ", slope " : "", sloped ? slope : "",
                              l->source);
    }
    return status;
}

hr_status hr_tabulate_series(hr_grid *out, const hr_experiment *e, const hr_points *points, bool plain) {
    table t = {.e = e,
               .points = points,
               .plain = plain,
               .least = !strcmp(e->y->name, "least-dimension"),
               .upright = !strcmp(e->x, "dimension")};
    memset(out, 0, sizeof *out);
    hr_status status = collect(&t);
    t.turned = t.xs > MOST_ACROSS && t.xs > t.rows;
    size_t series = t.rows + 1, row = 0, across = t.xs + 1 + t.slope;
    if (status == HR_OK)
        status = hr_grid_init(out, t.turned ? across : series, t.turned ? series : across);
    for (size_t c = 1; status == HR_OK && c < out->columns; c++)
        out->right[c] = true;
    if (status == HR_OK)
        out->right[0] = t.turned;
    if (status == HR_OK)
        status = headings(out, &t);
    for (size_t i = 0; i < points->count && status == HR_OK; i++)
        if (!upright(&t, &points->series[i]))
            status = fill_series(out, &t, ++row, &points->series[i]);
    if (status == HR_OK)
        status = notes(out, &t);
    free(t.x);
    return status;
}
