#include "hierarchy/separators.h"

#include "base/memory.h"
#include "hierarchy/separators_cut.h"

#include <stdlib.h>
#include <string.h>

/* A connected component that waits: nodes list[first] .. list[first + count - 1]. */
typedef struct {
    uint32_t first, count, above;
    uint32_t streak; /* parts of roots right above it that took little away */
} task;

/* So many in a row, each less than an eighth, and a separator has its turn: without a limit, time would be
 * quadratic where every node on a long path carries a small component. */
enum { STREAK = 64 };

typedef struct {
    hr_separators *out;
    const hr_hierarchy *h;
    double favour;
    size_t part_capacity;
    uint32_t members; /* so far */
    uint32_t *list, *spare;
    uint32_t *in; /* the part that is being taken out of the node's component; HR_NONE: none, or taken */
    uint32_t *up; /* parents in the component */
    uint32_t *local;
    task *stack;
    size_t waiting, stack_capacity;
} builder;

/* Nodes of several parents, and their ancestors. */
static uint32_t mark_core(bool *core, const hr_hierarchy *h) {
    uint32_t count = 0;
    for (uint32_t i = h->nodes; i-- > 0;) { /* children before parents */
        uint32_t v = h->topological[i];
        const uint32_t *child;
        uint32_t children = hr_children(h, v, &child);
        core[v] = h->parent_start[v + 1] - h->parent_start[v] > 1;
        for (uint32_t j = 0; j < children && !core[v]; j++)
            core[v] = core[child[j]];
        count += core[v];
    }
    return count;
}

static hr_status begin_part(builder *b, uint32_t *part, uint32_t above) {
    hr_separators *out = b->out;
    if (out->parts + 2 > b->part_capacity) {
        size_t c = b->part_capacity, same;
        same = c;
        if (hr_grow(&out->above, &same, c + 2, sizeof *out->above, "parts") != HR_OK)
            return HR_ENOMEM;
        same = c;
        if (hr_grow(&out->kind, &same, c + 2, sizeof *out->kind, "parts") != HR_OK)
            return HR_ENOMEM;
        same = c;
        if (hr_grow(&out->start, &same, c + 2, sizeof *out->start, "parts") != HR_OK)
            return HR_ENOMEM;
        b->part_capacity = same;
    }
    *part = out->parts++;
    out->above[*part] = above;
    out->start[*part] = b->members;
    return HR_OK;
}

static void add_member(builder *b, uint32_t v, uint32_t part) {
    b->out->member[b->members++] = v;
    b->out->part[v] = part;
}

static hr_status push(builder *b, task t) {
    if (hr_grow(&b->stack, &b->stack_capacity, b->waiting + 1, sizeof *b->stack, "components") != HR_OK)
        return HR_ENOMEM;
    b->stack[b->waiting++] = t;
    return HR_OK;
}

/* The connected components among the nodes of a stretch of the list whose `in` is `id`; they leave it. */
static hr_status push_components(builder *b, task t, uint32_t id) {
    const hr_hierarchy *h = b->h;
    memcpy(b->spare + t.first, b->list + t.first, t.count * sizeof *b->list);
    uint32_t end = t.first;
    hr_status status = HR_OK;
    for (uint32_t i = t.first; i < t.first + t.count && status == HR_OK; i++) {
        uint32_t first = end;
        if (b->in[b->spare[i]] != id)
            continue;
        b->in[b->spare[i]] = HR_NONE;
        b->list[end++] = b->spare[i];
        for (uint32_t head = first; head < end; head++) {
            const uint32_t *near[2];
            uint32_t v = b->list[head], count[2] = {hr_parents(h, v, &near[0]), hr_children(h, v, &near[1])};
            for (int side = 0; side < 2; side++)
                for (uint32_t j = 0; j < count[side]; j++)
                    if (b->in[near[side][j]] == id) {
                        b->in[near[side][j]] = HR_NONE;
                        b->list[end++] = near[side][j];
                    }
        }
        uint32_t count = end - first;
        status = push(b, (task){first, count, t.above, count > t.count / 8 * 7 ? t.streak : 0});
    }
    return status;
}

