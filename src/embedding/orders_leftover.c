#include "embedding/orders_leftover.h"

#include "base/memory.h"
#include "embedding/orders_patterns.h"

#include <stdlib.h>
#include <string.h>

static const char what[] = "what the orders leave";

typedef struct {
    hr_hard_patterns p;
    uint32_t *twin;                /* the first document with the same patterns */
    uint32_t *above_start, *above; /* hard document -> twins' firsts strictly above it */
    uint64_t *wanting;             /* row hard document: the patterns that want it */
} reduction;

static const uint64_t *row(const uint64_t *matrix, uint32_t i, uint32_t words) {
    return matrix + (size_t)i * words;
}

/* The pattern with the fewest documents among those with x: all above x are in it. */
static uint32_t smallest_holder(const hr_hard_patterns *p, uint32_t x) {
    uint32_t best = HR_NONE, size = HR_NONE;
    for (uint32_t i = p->holder_start[x]; i < p->holder_start[x + 1]; i++) {
        uint32_t h = p->holder[i], members = p->member_start[h + 1] - p->member_start[h];
        if (members < size) {
            best = h;
            size = members;
        }
    }
    return best;
}

static bool is_above(const hr_hard_patterns *p, uint32_t y, uint32_t x) {
    for (uint32_t i = p->holder_start[x]; i < p->holder_start[x + 1]; i++)
        if (!hr_bit(row(p->held, y, p->pattern_words), p->holder[i]))
            return false;
    return true;
}

static void keep_first_twins(reduction *r) {
    uint32_t used = 0, begin = 0;
    for (uint32_t x = 0; x < r->p.hard; x++) {
        uint32_t end = r->above_start[x + 1];
        for (uint32_t j = begin; j < end; j++)
            if (r->twin[r->above[j]] == r->above[j])
                r->above[used++] = r->above[j];
        begin = end;
        r->above_start[x + 1] = used;
    }
}

static hr_status find_above(reduction *r) {
    const hr_hard_patterns *p = &r->p;
    size_t capacity = 0;
    r->twin = hr_alloc(p->hard, sizeof *r->twin, what);
    r->above_start = hr_calloc((size_t)p->hard + 1, sizeof *r->above_start, what);
    hr_status status = r->twin && r->above_start ? HR_OK : HR_ENOMEM;
    for (uint32_t x = 0; x < p->hard && status == HR_OK; x++) {
        uint32_t h = smallest_holder(p, x), used = r->above_start[x];
        uint32_t held = p->holder_start[x + 1] - p->holder_start[x];
        r->twin[x] = x;
        r->above_start[x + 1] = used;
        if (h == HR_NONE)
            continue;
        uint32_t members = p->member_start[h + 1] - p->member_start[h];
        status = hr_grow(&r->above, &capacity, (size_t)used + members, sizeof *r->above, what);
        for (uint32_t j = p->member_start[h]; j < p->member_start[h + 1] && status == HR_OK; j++) {
            uint32_t y = p->member[j];
            if (y == x || !is_above(p, y, x))
                continue;
            bool same = p->holder_start[y + 1] - p->holder_start[y] == held;
            if (same && y < r->twin[x])
                r->twin[x] = y;
            else if (!same)
                r->above[used++] = y;
        }
        r->above_start[x + 1] = used;
    }
    if (status == HR_OK)
        keep_first_twins(r);
    return status;
}

/* Twins want the same: what one wants the first does. */
static void merge_twins(reduction *r) {
    hr_hard_patterns *p = &r->p;
    for (uint32_t i = 0; i < p->patterns; i++) {
        uint64_t *wants = p->wants + (size_t)i * p->hard_words;
        for (uint32_t w = 0; w < p->hard_words; w++)
            for (uint64_t b = wants[w]; b; b &= b - 1) {
                uint32_t x = 64 * w + (uint32_t)__builtin_ctzll(b);
                if (r->twin[x] == x)
                    continue;
                hr_bit_drop(wants, x);
                hr_bit_set(wants, r->twin[x]);
            }
    }
}

/* x before the pattern follows when something above x is wanted before it, too. */
static void drop_below(reduction *r) {
    hr_hard_patterns *p = &r->p;
#pragma omp parallel for schedule(dynamic, 64)
    for (uint32_t i = 0; i < p->patterns; i++) {
        uint64_t *wants = p->wants + (size_t)i * p->hard_words;
        for (uint32_t w = 0; w < p->hard_words; w++)
            for (uint64_t b = wants[w]; b; b &= b - 1) {
                uint32_t x = 64 * w + (uint32_t)__builtin_ctzll(b);
                for (uint32_t j = r->above_start[x]; j < r->above_start[x + 1]; j++)
                    if (hr_bit(wants, r->above[j])) { /* never the last: what is highest stays */
                        hr_bit_drop(wants, x);
                        break;
                    }
            }
    }
}

