/* Lengths from below, then places from above; why these gaps and weights: method_separators.c. */
#include "embedding/separators_layout.h"

#include "base/memory.h"
#include "embedding/matrix.h"
#include "hierarchy/reduce.h"

#include <stdlib.h>
#include <string.h>

/* The nodes that stand in a part's own stretch, each with what hangs below it: two steps for each node. */
typedef struct {
    hr_separators_layout *out;
    uint32_t *stack, *next; /* the way down from a root; the next child of each node on it */
} planter;

static bool hangs(const hr_separators_layout *l, uint32_t below, uint32_t part) {
    uint32_t own = l->parts.part[below];
    return own == HR_NONE || (own == part && l->parts.kind[part] == HR_PART_FOREST);
}

/* Depth first; returns the first free step. */
static int64_t plant(planter *p, uint32_t root, uint32_t part, int64_t at) {
    hr_separators_layout *l = p->out;
    uint32_t depth = 1;
    p->stack[0] = root;
    p->next[0] = 0;
    l->home[root] = part;
    l->place[root] = at + 1;
    at += 2;
    while (depth) {
        const uint32_t *child;
        uint32_t v = p->stack[depth - 1], children = hr_children(&l->graph, v, &child);
        while (p->next[depth - 1] < children && !hangs(l, child[p->next[depth - 1]], part))
            p->next[depth - 1]++;
        if (p->next[depth - 1] == children) {
            l->end[v] = at;
            depth--;
            continue;
        }
        v = child[p->next[depth - 1]++];
        p->stack[depth] = v;
        p->next[depth++] = 0;
        l->home[v] = part;
        l->place[v] = at + 1;
        at += 2;
    }
    return at;
}

static int64_t plant_part(planter *p, uint32_t part) {
    const hr_separators *s = &p->out->parts;
    int64_t at = 0;
    for (uint32_t i = s->start[part]; i < s->start[part + 1]; i++) {
        uint32_t v = s->member[i];
        const uint32_t *parent;
        bool inner = false;
        uint32_t parents = hr_parents(&p->out->graph, v, &parent);
        for (uint32_t j = 0; s->kind[part] == HR_PART_FOREST && j < parents; j++)
            inner |= s->part[parent[j]] == part;
        if (!inner)
            at = plant(p, v, part, at);
    }
    return at;
}

static hr_status plant_all(hr_separators_layout *l) {
    size_t n = l->graph.nodes;
    planter p = {l, hr_alloc(n, sizeof *p.stack, "separators"), hr_alloc(n, sizeof *p.next, "separators")};
    hr_status status = p.stack && p.next ? HR_OK : HR_ENOMEM;
    for (uint32_t part = 0; status == HR_OK && part < l->parts.parts; part++)
        hr_set_i64(l->extent[part], plant_part(&p, part));
    free(p.stack);
    free(p.next);
    return status;
}

/* Parts by the part above them, lower ones first; those of the hierarchy itself come last. */
typedef struct {
    uint32_t above, height, part;
} kin;

static int compare(const void *a, const void *b) {
    const kin *x = a, *y = b;
    if (x->above != y->above)
        return x->above < y->above ? -1 : 1;
    if (x->height != y->height)
        return x->height < y->height ? -1 : 1;
    return (x->part > y->part) - (x->part < y->part);
}

typedef struct {
    hr_separators_layout *out;
    kin *kin;         /* of all parts, sorted */
    uint32_t *first;  /* parts + 1: where the parts below each begin, the last entry those of the hierarchy */
    mpz_t **heaviest; /* of each component and slot: the largest weight there */
    mpz_t sum, other;
} spacing;

