/* A greedy order.  Placing x next covers its pairs with all patterns that have no document placed yet, and
 * ends the patterns with x, whose other pairs are lost: the document with the best ratio of the two is taken,
 * and at once where nothing is lost. */
#include "embedding/orders_chains.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    hr_chains *chains;
    uint64_t *gain; /* of each document: open pairs with patterns that have not ended */
    uint64_t *loss; /* of each document: open pairs of the patterns with it that have not ended */
    uint32_t *rest; /* of each pattern: its open pairs */
    unsigned char *ended, *placed;
} greedy;

static void add_to_losses(greedy *g, uint32_t pattern, uint64_t amount) {
    const hr_leftover *l = g->chains->leftover;
    for (uint32_t j = l->member_start[pattern]; j < l->member_start[pattern + 1]; j++)
        g->loss[l->member[j]] += amount; /* modulo 2^64: also down */
}

static void start(greedy *g) {
    const hr_chains *s = g->chains;
    for (uint32_t i = 0; i < s->open; i++) {
        g->gain[s->leftover->document_of[s->open_pair[i]]]++;
        g->rest[s->leftover->pattern_of[s->open_pair[i]]]++;
    }
    for (uint32_t i = 0; i < s->leftover->patterns; i++)
        add_to_losses(g, i, g->rest[i]);
}

static void end_patterns(greedy *g, uint32_t x) {
    const hr_leftover *l = g->chains->leftover;
    for (uint32_t i = l->holder_start[x]; i < l->holder_start[x + 1]; i++) {
        uint32_t pattern = l->holder[i];
        if (g->ended[pattern])
            continue;
        g->ended[pattern] = 1;
        add_to_losses(g, pattern, -(uint64_t)g->rest[pattern]);
        for (uint32_t p = l->pair_start[pattern]; p < l->pair_start[pattern + 1]; p++)
            if (!g->chains->count[p] && !g->placed[l->document_of[p]])
                g->gain[l->document_of[p]]--;
    }
}

static void cover_pairs(greedy *g, uint32_t x) {
    const hr_leftover *l = g->chains->leftover;
    for (uint32_t i = l->wanted_start[x]; i < l->wanted_start[x + 1]; i++) {
        uint32_t pattern = l->pattern_of[l->wanted[i]];
        if (g->chains->count[l->wanted[i]] || g->ended[pattern])
            continue;
        g->rest[pattern]--;
        add_to_losses(g, pattern, UINT64_MAX);
    }
}

static uint32_t choose(const greedy *g) {
    const hr_leftover *l = g->chains->leftover;
    uint32_t best = HR_NONE;
    double value = -1;
    for (uint32_t x = 0; x < l->documents; x++) {
        if (g->placed[x])
            continue;
        if (!g->loss[x])
            return x;
        double ratio = ((double)g->gain[x] + 0.01) / (double)g->loss[x];
        if (ratio > value) {
            value = ratio;
            best = x;
        }
    }
    return best;
}

static void order_documents(greedy *g, hr_chain *c) {
    for (uint32_t i = 0; i < g->chains->leftover->documents; i++) {
        uint32_t x = choose(g);
        g->placed[x] = 1;
        c->order[i] = x;
        c->place[x] = i;
        end_patterns(g, x);
        cover_pairs(g, x);
    }
    g->chains->work += (uint64_t)g->chains->leftover->documents * g->chains->leftover->documents;
}

static bool make_room(greedy *g, hr_chain *c) {
    const hr_leftover *l = g->chains->leftover;
    const char *what = "the search for orders";
    g->gain = hr_calloc(l->documents, sizeof *g->gain, what);
    g->loss = hr_calloc(l->documents, sizeof *g->loss, what);
    g->rest = hr_calloc(l->patterns, sizeof *g->rest, what);
    g->ended = hr_calloc(l->patterns, 1, what);
    g->placed = hr_calloc(l->documents, 1, what);
    c->order = hr_alloc(l->documents, sizeof *c->order, what);
    c->place = hr_alloc(l->documents, sizeof *c->place, what);
    c->first = hr_alloc(l->patterns, sizeof *c->first, what);
    c->covers = hr_calloc(l->pairs, 1, what);
    return g->gain && g->loss && g->rest && g->ended && g->placed && c->order && c->place && c->first &&
           c->covers;
}

hr_status hr_chains_add(hr_chains *s) {
    greedy g = {.chains = s};
    hr_status status =
        hr_grow(&s->chain, &s->capacity, (size_t)s->k + 1, sizeof *s->chain, "the search for orders");
    if (status != HR_OK)
        return status;
    hr_chain *c = &s->chain[s->k++];
    *c = (hr_chain){0};
    bool room = make_room(&g, c);
    if (room) {
        start(&g);
        order_documents(&g, c);
        for (uint32_t i = 0; i < s->leftover->patterns; i++) {
            hr_chains_first(s, c, i);
            hr_chains_cover_pattern(s, c, i);
        }
    }
    free(g.gain);
    free(g.loss);
    free(g.rest);
    free(g.ended);
    free(g.placed);
    return room ? HR_OK : HR_ENOMEM;
}
