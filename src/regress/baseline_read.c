/* Reading a baseline: every key, every value and every place is looked at before anything is measured. */
#include "base/memory.h"
#include "base/text.h"
#include "experiment/spec_value.h"
#include "regress/baseline_parts.h"
#include "trial/task.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What an entry is about; a key belongs to some of them. */
enum { METHOD = 1, FILES = 2, LEAST = 4, RESULTS = 8, CHECKS = METHOD | FILES, BUILDS = METHOD | LEAST };

typedef struct {
    hr_baseline_entry *entry;
    const char *folder;
    unsigned kind;
} context;

static hr_status take_file(char **out, const context *c, const hr_ini_entry *line) {
    if (!*line->value)
        return hr_fail(HR_EUSAGE, "%s: %s is empty; give a file, seen from the baseline's folder",
                       line->where, line->key);
    *out = hr_baseline_file(c->folder, line->value);
    return *out ? HR_OK : HR_ENOMEM;
}

static hr_status take_hierarchy(context *c, const hr_ini_entry *line) {
    return hr_baseline_hierarchy(&c->entry->hierarchy, c->folder, line->value, line->where);
}

static hr_status take_method(context *c, const hr_ini_entry *line) {
    const hr_method *method;
    hr_method_options options;
    c->entry->method = line->value;
    hr_status status = hr_task_method(&method, &options, line->value);
    if (status != HR_OK)
        return hr_fail_prefix(status, "%s", line->where);
    if (c->kind == LEAST && !method->takes_dim)
        return hr_fail(HR_EUSAGE, "%s: %s has a dimension of its own; record dimension, not least-dimension",
                       line->where, method->name);
    return HR_OK;
}

static hr_status take_embedding(context *c, const hr_ini_entry *line) {
    return take_file(&c->entry->embedding, c, line);
}

static hr_status take_queries(context *c, const hr_ini_entry *line) {
    return take_file(&c->entry->queries, c, line);
}

static hr_status take_docs(context *c, const hr_ini_entry *line) {
    return take_file(&c->entry->docs, c, line);
}

static hr_status take_results(context *c, const hr_ini_entry *line) {
    return take_file(&c->entry->results, c, line);
}

static hr_status take_where(context *c, const hr_ini_entry *line) {
    c->entry->filter = line->value;
    return HR_OK;
}

static hr_status take_notion(context *c, const hr_ini_entry *line) {
    size_t choice = 0;
    hr_status status = hr_spec_take_choice(&choice, line, hr_notion_names);
    c->entry->notion = (hr_notion)choice;
    return status;
}

static hr_status take_eps(context *c, const hr_ini_entry *line) {
    return hr_spec_take_real(&c->entry->eps, line, 0);
}

static hr_status take_seconds(context *c, const hr_ini_entry *line) {
    return hr_spec_take_real(&c->entry->seconds, line, 0);
}

static hr_status take_dim(context *c, const hr_ini_entry *line) {
    return hr_spec_take_number(&c->entry->dim, line, 1, UINT32_MAX);
}

static hr_status take_seed(context *c, const hr_ini_entry *line) {
    return hr_spec_take_number(&c->entry->seed, line, 0, UINT64_MAX);
}

static hr_status take_seeds(context *c, const hr_ini_entry *line) {
    return hr_spec_take_number(&c->entry->seeds, line, 1, 1000);
}

static hr_status take_most(context *c, const hr_ini_entry *line) {
    return hr_spec_take_number(&c->entry->most, line, 1, 1 << 30);
}

static hr_status take_optional(context *c, const hr_ini_entry *line) {
    return hr_spec_take_flag(&c->entry->optional, line);
}

static const struct {
    const char *key;
    unsigned kinds, required;
    hr_status (*take)(context *c, const hr_ini_entry *line);
} keys[] = {
    {"hierarchy", CHECKS | LEAST, CHECKS | LEAST, take_hierarchy},
    {"method", BUILDS, BUILDS, take_method},
    {"embedding", FILES, 0, take_embedding},
    {"queries", FILES, 0, take_queries},
    {"docs", FILES, 0, take_docs},
    {"results", RESULTS, RESULTS, take_results},
    {"where", RESULTS, 0, take_where},
    {"notion", CHECKS | LEAST, 0, take_notion},
    {"eps", CHECKS | LEAST, 0, take_eps},
    {"dim", METHOD, 0, take_dim},
    {"seed", BUILDS, 0, take_seed},
    {"seeds", LEAST, 0, take_seeds},
    {"most", LEAST, 0, take_most},
    {"seconds", CHECKS | LEAST, 0, take_seconds},
    {"optional", CHECKS | LEAST, 0, take_optional},
};
enum { KEYS = sizeof keys / sizeof *keys };

