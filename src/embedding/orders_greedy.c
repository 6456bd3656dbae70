/* A greedy order.  Placing x next covers its pairs with all patterns that have no document placed yet, and
 * ends the patterns with x, whose other pairs are lost: the document with the best ratio of the two is taken,
 * and at once where nothing is lost.  Only open pairs count, and soon they are few: each order has lists of
 * its own of them. */
#include "embedding/orders_chains.h"

#include "base/memory.h"
#include "embedding/affordable.h"

#include <stdlib.h>
#include <string.h>

static const char what[] = "the search for orders";

typedef struct {
    hr_chains *chains;
    uint64_t *gain; /* of each document: open pairs with patterns that have not ended */
    uint64_t *loss; /* of each document: open pairs of the patterns with it that have not ended */
    uint64_t *free; /* bits of the documents not placed yet that lose nothing */
    uint32_t *rest; /* of each pattern: its open pairs */
    uint32_t *candidate, candidates;       /* documents not placed yet, and some that are; ascending */
    uint32_t *document_start, *pattern_of; /* the patterns of each document's open pairs */
    uint32_t *pattern_start, *document_of; /* the documents of each pattern's open pairs */
    unsigned char *ended, *placed;
} greedy;

/* start[i + 1] has the length of list i: start[i] becomes its end so far, for fill_lists. */
static void sum_lengths(uint32_t *start, uint32_t lists) {
    uint32_t sum = 0;
    for (uint32_t i = 0; i < lists; i++) {
        uint32_t length = start[i + 1];
        start[i + 1] = sum; /* list i is filled from here on, up to where the next begins */
        sum += length;
    }
}

static void list_open(greedy *g) {
    const hr_chains *s = g->chains;
    const hr_leftover *l = s->leftover;
    for (uint32_t i = 0; i < s->open; i++) {
        g->document_start[l->document_of[s->open_pair[i]] + 1]++;
        g->pattern_start[l->pattern_of[s->open_pair[i]] + 1]++;
    }
    sum_lengths(g->document_start, l->documents);
    sum_lengths(g->pattern_start, l->patterns);
    for (uint32_t i = 0; i < s->open; i++) {
        uint32_t x = l->document_of[s->open_pair[i]], pattern = l->pattern_of[s->open_pair[i]];
        g->pattern_of[g->document_start[x + 1]++] = pattern;
        g->document_of[g->pattern_start[pattern + 1]++] = x;
    }
}

static void start(greedy *g) {
    const hr_leftover *l = g->chains->leftover;
    list_open(g);
    for (uint32_t i = 0; i < l->patterns; i++) {
        g->rest[i] = g->pattern_start[i + 1] - g->pattern_start[i];
        for (uint32_t j = l->member_start[i]; g->rest[i] && j < l->member_start[i + 1]; j++)
            g->loss[l->member[j]] += g->rest[i];
    }
    for (uint32_t x = 0; x < l->documents; x++) {
        g->gain[x] = g->document_start[x + 1] - g->document_start[x];
        g->candidate[g->candidates++] = x;
        if (!g->loss[x])
            hr_bit_set(g->free, x);
    }
    g->chains->work += 2 * (uint64_t)g->chains->open + l->member_start[l->patterns] + l->documents;
}

static void lower_losses(greedy *g, uint32_t pattern, uint32_t by) {
    const hr_leftover *l = g->chains->leftover;
    g->chains->work += l->member_start[pattern + 1] - l->member_start[pattern];
    for (uint32_t j = l->member_start[pattern]; j < l->member_start[pattern + 1]; j++) {
        uint32_t y = l->member[j];
        g->loss[y] -= by;
        if (!g->loss[y] && !g->placed[y])
            hr_bit_set(g->free, y);
    }
}

static void end_patterns(greedy *g, uint32_t x) {
    const hr_leftover *l = g->chains->leftover;
    g->chains->work += l->holder_start[x + 1] - l->holder_start[x];
    for (uint32_t i = l->holder_start[x]; i < l->holder_start[x + 1]; i++) {
        uint32_t pattern = l->holder[i];
        if (g->ended[pattern])
            continue;
        g->ended[pattern] = 1;
        if (!g->rest[pattern])
            continue;
        lower_losses(g, pattern, g->rest[pattern]);
        g->chains->work += g->pattern_start[pattern + 1] - g->pattern_start[pattern];
        for (uint32_t p = g->pattern_start[pattern]; p < g->pattern_start[pattern + 1]; p++)
            g->gain[g->document_of[p]]--; /* of those placed, too: no one asks */
    }
}

