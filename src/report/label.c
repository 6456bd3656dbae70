/* The names of series: what all share is left out, what is left reads as words. */
#include "report/points.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    char *text;
    size_t size, used;
} line;

/* Adds words, with ", " between what is there and them. */
static void add(line *out, const char *words) {
    if (!*words || out->used + 1 >= out->size)
        return;
    int wrote = snprintf(out->text + out->used, out->size - out->used, "%s%s", out->used ? ", " : "", words);
    out->used += wrote > 0 ? (size_t)wrote : 0;
    if (out->used >= out->size)
        out->used = out->size - 1;
}

void hr_words(char *out, size_t size, const char *name) {
    char text[HR_SPEC_TEXT], *end;
    line words = {out, size, 0};
    *out = '\0';
    snprintf(text, sizeof text, "%s", name);
    for (char *part = strtok_r(text, ":,", &end); part; part = strtok_r(NULL, ":,", &end)) {
        char option[HR_SPEC_TEXT], *value = strchr(part, '=');
        part += strspn(part, " ");
        if (value)
            *value++ = '\0';
        if (value && strchr(value, '{')) /* stands on an axis, or is the seed */
            continue;
        snprintf(option, sizeof option, "%s%s%s", part, value && strcmp(value, "yes") ? " " : "",
                 value && strcmp(value, "yes") ? value : "");
        add(&words, option);
    }
}

void hr_value_label(char *out, size_t size, const hr_experiment *e) {
    snprintf(out, size, "%s%s", e->y->log10 && !strstr(e->ylabel, "log") ? "log10 of the " : "", e->ylabel);
}

void hr_notion_words(char *out, size_t size, const char *notion) {
    snprintf(out, size, "%s%s", !strncmp(notion, "f-", 2) ? "F" : "",
             notion + !strncmp(notion, "f-", 2)); /* "f-query" is the notion F-query of theory.md */
}

typedef struct {
    bool hierarchy, notion, dimension, distance, variable[HR_SPEC_VARIABLES];
} differs;

/* Literature names itself. */
static differs compare(const hr_points *points) {
    differs d = {0};
    const hr_point_series *first = NULL, *measured = NULL;
    for (size_t i = 0; i < points->count; i++) {
        const hr_point_series *s = &points->series[i];
        if (s->kind == HR_SERIES_LITERATURE)
            continue;
        first = first ? first : s;
        d.hierarchy = d.hierarchy || strcmp(s->hierarchy, first->hierarchy);
        d.notion = d.notion || strcmp(s->notion, first->notion);
        for (size_t v = 0; v < HR_SPEC_VARIABLES; v++)
            d.variable[v] = d.variable[v] || strcmp(s->variable[v], first->variable[v]);
        if (s->kind == HR_SERIES_THEORY)
            continue;
        measured = measured ? measured : s;
        d.dimension = d.dimension || strcmp(s->dimension, measured->dimension);
        d.distance = d.distance || strcmp(s->distance, measured->distance);
    }
    return d;
}

static void name_series(hr_point_series *s, const differs *d, const hr_experiment *e) {
    char name[192], text[HR_SPEC_TEXT], part[192];
    line variant = {s->variant, sizeof s->variant, 0};
    *s->variant = '\0';
    hr_words(name, sizeof name, s->name);
    const char *options = strstr(name, ", ");
    if (options)
        add(&variant, options + 2);
    line attributes = {text, sizeof text, 0};
    *text = '\0';
    if (d->hierarchy) {
        hr_words(part, sizeof part, s->hierarchy);
        add(&attributes, part);
    }
    for (size_t v = 0; v < e->variables; v++)
        if (d->variable[v] && *s->variable[v]) {
            snprintf(part, sizeof part, "%s = %.40s", e->variable[v].name, s->variable[v]);
            add(&attributes, part);
        }
    if (d->dimension && *s->dimension) {
        snprintf(part, sizeof part, "d = %.40s", s->dimension);
        add(&attributes, part);
    }
    if (d->distance && *s->distance) {
        snprintf(part, sizeof part, "distance %.40s", s->distance);
        add(&attributes, part);
    }
    if (d->notion) {
        hr_notion_words(part, sizeof part, s->notion);
        add(&attributes, part);
    }
    add(&variant, text);
    line label = {s->label, sizeof s->label, 0};
    snprintf(part, sizeof part, "%.15s%s%.170s", s->statement, *s->statement ? " " : "", name);
    *s->label = '\0';
    add(&label, part);
    add(&label, text);
}

void hr_points_label(hr_points *points, const hr_experiment *experiment) {
    differs d = compare(points);
    for (size_t i = 0; i < points->count; i++)
        if (points->series[i].kind != HR_SERIES_LITERATURE)
            name_series(&points->series[i], &d, experiment);
    points->notion = d.notion || !points->count ? "" : points->series[0].notion;
}