static const char *kind_name(unsigned kind) {
    return kind == METHOD  ? "a construction"
           : kind == LEAST ? "least-dimension"
           : kind == FILES ? "an embedding of yours"
                           : "rows of results";
}

/* The row of the key; a distance behind "recall@" goes to *distance. */
static const hr_measure *measure_of(const char *key, uint32_t *distance) {
    for (const hr_measure *m = hr_measures; m->key; m++) {
        size_t length = strlen(m->key);
        bool open = m->key[length - 1] == '@';
        uint64_t number = 0;
        if (open ? !strncmp(m->key, key, length) && hr_parse_u64(key + length, 0, INT32_MAX, &number)
                 : !strcmp(m->key, key)) {
            *distance = (uint32_t)number;
            return m;
        }
    }
    return NULL;
}

static hr_status unknown_key(const hr_ini_entry *line) {
    const char *allowed[64];
    size_t count = 0;
    for (size_t k = 0; k < KEYS; k++)
        allowed[count++] = keys[k].key;
    for (const hr_measure *m = hr_measures; m->key; m++)
        allowed[count++] = strcmp(m->key, "recall@") ? m->key : "recall@3";
    allowed[count] = NULL;
    return hr_spec_unknown(line->where, "key", line->key, allowed);
}

static hr_status take_value(context *c, const hr_ini_entry *line) {
    hr_baseline_entry *e = c->entry;
    hr_baseline_value v = {.line = line};
    v.measure = measure_of(line->key, &v.distance);
    if (!v.measure)
        return unknown_key(line);
    if (v.measure->search != (c->kind == LEAST) && c->kind != RESULTS)
        return hr_fail(
            HR_EUSAGE,
            "%s: least-dimension searches over dimensions, %s is of one; give %s an entry of its own",
            line->where, line->key, line->key);
    if (c->kind == RESULTS && !v.measure->quantity)
        return hr_fail(HR_EUSAGE, "%s: results files have no column %s; drop it", line->where, line->key);
    if (hr_grow(&e->value, &e->capacity, e->values + 1, sizeof v, "a baseline") != HR_OK)
        return HR_ENOMEM;
    hr_status status = hr_baseline_parse_value(&v);
    e->value[e->values++] = v; /* hr_baseline_clear frees what it got that far */
    return status;
}

static bool has(hr_ini *ini, const char *section, const char *key) {
    return hr_ini_get(ini, section, key) != NULL;
}

/* What the entry is about, by what it has. */
static hr_status kind_of(unsigned *kind, hr_ini *ini, const hr_baseline_entry *e) {
    bool method = has(ini, e->name, "method"), prefix = has(ini, e->name, "embedding"),
         queries = has(ini, e->name, "queries"), docs = has(ini, e->name, "docs"),
         results = has(ini, e->name, "results");
    if (method + prefix + (queries || docs) + results != 1 || queries != docs)
        return hr_fail(HR_EUSAGE,
                       "%s: [%s] must have one of: method, embedding, queries with docs, results; see hrdim "
                       "regress --help",
                       e->where, e->name);
    *kind = method ? has(ini, e->name, "least-dimension") ? LEAST : METHOD : results ? RESULTS : FILES;
    return HR_OK;
}

static hr_status take_line(context *c, const hr_ini_entry *line) {
    for (size_t k = 0; k < KEYS; k++) {
        if (strcmp(keys[k].key, line->key))
            continue;
        if (!(keys[k].kinds & c->kind))
            return hr_fail(HR_EUSAGE, "%s: %s does not go with %s; drop it", line->where, line->key,
                           kind_name(c->kind));
        return keys[k].take(c, line);
    }
    return take_value(c, line);
}

