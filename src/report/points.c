#include "report/points.h"

#include "base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where the file's columns are.  Those that the figure does not tell series apart by are ABSENT. */
enum { ABSENT = (size_t)-1 };
typedef struct {
    size_t kind, hierarchy, name, statement, notion, dimension, distance, variable[HR_SPEC_VARIABLES];
    size_t x, quantity, y, state, above, low, high, mean, sd, seeds, decided; /* of NAME.csv alone */
} columns;

static bool sized(const hr_experiment *e) {
    for (size_t v = 0; v < e->variables; v++)
        if (!strcmp(e->variable[v].name, e->x))
            return false;
    return !strcmp(e->x, "n") || !strcmp(e->x, "m") || !strcmp(e->x, "s");
}

/* Columns that name a series.  Sizes follow from the variables: with a size across, these tell nothing apart.
 */
static hr_status key_columns(columns *at, const hr_experiment *e, const hr_table *t) {
    const struct {
        const char *name;
        size_t *place;
        bool wanted;
    } list[] = {
        {"kind", &at->kind, true},
        {"hierarchy", &at->hierarchy, true},
        {"name", &at->name, true},
        {"statement", &at->statement, true},
        {"notion", &at->notion, true},
        {"dimension", &at->dimension, e->dim_mode == HR_DIM_VALUES && strcmp(e->x, "dimension")},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        *list[i].place = ABSENT;
        if (list[i].wanted && hr_table_column(list[i].place, t, list[i].name) != HR_OK)
            return HR_EINPUT;
    }
    for (size_t v = 0; v < HR_SPEC_VARIABLES; v++) {
        at->variable[v] = ABSENT;
        if (v < e->variables && !sized(e) && strcmp(e->variable[v].name, e->x) &&
            hr_table_column(&at->variable[v], t, e->variable[v].name) != HR_OK)
            return HR_EINPUT;
    }
    at->distance = ABSENT;
    return HR_OK;
}

static hr_status point_columns(columns *at, const hr_experiment *e, const hr_table *t) {
    hr_status status = key_columns(at, e, t);
    if (status == HR_OK && e->y->by_distance && strcmp(e->x, "distance"))
        status = hr_table_column(&at->distance, t, "distance");
    const struct {
        const char *name;
        size_t *place;
    } list[] = {{e->x, &at->x},        {"quantity", &at->quantity}, {"y", &at->y},
                {"state", &at->state}, {"above", &at->above},       {"low", &at->low},
                {"high", &at->high},   {"mean", &at->mean},         {"sd", &at->sd},
                {"seeds", &at->seeds}, {"decided", &at->decided}};
    for (size_t i = 0; i < sizeof list / sizeof *list && status == HR_OK; i++)
        status = hr_table_column(list[i].place, t, list[i].name);
    return status;
}

static const char *field(const hr_table *t, size_t row, size_t column) {
    return column == ABSENT ? "" : hr_table_field(t, row, column);
}

static hr_point_series series_of(const hr_table *t, size_t row, const columns *at) {
    bool theory = !strcmp(field(t, row, at->kind), "theory");
    hr_point_series s = {
        .kind = theory ? HR_SERIES_THEORY : HR_SERIES_MEASURED,
        .hierarchy = field(t, row, at->hierarchy),
        .name = field(t, row, at->name),
        .statement = field(t, row, at->statement),
        .notion = field(t, row, at->notion),
        .dimension = theory ? "" : field(t, row, at->dimension),
        .distance = field(t, row, at->distance),
        .slope = NAN,
        .slope_error = NAN,
        .fit_from = NAN,
    };
    for (size_t v = 0; v < HR_SPEC_VARIABLES; v++)
        s.variable[v] = field(t, row, at->variable[v]);
    return s;
}

static bool same(const hr_point_series *a, const hr_point_series *b, bool distance) {
    bool equal = a->kind == b->kind && !strcmp(a->hierarchy, b->hierarchy) && !strcmp(a->name, b->name) &&
                 !strcmp(a->statement, b->statement) && !strcmp(a->notion, b->notion) &&
                 !strcmp(a->dimension, b->dimension) && (!distance || !strcmp(a->distance, b->distance));
    for (size_t v = 0; v < HR_SPEC_VARIABLES && equal; v++)
        equal = !strcmp(a->variable[v], b->variable[v]);
    return equal;
}

