#include "report/finding_parts.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static hr_status find_columns(hr_finder *f) {
    hr_finding_columns *at = &f->at;
    const struct {
        const char *name;
        size_t *place;
    } list[] = {{"kind", &at->kind},           {"hierarchy", &at->hierarchy}, {"name", &at->name},
                {"statement", &at->statement}, {"notion", &at->notion},       {"dimension", &at->dimension},
                {"distance", &at->distance},   {"quantity", &at->quantity},   {"y", &at->y},
                {"state", &at->state}};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (hr_table_column(list[i].place, f->t, list[i].name) != HR_OK)
            return HR_EINPUT;
    for (size_t v = 0; v < f->e->variables; v++)
        if (hr_table_column(&at->variable[v], f->t, f->e->variable[v].name) != HR_OK)
            return HR_EINPUT;
    return HR_OK;
}

bool hr_find_counted(const hr_finder *f, size_t row, const char *kind) {
    return !strcmp(hr_find_field(f, row, f->at.kind), kind) &&
           !strcmp(hr_find_field(f, row, f->at.quantity), f->quantity->name);
}

hr_status hr_find_say(hr_finder *f, bool alarm, const char *format, ...) {
    hr_findings *out = f->out;
    if (hr_grow(&out->line, &out->capacity, out->count + 1, sizeof *out->line, "a finding") != HR_OK)
        return HR_ENOMEM;
    char text[4096];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    char *copy = strdup(text);
    if (!copy)
        return hr_fail(HR_ENOMEM, "out of memory: a finding");
    out->line[out->count++] = (hr_finding){.text = copy, .alarm = alarm};
    return HR_OK;
}

void hr_find_list(hr_finding_list *list, size_t most, const char *entry) {
    size_t used = strlen(list->text);
    if (list->shown == most || used + strlen(entry) + 3 > sizeof list->text) {
        list->hidden++;
        return;
    }
    snprintf(list->text + used, sizeof list->text - used, "%s%s", list->shown++ ? "; " : "", entry);
}

void hr_find_close(hr_finding_list *list) {
    size_t used = strlen(list->text);
    if (list->hidden)
        snprintf(list->text + used, sizeof list->text - used, " and %zu more", list->hidden);
}

/* Appends what fits. */
static void append(char *out, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void append(char *out, size_t size, const char *format, ...) {
    size_t used = strlen(out);
    va_list args;
    va_start(args, format);
    vsnprintf(out + used, size - used, format, args);
    va_end(args);
}

void hr_find_place(char *out, size_t size, const hr_finder *f, size_t row) {
    char part[192];
    hr_words(out, size, hr_find_field(f, row, f->at.name));
    if (f->e->hierarchies > 1) {
        hr_words(part, sizeof part, hr_find_field(f, row, f->at.hierarchy));
        append(out, size, ", %s", part);
    }
    for (size_t v = 0; v < f->e->variables; v++)
        if (*hr_find_field(f, row, f->at.variable[v]))
            append(out, size, ", %s = %s", f->e->variable[v].name, hr_find_field(f, row, f->at.variable[v]));
    if (*hr_find_field(f, row, f->at.dimension))
        append(out, size, ", d = %s", hr_find_field(f, row, f->at.dimension));
    if (*hr_find_field(f, row, f->at.distance))
        append(out, size, ", distance %s", hr_find_field(f, row, f->at.distance));
    if (f->e->notions > 1) {
        hr_notion_words(part, sizeof part, hr_find_field(f, row, f->at.notion));
        append(out, size, ", %s", part);
    }
}

static hr_status verdicts(hr_finder *f) {
    hr_findings *out = f->out;
    hr_finding_list open = {0};
    for (size_t row = 1; row < f->t->rows; row++) {
        if (!hr_find_counted(f, row, "measured"))
            continue;
        const char *state = hr_find_field(f, row, f->at.state);
        out->measured++;
        if (!strcmp(state, "FEASIBLE")) {
            out->feasible++;
        } else if (!strcmp(state, "INFEASIBLE")) {
            out->infeasible++;
        } else if (!strcmp(state, "UNKNOWN")) {
            char text[512];
            hr_find_place(text, sizeof text, f, row);
            hr_find_list(&open, 8, text);
            out->open++;
        } else {
            return hr_fail(HR_EINPUT, "%s:%zu: '%.40s' is no verdict; run the spec again", f->t->path,
                           f->t->line[row], state);
        }
    }
    hr_find_close(&open);
    bool least = !f->quantity->sample;
    hr_status status =
        hr_find_say(f, false, "%zu point%s measured: %zu FEASIBLE, %zu INFEASIBLE%s, %zu UNKNOWN.",
                    out->measured, out->measured == 1 ? "" : "s", out->feasible, out->infeasible,
                    least && out->infeasible ? " at every dimension tried" : "", out->open);
    if (status == HR_OK && out->open)
        status = hr_find_say(f, false, "Open, and counted neither way: %s.", open.text);
    return status;
}

void hr_findings_clear(hr_findings *findings) {
    for (size_t i = 0; i < findings->count; i++)
        free(findings->line[i].text);
    free(findings->line);
    memset(findings, 0, sizeof *findings);
}

/* A table in one line: what is feasible, by name, and how much is not. */
static void brief_table(hr_finder *f) {
    hr_findings *out = f->out;
    hr_finding_list feasible = {0};
    char text[512];
    for (size_t row = 1; row < f->t->rows; row++)
        if (hr_find_counted(f, row, "measured") && !strcmp(hr_find_field(f, row, f->at.state), "FEASIBLE")) {
            hr_find_place(text, sizeof text, f, row);
            hr_find_list(&feasible, 4, text);
        }
    hr_find_close(&feasible);
    snprintf(out->brief, sizeof out->brief, "FEASIBLE: %.400s. INFEASIBLE: %zu; UNKNOWN: %zu.",
             *feasible.text ? feasible.text : "none", out->infeasible, out->open);
}

static void finish_brief(hr_finder *f) {
    hr_findings *out = f->out;
    size_t used = strlen(out->brief);
    if (!used)
        brief_table(f);
    else if (out->open)
        snprintf(out->brief + used, sizeof out->brief - used, " %zu point%s open (UNKNOWN).", out->open,
                 out->open == 1 ? " is" : "s are");
}

hr_status hr_findings_of(hr_findings *out, const hr_experiment *experiment, const hr_points *points) {
    memset(out, 0, sizeof *out);
    hr_finder f = {.out = out, .e = experiment, .points = points, .t = &points->table};
    f.quantity = experiment->figure ? experiment->y : experiment->records ? experiment->record[0] : NULL;
    hr_status status = find_columns(&f);
    if (status == HR_OK && !f.quantity)
        return HR_OK;
    if (status == HR_OK && experiment->figure)
        status = hr_find_slopes(&f);
    if (status == HR_OK)
        status = hr_find_literature(&f);
    if (status == HR_OK && experiment->figure)
        status = hr_find_change(&f);
    if (status == HR_OK && experiment->figure && (f.quantity->sample == NULL || !*out->brief))
        status = hr_find_extremes(&f);
    if (status == HR_OK)
        status = hr_find_theory(&f);
    if (status == HR_OK)
        status = verdicts(&f);
    if (status == HR_OK)
        finish_brief(&f);
    if (status != HR_OK)
        hr_findings_clear(out);
    return status;
}
