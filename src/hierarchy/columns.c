#include "hierarchy/ancestors.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* The pairs of row q that are kept, appended at `to`; returns the new end. */
static uint64_t keep_row(hr_ancestors *out, uint64_t to, const hr_ancestors *a, uint32_t q,
                         const uint32_t *place) {
    for (uint64_t i = a->start[q]; i < a->start[q + 1]; i++) {
        if (place[a->document[i]] == HR_NONE)
            continue;
        out->document[to] = place[a->document[i]];
        out->distance[to++] = a->distance[i];
    }
    return to;
}

static uint64_t count_kept(const hr_ancestors *a, const uint32_t *place) {
    uint64_t kept = 0;
    for (uint64_t i = 0; i < a->pairs; i++)
        kept += place[a->document[i]] != HR_NONE;
    return kept;
}

static hr_status keep(hr_ancestors *out, const hr_ancestors *a, const uint32_t *place) {
    uint64_t pairs = count_kept(a, place);
    out->start = hr_calloc((size_t)a->queries + 1, sizeof *out->start, "ancestors");
    out->document = hr_alloc(pairs, sizeof *out->document, "ancestors");
    out->distance = hr_alloc(pairs, sizeof *out->distance, "ancestors");
    out->by_distance = hr_calloc((size_t)a->max_distance + 1, sizeof *out->by_distance, "ancestors");
    if (!out->start || !out->document || !out->distance || !out->by_distance)
        return HR_ENOMEM;
    for (uint32_t q = 0; q < a->queries; q++) {
        out->start[q + 1] = keep_row(out, out->start[q], a, q, place);
        if (out->start[q + 1] - out->start[q] > out->s)
            out->s = (uint32_t)(out->start[q + 1] - out->start[q]);
    }
    out->pairs = pairs;
    for (uint64_t i = 0; i < pairs; i++) {
        out->by_distance[out->distance[i]]++;
        if (out->distance[i] > out->max_distance)
            out->max_distance = out->distance[i];
    }
    return HR_OK;
}

hr_status hr_ancestors_columns(hr_ancestors *out, const hr_ancestors *ancestors, const uint32_t *document,
                               uint32_t count) {
    *out = (hr_ancestors){.queries = ancestors->queries, .documents = count};
    uint32_t *place = hr_alloc(ancestors->documents, sizeof *place, "ancestors");
    if (!place)
        return HR_ENOMEM;
    memset(place, 0xff, ancestors->documents * sizeof *place);
    for (uint32_t i = 0; i < count; i++)
        place[document[i]] = i;
    hr_status status = keep(out, ancestors, place);
    free(place);
    if (status != HR_OK)
        hr_ancestors_clear(out);
    return status;
}
