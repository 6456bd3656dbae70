#include "experiment/spec.h"

#include "base/memory.h"
#include "base/text.h"
#include "experiment/spec_value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static hr_status take_method_options(hr_spec_method *m, const hr_ini_entry *entry, const char *word) {
    static const char *const allowed[] = {"runs", "dual", NULL};
    static const char *const yes_no[] = {"no", "yes", NULL};
    hr_spec spec;
    if (hr_spec_parse(&spec, word) != HR_OK)
        return hr_fail_prefix(HR_EUSAGE, "%s", entry->where);
    uint64_t runs = 0;
    hr_status status = m->method->takes_runs ? HR_OK : hr_spec_unused(&spec, allowed + 2);
    if (status == HR_OK)
        status = hr_spec_u64(&spec, "runs", 0, 1, UINT32_MAX, &runs);
    const char *dual = hr_spec_get(&spec, "dual");
    if (status == HR_OK)
        status = hr_spec_unused(&spec, allowed);
    if (status != HR_OK)
        hr_fail_prefix(status, "%s", entry->where);
    else if (dual && strcmp(dual, "yes") && strcmp(dual, "no"))
        status = hr_spec_unknown(entry->where, "value of dual", dual, yes_no);
    m->options.runs = (uint32_t)runs;
    m->options.dual = dual && !strcmp(dual, "yes");
    hr_spec_clear(&spec);
    return status;
}

static hr_status take_method(void *context, const hr_ini_entry *entry, const char *word) {
    hr_experiment *e = context;
    if (e->methods == HR_SPEC_METHODS)
        return hr_fail(HR_EUSAGE, "%s: more than %d methods; make two specs", entry->where, HR_SPEC_METHODS);
    hr_spec_method *m = &e->method[e->methods];
    *m = (hr_spec_method){.options.dtype = HR_FLOAT32};
    if (strlen(word) >= sizeof m->text)
        return hr_fail(HR_EUSAGE, "%s: method '%.60s...' is too long", entry->where, word);
    strcpy(m->text, word);
    for (size_t i = 0; i < e->methods; i++)
        if (!strcmp(e->method[i].text, word))
            return hr_fail(HR_EUSAGE, "%s: method '%s' is listed twice; keep one", entry->where, word);
    char name[64];
    strcpy(name, word);
    name[strcspn(name, ":")] = '\0';
    const char *names[64];
    size_t count = 0;
    for (const hr_method *const *h = hr_methods; *h && count < 63; h++) {
        names[count++] = (*h)->name;
        if (!strcmp((*h)->name, name))
            m->method = *h;
    }
    names[count] = NULL;
    if (!m->method)
        return hr_spec_unknown(entry->where, "method", name, names);
    e->methods++;
    return take_method_options(m, entry, word);
}

static hr_status take_statement(char (*list)[32], size_t *count, const hr_ini_entry *entry,
                                const char *word) {
    const char *names[64];
    size_t known = 0;
    bool found = false;
    for (const hr_bound *const *b = hr_bounds; *b && known < 63; b++) {
        found = found || !strcmp((*b)->statement, word);
        if (!known || strcmp(names[known - 1], (*b)->statement))
            names[known++] = (*b)->statement;
    }
    names[known] = NULL;
    if (!found)
        return hr_spec_unknown(entry->where, "statement", word, names);
    if (*count == HR_SPEC_WORDS)
        return hr_fail(HR_EUSAGE, "%s: more than %d statements", entry->where, HR_SPEC_WORDS);
    snprintf(list[(*count)++], 32, "%s", word);
    return HR_OK;
}

static hr_status take_theory_word(void *context, const hr_ini_entry *entry, const char *word) {
    hr_experiment *e = context;
    return take_statement(e->theory, &e->theories, entry, word);
}

static hr_status take_reference_word(void *context, const hr_ini_entry *entry, const char *word) {
    hr_experiment *e = context;
    return take_statement(e->reference, &e->references, entry, word);
}

static hr_status take_title(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_text(e->title, sizeof e->title, entry);
}

/* The words in braces: {seed} and exactly one variable. */
static hr_status take_hierarchy(hr_experiment *e, const hr_ini_entry *entry) {
    hr_status status = hr_spec_take_text(e->hierarchy, sizeof e->hierarchy, entry);
    if (status != HR_OK)
        return status;
    for (const char *open = strchr(e->hierarchy, '{'); open; open = strchr(open + 1, '{')) {
        size_t length = strcspn(open + 1, "{}");
        if (open[1 + length] != '}' || !length || length >= sizeof e->variable)
            return hr_fail(HR_EUSAGE, "%s: hierarchy: '%.40s': a variable is a word in braces, {H}",
                           entry->where, open);
        char word[sizeof e->variable];
        memcpy(word, open + 1, length);
        word[length] = '\0';
        if (!strcmp(word, "seed"))
            e->seeded = true;
        else if (!*e->variable)
            strcpy(e->variable, word);
        else if (strcmp(e->variable, word))
            return hr_fail(HR_EUSAGE, "%s: hierarchy: two variables, {%s} and {%s}; one spec sweeps one",
                           entry->where, e->variable, word);
    }
    if (!*e->variable)
        return hr_fail(HR_EUSAGE,
                       "%s: hierarchy names no variable; write the swept one in braces, such as "
                       "tree:width=2,height={H}",
                       entry->where);
    return HR_OK;
}

