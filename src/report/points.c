#include "report/points.h"

#include "base/memory.h"
#include "base/table.h"
#include "experiment/results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static hr_point_series *find(hr_points *points, bool theory, const char *name) {
    for (size_t i = 0; i < points->count; i++)
        if (points->series[i].theory == theory && !strcmp(points->series[i].name, name))
            return &points->series[i];
    return NULL;
}

static hr_status find_or_add(hr_point_series **out, hr_points *points, bool theory, const char *name,
                             const char *statement) {
    *out = find(points, theory, name);
    if (*out)
        return HR_OK;
    if (hr_grow(&points->series, &points->capacity, points->count + 1, sizeof *points->series, "a figure") !=
        HR_OK)
        return HR_ENOMEM;
    hr_point_series *s = &points->series[points->count++];
    *s = (hr_point_series){.theory = theory, .slope = NAN, .slope_error = NAN};
    strncpy(s->name, name, sizeof s->name - 1);
    strncpy(s->statement, statement, sizeof s->statement - 1);
    *out = s;
    return HR_OK;
}

typedef enum { VALUE, KIND, NAME, STATEMENT, NOTION, D, STATE, LOW, HIGH, SEEDS, COLUMNS } column;
static const char *const column_names[] = {"value", "kind",  "name", "statement", "notion",
                                           "d",     "state", "low",  "high",      "seeds"};

static hr_status add_row(hr_points *points, const hr_table *t, size_t row, const size_t at[COLUMNS]) {
    hr_point p = {0};
    double seeds;
    hr_status status = hr_table_number(&p.x, t, row, at[VALUE], NAN);
    if (status == HR_OK)
        status = hr_table_number(&p.y, t, row, at[D], NAN);
    if (status == HR_OK)
        status = hr_table_number(&p.low, t, row, at[LOW], p.y);
    if (status == HR_OK)
        status = hr_table_number(&p.high, t, row, at[HIGH], p.y);
    if (status == HR_OK)
        status = hr_table_number(&seeds, t, row, at[SEEDS], 1);
    if (status != HR_OK || !isfinite(p.x) || !isfinite(p.y))
        return status; /* a point without a dimension is nowhere on the page */
    bool theory = !strcmp(hr_table_field(t, row, at[KIND]), "theory");
    p.state = theory ? 'T' : *hr_table_field(t, row, at[STATE]);
    if (!strchr("FUIT", p.state))
        return hr_fail(HR_EINPUT, "%s:%zu: '%.40s' is no verdict", t->path, t->line[row],
                       hr_table_field(t, row, at[STATE]));
    hr_point_series *s;
    status = find_or_add(&s, points, theory, hr_table_field(t, row, at[NAME]),
                         hr_table_field(t, row, at[STATEMENT]));
    if (status != HR_OK)
        return status;
    if (hr_grow(&s->point, &s->capacity, s->points + 1, sizeof p, "a figure") != HR_OK)
        return HR_ENOMEM;
    s->spread = s->spread || p.low < p.high;
    s->point[s->points++] = p;
    points->seeds = seeds > points->seeds ? seeds : points->seeds;
    strncpy(points->notion, hr_table_field(t, row, at[NOTION]), sizeof points->notion - 1);
    return HR_OK;
}

static hr_status read_points(hr_points *points, const hr_table *table) {
    size_t at[COLUMNS];
    for (size_t c = 0; c < COLUMNS; c++)
        if (hr_table_column(&at[c], table, column_names[c]) != HR_OK)
            return HR_EINPUT;
    for (size_t row = 1; row < table->rows; row++) {
        hr_status status = add_row(points, table, row, at);
        if (status != HR_OK)
            return status;
    }
    if (!points->count)
        return hr_fail(HR_EINPUT, "%s: holds no points; run the spec again", table->path);
    return HR_OK;
}

/* A series' later fit, of the points from fit-from on, takes the place of the one over all. */
static hr_status read_fits(hr_points *points, const hr_table *table) {
    size_t kind, name, slope, error, from;
    if (hr_table_column(&kind, table, "kind") != HR_OK || hr_table_column(&name, table, "name") != HR_OK ||
        hr_table_column(&slope, table, "slope") != HR_OK ||
        hr_table_column(&error, table, "slope_error") != HR_OK ||
        hr_table_column(&from, table, "from") != HR_OK)
        return HR_EINPUT;
    for (size_t row = 1; row < table->rows; row++) {
        hr_point_series *s = find(points, !strcmp(hr_table_field(table, row, kind), "theory"),
                                  hr_table_field(table, row, name));
        if (!s)
            continue;
        hr_status status = hr_table_number(&s->slope, table, row, slope, NAN);
        if (status == HR_OK)
            status = hr_table_number(&s->slope_error, table, row, error, NAN);
        if (status == HR_OK)
            status = hr_table_number(&points->fit_from, table, row, from, NAN);
        if (status != HR_OK)
            return status;
    }
    return HR_OK;
}

static hr_status read_file(hr_points *out, const char *folder, const char *name, const char *ending,
                           const char *how, hr_status (*take)(hr_points *points, const hr_table *table)) {
    char *path = hr_results_path(folder, name, ending);
    if (!path)
        return HR_ENOMEM;
    hr_status status;
    if (access(path, F_OK)) {
        status = hr_fail(HR_EIO, "%s: no results yet; make them: %s", path, how);
    } else {
        hr_table table;
        status = hr_table_read(&table, path);
        if (status == HR_OK) {
            status = take(out, &table);
            hr_table_clear(&table);
        }
    }
    free(path);
    return status;
}

hr_status hr_points_read(hr_points *out, const char *folder, const char *name, const char *how) {
    memset(out, 0, sizeof *out);
    out->fit_from = NAN;
    hr_status status = read_file(out, folder, name, "csv", how, read_points);
    if (status == HR_OK)
        status = read_file(out, folder, name, "fits.csv", how, read_fits);
    if (status != HR_OK)
        hr_points_clear(out);
    return status;
}

void hr_points_clear(hr_points *points) {
    for (size_t i = 0; i < points->count; i++)
        free(points->series[i].point);
    free(points->series);
    memset(points, 0, sizeof *points);
}
