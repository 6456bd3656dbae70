#include "experiment/spec_value.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

hr_status hr_spec_unknown(const char *where, const char *what, const char *word, const char *const *allowed) {
    const char *near = hr_nearest(word, allowed);
    char list[700] = "";
    size_t length = 0;
    for (const char *const *a = allowed; *a && length < sizeof list; a++)
        length += (size_t)snprintf(list + length, sizeof list - length, "%s%s", a == allowed ? "" : ", ", *a);
    return hr_fail(HR_EUSAGE, "%s: unknown %s '%.60s'%s%s%s; allowed: %s", where, what, word,
                   near ? ", did you mean '" : "", near ? near : "", near ? "'?" : "", list);
}

hr_status hr_spec_take_text(char *out, size_t size, const hr_ini_entry *entry) {
    if (strlen(entry->value) >= size)
        return hr_fail(HR_EUSAGE, "%s: %s is longer than %zu characters", entry->where, entry->key, size - 1);
    strcpy(out, entry->value);
    return HR_OK;
}

hr_status hr_spec_take_number(uint64_t *out, const hr_ini_entry *entry, uint64_t low, uint64_t high) {
    if (hr_parse_u64(entry->value, low, high, out))
        return HR_OK;
    return hr_fail(HR_EUSAGE, "%s: %s = %.60s: must be a whole number from %llu to %llu", entry->where,
                   entry->key, entry->value, (unsigned long long)low, (unsigned long long)high);
}

hr_status hr_spec_take_real(double *out, const hr_ini_entry *entry, double low) {
    if (hr_parse_double(entry->value, out) && *out >= low)
        return HR_OK;
    return hr_fail(HR_EUSAGE, "%s: %s = %.60s: must be a number, at least %g", entry->where, entry->key,
                   entry->value, low);
}

hr_status hr_spec_take_choice(size_t *out, const hr_ini_entry *entry, const char *const *allowed) {
    for (size_t i = 0; allowed[i]; i++)
        if (!strcmp(entry->value, allowed[i])) {
            *out = i;
            return HR_OK;
        }
    return hr_spec_unknown(entry->where, entry->key, entry->value, allowed);
}

hr_status hr_spec_take_flag(bool *out, const hr_ini_entry *entry) {
    static const char *const words[] = {"no", "yes", NULL};
    size_t choice = 0;
    hr_status status = hr_spec_take_choice(&choice, entry, words);
    *out = choice == 1;
    return status;
}

hr_status hr_spec_take_words(const hr_ini_entry *entry,
                             hr_status (*take)(void *context, const hr_ini_entry *entry, const char *word),
                             void *context) {
    char text[512];
    if (strlen(entry->value) >= sizeof text)
        return hr_fail(HR_EUSAGE, "%s: %s is longer than %zu characters", entry->where, entry->key,
                       sizeof text - 1);
    strcpy(text, entry->value);
    char *rest = text;
    for (;;) {
        rest += strspn(rest, " \t,");
        if (!*rest)
            return HR_OK;
        size_t length = strcspn(rest, " \t");
        /* a comma ends a word, except between the options of one: "runs:runs=2,dual=yes" */
        size_t name = strcspn(rest, " \t,:");
        if (rest[name] != ':')
            length = name;
        char *next = rest + length;
        if (*next)
            *next++ = '\0';
        for (size_t end = strlen(rest); rest[end - 1] == ','; end--)
            rest[end - 1] = '\0';
        hr_status status = take(context, entry, rest);
        if (status != HR_OK)
            return status;
        rest = next;
    }
}

typedef struct {
    uint64_t *out;
    size_t *count, most;
} values;

static hr_status append(values *v, const hr_ini_entry *entry, uint64_t low, uint64_t high) {
    for (uint64_t x = low; x <= high; x++) {
        if (*v->count && v->out[*v->count - 1] >= x)
            return hr_fail(HR_EUSAGE, "%s: %s: %llu stands behind %llu; write the values in ascending order",
                           entry->where, entry->key, (unsigned long long)x,
                           (unsigned long long)v->out[*v->count - 1]);
        if (*v->count == v->most)
            return hr_fail(HR_EUSAGE, "%s: %s has more than %zu values; take fewer", entry->where, entry->key,
                           v->most);
        v->out[(*v->count)++] = x;
    }
    return HR_OK;
}

static hr_status take_value(void *context, const hr_ini_entry *entry, const char *word) {
    enum { MOST = 1000000000 };
    char low_text[64];
    const char *dots = strstr(word, "..");
    size_t length = dots ? (size_t)(dots - word) : strlen(word);
    uint64_t low, high;
    bool good = length < sizeof low_text;
    if (good) {
        memcpy(low_text, word, length);
        low_text[length] = '\0';
        good = hr_parse_u64(low_text, 0, MOST, &low);
        high = low;
        if (good && dots)
            good = hr_parse_u64(dots + 2, low, MOST, &high);
    }
    if (!good)
        return hr_fail(HR_EUSAGE, "%s: %s: '%.60s' is neither a whole number nor a range such as 2..12",
                       entry->where, entry->key, word);
    return append(context, entry, low, high);
}

hr_status hr_spec_take_values(uint64_t *out, size_t *count, size_t most, const hr_ini_entry *entry) {
    *count = 0;
    values v = {out, count, most};
    hr_status status = hr_spec_take_words(entry, take_value, &v);
    if (status == HR_OK && !*count)
        return hr_fail(HR_EUSAGE, "%s: %s has no values; write for example 2..12", entry->where, entry->key);
    return status;
}
