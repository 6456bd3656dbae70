/* Where hierarchies come from: one const descriptor per format, named data set and generator.
 * A new one is one file and one row of the table in source.c. */
#ifndef HR_SOURCE_H
#define HR_SOURCE_H

#include "base/text.h"
#include "hierarchy/hierarchy.h"

typedef enum { HR_SOURCE_FORMAT, HR_SOURCE_DATASET, HR_SOURCE_GENERATOR } hr_source_kind;

typedef struct {
    const char *name; /* "obo", "wordnet", "tree" */
    hr_source_kind kind;
    const char *keys;           /* "width=W,height=H" as the help shows them */
    const char *help;           /* one line */
    const char *example;        /* a specification that works */
    const char *const *allowed; /* NULL-terminated keys; others are refused before open is called */
    /* Reads or generates.  Formats take key "path". */
    hr_status (*open)(hr_hierarchy *out, hr_spec *spec);
    /* Does this beginning of a file look like it (length 0: a folder, or an empty file)?  NULL: never. */
    bool (*recognise)(const char *path, const char *head, size_t length);
} hr_source;

extern const hr_source *const hr_sources[]; /* NULL-terminated */
extern const hr_source hr_source_forest;    /* forest.c */

#endif