static hr_point_series *find_or_add(hr_points *points, const hr_point_series *like) {
    for (size_t i = 0; i < points->count; i++)
        if (same(&points->series[i], like, true))
            return &points->series[i];
    if (hr_grow(&points->series, &points->capacity, points->count + 1, sizeof *points->series, "a figure") !=
        HR_OK)
        return NULL;
    points->series[points->count] = *like;
    return &points->series[points->count++];
}

static char state_of(const char *text, bool theory) {
    static const char *const known[] = {"FEASIBLE", "UNKNOWN", "INFEASIBLE"}, *const sure[] = {"proved",
                                                                                               "certified",
                                                                                               "estimated"};
    for (size_t i = 0; i < 3; i++)
        if (!strcmp(text, theory ? sure[i] : known[i]))
            return theory ? 'T' : *known[i];
    return '\0';
}

static hr_status read_numbers(hr_point *p, const hr_table *t, size_t row, const columns *at) {
    const struct {
        double *place;
        size_t column;
    } list[] = {{&p->x, at->x},     {&p->y, at->y},         {&p->above, at->above},
                {&p->low, at->low}, {&p->high, at->high},   {&p->mean, at->mean},
                {&p->sd, at->sd},   {&p->seeds, at->seeds}, {&p->decided, at->decided}};
    hr_status status = HR_OK;
    for (size_t i = 0; i < sizeof list / sizeof *list && status == HR_OK; i++)
        status = hr_table_number(list[i].place, t, row, list[i].column, NAN);
    return status;
}

static hr_status add_row(hr_points *points, const hr_experiment *e, size_t row, const columns *at) {
    const hr_table *t = &points->table;
    hr_point p;
    hr_status status = read_numbers(&p, t, row, at);
    if (status != HR_OK)
        return status;
    hr_point_series like = series_of(t, row, at);
    bool theory = like.kind == HR_SERIES_THEORY;
    p.state = state_of(field(t, row, at->state), theory);
    if (!p.state)
        return hr_fail(HR_EINPUT, "%s:%zu: '%.40s' is no %s", t->path, t->line[row], field(t, row, at->state),
                       theory ? "proved, certified or estimated" : "verdict");
    if (theory && !strcmp(e->x, "dimension")) /* a bound on the dimension is an upright line there */
        p.x = p.y;
    if (!isfinite(p.x))
        return HR_OK;
    points->nowhere += p.state == 'U' && !isfinite(p.y) && !isfinite(p.above);
    hr_point_series *s = find_or_add(points, &like);
    if (!s || hr_grow(&s->point, &s->capacity, s->points + 1, sizeof p, "a figure") != HR_OK)
        return HR_ENOMEM;
    s->spread = s->spread || p.low < p.high;
    s->point[s->points++] = p;
    points->seeds = p.seeds > points->seeds ? p.seeds : points->seeds;
    return HR_OK;
}

static bool wanted(const hr_experiment *e, const char *quantity, const char *kind) {
    return !strcmp(quantity, e->y->name) ||
           (!strcmp(e->x, "dimension") && !strcmp(kind, "theory") && !strcmp(quantity, "least-dimension"));
}

static int by_x(const void *a, const void *b) {
    const hr_point *p = a, *q = b;
    return p->x != q->x ? (p->x > q->x) - (p->x < q->x) : (p->y > q->y) - (p->y < q->y);
}

static hr_status read_points(hr_points *points, const hr_experiment *e) {
    columns at;
    hr_status status = point_columns(&at, e, &points->table);
    const hr_table *t = &points->table;
    for (size_t row = 1; row < t->rows && status == HR_OK; row++)
        if (wanted(e, field(t, row, at.quantity), field(t, row, at.kind)))
            status = add_row(points, e, row, &at);
    for (size_t i = 0; i < points->count; i++)
        qsort(points->series[i].point, points->series[i].points, sizeof *points->series[i].point, by_x);
    if (status == HR_OK && !points->count)
        return hr_fail(HR_EINPUT, "%s: holds no points of %s against %s", t->path, e->y->name, e->x);
    return status;
}

