#include "cli/run_report.h"

#include "base/progress.h"
#include "cli/command.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* "H=5 W=3", with the hierarchy itself where there are several. */
static void place(char *out, size_t size, const hr_experiment *e, const hr_row *row) {
    const hr_spec_hierarchy *h = &e->hierarchy[row->hierarchy];
    int length = e->hierarchies > 1 || !h->variables ? snprintf(out, size, "%s", h->text) : 0;
    *out = length ? *out : '\0';
    for (size_t v = 0; v < e->variables; v++)
        if (h->variables >> v & 1 && (size_t)length < size)
            length += snprintf(out + length, size - (size_t)length, "%s%s=%" PRIu64, length ? " " : "",
                               e->variable[v].name, row->value[v]);
}

static void series(char *out, size_t size, const hr_experiment *e, const hr_row *row) {
    int length = snprintf(out, size, "%s %s", row->statement, row->name);
    if (e->notions > 1 && (size_t)length < size)
        length += snprintf(out + length, size - (size_t)length, ", %s", hr_notion_names[row->notion]);
    if (e->dim_mode == HR_DIM_VALUES && row->dimension && (size_t)length < size)
        length += snprintf(out + length, size - (size_t)length, ", d=%" PRIu32, row->dimension);
    if (row->step >= 0 && (size_t)length < size)
        length += snprintf(out + length, size - (size_t)length, ", step %" PRId64, row->step);
    if (row->distance >= 0 && (size_t)length < size)
        snprintf(out + length, size - (size_t)length, ", distance %" PRId32, row->distance);
}

/* Of a training's hundreds of steps the last one. */
static bool shown(const hr_summary *summary, size_t i) {
    const hr_row *row = &summary->row[i];
    int64_t last = row->step;
    for (size_t k = 0; k < summary->rows && row->step >= 0; k++) {
        const hr_row *other = &summary->row[k];
        bool same = other->kind == row->kind && other->hierarchy == row->hierarchy &&
                    other->quantity == row->quantity && !strcmp(other->name, row->name) &&
                    other->notion == row->notion && other->dimension == row->dimension &&
                    !memcmp(other->value, row->value, sizeof row->value);
        last = same && other->step > last ? other->step : last;
    }
    return row->step == last;
}

static void print_row(const hr_experiment *e, const hr_row *row) {
    char where[96], what[96], y[32] = "none", spread[64] = "";
    place(where, sizeof where, e, row);
    series(what, sizeof what, e, row);
    if (isfinite(row->y))
        snprintf(y, sizeof y, "%.6g", row->y);
    if (row->low < row->high)
        snprintf(spread, sizeof spread, "%.6g..%.6g", row->low, row->high);
    printf("%-16s  %-34s %-16s %10s  %-18s %s\n", where, what, row->quantity->name, y, spread,
           row->kind == HR_MEASURED && row->state == HR_FEASIBLE ? "" : row->known);
}

static void print_fits(const hr_run_report *r) {
    const hr_experiment *e = r->experiment;
    printf("\nslopes of %s against ln %s\n", e->fit == HR_FIT_LOGLOG ? "ln d" : "d", e->x);
    for (size_t i = 0; i < r->summary->fits; i++) {
        const hr_fit_row *fit = &r->summary->fit[i];
        char what[96];
        series(what, sizeof what, e, fit->like);
        printf("  %-8s %-34s %9.4g +- %-8.2g %s >= %g\n",
               fit->like->kind == HR_THEORY ? "theory" : "measured", what, fit->fit.slope,
               fit->fit.slope_error, e->x, fit->from);
    }
    if (isfinite(e->slope))
        printf("  %-8s %-34s %9.4g\n", "theory", e->slope_of, e->slope);
}

