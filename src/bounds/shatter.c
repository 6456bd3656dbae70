#include "bounds/shatter.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

hr_status hr_shatter_init(hr_shatter *s, const hr_ancestors *a, bool whole) {
    *s = (hr_shatter){.ancestors = a, .whole = whole};
    return hr_descendants_build(a, &s->start, &s->query);
}

void hr_shatter_clear(hr_shatter *s) {
    free(s->start);
    free(s->query);
    *s = (hr_shatter){0};
}

hr_status hr_shatter_set_init(hr_shatter_set *s, const hr_shatter *shatter) {
    const hr_ancestors *a = shatter->ancestors;
    const char *what = "the search for split sets";
    *s = (hr_shatter_set){.shatter = shatter};
    s->trace = hr_calloc(a->queries, sizeof *s->trace, what);
    s->touching = hr_alloc(a->queries, sizeof *s->touching, what);
    s->sorted = hr_alloc(a->queries, sizeof *s->sorted, what);
    s->bucket = hr_alloc((UINT32_C(1) << HR_SHATTER_MOST) + 1, sizeof *s->bucket, what);
    s->tally = hr_calloc(a->documents, sizeof *s->tally, what);
    s->of_class = hr_alloc(a->documents, sizeof *s->of_class, what);
    s->of_all = hr_alloc(a->documents, sizeof *s->of_all, what);
    s->candidate = hr_alloc(a->documents, sizeof *s->candidate, what);
    if (s->trace && s->touching && s->sorted && s->bucket && s->tally && s->of_class && s->of_all &&
        s->candidate)
        return HR_OK;
    hr_shatter_set_clear(s);
    return HR_ENOMEM;
}

void hr_shatter_set_clear(hr_shatter_set *s) {
    free(s->trace);
    free(s->touching);
    free(s->sorted);
    free(s->bucket);
    free(s->tally);
    free(s->of_class);
    free(s->of_all);
    free(s->candidate);
    *s = (hr_shatter_set){0};
}

void hr_shatter_add(hr_shatter_set *s, uint32_t document) {
    const hr_shatter *shatter = s->shatter;
    for (uint64_t i = shatter->start[document]; i < shatter->start[document + 1]; i++) {
        uint32_t q = shatter->query[i];
        if (!s->trace[q])
            s->touching[s->active++] = q;
        s->trace[q] |= UINT32_C(1) << s->size;
    }
    s->work += shatter->start[document + 1] - shatter->start[document];
    s->member[s->size++] = document;
}

void hr_shatter_empty(hr_shatter_set *s) {
    for (uint32_t i = 0; i < s->active; i++)
        s->trace[s->touching[i]] = 0;
    s->active = s->size = 0;
}

void hr_shatter_remove(hr_shatter_set *s, uint32_t place) {
    uint32_t kept[HR_SHATTER_MOST], size = s->size - 1;
    memcpy(kept, s->member, s->size * sizeof *kept);
    kept[place] = kept[size];
    hr_shatter_empty(s);
    for (uint32_t i = 0; i < size; i++)
        hr_shatter_add(s, kept[i]);
}
