#include "bounds/sizes.h"

#include "base/memory.h"

#include <stdlib.h>

static uint64_t size_of(const hr_ancestors *a, uint32_t query) {
    return a->start[query + 1] - a->start[query];
}

hr_status hr_sizes_build(hr_sizes *out, const hr_ancestors *ancestors) {
    *out = (hr_sizes){.documents = ancestors->documents, .queries = ancestors->queries};
    uint64_t most = 0;
    for (uint32_t q = 0; q < ancestors->queries; q++)
        if (size_of(ancestors, q) > most)
            most = size_of(ancestors, q);
    uint64_t *tally = hr_calloc(most + 1, sizeof *tally, "the histogram of |S(q)|");
    if (!tally)
        return HR_ENOMEM;
    for (uint32_t q = 0; q < ancestors->queries; q++)
        if (!tally[size_of(ancestors, q)]++)
            out->distinct++;
    out->size = hr_alloc(out->distinct, sizeof *out->size, "the histogram of |S(q)|");
    out->count = hr_alloc(out->distinct, sizeof *out->count, "the histogram of |S(q)|");
    if (!out->size || !out->count) {
        free(tally);
        hr_sizes_clear(out);
        return HR_ENOMEM;
    }
    uint32_t at = 0;
    for (uint64_t k = 0; k <= most; k++)
        if (tally[k]) {
            out->size[at] = k;
            out->count[at++] = tally[k];
        }
    free(tally);
    return HR_OK;
}

void hr_sizes_clear(hr_sizes *sizes) {
    free(sizes->size);
    free(sizes->count);
    *sizes = (hr_sizes){0};
}

uint64_t hr_sizes_most(const hr_sizes *sizes) {
    return sizes->distinct ? sizes->size[sizes->distinct - 1] : 0;
}
