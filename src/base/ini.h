/* An .ini file as a list of (section, key, value, where), by libinih. */
#ifndef HR_INI_H
#define HR_INI_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    char *section, *key, *value;
    char *where; /* "bench/depth.ini:7" or "--set H=2..8" */
    bool used;
} hr_ini_entry;

typedef struct {
    hr_ini_entry *entry;
    size_t count, capacity;
    char *text; /* the whole file */
} hr_ini;

/* Sections and keys in the file's order; a key twice in a section is refused, with both lines.  A section's
 * header is an entry with the key "", so that a section without keys is one, too. */
hr_status hr_ini_read(hr_ini *out, const char *path);
/* The same of a text in memory; `path` is what messages call it. */
hr_status hr_ini_parse(hr_ini *out, const char *text, const char *path);

/* Replaces the entry's value and place, or appends it. */
hr_status hr_ini_set(hr_ini *ini, const char *section, const char *key, const char *value, const char *where);

/* Marks it used; NULL when absent. */
const hr_ini_entry *hr_ini_get(hr_ini *ini, const char *section, const char *key);
void hr_ini_clear(hr_ini *ini);

#endif
