/* Where a baseline's hierarchies and files are: paths are seen from the folder of the baseline, so that it
 * can be compared from anywhere. */
#include "regress/baseline_parts.h"

#include "base/memory.h"
#include "base/text.h"
#include "hierarchy/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *hr_baseline_file(const char *folder, const char *path) {
    size_t size = strlen(folder) + strlen(path) + 2;
    char *out = hr_alloc(size, 1, "a file name");
    if (out)
        snprintf(out, size, "%s%s", *path == '/' ? "" : folder, path);
    return out;
}

static const hr_source *source_of(const char *what) {
    size_t length = strcspn(what, ":");
    for (const hr_source *const *s = hr_sources; *s; s++)
        if (strlen((*s)->name) == length && !strncmp((*s)->name, what, length))
            return *s;
    return NULL;
}

/* What a forest is of; NULL for anything else. */
static const char *inner(const char *what) {
    static const char forest[] = "forest:of=";
    return strncmp(what, forest, sizeof forest - 1) ? NULL : what + sizeof forest - 1;
}

/* The value of "path=", where it stands; NULL when there is none. */
static const char *path_in(const char *what) {
    for (const char *at = strpbrk(what, ":,"); at; at = strpbrk(at + 1, ":,"))
        if (!strncmp(at + 1, "path=", 5))
            return at + 6;
    return NULL;
}

bool hr_baseline_dataset(const char *what) {
    for (const char *of = inner(what); of; of = inner(what))
        what = of;
    const hr_source *source = source_of(what);
    return source && source->kind == HR_SOURCE_DATASET && !path_in(what);
}

/* head + the file tail seen from the folder */
static hr_status join(char **out, const char *head, size_t length, const char *folder, const char *tail) {
    char *file = hr_baseline_file(folder, tail);
    *out = file ? hr_alloc(length + strlen(file) + 1, 1, "a hierarchy's name") : NULL;
    if (*out)
        sprintf(*out, "%.*s%s", (int)length, head, file);
    free(file);
    return *out ? HR_OK : HR_ENOMEM;
}

/* A word that is neither a file nor a source is more likely misspelt than missing. */
static hr_status refuse(const char *what, const char *file, const char *where) {
    const char *names[64];
    size_t count = 0;
    for (const hr_source *const *s = hr_sources; *s && count < 63; s++)
        names[count++] = (*s)->name;
    names[count] = NULL;
    char word[64];
    snprintf(word, sizeof word, "%.*s", (int)strcspn(what, ":"), what);
    const char *near = hr_nearest(word, names);
    return hr_fail(HR_EUSAGE,
                   "%s: hierarchy: there is no file %s%s%s%s; give a file, seen from the baseline's folder, "
                   "a name or a generator",
                   where, file, near ? ", did you mean '" : "", near ? near : "", near ? "'?" : "");
}

hr_status hr_baseline_hierarchy(char **out, const char *folder, const char *what, const char *where) {
    const char *tail = what;
    for (const char *of = inner(tail); of; of = inner(tail))
        tail = of;
    const hr_source *source = source_of(tail);
    if (source) {
        const char *path = path_in(tail);
        tail = path ? path : tail + strlen(tail);
        if (path)
            return join(out, what, (size_t)(tail - what), folder, tail);
        *out = strdup(what);
        return *out ? HR_OK : hr_fail(HR_ENOMEM, "out of memory: a hierarchy's name");
    }
    hr_status status = join(out, what, (size_t)(tail - what), folder, tail);
    const char *file = status == HR_OK ? *out + (tail - what) : "";
    if (status == HR_OK && access(file, F_OK)) {
        status = refuse(tail, file, where);
        free(*out);
        *out = NULL;
    }
    return status;
}