static hr_status take_methods(hr_experiment *e, const hr_ini_entry *entry) {
    hr_status status = hr_spec_take_words(entry, take_method, e);
    if (status == HR_OK && !e->methods)
        return hr_fail(HR_EUSAGE, "%s: methods is empty; write for example sign interval", entry->where);
    return status;
}

static hr_status take_notion(hr_experiment *e, const hr_ini_entry *entry) {
    size_t choice = 0;
    hr_status status = hr_spec_take_choice(&choice, entry, hr_notion_names);
    e->notion = (hr_notion)choice;
    return status;
}

static hr_status take_eps(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_real(&e->eps, entry, 0);
}

static hr_status take_seeds(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_number(&e->seeds, entry, 1, 1000);
}

static hr_status take_least(hr_experiment *e, const hr_ini_entry *entry) {
    static const char *const quantities[] = {"dimension", NULL};
    size_t choice;
    (void)e;
    return hr_spec_take_choice(&choice, entry, quantities);
}

static hr_status take_most(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_number(&e->most, entry, 1, 1 << 30);
}

static hr_status take_seconds(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_real(&e->seconds, entry, 0);
}

static hr_status take_theory(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_words(entry, take_theory_word, e);
}

static hr_status take_xlabel(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_text(e->xlabel, sizeof e->xlabel, entry);
}

static hr_status take_ylabel(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_text(e->ylabel, sizeof e->ylabel, entry);
}

static hr_status take_logx(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_flag(&e->logx, entry);
}

static hr_status take_logy(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_flag(&e->logy, entry);
}

static hr_status take_fit(hr_experiment *e, const hr_ini_entry *entry) {
    size_t choice = 0;
    hr_status status = hr_spec_take_choice(&choice, entry, hr_fit_names);
    e->fit = (hr_fit_model)choice;
    return status;
}

static hr_status take_fit_from(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_number(&e->fit_from, entry, 1, 1000000000);
}

static hr_status take_slope(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_real(&e->slope, entry, -1e9);
}

static hr_status take_slope_of(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_text(e->slope_of, sizeof e->slope_of, entry);
}

static hr_status take_reference(hr_experiment *e, const hr_ini_entry *entry) {
    return hr_spec_take_words(entry, take_reference_word, e);
}

static const struct {
    const char *section, *key;
    bool required;
    hr_status (*take)(hr_experiment *e, const hr_ini_entry *entry);
} keys[] = {
    {"sweep", "title", true, take_title},
    {"sweep", "hierarchy", true, take_hierarchy},
    {"sweep", "methods", true, take_methods},
    {"sweep", "least", true, take_least},
    {"sweep", "notion", false, take_notion},
    {"sweep", "eps", false, take_eps},
    {"sweep", "seeds", false, take_seeds},
    {"sweep", "most", false, take_most},
    {"sweep", "seconds", false, take_seconds},
    {"sweep", "theory", false, take_theory},
    {"figure", "xlabel", false, take_xlabel},
    {"figure", "ylabel", false, take_ylabel},
    {"figure", "logx", false, take_logx},
    {"figure", "logy", false, take_logy},
    {"figure", "fit", false, take_fit},
    {"figure", "fit-from", false, take_fit_from},
    {"figure", "slope", false, take_slope},
    {"figure", "slope-of", false, take_slope_of},
    {"figure", "reference", false, take_reference},
};
enum { KEYS = sizeof keys / sizeof *keys };

static hr_status refuse_unused(const hr_experiment *e, const hr_ini *ini) {
    static const char *const sections[] = {"sweep", "figure", "reduced", NULL};
    for (size_t i = 0; i < ini->count; i++) {
        const hr_ini_entry *entry = &ini->entry[i];
        if (entry->used)
            continue;
        bool known = false;
        for (const char *const *s = sections; *s; s++)
            known = known || !strcmp(*s, entry->section);
        if (!known)
            return hr_spec_unknown(entry->where, "section", entry->section, sections);
        const char *allowed[KEYS + 2],
            *section = strcmp(entry->section, "reduced") ? entry->section : "sweep";
        size_t count = 0;
        bool listed = false;
        if (!strcmp(section, "sweep"))
            allowed[count++] = e->variable;
        for (size_t k = 0; k < KEYS; k++)
            if (!strcmp(keys[k].section, section))
                allowed[count++] = keys[k].key;
        allowed[count] = NULL;
        for (size_t k = 0; k < count; k++)
            listed = listed || !strcmp(allowed[k], entry->key);
        if (!listed) /* keys of [reduced] are legal also when nobody asked for the reduced grid */
            return hr_spec_unknown(entry->where, "key", entry->key, allowed);
    }
    return HR_OK;
}

