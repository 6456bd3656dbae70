#include "experiment/spec.h"

#include "base/memory.h"
#include "base/text.h"
#include "experiment/spec_keys.h"
#include "experiment/spec_value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t add_keys(const char **allowed, size_t count, const hr_spec_key *keys, const char *section) {
    for (; keys->key; keys++)
        if (!strcmp(keys->section, section))
            allowed[count++] = keys->key;
    return count;
}

/* A line of numbers that is near no key can only be meant as a variable. */
static hr_status refuse_variable(const hr_experiment *e, const hr_ini_entry *entry) {
    char list[HR_SPEC_VARIABLES * 40] = "none";
    for (size_t v = 0, length = 0; v < e->variables; v++)
        length += (size_t)snprintf(list + length, sizeof list - length, "%s{%s}", v ? ", " : "",
                                   e->variable[v].name);
    return hr_fail(
        HR_EUSAGE,
        "%s: no hierarchy has the variable {%.40s}; write it in braces in `hierarchy`, or remove the "
        "line; there is %s",
        entry->where, entry->key, list);
}

/* Keys of [reduced] are legal also when nobody asked for the reduced grid. */
static hr_status refuse_key(const hr_experiment *e, const hr_ini_entry *entry) {
    const char *allowed[HR_SPEC_KEYS], *section = entry->section;
    size_t count = 0;
    bool sweep = !strcmp(section, "reduced") || !strcmp(section, "sweep");
    if (sweep && !strcmp(entry->key, "least"))
        return hr_fail(HR_EUSAGE, "%s: the key 'least' has another name now; write dimension = least",
                       entry->where);
    count = add_keys(allowed, count, hr_spec_sweep_keys, sweep ? "sweep" : section);
    count = add_keys(allowed, count, hr_spec_figure_keys, section);
    allowed[count] = NULL;
    bool number = entry->value[0] >= '0' && entry->value[0] <= '9';
    const char *near = hr_nearest(entry->key, allowed);
    for (size_t v = 0; sweep && v < e->variables; v++)
        allowed[count++] = e->variable[v].name;
    allowed[count] = NULL;
    for (size_t k = 0; k < count; k++)
        if (!strcmp(allowed[k], entry->key))
            return HR_OK;
    if (sweep && number && !near)
        return refuse_variable(e, entry);
    return hr_spec_unknown(entry->where, "key", entry->key, allowed);
}

static hr_status refuse_unused(const hr_experiment *e, const hr_ini *ini) {
    static const char *const sections[] = {"sweep", "figure", "table", "reduced", NULL};
    hr_status status = HR_OK;
    for (size_t i = 0; i < ini->count && status == HR_OK; i++) {
        const hr_ini_entry *entry = &ini->entry[i];
        bool known = false;
        for (const char *const *s = sections; *s; s++)
            known = known || !strcmp(*s, entry->section);
        if (!known)
            status = hr_spec_unknown(entry->where, "section", entry->section, sections);
        else if (!entry->used && *entry->key)
            status = refuse_key(e, entry);
    }
    return status;
}

static hr_status apply_reduced(hr_ini *ini) {
    size_t entries = ini->count;
    bool any = false;
    for (size_t i = 0; i < entries; i++) {
        if (strcmp(ini->entry[i].section, "reduced") || !*ini->entry[i].key)
            continue;
        any = true;
        hr_ini_entry copy = ini->entry[i]; /* hr_ini_set may move the list */
        if (hr_ini_set(ini, "sweep", copy.key, copy.value, copy.where) != HR_OK)
            return HR_ENOMEM;
    }
    return any ? HR_OK
               : hr_fail(HR_EUSAGE,
                         "--reduced: the spec has no section [reduced]; add one, or use --set KEY=VALUE");
}

static hr_status apply_sets(hr_ini *ini, const char *const *set, size_t count) {
    for (size_t i = 0; i < count; i++) {
        char key[64], where[HR_SPEC_TEXT];
        size_t length = strcspn(set[i], "=");
        if (!set[i][length] || !length || length >= sizeof key)
            return hr_fail(HR_EUSAGE, "--set %.60s: must be KEY=VALUE, such as --set H=2..8", set[i]);
        memcpy(key, set[i], length);
        key[length] = '\0';
        snprintf(where, sizeof where, "--set %.200s", set[i]);
        if (hr_ini_set(ini, "sweep", key, set[i] + length + 1, where) != HR_OK)
            return HR_ENOMEM;
    }
    return HR_OK;
}