static void transpose_wants(reduction *r) {
    const hr_hard_patterns *p = &r->p;
    for (uint32_t i = 0; i < p->patterns; i++)
        for (uint32_t w = 0; w < p->hard_words; w++)
            for (uint64_t b = row(p->wants, i, p->hard_words)[w]; b; b &= b - 1) {
                uint32_t x = 64 * w + (uint32_t)__builtin_ctzll(b);
                hr_bit_set(r->wanting + (size_t)x * p->pattern_words, i);
            }
}

/* The words of the patterns that hold all of pattern i, without i itself: larger[] and where they are not 0.
 */
static uint32_t find_larger(uint64_t *larger, uint32_t *place, const hr_hard_patterns *p, uint32_t i) {
    uint32_t count = 0;
    memset(larger, 0xff, p->pattern_words * sizeof *larger); /* no row has bits beyond the last pattern */
    for (uint32_t j = p->member_start[i]; j < p->member_start[i + 1]; j++) {
        const uint64_t *held = row(p->held, p->member[j], p->pattern_words);
        for (uint32_t w = 0; w < p->pattern_words; w++)
            larger[w] &= held[w];
    }
    hr_bit_drop(larger, i);
    for (uint32_t w = 0; w < p->pattern_words; w++)
        if (larger[w])
            place[count++] = w;
    return count;
}

/* x before the pattern follows when a larger pattern wants it, too. */
static hr_status drop_smaller(reduction *r) {
    hr_hard_patterns *p = &r->p;
    bool room = true;
#pragma omp parallel reduction(&& : room)
    {
        uint64_t *larger = hr_alloc(p->pattern_words, sizeof *larger, what);
        uint32_t *place = hr_alloc(p->pattern_words, sizeof *place, what);
        room = larger && place;
#pragma omp for schedule(dynamic, 16)
        for (uint32_t i = 0; i < p->patterns; i++) {
            if (!larger || !place)
                continue;
            uint64_t *wants = p->wants + (size_t)i * p->hard_words;
            uint32_t count = find_larger(larger, place, p, i);
            for (uint32_t w = 0; w < p->hard_words; w++)
                for (uint64_t b = wants[w]; b; b &= b - 1) {
                    uint32_t x = 64 * w + (uint32_t)__builtin_ctzll(b);
                    const uint64_t *wanting = row(r->wanting, x, p->pattern_words);
                    bool follows = false;
                    for (uint32_t j = 0; j < count && !follows; j++)
                        follows = larger[place[j]] & wanting[place[j]];
                    if (follows)
                        hr_bit_drop(wants, x);
                }
        }
        free(larger);
        free(place);
    }
    return room ? HR_OK : hr_fail(HR_ENOMEM, "out of memory: %s", what);
}

/* New numbers for the documents and patterns that still have pairs. */
static hr_status number_pairs(hr_leftover *out, const reduction *r, uint32_t *document, uint32_t *pattern) {
    const hr_hard_patterns *p = &r->p;
    uint64_t pairs = 0;
    for (size_t i = 0; i < (size_t)p->patterns * p->hard_words; i++)
        pairs += (uint64_t)__builtin_popcountll(p->wants[i]);
    if (pairs >= HR_NONE)
        return hr_fail(HR_ELIMIT, "orders (U11): more than 2^32 pairs are left");
    out->pair_start = hr_calloc((size_t)p->patterns + 1, sizeof *out->pair_start, what);
    out->pattern_of = hr_alloc(pairs, sizeof *out->pattern_of, what);
    out->document_of = hr_alloc(pairs, sizeof *out->document_of, what);
    if (!out->pair_start || !out->pattern_of || !out->document_of)
        return HR_ENOMEM;
    memset(document, 0xff, p->hard * sizeof *document);
    memset(pattern, 0xff, p->patterns * sizeof *pattern);
    for (uint32_t i = 0; i < p->patterns; i++) {
        uint32_t before = out->pairs;
        for (uint32_t w = 0; w < p->hard_words; w++)
            for (uint64_t b = row(p->wants, i, p->hard_words)[w]; b; b &= b - 1) {
                uint32_t x = 64 * w + (uint32_t)__builtin_ctzll(b);
                if (document[x] == HR_NONE)
                    document[x] = out->documents++;
                out->pattern_of[out->pairs] = out->patterns;
                out->document_of[out->pairs++] = document[x];
            }
        if (out->pairs > before)
            pattern[i] = out->patterns++;
        out->pair_start[out->patterns] = out->pairs;
    }
    return HR_OK;
}

/* Documents without a pair are absent from the further orders, so they leave the patterns. */
static hr_status list_members(hr_leftover *out, const reduction *r, const uint32_t *document,
                              const uint32_t *pattern) {
    const hr_hard_patterns *p = &r->p;
    out->member_start = hr_calloc((size_t)out->patterns + 1, sizeof *out->member_start, what);
    out->member = hr_alloc(p->member_start[p->patterns], sizeof *out->member, what);
    if (!out->member_start || !out->member)
        return HR_ENOMEM;
    uint32_t used = 0;
    for (uint32_t i = 0; i < p->patterns; i++) {
        if (pattern[i] == HR_NONE)
            continue;
        for (uint32_t j = p->member_start[i]; j < p->member_start[i + 1]; j++)
            if (document[p->member[j]] != HR_NONE)
                out->member[used++] = document[p->member[j]];
        out->member_start[pattern[i] + 1] = used;
    }
    return hr_lists_transpose(&out->holder_start, &out->holder, out->member_start, out->member, out->patterns,
                              out->documents);
}