static hr_status sort_parts(spacing *s) {
    const hr_separators *parts = &s->out->parts;
    s->kin = hr_alloc(parts->parts, sizeof *s->kin, "separators");
    s->first = hr_alloc((size_t)parts->parts + 2, sizeof *s->first, "separators");
    s->heaviest = hr_calloc(parts->parts, sizeof *s->heaviest, "separators");
    if (!s->kin || !s->first || !s->heaviest)
        return HR_ENOMEM;
    for (uint32_t p = 0; p < parts->parts; p++)
        s->kin[p] = (kin){parts->above[p], parts->height[p], p};
    qsort(s->kin, parts->parts, sizeof *s->kin, compare);
    uint32_t at = 0;
    for (uint32_t p = 0; p < parts->parts; p++) {
        s->first[p] = at;
        while (at < parts->parts && s->kin[at].above == p)
            at++;
    }
    s->first[parts->parts] = at;
    s->first[parts->parts + 1] = parts->parts;
    return HR_OK;
}

/* gap: even, its square at least what a document on the one side may weigh in the slots that both use. */
static void find_gap(mpz_t gap, spacing *s, const kin *lower, const kin *higher) {
    mpz_set_ui(s->sum, 0);
    mpz_set_ui(s->other, 0);
    for (uint32_t i = 0; i < lower->height; i++) {
        mpz_add(s->sum, s->sum, s->heaviest[lower->part][i]);
        mpz_add(s->other, s->other, s->heaviest[higher->part][i]);
    }
    if (mpz_cmp(s->sum, s->other) < 0)
        mpz_swap(s->sum, s->other);
    mpz_sqrtrem(gap, s->other, s->sum);
    if (mpz_sgn(s->other))
        mpz_add_ui(gap, gap, 1);
    if (mpz_odd_p(gap))
        mpz_add_ui(gap, gap, 1);
}

/* base of each part below `group`, from the beginning of it; `length` grows by all. */
static void place_below(mpz_t length, spacing *s, uint32_t group) {
    mpz_t gap;
    mpz_init(gap);
    for (uint32_t i = s->first[group]; i < s->first[group + 1]; i++) {
        uint32_t part = s->kin[i].part;
        if (i > s->first[group]) {
            find_gap(gap, s, &s->kin[i - 1], &s->kin[i]);
            mpz_add(length, length, gap);
        }
        mpz_set(s->out->base[part], length);
        mpz_add(length, length, s->out->extent[part]);
    }
    mpz_clear(gap);
}

static void forget(spacing *s, uint32_t part) {
    for (uint32_t i = 0; s->heaviest[part] && i < s->out->parts.height[part]; i++)
        mpz_clear(s->heaviest[part][i]);
    free(s->heaviest[part]);
    s->heaviest[part] = NULL;
}

/* The parts below a part are placed, it is weighed, and what they knew of their weights becomes its own. */
static hr_status settle(spacing *s, uint32_t part) {
    hr_separators_layout *l = s->out;
    const hr_separators *parts = &l->parts;
    uint32_t height = parts->height[part], own = 0;
    mpz_t *heaviest = hr_alloc(height, sizeof *heaviest, "separators");
    if (!heaviest)
        return HR_ENOMEM;
    for (uint32_t i = 0; i < height; i++)
        mpz_init(heaviest[i]);
    s->heaviest[part] = heaviest;
    place_below(l->extent[part], s, part);
    if (parts->kind[part] == HR_PART_SEPARATOR) {
        own = parts->start[part + 1] - parts->start[part];
        mpz_mul(l->weight[part], l->extent[part], l->extent[part]);
    }
    for (uint32_t i = s->first[part]; i < s->first[part + 1]; i++) {
        uint32_t below = s->kin[i].part;
        for (uint32_t slot = 0; slot < parts->height[below]; slot++)
            if (mpz_cmp(heaviest[slot], s->heaviest[below][slot]) < 0)
                mpz_swap(heaviest[slot], s->heaviest[below][slot]);
        forget(s, below);
    }
    for (uint32_t slot = height - own; slot < height; slot++)
        mpz_set(heaviest[slot], l->weight[part]);
    return HR_OK;
}