/* Takes the only root away as long as there is one, and nodes below it. */
static void take_roots(builder *b, uint32_t root, uint32_t id) {
    for (;;) {
        const uint32_t *child;
        uint32_t children = hr_children(b->h, root, &child), roots = 0, next = HR_NONE;
        add_member(b, root, id);
        b->in[root] = HR_NONE;
        for (uint32_t i = 0; i < children; i++)
            if (b->in[child[i]] == id && --b->up[child[i]] == 0) {
                next = child[i];
                roots++;
            }
        if (roots != 1)
            return;
        root = next;
    }
}

/* Parents of every node in the component; its roots and its nodes with several parents. */
static void count_parents(builder *b, task t, uint32_t id, uint32_t *roots, uint32_t *root,
                          uint32_t *several) {
    *roots = *several = 0;
    for (uint32_t i = t.first; i < t.first + t.count; i++) {
        const uint32_t *parent;
        uint32_t v = b->list[i], parents = hr_parents(b->h, v, &parent);
        b->up[v] = 0;
        for (uint32_t j = 0; j < parents; j++)
            b->up[v] += b->in[parent[j]] == id;
        *several += b->up[v] > 1;
        if (!b->up[v]) {
            *root = v;
            ++*roots;
        }
    }
}

static hr_status take_part(builder *b, task t) {
    uint32_t id, roots, root = HR_NONE, several, count;
    hr_status status = begin_part(b, &id, t.above);
    if (status != HR_OK)
        return status;
    for (uint32_t i = t.first; i < t.first + t.count; i++)
        b->in[b->list[i]] = id;
    count_parents(b, t, id, &roots, &root, &several);
    if (!several) {
        b->out->kind[id] = HR_PART_FOREST;
        for (uint32_t i = t.first; i < t.first + t.count; i++) {
            add_member(b, b->list[i], id);
            b->in[b->list[i]] = HR_NONE;
        }
        return HR_OK;
    }
    if (roots == 1 && t.streak < STREAK) {
        t.streak++;
        b->out->kind[id] = HR_PART_ROOTS;
        take_roots(b, root, id);
    } else {
        t.streak = 0;
        b->out->kind[id] = HR_PART_SEPARATOR;
        uint32_t *cut = b->spare + t.first;
        hr_component c = {b->h, b->in, id, b->list + t.first, t.count, b->favour, b->local};
        status = hr_separator_choose(cut, &count, &c);
        for (uint32_t i = 0; status == HR_OK && i < count; i++) {
            add_member(b, cut[i], id);
            b->in[cut[i]] = HR_NONE;
        }
    }
    t.above = id;
    return status == HR_OK ? push_components(b, t, id) : status;
}

static hr_status take_all(builder *b, const bool *core) {
    const hr_hierarchy *h = b->h;
    uint32_t part, count = 0;
    hr_status status = begin_part(b, &part, HR_NONE); /* trees without a core; perhaps empty */
    if (status != HR_OK)
        return status;
    b->out->kind[part] = HR_PART_FOREST;
    for (uint32_t v = 0; v < h->nodes; v++) {
        b->in[v] = HR_NONE;
        if (core[v]) {
            b->in[v] = part;
            b->list[count++] = v;
        } else if (h->parent_start[v + 1] == h->parent_start[v]) {
            add_member(b, v, part);
        }
    }
    status = push_components(b, (task){0, count, HR_NONE, 0}, part);
    while (status == HR_OK && b->waiting)
        status = take_part(b, b->stack[--b->waiting]);
    b->out->start[b->out->parts] = b->members;
    return status;
}