/* above: for every hard document, itself (or its twin) included; below: among the numbered ones. */
static hr_status list_above(hr_leftover *out, const reduction *r, const uint32_t *document) {
    const hr_hard_patterns *p = &r->p;
    size_t most = (size_t)r->above_start[p->hard] + p->hard;
    uint32_t *start = hr_calloc((size_t)out->documents + 1, sizeof *start, what), used = 0, kept = 0;
    uint32_t *strict = hr_alloc(most, sizeof *strict, what); /* above each numbered one, without itself */
    uint32_t *place = hr_alloc(out->documents, sizeof *place, what);
    out->above_start = hr_calloc((size_t)p->hard + 1, sizeof *out->above_start, what);
    out->above = hr_alloc(most, sizeof *out->above, what);
    hr_status status = start && strict && place && out->above_start && out->above ? HR_OK : HR_ENOMEM;
    for (uint32_t x = 0; x < p->hard && status == HR_OK; x++) {
        uint32_t self = document[r->twin[x]];
        if (self != HR_NONE)
            out->above[used++] = self;
        for (uint32_t j = r->above_start[x]; j < r->above_start[x + 1]; j++)
            if (document[r->above[j]] != HR_NONE)
                out->above[used++] = document[r->above[j]];
        out->above_start[x + 1] = used;
        if (document[x] != HR_NONE)
            place[document[x]] = x;
    }
    for (uint32_t d = 0; d < out->documents && status == HR_OK; d++) {
        uint32_t x = place[d];
        for (uint32_t j = out->above_start[x]; j < out->above_start[x + 1]; j++)
            if (out->above[j] != d)
                strict[kept++] = out->above[j];
        start[d + 1] = kept;
    }
    if (status == HR_OK)
        status =
            hr_lists_transpose(&out->below_start, &out->below, start, strict, out->documents, out->documents);
    free(start);
    free(strict);
    free(place);
    return status;
}

static hr_status list_wanted(hr_leftover *out) {
    uint32_t *start = hr_alloc((size_t)out->pairs + 1, sizeof *start, what);
    if (!start)
        return HR_ENOMEM;
    for (uint32_t i = 0; i <= out->pairs; i++)
        start[i] = i;
    hr_status status = hr_lists_transpose(&out->wanted_start, &out->wanted, start, out->document_of,
                                          out->pairs, out->documents);
    free(start);
    return status;
}

static hr_status number_all(hr_leftover *out, reduction *r) {
    uint32_t *document = hr_alloc(r->p.hard, sizeof *document, what);
    uint32_t *pattern = hr_alloc(r->p.patterns, sizeof *pattern, what);
    hr_status status = document && pattern ? HR_OK : HR_ENOMEM;
    if (status == HR_OK)
        status = number_pairs(out, r, document, pattern);
    if (status == HR_OK)
        status = list_members(out, r, document, pattern);
    if (status == HR_OK)
        status = list_above(out, r, document);
    if (status == HR_OK)
        status = list_wanted(out);
    free(document);
    free(pattern);
    out->left = r->p.left;
    out->hard = r->p.hard;
    out->hard_document = r->p.hard_document;
    r->p.hard_document = NULL;
    return status;
}

static hr_status reduce(reduction *r) {
    hr_status status = find_above(r);
    if (status != HR_OK)
        return status;
    merge_twins(r);
    drop_below(r);
    r->wanting = hr_calloc((size_t)r->p.hard * r->p.pattern_words, sizeof *r->wanting, what);
    if (!r->wanting)
        return HR_ENOMEM;
    transpose_wants(r);
    return drop_smaller(r);
}

hr_status hr_leftover_build(hr_leftover *out, const hr_orders *base, const hr_ancestors *ancestors) {
    reduction r = {0};
    *out = (hr_leftover){0};
    hr_status status = hr_hard_patterns_build(&r.p, base, ancestors);
    if (status != HR_OK)
        return status;
    status = reduce(&r);
    if (status == HR_OK)
        status = number_all(out, &r);
    free(r.twin);
    free(r.above_start);
    free(r.above);
    free(r.wanting);
    hr_hard_patterns_clear(&r.p);
    if (status != HR_OK)
        hr_leftover_clear(out);
    return status;
}

void hr_leftover_clear(hr_leftover *l) {
    free(l->member_start);
    free(l->member);
    free(l->holder_start);
    free(l->holder);
    free(l->below_start);
    free(l->below);
    free(l->pair_start);
    free(l->pattern_of);
    free(l->document_of);
    free(l->wanted_start);
    free(l->wanted);
    free(l->hard_document);
    free(l->above_start);
    free(l->above);
    *l = (hr_leftover){0};
}
