#include "trial/trial_order.h"

#include "base/memory.h"
#include "base/text.h"
#include "hierarchy/source.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { DIGEST = 17 }; /* '#' and 16 hexadecimal digits */

/* Where "#0123456789abcdef" at the end begins; the end of the text when there is none. */
static size_t digest_at(const char *text) {
    size_t length = strlen(text);
    if (length <= DIGEST || text[length - DIGEST] != '#')
        return length;
    const char *digits = text + length - DIGEST + 1;
    return strspn(digits, "0123456789abcdef") == DIGEST - 1 ? length - DIGEST : length;
}

static const hr_source *source_of(const char *text) {
    size_t length = strcspn(text, ":");
    for (const hr_source *const *s = hr_sources; *s; s++)
        if (strlen((*s)->name) == length && !strncmp((*s)->name, text, length))
            return *s;
    return NULL;
}

/* "007" as "7": the generators read numbers, so both are the same work. */
static const char *number(const char *value) {
    if (!*value || value[strspn(value, "0123456789")])
        return value;
    while (*value == '0' && value[1])
        value++;
    return value;
}

/* Keys are distinct, hr_spec_parse has seen to it. */
static void sort_pairs(hr_spec *spec) {
    for (size_t i = 1; i < spec->count; i++)
        for (size_t j = i; j && strcmp(spec->pair[j - 1].key, spec->pair[j].key) > 0; j--) {
            const char *key = spec->pair[j].key, *value = spec->pair[j].value;
            spec->pair[j].key = spec->pair[j - 1].key;
            spec->pair[j].value = spec->pair[j - 1].value;
            spec->pair[j - 1].key = key;
            spec->pair[j - 1].value = value;
        }
}

/* Appends NAME:KEY=VALUE,...; never longer than what was parsed. */
static char *put_spec(char *out, const hr_spec *spec, bool numbers) {
    out = stpcpy(out, spec->name);
    for (size_t i = 0; i < spec->count; i++) {
        out = stpcpy(out, i ? "," : ":");
        out = stpcpy(stpcpy(out, spec->pair[i].key), "=");
        out = stpcpy(out, numbers ? number(spec->pair[i].value) : spec->pair[i].value);
    }
    return out;
}

/* What follows forest:of= is the inner hierarchy's text, commas and all. */
static const char *behind_wrappers(const char *text) {
    while (!strncmp(text, "forest:of=", 10) && text[10])
        text += 10;
    return text;
}

static hr_status put_ordered(char *out, const char *text) {
    const hr_source *source = source_of(text);
    if (!source) {
        strcpy(out, text);
        return HR_OK;
    }
    hr_spec spec;
    hr_status status = hr_spec_parse(&spec, text);
    if (status != HR_OK)
        return status;
    for (const char *const *key = source->allowed; key && *key; key++)
        hr_spec_get(&spec, *key);
    if (source->allowed)
        status = hr_spec_unused(&spec, source->allowed);
    if (status == HR_OK) {
        sort_pairs(&spec);
        put_spec(out, &spec, source->kind == HR_SOURCE_GENERATOR);
    }
    hr_spec_clear(&spec);
    return status;
}

hr_status hr_trial_order(char **out, const char *hierarchy) {
    size_t length = strlen(hierarchy), end = digest_at(hierarchy);
    *out = hr_alloc(length + 1, 1, "a hierarchy's text");
    char *body = hr_alloc(length + 1, 1, "a hierarchy's text");
    hr_status status = *out && body ? HR_OK : HR_ENOMEM;
    if (status == HR_OK) {
        memcpy(body, hierarchy, end);
        body[end] = '\0';
        size_t wrappers = (size_t)(behind_wrappers(body) - body);
        memcpy(*out, body, wrappers);
        status = put_ordered(*out + wrappers, body + wrappers);
    }
    if (status == HR_OK) {
        strcat(*out, hierarchy + end);
    } else {
        free(*out);
        *out = NULL;
    }
    free(body);
    return status;
}
