#include "hierarchy/core.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* left[v]: v's neighbours that are still there; 0 for v itself taken away. */
static void take_away(uint32_t *left, uint32_t *waiting, const hr_hierarchy *h) {
    uint32_t count = 0;
    for (uint32_t v = 0; v < h->nodes; v++) {
        const uint32_t *list;
        left[v] = hr_parents(h, v, &list) + hr_children(h, v, &list);
        if (left[v] == 1)
            waiting[count++] = v;
    }
    while (count) {
        uint32_t v = waiting[--count];
        if (!left[v]) /* its last neighbour went first */
            continue;
        left[v] = 0;
        for (int side = 0; side < 2; side++) {
            const uint32_t *list;
            uint32_t near = side ? hr_children(h, v, &list) : hr_parents(h, v, &list);
            for (uint32_t i = 0; i < near; i++)
                if (left[list[i]] && --left[list[i]] == 1)
                    waiting[count++] = list[i];
        }
    }
}

hr_status hr_core_find(hr_core *out, const hr_hierarchy *h) {
    *out = (hr_core){.place = hr_alloc(h->nodes, sizeof *out->place, "the core of the hierarchy")};
    uint32_t *waiting = hr_alloc(h->nodes, sizeof *waiting, "the core of the hierarchy");
    if (out->place && waiting) {
        uint32_t *left = out->place;
        uint64_t ends = 0;
        take_away(left, waiting, h);
        for (uint32_t v = 0; v < h->nodes; v++) {
            ends += left[v];
            out->place[v] = left[v] ? out->nodes++ : HR_NONE;
        }
        out->edges = ends / 2;
    }
    bool ready = out->place && waiting;
    free(waiting);
    if (!ready)
        hr_core_clear(out);
    return ready ? HR_OK : HR_ENOMEM;
}

void hr_core_clear(hr_core *core) {
    free(core->place);
    memset(core, 0, sizeof *core);
}