/* A series' later fit, of the points from fit-from on, takes the place of the one over all. */
static hr_status read_fits(hr_points *points, const hr_experiment *e) {
    const hr_table *t = &points->fits;
    columns at;
    size_t x, slope, error, from;
    if (key_columns(&at, e, t) != HR_OK || hr_table_column(&x, t, "x") != HR_OK ||
        hr_table_column(&slope, t, "slope") != HR_OK || hr_table_column(&error, t, "slope_error") != HR_OK ||
        hr_table_column(&from, t, "from") != HR_OK)
        return HR_EINPUT;
    for (size_t row = 1; row < t->rows; row++) {
        if (strcmp(field(t, row, x), e->x))
            return hr_fail(HR_EINPUT, "%s:%zu: fitted against '%.40s', the figure's x is %s", t->path,
                           t->line[row], field(t, row, x), e->x);
        hr_point_series like = series_of(t, row, &at);
        for (size_t i = 0; i < points->count; i++) {
            hr_point_series *s = &points->series[i];
            hr_status status = HR_OK;
            if (!same(s, &like, false))
                continue;
            status = hr_table_number(&s->slope, t, row, slope, NAN);
            if (status == HR_OK)
                status = hr_table_number(&s->slope_error, t, row, error, NAN);
            if (status == HR_OK)
                status = hr_table_number(&s->fit_from, t, row, from, NAN);
            if (status != HR_OK)
                return status;
            points->fit_from = s->fit_from;
        }
    }
    return HR_OK;
}

static hr_status read_file(hr_table *out, const char *folder, const char *name, const char *ending,
                           const char *how) {
    size_t size = strlen(folder) + strlen(name) + strlen(ending) + 3;
    char *path = hr_alloc(size, 1, "a file name");
    if (!path)
        return HR_ENOMEM;
    snprintf(path, size, "%s/%s.%s", folder, name, ending);
    hr_status status;
    if (access(path, F_OK))
        status = hr_fail(HR_EIO, "%s: no results yet; make them: %s", path, how);
    else
        status = hr_table_read(out, path);
    free(path);
    return status;
}

/* The file is wrong: the way out is to make it again. */
static hr_status mend(hr_status status, const char *how) {
    char message[800];
    if (status != HR_EINPUT)
        return status;
    snprintf(message, sizeof message, "%s", hr_error());
    return hr_fail(status, "%s; make the results again: %s", message, how);
}

hr_status hr_points_read(hr_points *out, const hr_experiment *e, const char *folder) {
    memset(out, 0, sizeof *out);
    out->fit_from = NAN;
    out->notion = "";
    char how[600];
    snprintf(how, sizeof how, "hrdim run %.400s%s", e->path, e->reduced ? " --reduced" : "");
    hr_status status = read_file(&out->table, folder, e->name, "csv", how);
    bool fitted = e->figure && e->fit != HR_FIT_NONE;
    if (status == HR_OK && fitted)
        status = read_file(&out->fits, folder, e->name, "fits.csv", how);
    if (status == HR_OK && (e->figure || !e->columns))
        status = read_points(out, e);
    if (status == HR_OK && fitted)
        status = read_fits(out, e);
    status = mend(status, how);
    if (status == HR_OK && e->literatures)
        status = hr_points_literature(out, e);
    if (status == HR_OK)
        hr_points_label(out, e);
    else
        hr_points_clear(out);
    return status;
}

void hr_points_clear(hr_points *points) {
    for (size_t i = 0; i < points->count; i++)
        free(points->series[i].point);
    for (size_t i = 0; i < points->literatures; i++)
        hr_literature_clear(&points->literature[i]);
    free(points->series);
    hr_table_clear(&points->table);
    hr_table_clear(&points->fits);
    memset(points, 0, sizeof *points);
}
