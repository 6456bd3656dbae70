#include "embedding/orders_leftover.h"

#include "base/memory.h"
#include "embedding/affordable.h"
#include "embedding/orders_reduce.h"

#include <stdlib.h>
#include <string.h>

static const char what[] = "what the orders leave";

/* Of what is left, its lists and the search's (orders_chains.h, orders_greedy.c), without the orders. */
static const double BYTES_OF_PAIR = 40;

static const uint64_t *row(const uint64_t *matrix, uint32_t i, uint32_t words) {
    return matrix + (size_t)i * words;
}

/* New numbers for the documents and patterns that still have pairs. */
static hr_status number_pairs(hr_leftover *out, const hr_reduction *r, uint32_t *document,
                              uint32_t *pattern) {
    const hr_hard_patterns *p = &r->p;
    uint64_t pairs = 0;
    for (size_t i = 0; i < (size_t)p->patterns * p->hard_words; i++)
        pairs += (uint64_t)__builtin_popcountll(p->wants[i]);
    if (pairs >= HR_NONE)
        return hr_fail(HR_ELIMIT, "orders (U11): more than 2^32 pairs are left");
    hr_status status = hr_affordable(BYTES_OF_PAIR * (double)pairs, "orders (U11): the pairs that are left",
                                     "take a part of the hierarchy");
    if (status != HR_OK)
        return status;
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
static hr_status list_members(hr_leftover *out, const hr_reduction *r, const uint32_t *document,
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
static hr_status list_above(hr_leftover *out, const hr_reduction *r, const uint32_t *document) {
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

static hr_status number_all(hr_leftover *out, hr_reduction *r) {
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

hr_status hr_leftover_build(hr_leftover *out, const hr_orders *base, const hr_ancestors *ancestors) {
    hr_reduction r = {0};
    *out = (hr_leftover){0};
    hr_status status = hr_hard_patterns_build(&r.p, base, ancestors);
    if (status != HR_OK)
        return status;
    status = hr_reduce(&r);
    if (status == HR_OK)
        status = number_all(out, &r);
    hr_reduction_clear(&r);
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
