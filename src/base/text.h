/* Small text helpers for command lines, specs and readers. */
#ifndef HR_TEXT_H
#define HR_TEXT_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A whole decimal number in [low, high]; false for anything else (signs, blanks, tails, overflow). */
bool hr_parse_u64(const char *text, uint64_t low, uint64_t high, uint64_t *value);

/* A finite double, whole text; false for anything else. */
bool hr_parse_double(const char *text, double *value);

/* The entry of the NULL-terminated list nearest to word in edit distance, for "did you mean"; NULL when
 * nothing is near (distance above a third of the word's length, at least 1). */
const char *hr_nearest(const char *word, const char *const *list);

/* "name:key=value,key=value" taken apart.  The strings live in `text`, which the caller frees with
 * hr_spec_clear().  A value may be empty ("star:"), a key may not; a key twice is an error. */
typedef struct {
    char *text;
    const char *name;
    size_t count;
    struct {
        const char *key, *value;
        bool used; /* set by the getters; hr_spec_unused finds what nobody asked for */
    } pair[16];
} hr_spec;

hr_status hr_spec_parse(hr_spec *spec, const char *text);
void hr_spec_clear(hr_spec *spec);

/* The value of key, or NULL; marks it used. */
const char *hr_spec_get(hr_spec *spec, const char *key);

/* The whole number of key; `otherwise` when the key is absent.  Out of range or no number: HR_EUSAGE. */
hr_status hr_spec_u64(hr_spec *spec, const char *key, uint64_t otherwise, uint64_t low, uint64_t high,
                      uint64_t *value);

/* HR_EUSAGE with the nearest allowed key when some key was never asked for. */
hr_status hr_spec_unused(const hr_spec *spec, const char *const *allowed);

#endif