static void cover_pairs(greedy *g, uint32_t x) {
    g->chains->work += g->document_start[x + 1] - g->document_start[x];
    for (uint32_t i = g->document_start[x]; i < g->document_start[x + 1]; i++) {
        uint32_t pattern = g->pattern_of[i];
        if (g->ended[pattern])
            continue;
        g->rest[pattern]--;
        lower_losses(g, pattern, 1);
    }
}

/* The first document that loses nothing; HR_NONE: all do. */
static uint32_t first_free(const greedy *g) {
    for (uint32_t w = 0; w <= g->chains->leftover->documents / 64; w++)
        if (g->free[w])
            return 64 * w + (uint32_t)__builtin_ctzll(g->free[w]);
    return HR_NONE;
}

static uint32_t choose(greedy *g) {
    uint32_t best = first_free(g), kept = 0;
    double value = -1;
    g->chains->work += 1 + g->chains->leftover->documents / 64;
    if (best != HR_NONE)
        return best;
    g->chains->work += g->candidates;
    for (uint32_t i = 0; i < g->candidates; i++) {
        uint32_t x = g->candidate[i];
        if (g->placed[x])
            continue;
        g->candidate[kept++] = x;
        double ratio = ((double)g->gain[x] + 0.01) / (double)g->loss[x];
        if (ratio > value) {
            value = ratio;
            best = x;
        }
    }
    g->candidates = kept;
    return best;
}

/* false: stopped before the end */
static bool order_documents(greedy *g, hr_chain *c, uint64_t work) {
    for (uint32_t i = 0; i < g->chains->leftover->documents; i++) {
        uint32_t x = choose(g);
        g->placed[x] = 1;
        hr_bit_drop(g->free, x);
        c->order[i] = x;
        c->place[x] = i;
        end_patterns(g, x);
        cover_pairs(g, x);
        if (g->chains->work > work)
            return false;
    }
    return true;
}

static bool make_room(greedy *g, hr_chain *c) {
    const hr_leftover *l = g->chains->leftover;
    uint32_t open = g->chains->open;
    g->gain = hr_calloc(l->documents, sizeof *g->gain, what);
    g->loss = hr_calloc(l->documents, sizeof *g->loss, what);
    g->free = hr_calloc((size_t)l->documents / 64 + 1, sizeof *g->free, what);
    g->rest = hr_calloc(l->patterns, sizeof *g->rest, what);
    g->candidate = hr_alloc(l->documents, sizeof *g->candidate, what);
    g->document_start = hr_calloc((size_t)l->documents + 1, sizeof *g->document_start, what);
    g->pattern_of = hr_alloc(open, sizeof *g->pattern_of, what);
    g->pattern_start = hr_calloc((size_t)l->patterns + 1, sizeof *g->pattern_start, what);
    g->document_of = hr_alloc(open, sizeof *g->document_of, what);
    g->ended = hr_calloc(l->patterns, 1, what);
    g->placed = hr_calloc(l->documents, 1, what);
    c->order = hr_alloc(l->documents, sizeof *c->order, what);
    c->place = hr_alloc(l->documents, sizeof *c->place, what);
    c->first = hr_alloc(l->patterns, sizeof *c->first, what);
    c->covers = hr_calloc(hr_chain_words(l), sizeof *c->covers, what);
    return g->gain && g->loss && g->free && g->rest && g->candidate && g->document_start && g->pattern_of &&
           g->pattern_start && g->document_of && g->ended && g->placed && c->order && c->place && c->first &&
           c->covers;
}

static void clear(greedy *g) {
    free(g->gain);
    free(g->loss);
    free(g->free);
    free(g->rest);
    free(g->candidate);
    free(g->document_start);
    free(g->pattern_of);
    free(g->pattern_start);
    free(g->document_of);
    free(g->ended);
    free(g->placed);
}

hr_status hr_chains_add(hr_chains *s, uint64_t work) {
    greedy g = {.chains = s};
    double bytes = 8.0 * hr_chain_words(s->leftover) * (s->k + 1.0);
    hr_status status =
        hr_affordable(bytes, "orders (U11): what each order covers", "take a part of the hierarchy");
    if (status != HR_OK)
        return status;
    status = hr_grow(&s->chain, &s->capacity, (size_t)s->k + 1, sizeof *s->chain, what);
    if (status != HR_OK)
        return status;
    hr_chain *c = &s->chain[s->k];
    *c = (hr_chain){0};
    bool room = make_room(&g, c), complete = false;
    if (room) {
        start(&g);
        complete = order_documents(&g, c, work);
    }
    for (uint32_t i = 0; i < s->leftover->patterns && complete; i++) {
        hr_chains_first(s, c, i);
        hr_chains_cover_pattern(s, c, i);
    }
    if (complete)
        s->k++;
    else
        hr_chain_clear(c);
    clear(&g);
    return room ? HR_OK : HR_ENOMEM;
}