/* Bases from the hierarchy's beginning, which is moved so that 0 is in the middle. */
static void place_all(spacing *s) {
    hr_separators_layout *l = s->out;
    mpz_t length;
    mpz_init(length);
    place_below(length, s, l->parts.parts);
    mpz_fdiv_q_2exp(l->most, length, 2);
    mpz_mul_2exp(l->most, l->most, 1); /* even: about half of the length */
    for (uint32_t p = 0; p < l->parts.parts; p++) {
        uint32_t above = l->parts.above[p];
        if (above == HR_NONE)
            mpz_sub(l->base[p], l->base[p], l->most);
        else
            mpz_add(l->base[p], l->base[p], l->base[above]);
    }
    mpz_sub(length, length, l->most);
    if (mpz_cmp(l->most, length) < 0)
        mpz_swap(l->most, length);
    mpz_clear(length);
}

static hr_status space_out(hr_separators_layout *l) {
    spacing s = {.out = l};
    mpz_inits(s.sum, s.other, NULL);
    hr_status status = sort_parts(&s);
    for (uint32_t p = l->parts.parts; status == HR_OK && p-- > 0;)
        status = settle(&s, p);
    if (status == HR_OK)
        place_all(&s);
    for (uint32_t p = 0; s.heaviest && p < l->parts.parts; p++)
        forget(&s, p);
    mpz_clears(s.sum, s.other, NULL);
    free(s.kin);
    free(s.first);
    free(s.heaviest);
    return status;
}

static hr_status make_room(hr_separators_layout *l) {
    size_t n = l->graph.nodes, parts = l->parts.parts;
    l->home = hr_alloc(n, sizeof *l->home, "separators");
    l->place = hr_alloc(n, sizeof *l->place, "separators");
    l->end = hr_alloc(n, sizeof *l->end, "separators");
    l->room = hr_alloc(3 * parts, sizeof *l->room, "separators");
    if (!l->home || !l->place || !l->end || !l->room)
        return HR_ENOMEM;
    for (size_t i = 0; i < 3 * parts; i++)
        mpz_init(l->room[i]);
    l->base = l->room;
    l->extent = l->room + parts;
    l->weight = l->room + 2 * parts;
    return HR_OK;
}

hr_status hr_separators_layout_build(hr_separators_layout *out, const hr_hierarchy *hierarchy) {
    memset(out, 0, sizeof *out);
    mpz_init(out->most);
    hr_status status = hr_hierarchy_reduce(&out->graph, hierarchy);
    if (status == HR_OK)
        status = hr_separators_build(&out->parts, &out->graph);
    if (status == HR_OK)
        status = make_room(out);
    if (status == HR_OK)
        status = plant_all(out);
    if (status == HR_OK)
        status = space_out(out);
    if (status != HR_OK)
        hr_separators_layout_clear(out);
    return status;
}

void hr_separators_layout_clear(hr_separators_layout *l) {
    for (size_t i = 0; l->base && i < 3 * (size_t)l->parts.parts; i++)
        mpz_clear(l->room[i]);
    free(l->room);
    free(l->home);
    free(l->place);
    free(l->end);
    mpz_clear(l->most);
    hr_separators_clear(&l->parts);
    hr_hierarchy_clear(&l->graph);
    memset(l, 0, sizeof *l);
}

void hr_separators_position(mpz_t position, const hr_separators_layout *l, uint32_t node) {
    hr_set_i64(position, l->place[node]);
    mpz_add(position, position, l->base[l->home[node]]);
}

void hr_separators_interval(mpz_t low, mpz_t high, const hr_separators_layout *l, uint32_t node) {
    uint32_t home = l->home[node];
    hr_set_i64(low, l->place[node] - 1);
    mpz_add(low, low, l->base[home]);
    if (l->parts.kind[home] == HR_PART_ROOTS && l->parts.part[node] == home) {
        mpz_add(high, l->base[home], l->extent[home]);
    } else {
        hr_set_i64(high, l->end[node]);
        mpz_add(high, high, l->base[home]);
    }
}
