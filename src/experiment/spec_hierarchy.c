/* A spec's hierarchies: words with variables in braces. */
#include "base/memory.h"
#include "base/text.h"
#include "experiment/spec_keys.h"
#include "experiment/spec_value.h"
#include "hierarchy/source.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* in the order of results.h */
const char *const hr_spec_columns[] = {
    "kind",     "hierarchy", "name",   "statement", "notion", "dimension", "distance", "step",
    "quantity", "y",         "state",  "above",     "low",    "high",      "mean",     "sd",
    "seeds",    "decided",   "trials", "n",         "m",      "s",         NULL,
};

/* further columns of the results' other files, and words of [figure] */
static const char *const reserved[] = {
    "seed",
    "x",
    "d",
    "trial",
    "key",
    "method",
    "version",
    "eps",
    "asked",
    "reason",
    "how",
    "verdict",
    "dtype",
    "margin_log10",
    "model",
    "from",
    "points",
    "slope",
    "slope_error",
    "intercept",
    "intercept_error",
    "r2",
    "kernel",
    "build_seconds",
    "check_seconds",
    NULL,
};

static bool listed(const char *const *list, const char *word) {
    while (*list && strcmp(*list, word))
        list++;
    return *list;
}

static hr_status check_variable(const hr_ini_entry *entry, const char *name) {
    bool key = false, good = isalpha((unsigned char)*name);
    for (const hr_spec_key *k = hr_spec_sweep_keys; k->key; k++)
        key = key || !strcmp(k->key, name);
    for (const char *c = name; *c; c++)
        good = good && (isalnum((unsigned char)*c) || *c == '-' || *c == '_');
    if (!good)
        return hr_fail(HR_EUSAGE, "%s: hierarchy: {%s}: a variable's name has letters, digits, - and _",
                       entry->where, name);
    bool quantity = hr_quantity_find(name), column = listed(hr_spec_columns, name) || listed(reserved, name);
    if (!key && !quantity && !column)
        return HR_OK;
    char other[32];
    snprintf(other, sizeof other, "%s", name);
    other[0] = (char)toupper((unsigned char)other[0]);
    return hr_fail(HR_EUSAGE, "%s: the variable {%s} has the name of a %s; choose another, such as {%s}",
                   entry->where, name,
                   key        ? "key"
                   : quantity ? "quantity"
                              : "column of the results",
                   other);
}

size_t hr_spec_variable_find(const hr_experiment *e, const char *name) {
    size_t v = 0;
    while (v < e->variables && strcmp(e->variable[v].name, name))
        v++;
    return v;
}

static hr_status add_variable(hr_experiment *e, hr_spec_hierarchy *h, const hr_ini_entry *entry,
                              const char *name) {
    size_t v = hr_spec_variable_find(e, name);
    if (v == HR_SPEC_VARIABLES)
        return hr_fail(HR_EUSAGE,
                       "%s: hierarchy: {%s} is one more than the %d variables that a spec can have",
                       entry->where, name, HR_SPEC_VARIABLES);
    h->variables |= 1u << v;
    if (v < e->variables)
        return HR_OK;
    strcpy(e->variable[e->variables++].name, name);
    return check_variable(entry, name);
}

static hr_status find_variables(hr_experiment *e, hr_spec_hierarchy *h, const hr_ini_entry *entry) {
    for (const char *at = h->text + strcspn(h->text, "{}"); *at; at += strcspn(at, "{}")) {
        size_t length = *at == '{' ? strcspn(at + 1, "{}") : 0;
        char word[sizeof e->variable[0].name];
        if (!length || at[1 + length] != '}' || length >= sizeof word)
            return hr_fail(HR_EUSAGE, "%s: hierarchy: '%.40s': a variable is a word in braces, {H}",
                           entry->where, at);
        memcpy(word, at + 1, length);
        word[length] = '\0';
        at += length + 2;
        hr_status status = HR_OK;
        if (!strcmp(word, "seed"))
            h->seeded = true;
        else
            status = add_variable(e, h, entry, word);
        if (status != HR_OK)
            return status;
    }
    return HR_OK;
}

/* A generator's name and its keys: what the program would refuse later, with the line. */
static hr_status check_source(const hr_ini_entry *entry, const char *word) {
    hr_spec spec;
    if (!strchr(word, ':') || strchr(word, '/'))
        return HR_OK; /* a file's or a data set's name, which its reader judges */
    hr_status status = hr_spec_parse(&spec, word);
    if (status != HR_OK)
        return hr_fail_prefix(status, "%s", entry->where);
    const char *names[64];
    const hr_source *source = NULL;
    size_t count = 0;
    for (const hr_source *const *s = hr_sources; *s && count < 63; s++) {
        names[count++] = (*s)->name;
        if (!strcmp((*s)->name, spec.name))
            source = *s;
    }
    names[count] = NULL;
    if (!source)
        status = hr_spec_unknown(entry->where, "hierarchy", spec.name, names);
    for (size_t i = 0; source && source->allowed && status == HR_OK && i < spec.count; i++)
        if (!listed(source->allowed, spec.pair[i].key))
            status = hr_spec_unknown(entry->where, "key of the hierarchy", spec.pair[i].key, source->allowed);
    hr_spec_clear(&spec);
    return status;
}

hr_status hr_spec_take_hierarchy(void *experiment, const hr_ini_entry *entry, const char *word) {
    hr_experiment *e = experiment;
    if (e->hierarchies == HR_SPEC_HIERARCHIES)
        return hr_fail(HR_EUSAGE, "%s: more than %d hierarchies; make two specs", entry->where,
                       HR_SPEC_HIERARCHIES);
    for (size_t i = 0; i < e->hierarchies; i++)
        if (!strcmp(e->hierarchy[i].text, word))
            return hr_fail(HR_EUSAGE, "%s: hierarchy '%.100s' is listed twice; keep one", entry->where, word);
    hr_spec_hierarchy *h = &e->hierarchy[e->hierarchies++];
    *h = (hr_spec_hierarchy){.seeded = false};
    strcpy(h->text, word); /* no word is longer than its key's value */
    hr_status status = check_source(entry, word);
    return status == HR_OK ? find_variables(e, h, entry) : status;
}

char *hr_experiment_hierarchy(const hr_experiment *experiment, size_t hierarchy, const uint64_t *value,
                              uint64_t seed) {
    const char *from = experiment->hierarchy[hierarchy].text;
    /* a number has at most 20 digits, a variable in its braces at least 3 characters */
    size_t size = 8 * strlen(from) + 32, at = 0;
    char *text = hr_alloc(size, 1, "a hierarchy's specification");
    if (!text)
        return NULL;
    while (*from) {
        if (*from != '{') {
            text[at++] = *from++;
            continue;
        }
        uint64_t number = seed;
        size_t length = strcspn(++from, "}");
        for (size_t v = 0; v < experiment->variables; v++)
            if (strlen(experiment->variable[v].name) == length &&
                !memcmp(experiment->variable[v].name, from, length))
                number = value[v];
        at += (size_t)snprintf(text + at, size - at, "%llu", (unsigned long long)number);
        from += length + 1;
    }
    text[at] = '\0';
    return text;
}
