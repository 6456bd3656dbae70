/* R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1, 1972: a node from which no
 * walk reaches an earlier open node closes the component of all nodes opened since. */
#include "hierarchy/components.h"

#include "base/memory.h"
#include "hierarchy/hierarchy.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    uint32_t *component;
    uint32_t *met;   /* when each node was met, from 1; 0: not yet */
    uint32_t *least; /* the earliest open node that it is known to reach */
    uint32_t *path;  /* from a root of the search to the node it is at */
    uint32_t *open;  /* nodes whose component is not closed */
    uint64_t *next;  /* the next edge of each node to follow */
    uint32_t clock, depth, opened, closed;
} search;

static void enter(search *s, uint32_t v, const uint64_t *start) {
    s->met[v] = s->least[v] = ++s->clock;
    s->next[v] = start[v];
    s->path[s->depth++] = v;
    s->open[s->opened++] = v;
}

static void leave(search *s, uint32_t v) {
    s->depth--;
    if (s->depth && s->least[v] < s->least[s->path[s->depth - 1]])
        s->least[s->path[s->depth - 1]] = s->least[v];
    if (s->least[v] < s->met[v])
        return;
    uint32_t member;
    do
        s->component[member = s->open[--s->opened]] = s->closed;
    while (member != v);
    s->closed++;
}

static void walk(search *s, uint32_t root, const uint64_t *start, const uint32_t *list) {
    enter(s, root, start);
    while (s->depth) {
        uint32_t v = s->path[s->depth - 1];
        if (s->next[v] == start[v + 1]) {
            leave(s, v);
            continue;
        }
        uint32_t to = list[s->next[v]++];
        if (!s->met[to])
            enter(s, to, start);
        else if (s->component[to] == HR_NONE && s->met[to] < s->least[v])
            s->least[v] = s->met[to];
    }
}

/* Tarjan closes components from the far end of the edges; renumbered by their smallest nodes. */
static void renumber(search *s, uint32_t nodes) {
    uint32_t *number = s->met, next = 0;
    memset(number, 0xff, nodes * sizeof *number);
    for (uint32_t v = 0; v < nodes; v++) {
        uint32_t *of = &number[s->component[v]];
        if (*of == HR_NONE)
            *of = next++;
        s->component[v] = *of;
    }
}

hr_status hr_strong_components(uint32_t *component, uint32_t *count, uint32_t nodes, const uint64_t *start,
                               const uint32_t *list) {
    search s = {.component = component,
                .met = hr_calloc(nodes, sizeof *s.met, "the cycles"),
                .least = hr_alloc(nodes, sizeof *s.least, "the cycles"),
                .path = hr_alloc(nodes, sizeof *s.path, "the cycles"),
                .open = hr_alloc(nodes, sizeof *s.open, "the cycles"),
                .next = hr_alloc(nodes, sizeof *s.next, "the cycles")};
    bool ready = s.met && s.least && s.path && s.open && s.next;
    if (ready) {
        memset(component, 0xff, nodes * sizeof *component); /* HR_NONE */
        for (uint32_t v = 0; v < nodes; v++)
            if (!s.met[v])
                walk(&s, v, start, list);
        renumber(&s, nodes);
        *count = s.closed;
    }
    free(s.met);
    free(s.least);
    free(s.path);
    free(s.open);
    free(s.next);
    return ready ? HR_OK : HR_ENOMEM;
}