/* Heights from below; the levels from above. */
static hr_status measure(hr_separators *out) {
    uint32_t *level = hr_calloc(out->parts, sizeof *level, "parts");
    out->height = hr_calloc(out->parts, sizeof *out->height, "parts");
    out->last = hr_alloc(out->parts, sizeof *out->last, "parts");
    if (!level || !out->height || !out->last) {
        free(level);
        return HR_ENOMEM;
    }
    for (uint32_t p = 0; p < out->parts; p++)
        out->last[p] = p;
    for (uint32_t p = out->parts; p-- > 0;) { /* height[p] so far: the most of the parts below */
        uint32_t count = out->start[p + 1] - out->start[p], above = out->above[p];
        if (out->kind[p] == HR_PART_SEPARATOR) {
            out->height[p] += count;
            out->largest = count > out->largest ? count : out->largest;
        }
        out->slots = out->height[p] > out->slots ? out->height[p] : out->slots;
        if (above == HR_NONE)
            continue;
        out->height[above] = out->height[p] > out->height[above] ? out->height[p] : out->height[above];
        out->last[above] = out->last[p] > out->last[above] ? out->last[p] : out->last[above];
    }
    for (uint32_t p = 0; p < out->parts; p++) {
        level[p] =
            (out->above[p] == HR_NONE ? 0 : level[out->above[p]]) + (out->kind[p] == HR_PART_SEPARATOR);
        out->levels = level[p] > out->levels ? level[p] : out->levels;
    }
    free(level);
    return HR_OK;
}

static hr_status take_apart(hr_separators *out, const hr_hierarchy *h, double favour) {
    memset(out, 0, sizeof *out);
    builder b = {.out = out, .h = h, .favour = favour};
    size_t n = h->nodes;
    bool *core = hr_calloc(n, sizeof *core, "separators");
    out->part = hr_alloc(n, sizeof *out->part, "separators");
    out->member = hr_alloc(n, sizeof *out->member, "separators");
    b.list = hr_alloc(n, sizeof *b.list, "separators");
    b.spare = hr_alloc(n, sizeof *b.spare, "separators");
    b.in = hr_alloc(n, sizeof *b.in, "separators");
    b.up = hr_alloc(n, sizeof *b.up, "separators");
    b.local = hr_alloc(n, sizeof *b.local, "separators");
    hr_status status = HR_ENOMEM;
    if (core && out->part && out->member && b.list && b.spare && b.in && b.up && b.local) {
        memset(out->part, 0xff, n * sizeof *out->part);
        memset(b.local, 0xff, n * sizeof *b.local);
        mark_core(core, h);
        status = take_all(&b, core);
    }
    if (status == HR_OK)
        status = measure(out);
    free(core);
    free(b.list);
    free(b.spare);
    free(b.in);
    free(b.up);
    free(b.local);
    free(b.stack);
    if (status != HR_OK)
        hr_separators_clear(out);
    return status;
}

/* Which cuts to prefer is not known beforehand: all are tried, and the fewest slots win. */
hr_status hr_separators_build(hr_separators *out, const hr_hierarchy *h) {
    static const double favour[] = {1, 0.8, 1.3, 1.7, 2.5};
    hr_status status = take_apart(out, h, favour[0]);
    for (size_t i = 1; i < sizeof favour / sizeof *favour && status == HR_OK && out->slots; i++) {
        hr_separators other;
        if ((status = take_apart(&other, h, favour[i])) != HR_OK)
            break;
        if (other.slots < out->slots) {
            hr_separators swap = *out;
            *out = other;
            other = swap;
        }
        hr_separators_clear(&other);
    }
    if (status != HR_OK)
        hr_separators_clear(out);
    return status;
}

void hr_separators_clear(hr_separators *s) {
    free(s->above);
    free(s->kind);
    free(s->start);
    free(s->member);
    free(s->part);
    free(s->last);
    free(s->height);
    memset(s, 0, sizeof *s);
}
