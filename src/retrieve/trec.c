#include "retrieve/trec.h"

#include "base/outfile.h"

#include <string.h>

typedef const char *name_of(const hr_hierarchy *hierarchy, uint32_t index, char room[16]);

/* Whether every name is one word. */
static bool words(const hr_hierarchy *h, name_of *name, uint32_t count) {
    char room[16];
    for (uint32_t i = 0; i < count; i++) {
        const char *text = name(h, i, room);
        if (!*text || strpbrk(text, " \t\r\n\v\f"))
            return false;
    }
    return true;
}

/* The name, or the number where names are no words. */
static const char *label(const hr_hierarchy *h, name_of *name, bool named, uint32_t index, char room[16]) {
    if (named)
        return name(h, index, room);
    snprintf(room, 16, "%u", index);
    return room;
}

static hr_status write(const char *path, const hr_hierarchy *h, const hr_ancestors *a, const hr_top *top,
                       const char *tag) {
    bool queries = words(h, hr_query_name, a->queries), documents = words(h, hr_document_name, a->documents);
    hr_outfile out;
    hr_status status = hr_outfile_open(&out, path);
    if (status != HR_OK)
        return status;
    for (uint32_t q = 0; q < a->queries; q++)
        for (uint64_t p = a->start[q]; p < a->start[q + 1]; p++) {
            char room[16], other[16];
            const char *query = label(h, hr_query_name, queries, q, room);
            const char *document =
                label(h, hr_document_name, documents, top ? top->document[p] : a->document[p], other);
            if (top)
                fprintf(out.stream, "%s Q0 %s %llu %.9g %s\n", query, document,
                        (unsigned long long)(p - a->start[q] + 1), top->score[p], tag);
            else
                fprintf(out.stream, "%s 0 %s 1\n", query, document);
        }
    return hr_outfile_commit(&out); /* finds any write that failed */
}

hr_status hr_trec_write_run(const char *path, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                            const hr_top *top, const char *tag) {
    return write(path, hierarchy, ancestors, top, tag);
}

hr_status hr_trec_write_qrels(const char *path, const hr_hierarchy *hierarchy,
                              const hr_ancestors *ancestors) {
    return write(path, hierarchy, ancestors, NULL, "");
}
