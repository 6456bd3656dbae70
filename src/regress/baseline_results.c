/* Values of committed results: NAME.csv of a sweep (doc/results.md) is read, nothing is computed. */
#include "base/table.h"
#include "base/text.h"
#include "regress/baseline_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { CONDITIONS = 24, WORD = 128 };

typedef struct {
    size_t column;
    char text[WORD];
} condition;

typedef struct {
    const hr_table *table;
    condition list[CONDITIONS];
    size_t count;
} filter;

static bool has(const filter *f, size_t column) {
    for (size_t i = 0; i < f->count; i++)
        if (f->list[i].column == column)
            return true;
    return false;
}

static hr_status add(filter *f, const hr_baseline_entry *e, const char *column, const char *text) {
    const char *names[128];
    size_t count = 0, at = SIZE_MAX;
    for (; count < f->table->columns && count < 127; count++) {
        names[count] = hr_table_field(f->table, 0, count);
        if (!strcmp(names[count], column))
            at = count;
    }
    names[count] = NULL;
    const char *near = hr_nearest(column, names);
    if (at == SIZE_MAX)
        return hr_fail(HR_EUSAGE, "%s has no column '%s'%s%s%s", e->results, column,
                       near ? ", did you mean '" : "", near ? near : "", near ? "'?" : "");
    if (f->count == CONDITIONS || has(f, at))
        return hr_fail(HR_EUSAGE, "where: %s is given twice; keep one", column);
    f->list[f->count].column = at;
    snprintf(f->list[f->count++].text, WORD, "%s", text);
    return HR_OK;
}

/* "H=6 name=sign": column=text, text as it stands in the file. */
static hr_status read_filter(filter *f, const hr_baseline_entry *e) {
    const char *at = e->filter ? e->filter : "";
    hr_status status = HR_OK;
    while (status == HR_OK && *(at += strspn(at, " \t"))) {
        char word[WORD];
        size_t length = strcspn(at, " \t");
        snprintf(word, sizeof word, "%.*s", (int)length, at);
        char *equals = strchr(word, '=');
        if (!equals || length >= sizeof word)
            return hr_fail(HR_EUSAGE, "where: '%s' must be COLUMN=TEXT", word);
        *equals = '\0';
        status = add(f, e, word, equals + 1);
        at += length;
    }
    return status;
}

static bool matches(const filter *f, size_t row) {
    for (size_t i = 0; i < f->count; i++)
        if (strcmp(hr_table_field(f->table, row, f->list[i].column), f->list[i].text))
            return false;
    return true;
}

static hr_status take_row(hr_baseline_value *v, const hr_table *t, size_t row) {
    size_t y, state;
    hr_status status = hr_table_column(&y, t, "y");
    if (status == HR_OK)
        status = hr_table_column(&state, t, "state");
    if (status == HR_OK)
        status = hr_table_number(&v->measured, t, row, y, NAN);
    if (status != HR_OK || !v->measure->search)
        return status;
    /* a search: y is the answer only when it was found */
    if (!strcmp(hr_table_field(t, row, state), hr_verdict_names[HR_INFEASIBLE]))
        v->measured = INFINITY;
    else if (strcmp(hr_table_field(t, row, state), hr_verdict_names[HR_FEASIBLE]))
        v->measured = NAN;
    return HR_OK;
}

static hr_status take_value(hr_baseline_value *v, const hr_baseline_entry *e, const filter *conditions) {
    filter f = *conditions;
    hr_status status = add(&f, e, "quantity", v->measure->quantity);
    if (status == HR_OK && v->measure->key[strlen(v->measure->key) - 1] == '@') {
        char distance[16];
        snprintf(distance, sizeof distance, "%u", v->distance);
        status = add(&f, e, "distance", distance);
    }
    if (status != HR_OK)
        return status;
    size_t found = 0, count = 0;
    for (size_t row = 1; row < f.table->rows; row++)
        if (matches(&f, row)) {
            found = row;
            count++;
        }
    if (count != 1)
        return hr_fail(HR_EINPUT, "%s: %s: %zu rows of %s match; say in where which one", v->line->where,
                       v->line->key, count, e->results);
    status = take_row(v, f.table, found);
    if (status == HR_OK && isnan(v->measured))
        snprintf(v->note, sizeof v->note, "the results have no number there");
    return status;
}

hr_status hr_baseline_results_entry(hr_baseline_entry *e) {
    hr_table table;
    hr_status status = hr_table_read(&table, e->results);
    if (status != HR_OK)
        return status;
    filter f = {.table = &table};
    size_t kind;
    status = read_filter(&f, e);
    if (status == HR_OK)
        status = hr_table_column(&kind, &table, "kind");
    if (status == HR_OK && !has(&f, kind))
        status = add(&f, e, "kind", "measured");
    for (size_t i = 0; status == HR_OK && i < e->values; i++)
        status = take_value(&e->value[i], e, &f);
    hr_table_clear(&table);
    return status;
}
