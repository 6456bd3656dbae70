#include "tiny_truth.h"

#include <stdlib.h>
#include <string.h>

static uint32_t permute(uint32_t order[TINY], uint32_t number, uint32_t n) {
    uint32_t left[TINY];
    for (uint32_t i = 0; i < n; i++)
        left[i] = i;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t pick = number % (n - i);
        number /= n - i;
        order[i] = left[pick];
        left[pick] = left[n - i - 1];
    }
    return number;
}

static uint64_t code_of(const tiny *t, const uint32_t *name) {
    uint64_t code = 0;
    for (uint32_t q = 0; q < t->nodes; q++)
        for (uint32_t x = 0; x < t->nodes; x++)
            if (t->above[q] >> x & 1)
                code |= UINT64_C(1) << (name[q] * t->nodes + name[x]);
    return code;
}

typedef struct {
    uint64_t code;
    tiny t;
} coded;

static int compare(const void *x, const void *y) {
    const coded *p = x, *q = y;
    return p->code < q->code ? -1 : p->code > q->code;
}

/* The least code under all renamings. */
static uint64_t canonical(const tiny *t) {
    uint64_t least = UINT64_MAX;
    uint32_t name[TINY];
    for (uint32_t number = 0; !permute(name, number, t->nodes); number++) {
        uint64_t code = code_of(t, name);
        least = code < least ? code : least;
    }
    return least;
}

/* Node `node` and those after it, in all ways that keep the relation transitive. */
static void extend(coded *list, size_t *count, tiny *t, uint32_t node) {
    if (node == t->nodes) {
        list[*count].t = *t;
        list[(*count)++].code = canonical(t);
        return;
    }
    for (uint32_t set = 0; set < UINT32_C(1) << node; set++) {
        uint32_t closed = set;
        for (uint32_t x = 0; x < node; x++)
            if (set >> x & 1)
                closed |= t->above[x];
        if (closed != set)
            continue;
        t->above[node] = set | UINT32_C(1) << node;
        extend(list, count, t, node + 1);
    }
}

tiny *tiny_all(size_t *count, uint32_t nodes) {
    enum { LABELLED = 5000 }; /* 4,824 of 6 nodes with ancestors first */
    coded *list = malloc(LABELLED * sizeof *list);
    tiny *out = malloc(LABELLED * sizeof *out), t = {.nodes = nodes};
    size_t labelled = 0;
    *count = 0;
    if (!list || !out)
        abort();
    extend(list, &labelled, &t, 0);
    qsort(list, labelled, sizeof *list, compare);
    for (size_t i = 0; i < labelled; i++)
        if (!i || list[i].code != list[i - 1].code)
            out[(*count)++] = list[i].t;
    free(list);
    return out;
}
