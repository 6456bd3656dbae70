#include "cli/regress_report.h"

#include "base/outfile.h"
#include "cli/call.h"

#include <math.h>
#include <string.h>

static void count_changes(size_t count[HR_CHANGES], const hr_baseline *b) {
    memset(count, 0, HR_CHANGES * sizeof *count);
    for (size_t i = 0; i < b->count; i++)
        for (size_t j = 0; b->entry[i].measured && j < b->entry[i].values; j++)
            count[b->entry[i].value[j].change]++;
}

int hr_regress_exit(const hr_regress_report *report) {
    size_t count[HR_CHANGES];
    count_changes(count, report->baseline);
    return report->updated ? 0 : count[HR_WORSE] ? HR_EXIT_INFEASIBLE : count[HR_LOST] ? HR_EXIT_UNKNOWN : 0;
}

static void print_tolerance(const hr_baseline_value *v) {
    char limit[HR_BASELINE_TEXT];
    if (v->tolerance > 0 && isfinite(v->expected)) {
        snprintf(limit, sizeof limit, "%.10g", hr_baseline_limit(v));
        printf("; tolerance %.10g%s, %s to %s", v->relative ? 100 * v->tolerance : v->tolerance,
               v->relative ? "%" : "", v->measure->lower_is_better ? "up" : "down", limit);
    }
    if (v->because)
        printf(" (%s)", v->because);
}

static void print_value(const hr_baseline_value *v, bool updated) {
    char before[HR_BASELINE_TEXT], now[HR_BASELINE_TEXT];
    hr_baseline_format(before, v->measure, v->expected);
    hr_baseline_format(now, v->measure, v->measured);
    printf("  %-8s %s: ", hr_change_names[v->change], v->line->key);
    if (v->change == HR_FRESH)
        printf("%s", now);
    else
        printf("%s -> %s", before, now);
    if (*v->note)
        printf(" (%s)", v->note);
    if (!updated && v->change == HR_WORSE)
        print_tolerance(v);
    putchar('\n');
}

/* After an update all that was written is shown, also what stayed within its tolerance. */
static bool shown(const hr_baseline_value *v, bool updated) {
    return v->change != HR_SAME || (updated && v->expected != v->measured && !isnan(v->measured));
}

static void print_entry(const hr_baseline_entry *e, bool updated) {
    if (e->skipped) {
        printf("%s: skipped: %s\n", e->name, e->skipped);
        return;
    }
    size_t changed = 0;
    for (size_t i = 0; i < e->values; i++)
        changed += shown(&e->value[i], updated);
    printf("%s:%s\n", e->name, changed ? "" : " as before");
    for (size_t i = 0; i < e->values; i++)
        if (shown(&e->value[i], updated))
            print_value(&e->value[i], updated);
}

hr_status hr_regress_print(const hr_regress_report *report) {
    const hr_baseline *b = report->baseline;
    size_t count[HR_CHANGES], skipped = 0, measured = 0;
    count_changes(count, b);
    for (size_t i = 0; i < b->count; i++) {
        if (b->entry[i].measured || b->entry[i].skipped)
            print_entry(&b->entry[i], report->updated);
        skipped += b->entry[i].skipped != NULL;
        measured += b->entry[i].measured;
    }
    printf("\n%s: %zu entries", b->path, measured);
    for (size_t i = 0; i < HR_CHANGES; i++)
        if (count[i] || i == HR_WORSE)
            printf(", %zu %s", count[i], hr_change_names[i]);
    if (skipped)
        printf("; %zu skipped", skipped);
    printf("%s\n", measured ? "" : "; nothing was compared");
    if (report->updated)
        printf("written: %s\n", b->path);
    else if ((count[HR_BETTER] || count[HR_DECIDED]) && !count[HR_WORSE] && !count[HR_LOST])
        printf("to keep what is better: hrdim regress %s --update\n", b->path);
    return hr_finish_output();
}

/* A number, a word for what is none (a verdict, "none", "UNKNOWN"); null where the file had no value. */
static json_t *value_json(const hr_baseline_value *v, double value, bool given) {
    char text[HR_BASELINE_TEXT];
    if (!given)
        return json_null();
    if (isfinite(value) && strcmp(v->measure->key, "verdict"))
        return v->measure->whole ? json_integer((json_int_t)value) : json_real(value);
    hr_baseline_format(text, v->measure, value);
    return json_string(text);
}

/* Appends and says whether that went well; frees the list when it did not. */
static bool append(json_t **list, json_t *item) {
    if (*list && !json_array_append_new(*list, item))
        return true;
    json_decref(*list);
    *list = NULL;
    return false;
}

/* null for no text, and for one that is not UTF-8: "where" always says which line it is */
static json_t *text_json(const char *text) {
    json_t *string = text && *text ? json_string(text) : NULL;
    return string ? string : json_null();
}

/* NULL when memory is out, as the others */
static json_t *entry_json(const hr_baseline_entry *e) {
    json_t *values = json_array();
    bool good = values != NULL;
    for (size_t i = 0; good && e->measured && i < e->values; i++) {
        const hr_baseline_value *v = &e->value[i];
        good = append(&values,
                      json_pack("{ss so ss so so sf sb so so}", "key", v->line->key, "where",
                                text_json(v->line->where), "change", hr_change_names[v->change], "baseline",
                                value_json(v, v->expected, v->given), "measured",
                                value_json(v, v->measured, true), "tolerance", v->tolerance, "relative",
                                v->relative, "because", text_json(v->because), "note", text_json(v->note)));
    }
    return json_pack("{so so so so}", "name", text_json(e->name), "where", text_json(e->where), "skipped",
                     text_json(e->skipped), "values", values);
}

static json_t *counts_json(const hr_baseline *b) {
    size_t count[HR_CHANGES], skipped = 0;
    count_changes(count, b);
    for (size_t i = 0; i < b->count; i++)
        skipped += b->entry[i].skipped != NULL;
    json_t *counts = json_pack("{si}", "skipped", (int)skipped);
    for (size_t i = 0; counts && i < HR_CHANGES; i++)
        if (json_object_set_new(counts, hr_change_names[i], json_integer((json_int_t)count[i]))) {
            json_decref(counts);
            counts = NULL;
        }
    return counts;
}

static json_t *report_json(const hr_regress_report *report) {
    const hr_baseline *b = report->baseline;
    json_t *entries = json_array();
    bool good = entries != NULL;
    for (size_t i = 0; good && i < b->count; i++)
        if (b->entry[i].measured || b->entry[i].skipped)
            good = append(&entries, entry_json(&b->entry[i]));
    json_t *object =
        json_pack("{so si sb so so}", "baseline", text_json(b->path), "exit", hr_regress_exit(report),
                  "updated", report->updated, "counts", counts_json(b), "entries", entries);
    return hr_call_provenance(object, report->seed);
}

hr_status hr_regress_print_json(const hr_regress_report *report) {
    return hr_print_json(report_json(report));
}

hr_status hr_regress_write_json(const hr_regress_report *report, const char *path) {
    json_t *object = report_json(report);
    if (!object)
        return hr_fail(HR_ENOMEM, "out of memory: the JSON output");
    hr_outfile file;
    hr_status status = hr_outfile_open(&file, path);
    if (status == HR_OK) {
        json_dumpf(object, file.stream, JSON_INDENT(2) | JSON_REAL_PRECISION(17));
        fputc('\n', file.stream);
        status = hr_outfile_commit(&file);
    }
    json_decref(object);
    return status;
}
