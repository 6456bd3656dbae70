#include "learn/text.h"

#include "base/memory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static uint32_t fnv1a(uint32_t hash, unsigned char byte) {
    return (hash ^ byte) * 16777619u;
}

static bool is_word(unsigned char c) {
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static unsigned char lower(unsigned char c) {
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
}

static bool continues(unsigned char c) { /* the second or later byte of a character of UTF-8 */
    return (c & 0xc0) == 0x80;
}

typedef struct {
    uint32_t **feature;
    size_t *capacity, *count;
    const hr_text_options *options;
} sink;

static hr_status add(const sink *out, uint32_t hash) {
    if (hr_grow(out->feature, out->capacity, *out->count + 1, sizeof **out->feature,
                "the features of texts") != HR_OK)
        return HR_ENOMEM;
    (*out->feature)[(*out->count)++] = hash % out->options->buckets;
    return HR_OK;
}

/* byte `at` of "<word>" */
static unsigned char bordered(const char *word, size_t length, size_t at) {
    return at == 0 ? '<' : at == length + 1 ? '>' : lower((unsigned char)word[at - 1]);
}

static hr_status add_word(const sink *out, const char *word, size_t length) {
    uint32_t hash = 2166136261u;
    for (size_t at = 0; at < length + 2; at++)
        hash = fnv1a(hash, bordered(word, length, at));
    hr_status status = add(out, hash);
    for (size_t from = 0; from < length + 2 && status == HR_OK; from++) {
        if (continues(bordered(word, length, from)))
            continue;
        hash = 2166136261u;
        size_t at = from;
        for (uint32_t n = 1; n <= out->options->high && at < length + 2 && status == HR_OK; n++) {
            do
                hash = fnv1a(hash, bordered(word, length, at++));
            while (at < length + 2 && continues(bordered(word, length, at)));
            if (n >= out->options->low && !(from == 0 && at == length + 2))
                status = add(out, hash);
        }
    }
    return status;
}

static int ascending(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

hr_status hr_text_features(uint32_t **feature, size_t *capacity, size_t *count, const char *text,
                           const hr_text_options *options) {
    const sink out = {feature, capacity, count, options};
    size_t first = *count;
    hr_status status = HR_OK;
    for (const char *at = text; *at && status == HR_OK;) {
        size_t length = 0;
        while (is_word((unsigned char)at[length]))
            length++;
        if (length)
            status = add_word(&out, at, length);
        at += length + !length;
    }
    if (status == HR_OK && *count == first)
        status = add_word(&out, "", 0);
    if (status == HR_OK)
        qsort(*feature + first, *count - first, sizeof **feature, ascending);
    return status;
}
