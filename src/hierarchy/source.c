/* The table of sources, and how what the user typed finds its row. */
#include "hierarchy/source.h"

#include "base/memory.h"
#include "hierarchy/generate.h"
#include "hierarchy/packed.h"
#include "hierarchy/read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

extern const hr_source hr_source_canonical, hr_source_chebi, hr_source_debian, hr_source_edges,
    hr_source_esci, hr_source_go, hr_source_json, hr_source_ncbi, hr_source_obo, hr_source_wordnet,
    hr_source_wordnet_verb;

const hr_source *const hr_sources[] = {
    /* formats and data sets; a file without a format's name goes to the first that recognises it */
    &hr_source_canonical,
    &hr_source_esci,
    &hr_source_json,
    &hr_source_obo,
    &hr_source_ncbi,
    &hr_source_wordnet,
    &hr_source_debian,
    &hr_source_edges,

    &hr_source_wordnet_verb,
    &hr_source_go,
    &hr_source_chebi,

    /* generators */
    &hr_generator_tree,
    &hr_generator_random_tree,
    &hr_generator_galton_watson,
    &hr_generator_path,
    &hr_generator_star,
    &hr_generator_caterpillar,
    &hr_generator_dag,
    &hr_generator_layered,
    &hr_generator_lattice,
    &hr_generator_subsets,
    &hr_generator_k_tree,

    &hr_source_forest,
    NULL,
};

enum { HEAD = 1 << 16 }; /* as much of a file as decides its format */

static const hr_source *find(const char *name) {
    for (const hr_source *const *s = hr_sources; *s; s++)
        if (!strcmp((*s)->name, name))
            return *s;
    return NULL;
}

/* The first bytes of a file, unpacked; none of a folder.  A pipe is refused: its head could not be read
 * twice. */
static hr_status read_head(const char *path, char *head, size_t *length) {
    *length = 0;
    struct stat about;
    if (stat(path, &about)) {
        const char *names[256];
        size_t count = 0;
        for (const hr_source *const *s = hr_sources; *s && count < 255; s++)
            names[count++] = (*s)->name;
        names[count] = NULL;
        int error = errno;
        const char *near = strchr(path, '/') ? NULL : hr_nearest(path, names);
        return hr_fail(HR_EIO, "%s: %s%s%s%s; give a hierarchy's file, name or generator", path,
                       strerror(error), near ? ", did you mean '" : "", near ? near : "", near ? "'?" : "");
    }
    if (S_ISDIR(about.st_mode))
        return HR_OK; /* some format may be one, as WordNet's is */
    if (!S_ISREG(about.st_mode))
        return hr_fail(HR_EINPUT, "%s: is no file, so that its format cannot be told; name it: edges:path=%s",
                       path, path);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return hr_fail(HR_EIO, "%s: cannot read: %s", path, strerror(errno));
    ssize_t got;
    while (*length < HEAD && (got = read(fd, head + *length, HEAD - *length)) != 0) {
        if (got < 0) {
            int error = errno;
            close(fd);
            return hr_fail(HR_EIO, "%s: cannot read: %s", path, strerror(error));
        }
        *length += (size_t)got;
    }
    close(fd);
    if (!hr_is_packed(head, *length))
        return *length ? HR_OK
                       : hr_fail(HR_EINPUT, "%s: is empty; a hierarchy needs at least one node", path);
    char *text;
    hr_status status = hr_read_file(path, &text, length);
    if (status != HR_OK)
        return status;
    *length = *length < HEAD ? *length : HEAD;
    memcpy(head, text, *length);
    free(text);
    return *length ? HR_OK
                   : hr_fail(HR_EINPUT, "%s: holds nothing; a hierarchy needs at least one node", path);
}

/* A path: the spec that its format would have been given. */
static hr_status open_path(hr_hierarchy *out, const char *path) {
    char *head = hr_alloc(HEAD, 1, "the beginning of a file");
    if (!head)
        return HR_ENOMEM;
    size_t length;
    hr_status status = read_head(path, head, &length);
    const hr_source *format = NULL;
    for (const hr_source *const *s = hr_sources; status == HR_OK && *s && !format; s++)
        if ((*s)->recognise && (*s)->recognise(path, head, length))
            format = *s;
    free(head);
    if (status != HR_OK)
        return status;
    if (!format)
        return hr_fail(
            HR_EINPUT,
            length ? "%s: no known format of a hierarchy; convert it to an edge list, child<TAB>parent"
                   : "%s: is a folder without data.noun; give a hierarchy's file, or WordNet's folder",
            path);
    hr_spec spec = {.name = format->name, .count = 1};
    spec.pair[0].key = "path";
    spec.pair[0].value = path;
    return format->open(out, &spec);
}

/* Keys are checked before any work: a generator may run long. */
static hr_status open_spec(hr_hierarchy *out, const hr_source *source, const char *what) {
    hr_spec spec;
    hr_status status = hr_spec_parse(&spec, what);
    if (status != HR_OK)
        return status;
    if (source->allowed) {
        for (const char *const *key = source->allowed; *key; key++)
            hr_spec_get(&spec, *key);
        status = hr_spec_unused(&spec, source->allowed);
    }
    if (status == HR_OK)
        status = source->open(out, &spec);
    hr_spec_clear(&spec);
    return status;
}

hr_status hr_hierarchy_open(hr_hierarchy *out, const char *what) {
    if (!*what)
        return hr_fail(HR_EUSAGE, "the hierarchy's name is empty; give a file, name or generator");
    size_t length = strcspn(what, ":");
    char name[32] = "";
    if (length < sizeof name)
        memcpy(name, what, length);
    const hr_source *source = find(name);
    hr_status status = source ? open_spec(out, source, what) : open_path(out, what);
    if (status == HR_OK) { /* what the user typed, so that messages and results can be repeated */
        free(out->source);
        out->source = strdup(what);
        if (!out->source)
            status = hr_fail(HR_ENOMEM, "out of memory: the hierarchy");
    }
    if (status != HR_OK)
        hr_hierarchy_clear(out);
    return status;
}
