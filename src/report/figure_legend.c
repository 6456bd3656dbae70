/* What the legend says, in an order of its own whatever is drawn first. */
#include "base/memory.h"
#include "report/figure_parts.h"
#include "report/number.h"

#include <math.h>
#include <string.h>

typedef struct {
    hr_legend *list;
    const hr_figure *f;
} legend;

enum { WIDTH = 34 }; /* characters; what is longer goes on below */

/* Where the text is broken: at the last blank behind a comma or colon that leaves no more than WIDTH
 * characters, or the last blank of all; its end without one. */
static size_t cut(const char *text, size_t *characters) {
    size_t length = 0, place[2] = {0}, before[2] = {0}, i;
    for (i = 0; text[i] && (length < WIDTH || !place[1]); i++) {
        for (int any = 0; any < 2; any++)
            if (text[i] == ' ' && i && (any || strchr(",:", text[i - 1]))) {
                place[any] = i;
                before[any] = length;
            }
        length += ((unsigned char)text[i] & 0xC0) != 0x80; /* UTF-8 */
    }
    bool any = !place[0];
    if (!text[i] || !place[any]) {
        *characters = length;
        return i;
    }
    *characters = before[any];
    return place[any];
}

static hr_entry *line(hr_legend *list, const char *text, size_t bytes, size_t characters) {
    if (hr_grow(&list->entry, &list->capacity, list->lines + 1, sizeof *list->entry, "a figure") != HR_OK) {
        list->failed = true;
        return NULL;
    }
    hr_entry *e = &list->entry[list->lines++];
    *e = (hr_entry){.width = 1.6};
    snprintf(e->text, sizeof e->text, "%.*s", (int)bytes, text);
    size_t capitals = 0; /* wider than others by a third: UNKNOWN */
    for (size_t i = 0; i < bytes; i++)
        capitals += text[i] >= 'A' && text[i] <= 'Z';
    characters += capitals / 3;
    list->longest = characters > list->longest ? characters : list->longest;
    return e;
}

/* The first of the text's lines; until the next call. */
static hr_entry *entry(const legend *l, const char *text) {
    size_t first = l->list->lines, characters;
    do {
        size_t bytes = cut(text, &characters);
        if (!line(l->list, text, bytes, characters))
            return NULL;
        text += bytes;
        text += *text == ' ';
    } while (*text);
    return &l->list->entry[first];
}

static void words(const legend *l, const char *text) {
    entry(l, text);
}

static void mark(const legend *l, int point, const char *text) {
    hr_entry *e = entry(l, text);
    if (!e)
        return;
    e->point = true;
    e->style = (hr_style){.colour = "#404040", .point = point, .size = 1, .dash = "solid"};
}

/* A formula has no error, and its curve is not a line. */
static void labelled(char *out, size_t size, const hr_point_series *s) {
    char slope[160];
    if (s->kind == HR_SERIES_LITERATURE && isfinite(s->slope))
        snprintf(slope, sizeof slope, "%g", s->slope);
    else
        hr_number_slope(slope, sizeof slope, s->slope,
                        s->kind == HR_SERIES_MEASURED ? s->slope_error : -s->slope_error);
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
        char text[480];
        labelled(text, sizeof text, s);
        hr_entry *e = entry(l, text);
        if (!e)
            return;
        e->style = hr_style_of(l->f->points, i);
        e->line = true;
        e->point = kind != HR_SERIES_THEORY;
        e->width = kind == HR_SERIES_MEASURED ? 1.6 : kind == HR_SERIES_THEORY ? 1.3 : 0.8;
        if (kind == HR_SERIES_MEASURED && !joined(l->f, s))
            e->style.point--; /* open: nothing of it was decided */
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
        mark(l, 6, hr_figure_least(l->f) ? "open: UNKNOWN, within its whisker" : "open: UNKNOWN verdict");
    if (c->open)
        words(l, "arrow: nothing found above");
    if (c->infeasible)
        mark(l, 2, "cross: not feasible there");
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
        if (!isfinite(from->slope) || from->points)
            continue;
        snprintf(slope, sizeof slope, "%g", from->slope);
        snprintf(text, sizeof text, "%.300s: slope %s", from->series, slope);
        words(l, text);
    }
}

hr_status hr_figure_legend(hr_legend *list, const hr_figure *f) {
    legend l = {list, f};
    content c = look(f);
    const hr_experiment *e = f->experiment;
    char text[700];
    *list = (hr_legend){0};
    words(&l, "measured");
    series(&l, HR_SERIES_MEASURED);
    if (c.band) {
        snprintf(text, sizeof text, "band: all %.0f seeds", f->points->seeds);
        hr_entry *band = entry(&l, text);
        if (band)
            band->band = true;
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
    return list->failed ? HR_ENOMEM : HR_OK;
}
