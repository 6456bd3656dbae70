/* The readers: each takes a whole file in memory, so that a test or a fuzzer can call it as a user's file
 * does.
 *
 * `source` is the file's name, for messages.  Text need not end in a line feed or a NUL.  `out` must be
 * initialised and empty; on failure it stays so. */
#ifndef HR_HIERARCHY_READ_H
#define HR_HIERARCHY_READ_H

#include "hierarchy/datasets.h"
#include "hierarchy/esci.h"
#include "hierarchy/hierarchy.h"

#include <string.h>

/* The whole file or pipe; the caller frees *text (with a NUL after the last byte, not counted).  A file in
 * xz, gzip, bzip2, zstd or lz4 is unpacked. */
hr_status hr_read_file(const char *path, char **text, size_t *length);

/* The file that a spec's path= names, or else the data set's own. */
typedef struct {
    const char *path;
    char *text;
    size_t length;
    char *found; /* where the data set was found */
} hr_spec_file;

/* `dataset` NULL: path= must be given.  Clear it after a failure, too. */
hr_status hr_spec_file_read(hr_spec_file *out, hr_spec *spec, const hr_dataset *dataset);
void hr_spec_file_clear(hr_spec_file *file);

/* Lines, without their ends (LF or CR LF). */
typedef struct {
    const char *at, *end;
    uint64_t number; /* of the line last given, from 1 */
} hr_lines;

static inline bool hr_next_line(hr_lines *lines, const char **line, size_t *length) {
    if (lines->at == lines->end)
        return false;
    const char *feed = memchr(lines->at, '\n', (size_t)(lines->end - lines->at));
    const char *stop = feed ? feed : lines->end;
    *line = lines->at;
    *length = (size_t)(stop - lines->at);
    if (*length && stop[-1] == '\r')
        --*length;
    lines->at = feed ? feed + 1 : lines->end;
    lines->number++;
    return true;
}

/* '\t', ',' or 0: told by content. */
hr_status hr_parse_edges(hr_hierarchy *out, const char *text, size_t length, const char *source,
                         char separator);

/* `index` is the text of index.noun or index.verb, for names by sense number; NULL: names by offset. */
hr_status hr_parse_wordnet(hr_hierarchy *out, const char *text, size_t length, const char *index,
                           size_t index_length, const char *source);

/* `relations`: "is_a", "is_a+part_of", ... */
hr_status hr_parse_obo(hr_hierarchy *out, const char *text, size_t length, const char *source,
                       const char *relations);

hr_status hr_parse_ncbi(hr_hierarchy *out, const char *text, size_t length, const char *source);

/* Debian's Packages, packages.h. */
hr_status hr_parse_debian(hr_hierarchy *out, const char *text, size_t length, const char *source);

hr_status hr_parse_json(hr_hierarchy *out, const char *text, size_t length, const char *source);

/* CSV, JSON Lines or ratings: told by content. */
hr_status hr_parse_esci(hr_hierarchy *out, const char *text, size_t length, const char *source,
                        const hr_esci_options *options);

/* The canonical form, canonical.h. */
hr_status hr_parse_canonical(hr_hierarchy *out, const char *text, size_t length, const char *source);

#endif
