#include "base/text.h"

#include "base/memory.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool hr_parse_u64(const char *text, uint64_t low, uint64_t high, uint64_t *value) {
    if (!isdigit((unsigned char)*text))
        return false;
    char *end;
    errno = 0;
    unsigned long long number = strtoull(text, &end, 10);
    if (errno || *end || number < low || number > high)
        return false;
    *value = number;
    return true;
}

bool hr_parse_double(const char *text, double *value) {
    if (!*text || isspace((unsigned char)*text))
        return false;
    char *end;
    double number = strtod(text, &end);
    if (*end || !isfinite(number))
        return false;
    *value = number;
    return true;
}

/* Insertions, deletions, replacements and exchanges of two neighbours (optimal string alignment). */
static size_t edit_distance(const char *a, const char *b) {
    enum { MOST = 64 };
    size_t m = strlen(b), rows[3][MOST + 1], *older = rows[0], *old = rows[1], *row = rows[2];
    if (m > MOST)
        return MOST;
    for (size_t j = 0; j <= m; j++)
        old[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t best = old[j - 1] + (a[i - 1] != b[j - 1]);
            if (old[j] + 1 < best)
                best = old[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && older[j - 2] + 1 < best)
                best = older[j - 2] + 1;
            row[j] = best;
        }
        size_t *spare = older;
        older = old;
        old = row;
        row = spare;
    }
    return old[m];
}

const char *hr_nearest(const char *word, const char *const *list) {
    size_t best = strlen(word) / 3;
    if (best < 1)
        best = 1;
    const char *found = NULL;
    for (; *list; list++) {
        size_t distance = edit_distance(word, *list);
        if (distance < best || (distance == best && !found)) {
            best = distance;
            found = *list;
        }
    }
    return found;
}

hr_status hr_spec_parse(hr_spec *spec, const char *text) {
    memset(spec, 0, sizeof *spec);
    size_t length = strlen(text);
    spec->text = hr_alloc(length + 1, 1, "a specification");
    if (!spec->text)
        return HR_ENOMEM;
    memcpy(spec->text, text, length + 1);
    spec->name = spec->text;
    char *rest = strchr(spec->text, ':');
    if (rest)
        *rest++ = '\0';
    while (rest && *rest) {
        char *comma = strchr(rest, ',');
        if (comma)
            *comma = '\0';
        char *equals = strchr(rest, '=');
        hr_status status = HR_OK;
        if (!equals || equals == rest)
            status = hr_fail(HR_EUSAGE, "%s: '%s' is not key=value", text, rest);
        else if (spec->count == sizeof spec->pair / sizeof *spec->pair)
            status = hr_fail(HR_EUSAGE, "%s: too many keys", text);
        if (status == HR_OK) {
            *equals = '\0';
            if (hr_spec_get(spec, rest))
                status = hr_fail(HR_EUSAGE, "%s: '%s' is given twice", text, rest);
        }
        if (status != HR_OK) {
            hr_spec_clear(spec);
            return status;
        }
        spec->pair[spec->count].key = rest;
        spec->pair[spec->count++].value = equals + 1;
        rest = comma ? comma + 1 : NULL;
    }
    for (size_t i = 0; i < spec->count; i++)
        spec->pair[i].used = false;
    return HR_OK;
}

void hr_spec_clear(hr_spec *spec) {
    free(spec->text);
    memset(spec, 0, sizeof *spec);
}

const char *hr_spec_get(hr_spec *spec, const char *key) {
    for (size_t i = 0; i < spec->count; i++)
        if (!strcmp(spec->pair[i].key, key)) {
            spec->pair[i].used = true;
            return spec->pair[i].value;
        }
    return NULL;
}

hr_status hr_spec_u64(hr_spec *spec, const char *key, uint64_t otherwise, uint64_t low, uint64_t high,
                      uint64_t *value) {
    const char *text = hr_spec_get(spec, key);
    *value = otherwise;
    if (!text || hr_parse_u64(text, low, high, value))
        return HR_OK;
    return hr_fail(HR_EUSAGE, "%s: %s=%s: must be a whole number from %llu to %llu", spec->name, key, text,
                   (unsigned long long)low, (unsigned long long)high);
}

hr_status hr_spec_unused(const hr_spec *spec, const char *const *allowed) {
    for (size_t i = 0; i < spec->count; i++) {
        if (spec->pair[i].used)
            continue;
        const char *near = hr_nearest(spec->pair[i].key, allowed);
        char list[256] = "";
        for (const char *const *a = allowed; *a; a++) {
            strncat(list, a == allowed ? "" : ", ", sizeof list - strlen(list) - 1);
            strncat(list, *a, sizeof list - strlen(list) - 1);
        }
        return hr_fail(HR_EUSAGE, "%s: unknown key '%s'%s%s%s; it takes %s", spec->name, spec->pair[i].key,
                       near ? ", did you mean '" : "", near ? near : "", near ? "'" : "",
                       *list ? list : "no keys");
    }
    return HR_OK;
}
