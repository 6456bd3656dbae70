/* The legend: entries of its own, in an order of its own, whatever is drawn first. */
#include "report/figure_parts.h"

#include "report/number.h"
#include "report/style.h"

#include <math.h>
#include <string.h>

typedef struct {
    FILE *out;
    hr_legend *size;
    const hr_figure *f;
} legend;

static void entry(const legend *l, const char *how, const char *text) {
    size_t length = 0;
    for (const char *c = text; *c; c++)
        length += ((unsigned char)*c & 0xC0) != 0x80; /* UTF-8 */
    l->size->longest = length > l->size->longest ? length : l->size->longest;
    l->size->lines++;
    fprintf(l->out, ", \\\n keyentry with %s title \"", how);
    hr_figure_quoted(l->out, text);
    fputc('"', l->out);
}

static void words(const legend *l, const char *text) {
    entry(l, "lines lt nodraw", text);
}

/* A formula has no error, and its curve is not a line. */
static void labelled(char *out, size_t size, const hr_point_series *s) {
    char slope[160];
    hr_number_slope(slope, sizeof slope, s->slope, s->kind == HR_SERIES_MEASURED ? s->slope_error : NAN);
    snprintf(out, size, "%s%s%s", s->label,
             *slope ? (s->kind == HR_SERIES_LITERATURE ? ": slope " : ", slope ") : "", slope);
}

static bool joined(const hr_figure *f, const hr_point_series *s) {
    for (size_t p = 0; p < s->points; p++)
        if (isfinite(s->point[p].y) && s->point[p].state != 'U' && hr_figure_joins(f, s->point[p].state))
            return true;
    return false;
}

static void series(const legend *l, hr_series_kind kind) {
    for (size_t i = 0; i < l->f->points->count; i++) {
        const hr_point_series *s = &l->f->points->series[i];
        if (s->kind != kind || !hr_figure_has(l->f, s))
            continue;
        hr_style style = hr_style_of(l->f->points, i);
        char how[160], text[480];
        if (kind == HR_SERIES_MEASURED)
            snprintf(how, sizeof how, "linespoints lc rgb '%s' lw 1.6 dt %s pt %d ps %g", style.colour,
                     style.dash, style.point - !joined(l->f, s), style.size);
        else if (kind == HR_SERIES_THEORY)
            snprintf(how, sizeof how, "lines lc rgb '%s' lw 1.3 dt %s", style.colour, style.dash);
        else
            snprintf(how, sizeof how, "linespoints lc rgb '%s' lw 0.8 dt %s pt %d ps %g", style.colour,
                     style.dash, style.point, style.size);
        labelled(text, sizeof text, s);
        entry(l, how, text);
    }
}

typedef struct {
    bool theory, literature, fitted, unknown, open, infeasible, band;
} content;

static content look(const hr_figure *f) {
    content c = {.literature = f->points->literatures > 0};
    for (size_t i = 0; i < f->points->count; i++) {
        const hr_point_series *s = &f->points->series[i];
        bool measured = s->kind == HR_SERIES_MEASURED;
        c.theory = c.theory || (s->kind == HR_SERIES_THEORY && hr_figure_has(f, s));
        c.fitted = c.fitted || (s->kind != HR_SERIES_LITERATURE && isfinite(s->slope));
        c.band = c.band || (measured && s->spread && strcmp(f->experiment->y->name, "feasible"));
        for (size_t p = 0; measured && p < s->points; p++) {
            bool somewhere = isfinite(s->point[p].y) || isfinite(s->point[p].above);
            c.unknown = c.unknown || (s->point[p].state == 'U' && somewhere);
            c.open = c.open || (s->point[p].state == 'U' && somewhere && !isfinite(s->point[p].y));
            c.infeasible = c.infeasible || (s->point[p].state == 'I' && hr_figure_least(f));
        }
    }
    return c;
}

static void marks(const legend *l, const content *c) {
    char text[128];
    if (c->unknown)
        entry(l, "points pt 6 lc rgb '#404040'",
              hr_figure_least(l->f) ? "open: UNKNOWN, within its whisker" : "open: UNKNOWN verdict");
    if (c->open)
        words(l, "arrow: nothing found above");
    if (c->infeasible)
        entry(l, "points pt 2 lc rgb '#404040'", "cross: not feasible there");
    if (l->f->points->nowhere) {
        snprintf(text, sizeof text, "not shown: %zu UNKNOWN", l->f->points->nowhere);
        words(l, text);
    }
}

static void slopes(const legend *l) {
    const hr_experiment *e = l->f->experiment;
    const char *d = hr_figure_least(l->f) || !strcmp(e->y->name, "dimension") ? "d" : "y";
    char text[160], from[48];
    hr_number_text(from, sizeof from, l->f->points->fit_from);
    words(l, " ");
    snprintf(text, sizeof text, "slopes: %s%s against ln %s, %s ≥ %s", e->fit == HR_FIT_LOGLOG ? "ln " : "",
             d, e->x, e->x, from);
    words(l, text);
}

static void others(const legend *l) {
    words(l, " ");
    words(l, "literature");
    series(l, HR_SERIES_LITERATURE);
    for (size_t i = 0; i < l->f->points->literatures; i++) {
        const hr_literature *from = &l->f->points->literature[i];
        char text[400], slope[64];
        if (from->points)
            continue;
        hr_number_slope(slope, sizeof slope, from->slope, NAN);
        snprintf(text, sizeof text, "%.300s: slope %s", from->series, slope);
        words(l, text);
    }
}

void hr_figure_legend(FILE *out, hr_legend *size, const hr_figure *f) {
    legend l = {out, size, f};
    content c = look(f);
    const hr_experiment *e = f->experiment;
    char text[700];
    *size = (hr_legend){0};
    words(&l, "measured");
    series(&l, HR_SERIES_MEASURED);
    if (c.band) {
        snprintf(text, sizeof text, "band: lowest to highest of %.0f seeds", f->points->seeds);
        entry(&l, "boxes lc rgb '#404040' fs transparent solid 0.16 border lc rgb '#808080'", text);
    }
    marks(&l, &c);
    if (c.theory) {
        words(&l, " ");
        words(&l, "theory: so many suffice");
        series(&l, HR_SERIES_THEORY);
        if (isfinite(e->slope) && c.fitted) {
            snprintf(text, sizeof text, "%s: slope %g", e->slope_of, e->slope);
            words(&l, text);
        }
    }
    if (c.literature)
        others(&l);
    if (c.fitted)
        slopes(&l);
}