hr_status hr_run_print(const hr_run_report *report) {
    const hr_experiment *e = report->experiment;
    const hr_sweep_report *s = report->sweep;
    printf("%s\n\n", e->title);
    for (size_t i = 0; i < report->summary->rows; i++)
        if (shown(report->summary, i))
            print_row(e, &report->summary->row[i]);
    if (report->summary->fits)
        print_fits(report);
    char time[32];
    hr_progress_time(time, report->seconds);
    printf("\n%" PRIu64 " trials computed in %s", s->computed, time);
    if (s->computed && s->farm.workers && s->farm.open_seconds > 0)
        printf(" by %u workers, busy %.1f %%", s->farm.workers,
               100 * s->farm.busy_seconds / (s->farm.workers * s->farm.open_seconds));
    printf(", %" PRIu64 " taken from %s\n", s->stored, report->store);
    if (s->farm.lost)
        printf("%u ranks were lost; their trials were done by others\n", s->farm.lost);
    if (s->missing)
        printf("%" PRIu64
               " trials are missing: what they would decide is UNKNOWN; compute them: hrdim run %s%s\n",
               s->missing, e->path, e->reduced ? " --reduced" : "");
    if (s->failed)
        printf("%" PRIu64 " of them failed and count as UNKNOWN (again: --resume); the first: %s\n",
               s->failed, s->first_failure);
    printf("points in %s/%s.csv, trials in %s/%s.trials.csv; draw them: hrdim plot %s%s --results %s\n",
           report->folder, e->name, report->folder, e->name, e->path, e->reduced ? " --reduced" : "",
           report->folder);
    return hr_finish_output();
}

static json_t *real(double value) {
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *variables(const hr_experiment *e, const hr_row *row) {
    json_t *object = json_object();
    for (size_t v = 0; v < e->variables; v++)
        if (e->hierarchy[row->hierarchy].variables >> v & 1)
            json_object_set_new(object, e->variable[v].name, json_integer((json_int_t)row->value[v]));
    return object;
}

static json_t *row_json(const hr_experiment *e, const hr_row *row) {
    return json_pack("{s:s, s:s, s:o, s:o, s:s, s:s, s:s, s:o, s:o, s:s, s:o, s:s, s:o, s:o, s:o}", "kind",
                     row->kind == HR_THEORY ? "theory" : "measured", "hierarchy",
                     e->hierarchy[row->hierarchy].text, "variables", variables(e, row), "step",
                     row->step >= 0 ? json_integer((json_int_t)row->step) : json_null(), "name", row->name,
                     "statement", row->statement, "notion", hr_notion_names[row->notion], "dimension",
                     row->dimension ? json_integer(row->dimension) : json_null(), "distance",
                     row->distance >= 0 ? json_integer(row->distance) : json_null(), "quantity",
                     row->quantity->name, "y", real(row->y), "state", row->known, "above", real(row->above),
                     "low", real(row->low), "high", real(row->high));
}

hr_status hr_run_print_json(const hr_run_report *report) {
    const hr_experiment *e = report->experiment;
    const hr_sweep_report *s = report->sweep;
    json_t *points = json_array(), *fits = json_array();
    for (size_t i = 0; i < report->summary->rows; i++)
        json_array_append_new(points, row_json(e, &report->summary->row[i]));
    for (size_t i = 0; i < report->summary->fits; i++) {
        const hr_fit_row *fit = &report->summary->fit[i];
        json_array_append_new(fits, json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:f}", "kind",
                                              fit->like->kind == HR_THEORY ? "theory" : "measured", "name",
                                              fit->like->name, "statement", fit->like->statement, "model",
                                              hr_fit_names[e->fit], "slope", real(fit->fit.slope),
                                              "slope_error", real(fit->fit.slope_error), "from", fit->from));
    }
    double workers = s->farm.workers * s->farm.open_seconds;
    return hr_print_json(json_pack("{s:s, s:s, s:s, s:I, s:I, s:I, s:I, s:f, s:i, s:o, s:i, s:o, s:o}",
                                   "name", e->name, "title", e->title, "store", report->store, "computed",
                                   (json_int_t)s->computed, "stored", (json_int_t)s->stored, "failed",
                                   (json_int_t)s->failed, "missing", (json_int_t)s->missing, "seconds",
                                   report->seconds, "workers", (int)s->farm.workers, "busy",
                                   workers > 0 ? json_real(s->farm.busy_seconds / workers) : json_null(),
                                   "lost", (int)s->farm.lost, "points", points, "fits", fits));
}
