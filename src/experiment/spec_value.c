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

hr_status hr_spec_find(size_t *out, const hr_ini_entry *entry, const char *word, const char *const *allowed) {
    for (*out = 0; allowed[*out]; ++*out)
        if (!strcmp(word, allowed[*out]))
            return HR_OK;
    return hr_spec_unknown(entry->where, entry->key, word, allowed);
}

hr_status hr_spec_take_choice(size_t *out, const hr_ini_entry *entry, const char *const *allowed) {
    return hr_spec_find(out, entry, entry->value, allowed);
}

hr_status hr_spec_take_flag(bool *out, const hr_ini_entry *entry) {
    static const char *const words[] = {"no", "yes", NULL};
    size_t choice = 0;
    hr_status status = hr_spec_take_choice(&choice, entry, words);
    *out = choice == 1;
    return status;
}

typedef hr_status take_word(void *context, const hr_ini_entry *entry, const char *word);

/* A comma ends a word, except (with `options`) between the options of one: "runs:runs=2,dual=yes". */
static size_t word_length(const char *text, bool options) {
    size_t name = strcspn(text, " \t,:");
    return options && text[name] == ':' ? strcspn(text, " \t") : strcspn(text, " \t,");
}

static hr_status split(const hr_ini_entry *entry, bool options, take_word *take, void *context) {
    char text[512];
    if (strlen(entry->value) >= sizeof text)
        return hr_fail(HR_EUSAGE, "%s: %s is longer than %zu characters", entry->where, entry->key,
                       sizeof text - 1);
    strcpy(text, entry->value);
    hr_status status = HR_OK;
    for (char *word = text + strspn(text, " \t,"); *word && status == HR_OK; word += strspn(word, " \t,")) {
        char *next = word + word_length(word, options);
        if (*next)
            *next++ = '\0';
        for (size_t end = strlen(word); word[end - 1] == ','; end--)
            word[end - 1] = '\0';
        status = take(context, entry, word);
        word = next;
    }
    return status;
}

hr_status hr_spec_take_words(const hr_ini_entry *entry, take_word *take, void *context) {
    return split(entry, true, take, context);
}

typedef struct {
    uint64_t *out;
    size_t *count, most;
} values;

static hr_status append(values *v, const hr_ini_entry *entry, uint64_t low, uint64_t high, uint64_t step) {
    for (uint64_t x = low; x <= high; x += step) {
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

enum { LARGEST = 1000000000 };

/* The number before `end` (or the whole text); behind it *text goes on. */
static bool take_part(uint64_t *out, const char **text, const char *end, uint64_t low) {
    char part[24];
    const char *stop = end ? strstr(*text, end) : NULL;
    size_t length = stop ? (size_t)(stop - *text) : strlen(*text);
    if (length >= sizeof part)
        return false;
    memcpy(part, *text, length);
    part[length] = '\0';
    *text = stop ? stop + strlen(end) : NULL;
    return hr_parse_u64(part, low, LARGEST, out);
}

static hr_status take_value(void *context, const hr_ini_entry *entry, const char *word) {
    uint64_t low, high, step = 1;
    const char *text = word;
    bool good = take_part(&low, &text, "..", 0);
    high = low;
    if (good && text)
        good = take_part(&high, &text, ":", low) && (!text || take_part(&step, &text, NULL, 1));
    if (!good)
        return hr_fail(HR_EUSAGE,
                       "%s: %s: '%.60s' is neither a whole number nor a range such as 2..12 or 8..64:8",
                       entry->where, entry->key, word);
    return append(context, entry, low, high, step);
}

hr_status hr_spec_take_values(uint64_t *out, size_t *count, size_t most, const hr_ini_entry *entry) {
    *count = 0;
    values v = {out, count, most};
    hr_status status = split(entry, false, take_value, &v);
    if (status == HR_OK && !*count)
        return hr_fail(HR_EUSAGE, "%s: %s has no values; write for example 2..12", entry->where, entry->key);
    return status;
}
