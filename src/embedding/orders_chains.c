#include "embedding/orders_chains.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static const char what[] = "the search for orders";

hr_status hr_chains_init(hr_chains *out, const hr_leftover *l, gsl_rng *rng) {
    *out = (hr_chains){.leftover = l, .rng = rng};
    out->count = hr_calloc(l->pairs, sizeof *out->count, what);
    out->weight = hr_alloc(l->pairs, sizeof *out->weight, what);
    out->open_pair = hr_alloc(l->pairs, sizeof *out->open_pair, what);
    out->open_place = hr_alloc(l->pairs, sizeof *out->open_place, what);
    out->moved = hr_alloc(l->documents, sizeof *out->moved, what);
    out->scratch = hr_alloc(l->documents, sizeof *out->scratch, what);
    out->mark = hr_calloc(l->documents, 1, what);
    if (!out->count || !out->weight || !out->open_pair || !out->open_place || !out->moved || !out->scratch ||
        !out->mark) {
        hr_chains_clear(out);
        return HR_ENOMEM;
    }
    for (uint32_t p = 0; p < l->pairs; p++) {
        out->weight[p] = 1;
        out->open_pair[p] = out->open_place[p] = p;
    }
    out->open = l->pairs;
    return HR_OK;
}

void hr_chain_clear(hr_chain *c) {
    free(c->order);
    free(c->place);
    free(c->first);
    free(c->covers);
    *c = (hr_chain){0};
}

void hr_chains_clear(hr_chains *chains) {
    for (uint32_t i = 0; i < chains->k; i++)
        hr_chain_clear(&chains->chain[i]);
    free(chains->chain);
    free(chains->count);
    free(chains->weight);
    free(chains->open_pair);
    free(chains->open_place);
    free(chains->moved);
    free(chains->scratch);
    free(chains->mark);
    *chains = (hr_chains){0};
}

static void set_cover(hr_chains *s, hr_chain *c, uint32_t pair, bool covers) {
    if (hr_bit(c->covers, pair) == covers)
        return;
    c->covers[pair / 64] ^= UINT64_C(1) << (pair % 64);
    if (!covers && !--s->count[pair]) {
        s->open_place[pair] = s->open;
        s->open_pair[s->open++] = pair;
    } else if (covers && !s->count[pair]++) {
        uint32_t last = s->open_pair[--s->open];
        s->open_pair[s->open_place[pair]] = last;
        s->open_place[last] = s->open_place[pair];
    }
}

void hr_chains_first(hr_chains *s, hr_chain *c, uint32_t pattern) {
    const hr_leftover *l = s->leftover;
    uint32_t best = HR_NONE;
    s->work += l->member_start[pattern + 1] - l->member_start[pattern];
    for (uint32_t j = l->member_start[pattern]; j < l->member_start[pattern + 1]; j++)
        if (best == HR_NONE || c->place[l->member[j]] < c->place[best])
            best = l->member[j];
    c->first[pattern] = best;
}

void hr_chains_cover_pattern(hr_chains *s, hr_chain *c, uint32_t pattern) {
    const hr_leftover *l = s->leftover;
    uint32_t begin = hr_chain_begin(c, pattern);
    s->work += l->pair_start[pattern + 1] - l->pair_start[pattern];
    for (uint32_t p = l->pair_start[pattern]; p < l->pair_start[pattern + 1]; p++)
        set_cover(s, c, p, c->place[l->document_of[p]] < begin);
}

void hr_chains_cover_document(hr_chains *s, hr_chain *c, uint32_t document) {
    const hr_leftover *l = s->leftover;
    s->work += l->wanted_start[document + 1] - l->wanted_start[document];
    for (uint32_t i = l->wanted_start[document]; i < l->wanted_start[document + 1]; i++) {
        uint32_t p = l->wanted[i];
        set_cover(s, c, p, c->place[document] < hr_chain_begin(c, l->pattern_of[p]));
    }
}

/* The pairs of 64 that one chain alone covers. */
static uint64_t covered_once(const hr_chains *s, uint32_t word) {
    uint32_t first = 64 * word, rest = s->leftover->pairs - first;
    uint64_t once = 0;
    for (uint32_t i = 0; i < (rest < 64 ? rest : 64); i++)
        once |= (uint64_t)(s->count[first + i] == 1) << i;
    return once;
}

void hr_chains_drop(hr_chains *s) {
    uint32_t words = hr_chain_words(s->leftover), worst = 0;
    for (uint32_t i = 0; i < s->k; i++)
        s->chain[i].alone = 0;
    for (uint32_t w = 0; w < words; w++) {
        uint64_t once = covered_once(s, w);
        for (uint32_t i = 0; once && i < s->k; i++)
            s->chain[i].alone += (uint32_t)__builtin_popcountll(s->chain[i].covers[w] & once);
    }
    for (uint32_t i = 1; i < s->k; i++)
        worst = s->chain[i].alone < s->chain[worst].alone ? i : worst;
    for (uint32_t p = 0; p < s->leftover->pairs; p++)
        set_cover(s, &s->chain[worst], p, false);
    s->work += 2 * (uint64_t)s->leftover->pairs + (uint64_t)s->k * words;
    hr_chain_clear(&s->chain[worst]);
    s->chain[worst] = s->chain[--s->k];
    s->chain[s->k] = (hr_chain){0};
}
