/* Words of a line, for the readers. */
#ifndef HR_WORDS_H
#define HR_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct {
    const char *text;
    size_t length;
} hr_word;

static inline bool hr_words_equal(hr_word a, hr_word b) {
    return a.length == b.length && !memcmp(a.text, b.text, a.length);
}

static inline bool hr_word_is(hr_word a, const char *text) {
    return a.length == strlen(text) && !memcmp(a.text, text, a.length);
}

/* The next word of a line, up to a blank or tab; empty at its end. */
static inline hr_word hr_take_word(const char **at, const char *end) {
    while (*at < end && (**at == ' ' || **at == '\t'))
        ++*at;
    hr_word w = {*at, 0};
    while (*at < end && **at != ' ' && **at != '\t')
        ++*at;
    w.length = (size_t)(*at - w.text);
    return w;
}

/* A number of 1 to 8 digits of the base (10 or 16); false for anything else. */
static inline bool hr_word_number(hr_word w, unsigned base, unsigned *number) {
    *number = 0;
    if (!w.length || w.length > 8)
        return false;
    for (size_t i = 0; i < w.length; i++) {
        char c = w.text[i];
        unsigned digit = 99;
        if (c >= '0' && c <= '9')
            digit = (unsigned)(c - '0');
        else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
            digit = (unsigned)((c | 0x20) - 'a') + 10;
        if (digit >= base)
            return false;
        *number = *number * base + digit;
    }
    return true;
}

#endif
