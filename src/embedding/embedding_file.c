/* An embedding's files: PREFIX.queries.npy, PREFIX.docs.npy and, for integers, PREFIX.exact. */
#include "base/memory.h"
#include "base/outfile.h"
#include "embedding/embedding.h"
#include "embedding/exact.h"
#include "embedding/npy.h"
#include "embedding/npy_stream.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { QUERIES, DOCS, EXACT, FILES };

static const char *const endings[FILES] = {".queries.npy", ".docs.npy", ".exact"};

static char *file_name(const char *prefix, int file) {
    size_t size = strlen(prefix) + strlen(endings[file]) + 1;
    char *name = hr_alloc(size, 1, "a file name");
    if (name)
        snprintf(name, size, "%s%s", prefix, endings[file]);
    return name;
}

static hr_status open_and_put(hr_outfile *out, const hr_embedding *embedding, const hr_embedding *npy,
                              const char *prefix, int file) {
    char *name = file_name(prefix, file);
    if (!name)
        return HR_ENOMEM;
    hr_status status = hr_outfile_open(out, name);
    if (status == HR_OK)
        status = file == EXACT ? hr_exact_put(embedding, out)
                               : hr_npy_put(file == DOCS ? &npy->docs : &npy->queries, out);
    free(name);
    return status;
}

/* A PREFIX.exact of an earlier embedding would be taken for this one's. */
static hr_status remove_stale(const char *prefix) {
    char *name = file_name(prefix, EXACT);
    if (!name)
        return HR_ENOMEM;
    hr_status status = HR_OK;
    if (unlink(name) && errno != ENOENT)
        status = hr_fail(HR_EIO, "%s: belongs to an earlier embedding and cannot be removed: %s; remove it",
                         name, strerror(errno));
    free(name);
    return status;
}

hr_status hr_embedding_write_as(const hr_embedding *embedding, const hr_embedding *npy, const char *prefix) {
    hr_outfile out[FILES] = {0};
    bool exact = hr_dtype_exact(embedding->queries.dtype) && hr_dtype_exact(embedding->docs.dtype);
    hr_status status = HR_OK;
    /* all are written in full before the first takes its place */
    for (int file = 0; file < FILES && status == HR_OK; file++)
        if (file != EXACT || exact)
            status = open_and_put(out + file, embedding, npy, prefix, file);
    for (int file = 0; file < FILES && status == HR_OK; file++)
        if (out[file].path)
            status = hr_outfile_commit(out + file);
    for (int file = 0; file < FILES; file++)
        hr_outfile_discard(out + file);
    return status == HR_OK && !exact ? remove_stale(prefix) : status;
}

hr_status hr_embedding_write(const hr_embedding *embedding, const char *prefix, hr_dtype float_form) {
    if (embedding->queries.dtype != HR_BIGINT && embedding->docs.dtype != HR_BIGINT)
        return hr_embedding_write_as(embedding, embedding, prefix);
    hr_embedding rounded;
    hr_status status = hr_embedding_round(&rounded, embedding, float_form);
    if (status != HR_OK)
        return status;
    status = hr_embedding_write_as(embedding, &rounded, prefix);
    hr_embedding_clear(&rounded);
    return status;
}

static hr_status set_names(hr_embedding *out, const char *queries, const char *docs) {
    size_t size = strlen(queries) + strlen(docs) + 3;
    out->queries_file = strdup(queries);
    out->docs_file = strdup(docs);
    if (!out->origin && (out->origin = malloc(size)))
        snprintf(out->origin, size, "%s, %s", queries, docs);
    return out->queries_file && out->docs_file && out->origin
               ? HR_OK
               : hr_fail(HR_ENOMEM, "out of memory: a file name");
}

hr_status hr_embedding_read_npy(hr_embedding *out, const char *queries, const char *docs) {
    hr_embedding_init(out);
    hr_status status = hr_npy_read(&out->queries, queries);
    if (status == HR_OK)
        status = hr_npy_read(&out->docs, docs);
    if (status == HR_OK)
        status = set_names(out, queries, docs);
    if (status != HR_OK)
        hr_embedding_clear(out);
    return status;
}

static hr_status read_exact(hr_embedding *out, const char *path) {
    hr_status status = hr_exact_read(out, path);
    if (status == HR_OK)
        status = set_names(out, path, path);
    if (status != HR_OK)
        hr_embedding_clear(out);
    return status;
}

hr_status hr_embedding_read(hr_embedding *out, const char *prefix, bool exact) {
    char *name[FILES] = {file_name(prefix, QUERIES), file_name(prefix, DOCS), file_name(prefix, EXACT)};
    hr_status status = HR_OK;
    hr_embedding_init(out);
    if (!name[QUERIES] || !name[DOCS] || !name[EXACT])
        status = HR_ENOMEM;
    else if (exact && !access(name[EXACT], F_OK))
        status = read_exact(out, name[EXACT]);
    else
        status = hr_embedding_read_npy(out, name[QUERIES], name[DOCS]);
    for (int file = 0; file < FILES; file++)
        free(name[file]);
    return status;
}
