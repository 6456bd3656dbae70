/* Every set, for small hierarchies: documents join in ascending order, and only those that could join all
 * sets on the way. */
#include "base/memory.h"
#include "bounds/shatter.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    hr_shatter_set set;
    hr_shatter_found *found;
    uint32_t most;
    uint64_t work;                   /* to spend */
    unsigned char *touched;          /* of every document: 1 shares a query with T, 2 and may join */
    uint32_t *open[HR_SHATTER_MOST]; /* of every depth: documents that may join */
} search;

static bool finished(const search *s) {
    return s->found->size == s->most || s->set.work > s->work;
}

/* out: which of list[0 .. count) may still join after the last one has; returns how many */
static uint32_t keep_open(search *s, uint32_t *out, const uint32_t *list, uint32_t count) {
    hr_shatter_set *set = &s->set;
    bool others;
    uint32_t kept = 0;
    hr_shatter_extend(set, &others);
    for (uint32_t i = 0; i < set->seen; i++)
        s->touched[set->of_all[i]] = 1;
    for (uint32_t i = 0; i < set->candidates; i++)
        s->touched[set->candidate[i].document] = 2;
    for (uint32_t i = 0; i < count; i++)
        if (s->touched[list[i]] == 2 ||
            (!s->touched[list[i]] && others && hr_shatter_joins_apart(set, list[i])))
            out[kept++] = list[i];
    for (uint32_t i = 0; i < set->seen; i++)
        s->touched[set->of_all[i]] = 0;
    set->work += count + set->seen;
    return kept;
}

static void descend(search *s, const uint32_t *list, uint32_t count) {
    hr_shatter_set *set = &s->set;
    if (set->size > s->found->size) {
        s->found->size = set->size;
        memcpy(s->found->member, set->member, set->size * sizeof *set->member);
    }
    for (uint32_t i = 0; i < count && !finished(s) && set->size + count - i > s->found->size; i++) {
        uint32_t depth = set->size;
        hr_shatter_add(set, list[i]);
        descend(s, s->open[depth], keep_open(s, s->open[depth], list + i + 1, count - i - 1));
        hr_shatter_remove(set, depth);
    }
}

hr_status hr_shatter_search_all(hr_shatter_found *found, const hr_shatter *shatter, uint32_t most,
                                uint64_t work) {
    uint32_t documents = shatter->ancestors->documents;
    search s = {.found = found, .most = most < HR_SHATTER_MOST ? most : HR_SHATTER_MOST, .work = work};
    *found = (hr_shatter_found){0};
    hr_status status = hr_shatter_set_init(&s.set, shatter);
    uint32_t *all = hr_alloc(documents, sizeof *all, "the search for split sets");
    s.touched = hr_calloc(documents, 1, "the search for split sets");
    bool room = all && s.touched;
    for (uint32_t i = 0; i < s.most && room; i++)
        room = (s.open[i] = hr_alloc(documents, sizeof **s.open, "the search for split sets"));
    if (status == HR_OK && !room)
        status = HR_ENOMEM;
    if (status == HR_OK) {
        for (uint32_t x = 0; x < documents; x++)
            all[x] = x;
        descend(&s, all, documents);
        found->largest = found->size == s.most || s.set.work <= s.work;
    }
    for (uint32_t i = 0; i < s.most; i++)
        free(s.open[i]);
    free(all);
    free(s.touched);
    hr_shatter_set_clear(&s.set);
    return status;
}
