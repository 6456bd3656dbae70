/* The values that spec keys take; each failure names the place, the allowed values and the nearest match. */
#ifndef HR_SPEC_VALUE_H
#define HR_SPEC_VALUE_H

#include "base/ini.h"

#include <stdint.h>

hr_status hr_spec_take_text(char *out, size_t size, const hr_ini_entry *entry);
hr_status hr_spec_take_number(uint64_t *out, const hr_ini_entry *entry, uint64_t low, uint64_t high);
hr_status hr_spec_take_real(double *out, const hr_ini_entry *entry, double low);
hr_status hr_spec_take_flag(bool *out, const hr_ini_entry *entry);

/* The index of the value in the NULL-terminated list. */
hr_status hr_spec_take_choice(size_t *out, const hr_ini_entry *entry, const char *const *allowed);

/* The same for one word of the value. */
hr_status hr_spec_find(size_t *out, const hr_ini_entry *entry, const char *word, const char *const *allowed);

/* "2..12", "2 3 4 8", "8..64:8 128": ascending whole numbers; behind the colon a range's step. */
hr_status hr_spec_take_values(uint64_t *out, size_t *count, size_t most, const hr_ini_entry *entry);

/* Splits at blanks and commas outside of "name:key=value,key=value": calls take(word) for each. */
hr_status hr_spec_take_words(const hr_ini_entry *entry,
                             hr_status (*take)(void *context, const hr_ini_entry *entry, const char *word),
                             void *context);

/* HR_EUSAGE: "WHERE: WHAT 'word' is unknown, did you mean 'near'?; allowed: a, b, c". */
hr_status hr_spec_unknown(const char *where, const char *what, const char *word, const char *const *allowed);

#endif
