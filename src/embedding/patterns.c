#include "embedding/patterns.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a over the document numbers */
static uint64_t hash(const uint32_t *document, uint64_t count) {
    uint64_t value = UINT64_C(14695981039346656037);
    for (uint64_t i = 0; i < count; i++)
        value = (value ^ document[i]) * UINT64_C(1099511628211);
    return value ^ value >> 29;
}

static bool same(const hr_ancestors *a, uint32_t p, uint32_t q) {
    uint64_t count = a->start[p + 1] - a->start[p];
    return count == a->start[q + 1] - a->start[q] &&
           !memcmp(a->document + a->start[p], a->document + a->start[q], count * sizeof *a->document);
}

/* table: the first query of a pattern at the place of its hash or after it; first: those queries. */
static void find(hr_patterns *out, uint32_t *first, uint32_t *table, uint64_t mask, const hr_ancestors *a) {
    memset(table, 0xff, (mask + 1) * sizeof *table);
    for (uint32_t q = 0; q < a->queries; q++) {
        uint64_t at = hash(a->document + a->start[q], a->start[q + 1] - a->start[q]) & mask;
        while (table[at] != HR_NONE && !same(a, first[table[at]], q))
            at = (at + 1) & mask;
        if (table[at] == HR_NONE) {
            first[out->count] = q;
            table[at] = out->count++;
        }
        out->of[q] = table[at];
    }
}

static hr_status copy_members(hr_patterns *out, const uint32_t *first, const hr_ancestors *a) {
    uint64_t total = 0;
    for (uint32_t p = 0; p < out->count; p++)
        total += a->start[first[p] + 1] - a->start[first[p]];
    out->start = hr_alloc((size_t)out->count + 1, sizeof *out->start, "patterns");
    out->member = hr_alloc(total, sizeof *out->member, "patterns");
    if (!out->start || !out->member)
        return HR_ENOMEM;
    out->start[0] = 0;
    for (uint32_t p = 0; p < out->count; p++) {
        uint64_t count = a->start[first[p] + 1] - a->start[first[p]];
        memcpy(out->member + out->start[p], a->document + a->start[first[p]], count * sizeof *out->member);
        out->start[p + 1] = out->start[p] + count;
    }
    return HR_OK;
}

hr_status hr_patterns_build(hr_patterns *out, const hr_ancestors *ancestors) {
    *out = (hr_patterns){.documents = ancestors->documents};
    uint64_t room = 2;
    while (room < 2 * (uint64_t)ancestors->queries)
        room *= 2;
    uint32_t *table = hr_alloc(room, sizeof *table, "patterns");
    uint32_t *first = hr_alloc(ancestors->queries, sizeof *first, "patterns");
    out->of = hr_alloc(ancestors->queries, sizeof *out->of, "patterns");
    hr_status status = table && first && out->of ? HR_OK : HR_ENOMEM;
    if (status == HR_OK) {
        find(out, first, table, room - 1, ancestors);
        status = copy_members(out, first, ancestors);
    }
    free(table);
    free(first);
    if (status != HR_OK)
        hr_patterns_clear(out);
    return status;
}

void hr_patterns_clear(hr_patterns *patterns) {
    free(patterns->of);
    free(patterns->start);
    free(patterns->member);
    *patterns = (hr_patterns){0};
}