static hr_status check_entry(const hr_baseline_entry *e, hr_ini *ini, unsigned kind) {
    for (size_t k = 0; k < KEYS; k++)
        if (keys[k].required & kind && !has(ini, e->name, keys[k].key))
            return hr_fail(HR_EUSAGE, "%s: [%s] lacks '%s'", e->where, e->name, keys[k].key);
    if (!e->values)
        return hr_fail(HR_EUSAGE, "%s: [%s] records nothing; add for example 'verdict =' and run --update",
                       e->where, e->name);
    bool eps = has(ini, e->name, "eps");
    if (kind != RESULTS && eps != (e->notion == HR_F_GLOBAL))
        return hr_fail(HR_EUSAGE, "%s: [%s]: eps and notion = f-global go together", e->where, e->name);
    if (e->optional && !hr_baseline_dataset(e->hierarchy))
        return hr_fail(HR_EUSAGE, "%s: [%s]: optional is for data sets that may not be installed, not for %s",
                       e->where, e->name, e->hierarchy);
    return HR_OK;
}

static bool known_key(const char *key) {
    uint32_t distance;
    for (size_t k = 0; k < KEYS; k++)
        if (!strcmp(keys[k].key, key))
            return true;
    return measure_of(key, &distance) != NULL;
}

/* The lines of the entry, from *at on; the heading is one with an empty key. */
static hr_status take_lines(hr_baseline *b, hr_baseline_entry *e, size_t *at) {
    size_t end = *at;
    for (; end < b->ini.count && !strcmp(b->ini.entry[end].section, e->name); end++)
        if (*b->ini.entry[end].key && !known_key(b->ini.entry[end].key))
            return unknown_key(&b->ini.entry[end]); /* a likelier mistake than what it is about */
    unsigned kind = 0;
    hr_status status = kind_of(&kind, &b->ini, e);
    context c = {e, b->folder, kind};
    for (; status == HR_OK && *at < end; ++*at)
        if (*b->ini.entry[*at].key)
            status = take_line(&c, &b->ini.entry[*at]);
    return status == HR_OK ? check_entry(e, &b->ini, kind) : status;
}

static hr_status take_entry(hr_baseline *b, const hr_baseline_section *section, size_t *at) {
    if (hr_grow(&b->entry, &b->capacity, b->count + 1, sizeof *b->entry, "a baseline") != HR_OK)
        return HR_ENOMEM;
    hr_baseline_entry *e = &b->entry[b->count++];
    *e = (hr_baseline_entry){.name = section->name, .where = section->where, .seed = 1, .seeds = 10};
    return take_lines(b, e, at);
}

/* "a/b/base.ini" -> "a/b/", "base.ini" -> "" */
static hr_status find_folder(hr_baseline *b) {
    const char *slash = strrchr(b->path, '/');
    b->folder = strndup(b->path, slash ? (size_t)(slash - b->path) + 1 : 0);
    return b->folder ? HR_OK : hr_fail(HR_ENOMEM, "out of memory: a baseline");
}

hr_status hr_baseline_read(hr_baseline *out, const char *path) {
    memset(out, 0, sizeof *out);
    out->path = strdup(path);
    hr_status status = out->path ? find_folder(out) : hr_fail(HR_ENOMEM, "out of memory: a baseline");
    if (status == HR_OK)
        status = hr_ini_read(&out->ini, path);
    if (status == HR_OK)
        status = hr_baseline_scan(out);
    size_t at = 0;
    for (size_t i = 0; status == HR_OK && i < out->sections; i++)
        status = take_entry(out, &out->section[i], &at);
    if (status == HR_OK && !out->count)
        status = hr_fail(HR_EUSAGE, "%s: no entries; see hrdim regress --help for one", path);
    if (status != HR_OK)
        hr_baseline_clear(out);
    return status;
}

static void clear_entry(hr_baseline_entry *e) {
    free(e->hierarchy);
    free(e->embedding);
    free(e->queries);
    free(e->docs);
    free(e->results);
    free(e->skipped);
    for (size_t i = 0; i < e->values; i++)
        free(e->value[i].because);
    free(e->value);
}

void hr_baseline_clear(hr_baseline *b) {
    for (size_t i = 0; i < b->count; i++)
        clear_entry(&b->entry[i]);
    for (size_t i = 0; i < b->sections; i++) {
        free(b->section[i].name);
        free(b->section[i].where);
    }
    free(b->section);
    free(b->entry);
    hr_ini_clear(&b->ini);
    free(b->path);
    free(b->folder);
    memset(b, 0, sizeof *b);
}