static hr_status take_keys(hr_experiment *e, hr_ini *ini, const hr_spec_key *keys) {
    for (const hr_spec_key *k = keys; k->key; k++) {
        const hr_ini_entry *entry = hr_ini_get(ini, k->section, k->key);
        hr_status status = entry ? k->take(e, entry) : HR_OK;
        if (!entry && k->required) {
            status = refuse_unused(e, ini); /* a misspelt key is the likelier reason: say that first */
            if (status == HR_OK)
                status = hr_fail(HR_EUSAGE, "%s: [%s] lacks '%s'", e->path, k->section, k->key);
        }
        if (status != HR_OK)
            return status;
    }
    return HR_OK;
}

static hr_status interpret(hr_experiment *e, hr_ini *ini) {
    hr_status status = take_keys(e, ini, hr_spec_sweep_keys);
    if (status == HR_OK)
        status = take_keys(e, ini, hr_spec_figure_keys);
    for (size_t v = 0; v < e->variables; v++)
        hr_ini_get(ini, "sweep", e->variable[v].name); /* used */
    if (status == HR_OK)
        status = refuse_unused(e, ini);
    if (status == HR_OK)
        status = hr_spec_check_sweep(e, ini);
    return status == HR_OK ? hr_spec_check_figure(e, ini) : status;
}

/* "bench/depth.ini" -> "depth" in "bench" */
static hr_status name_results(hr_experiment *e, const char *path) {
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    size_t length = strlen(base);
    if (length < 5 || strcmp(base + length - 4, ".ini"))
        return hr_fail(HR_EUSAGE, "%s: a spec's name ends in .ini; the results take the part before it",
                       path);
    e->path = strdup(path);
    e->folder = slash == path ? strdup("/") : slash ? strndup(path, (size_t)(slash - path)) : strdup(".");
    e->name = hr_alloc(length + 16, 1, "a spec's name");
    if (!e->path || !e->folder || !e->name)
        return hr_fail(HR_ENOMEM, "out of memory: a spec's name");
    snprintf(e->name, length + 16, "%.*s%s", (int)(length - 4), base, e->reduced ? "-reduced" : "");
    return HR_OK;
}

static bool has_reduced(const hr_ini *ini) {
    for (size_t i = 0; i < ini->count; i++)
        if (!strcmp(ini->entry[i].section, "reduced") && *ini->entry[i].key)
            return true;
    return false;
}

/* `another`: has the file a reduced grid beside the one that was read? */
static hr_status read_grid(hr_experiment *out, bool *another, const char *path, bool reduced,
                           const char *const *set, size_t count) {
    memset(out, 0, sizeof *out);
    out->reduced = reduced || count;
    out->seeds = 10;
    out->slope = NAN;
    hr_ini ini = {0};
    hr_status status = name_results(out, path);
    if (status == HR_OK)
        status = hr_ini_read(&ini, path);
    *another = status == HR_OK && !out->reduced && has_reduced(&ini);
    if (status == HR_OK && reduced)
        status = apply_reduced(&ini);
    if (status == HR_OK)
        status = apply_sets(&ini, set, count);
    if (status == HR_OK)
        status = interpret(out, &ini);
    out->text = ini.text;
    ini.text = NULL;
    hr_ini_clear(&ini);
    if (status != HR_OK)
        hr_experiment_clear(out);
    return status;
}

hr_status hr_experiment_read(hr_experiment *out, const char *path, bool reduced, const char *const *set,
                             size_t count) {
    bool another;
    hr_status status = read_grid(out, &another, path, reduced, set, count);
    if (status != HR_OK || !another)
        return status;
    /* a mistake in [reduced] is found today, not when it is asked for */
    hr_experiment *scratch = hr_alloc(1, sizeof *scratch, "a spec");
    status = scratch ? read_grid(scratch, &another, path, true, NULL, 0) : HR_ENOMEM;
    if (status == HR_OK)
        hr_experiment_clear(scratch);
    else
        hr_experiment_clear(out);
    free(scratch);
    return status;
}

void hr_experiment_clear(hr_experiment *experiment) {
    free(experiment->name);
    free(experiment->path);
    free(experiment->folder);
    free(experiment->text);
    free(experiment->dim);
    for (size_t v = 0; v < HR_SPEC_VARIABLES; v++)
        free(experiment->variable[v].value);
    memset(experiment, 0, sizeof *experiment);
}
