/* Features of a text: its words and their character n-grams, hashed into buckets, as in fastText.
 *
 * Words are the stretches between blanks and the punctuation of ASCII, in lower case (ASCII letters only).
 * Of a word w: the word itself and every n-gram of "<w>" with low <= n <= high characters (a character of
 * UTF-8 is never cut), except the n-gram that is "<w>" as a whole, which is the word.  Hash: FNV-1a, 32 bits.
 * Source: Bojanowski et al., TACL 2017, section 3.2, and fastText's dictionary.cc. */
#ifndef HR_TEXT_FEATURES_H
#define HR_TEXT_FEATURES_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint32_t buckets;   /* at least 1 */
    uint32_t low, high; /* characters of an n-gram, 1 <= low <= high; high 0: words only */
} hr_text_options;

/* Appends the text's features to (*feature)[*count ...], growing it with hr_grow; ascending.  A text without
 * a word has one feature, that of the empty word. */
hr_status hr_text_features(uint32_t **feature, size_t *capacity, size_t *count, const char *text,
                           const hr_text_options *options);

#endif