static hr_status apply(hr_ini *ini, bool reduced, const char *const *set, size_t count) {
    size_t entries = ini->count;
    bool any = false;
    for (size_t i = 0; reduced && i < entries; i++) {
        if (strcmp(ini->entry[i].section, "reduced"))
            continue;
        any = ini->entry[i].used = true;
        hr_ini_entry copy = ini->entry[i]; /* hr_ini_set may move the list */
        if (hr_ini_set(ini, "sweep", copy.key, copy.value, copy.where) != HR_OK)
            return HR_ENOMEM;
    }
    if (reduced && !any)
        return hr_fail(HR_EUSAGE,
                       "--reduced: the spec has no section [reduced]; add one, or use --set KEY=VALUE");
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

static hr_status interpret(hr_experiment *e, hr_ini *ini, const char *path) {
    for (size_t k = 0; k < KEYS; k++) {
        const hr_ini_entry *entry = hr_ini_get(ini, keys[k].section, keys[k].key);
        if (!entry && keys[k].required) {
            /* a misspelt key is the likelier reason: say that first */
            hr_status status = refuse_unused(e, ini);
            return status != HR_OK
                       ? status
                       : hr_fail(HR_EUSAGE, "%s: [%s] lacks '%s'", path, keys[k].section, keys[k].key);
        }
        hr_status status = entry ? keys[k].take(e, entry) : HR_OK;
        if (status != HR_OK)
            return status;
    }
    const hr_ini_entry *values = hr_ini_get(ini, "sweep", e->variable);
    hr_status status = refuse_unused(e, ini);
    if (status != HR_OK)
        return status;
    if (!values)
        return hr_fail(HR_EUSAGE, "%s: [sweep] gives no values for {%s}; add a line such as %s = 2..12", path,
                       e->variable, e->variable);
    for (size_t k = 0; k < KEYS; k++)
        if (!strcmp(keys[k].key, e->variable))
            return hr_fail(HR_EUSAGE, "%s: the variable {%s} has the name of a key; choose another", path,
                           e->variable);
    for (size_t r = 0; r < e->references; r++) {
        bool evaluated = false;
        for (size_t t = 0; t < e->theories; t++)
            evaluated = evaluated || !strcmp(e->theory[t], e->reference[r]);
        if (!evaluated)
            return hr_fail(HR_EUSAGE,
                           "%s: [figure] reference %s is not evaluated; add it to theory in [sweep]", path,
                           e->reference[r]);
    }
    return hr_spec_take_values(e->value, &e->values, HR_SPEC_VALUES, values);
}

/* "bench/depth.ini" -> "depth" */
static hr_status name_results(hr_experiment *e, const char *path) {
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    size_t length = strlen(base);
    if (length < 5 || strcmp(base + length - 4, ".ini"))
        return hr_fail(HR_EUSAGE, "%s: a spec's name ends in .ini; the results take the part before it",
                       path);
    e->path = strdup(path);
    e->name = hr_alloc(length + 16, 1, "a spec's name");
    if (!e->path || !e->name)
        return hr_fail(HR_ENOMEM, "out of memory: a spec's name");
    snprintf(e->name, length + 16, "%.*s%s", (int)(length - 4), base, e->reduced ? "-reduced" : "");
    return HR_OK;
}

hr_status hr_experiment_read(hr_experiment *out, const char *path, bool reduced, const char *const *set,
                             size_t count) {
    memset(out, 0, sizeof *out);
    out->reduced = reduced || count;
    out->seeds = 10;
    out->slope = NAN;
    strcpy(out->ylabel, "least feasible dimension d");
    hr_ini ini = {0};
    hr_status status = name_results(out, path);
    if (status == HR_OK)
        status = hr_ini_read(&ini, path);
    if (status == HR_OK)
        status = apply(&ini, reduced, set, count);
    if (status == HR_OK)
        status = interpret(out, &ini, path);
    if (status == HR_OK && !*out->xlabel)
        strcpy(out->xlabel, out->variable);
    hr_ini_clear(&ini);
    if (status != HR_OK)
        hr_experiment_clear(out);
    return status;
}

void hr_experiment_clear(hr_experiment *experiment) {
    free(experiment->name);
    free(experiment->path);
    memset(experiment, 0, sizeof *experiment);
}

char *hr_experiment_hierarchy(const hr_experiment *experiment, uint64_t value, uint64_t seed) {
    /* a number has at most 20 digits, a placeholder at least 3 characters */
    size_t size = 8 * strlen(experiment->hierarchy) + 32, at = 0;
    char *text = hr_alloc(size, 1, "a hierarchy's specification");
    if (!text)
        return NULL;
    for (const char *from = experiment->hierarchy; *from;) {
        if (*from == '{') {
            uint64_t number = strncmp(from, "{seed}", 6) ? value : seed;
            at += (size_t)snprintf(text + at, size - at, "%llu", (unsigned long long)number);
            from = strchr(from, '}') + 1;
        } else {
            text[at++] = *from++;
        }
    }
    text[at] = '\0';
    return text;
}
