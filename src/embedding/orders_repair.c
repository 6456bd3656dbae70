/* The repair of orders with open pairs: a focused random walk with weights (as WalkSAT with breakout weights,
 * Morris 1993).  An open pair (P, x) is closed in one of the orders by moving x, and what is below it, to
 * right before P, or the documents of P that come before x to right after it; the move is the one after which
 * the least weight is open.  Where that is no better than before, the pair's weight grows. */
#include "embedding/orders_chains.h"

#include "base/progress.h"

#include <string.h>

/* x and the documents below it that come at or after `place`: marked, listed in s->moved. */
static void gather_below(hr_chains *s, const hr_chain *c, uint32_t x, uint32_t place) {
    const hr_leftover *l = s->leftover;
    s->moves = 0;
    s->work += l->below_start[x + 1] - l->below_start[x];
    s->moved[s->moves++] = x;
    for (uint32_t i = l->below_start[x]; i < l->below_start[x + 1]; i++)
        if (c->place[l->below[i]] >= place)
            s->moved[s->moves++] = l->below[i];
    for (uint32_t i = 0; i < s->moves; i++)
        s->mark[s->moved[i]] = 1;
}

/* The documents of the pattern before `place`. */
static void gather_members(hr_chains *s, const hr_chain *c, uint32_t pattern, uint32_t place) {
    const hr_leftover *l = s->leftover;
    s->moves = 0;
    s->work += l->member_start[pattern + 1] - l->member_start[pattern];
    for (uint32_t j = l->member_start[pattern]; j < l->member_start[pattern + 1]; j++)
        if (c->place[l->member[j]] < place) {
            s->mark[l->member[j]] = 1;
            s->moved[s->moves++] = l->member[j];
        }
}

static void unmark(hr_chains *s) {
    for (uint32_t i = 0; i < s->moves; i++)
        s->mark[s->moved[i]] = 0;
}

/* Weight opened less weight closed when the gathered documents go to right before `place`; any number above
 * `limit` when it passes that. */
static int64_t cost_earlier(hr_chains *s, const hr_chain *c, uint32_t x, uint32_t place, int64_t limit) {
    const hr_leftover *l = s->leftover;
    int64_t cost = 0;
    for (uint32_t i = 0; i < s->moves; i++) {
        uint32_t y = s->moved[i];
        s->work += l->wanted_start[y + 1] - l->wanted_start[y];
        for (uint32_t j = l->wanted_start[y]; j < l->wanted_start[y + 1]; j++) {
            uint32_t p = l->wanted[j];
            if (!s->count[p] && hr_chain_begin(c, l->pattern_of[p]) >= place)
                cost -= s->weight[p];
        }
    }
    s->work += l->holder_start[x + 1] - l->holder_start[x];
    for (uint32_t i = l->holder_start[x]; i < l->holder_start[x + 1] && cost <= limit; i++) {
        uint32_t pattern = l->holder[i];
        if (hr_chain_begin(c, pattern) <= place)
            continue;
        s->work += l->pair_start[pattern + 1] - l->pair_start[pattern];
        for (uint32_t p = l->pair_start[pattern]; p < l->pair_start[pattern + 1]; p++) {
            uint32_t y = l->document_of[p];
            if (s->count[p] == 1 && hr_bit(c->covers, p) && c->place[y] >= place && !s->mark[y])
                cost += s->weight[p];
        }
    }
    return cost;
}

/* The place of the pattern's first document once the gathered ones stand at `place`, x's. */
static uint32_t begin_later(hr_chains *s, const hr_chain *c, uint32_t pattern, uint32_t place) {
    const hr_leftover *l = s->leftover;
    uint32_t begin = HR_NONE;
    s->work += l->member_start[pattern + 1] - l->member_start[pattern];
    for (uint32_t j = l->member_start[pattern]; j < l->member_start[pattern + 1]; j++) {
        uint32_t y = l->member[j], at = s->mark[y] ? place : c->place[y];
        begin = at < begin ? at : begin;
    }
    return begin;
}

/* The same when they go to right after x, at `place`. */
static int64_t cost_later(hr_chains *s, const hr_chain *c, uint32_t x, uint32_t place, int64_t limit) {
    const hr_leftover *l = s->leftover;
    int64_t cost = 0;
    for (uint32_t i = 0; i < s->moves; i++) {
        uint32_t y = s->moved[i];
        s->work += l->holder_start[y + 1] - l->holder_start[y];
        for (uint32_t j = l->holder_start[y]; j < l->holder_start[y + 1]; j++) {
            uint32_t pattern = l->holder[j];
            if (c->first[pattern] != y)
                continue;
            uint32_t begin = begin_later(s, c, pattern, place);
            s->work += l->pair_start[pattern + 1] - l->pair_start[pattern];
            for (uint32_t p = l->pair_start[pattern]; p < l->pair_start[pattern + 1]; p++) {
                uint32_t z = l->document_of[p];
                if (!s->count[p] && !s->mark[z] && (z == x ? begin >= place : c->place[z] < begin))
                    cost -= s->weight[p];
            }
        }
    }
    for (uint32_t i = 0; i < s->moves && cost <= limit; i++) {
        uint32_t y = s->moved[i];
        s->work += l->wanted_start[y + 1] - l->wanted_start[y];
        for (uint32_t j = l->wanted_start[y]; j < l->wanted_start[y + 1]; j++) {
            uint32_t p = l->wanted[j];
            if (s->count[p] == 1 && hr_bit(c->covers, p) && hr_chain_begin(c, l->pattern_of[p]) <= place &&
                !s->mark[c->first[l->pattern_of[p]]])
                cost += s->weight[p];
        }
    }
    return cost;
}

/* Places from .. to anew: the marked documents first (or last), otherwise as they were. */
static void reorder(hr_chains *s, hr_chain *c, uint32_t from, uint32_t to, bool marked_first) {
    uint32_t count = 0;
    for (int round = 0; round < 2; round++)
        for (uint32_t i = from; i <= to; i++)
            if ((s->mark[c->order[i]] != 0) == (marked_first == !round))
                s->scratch[count++] = c->order[i];
    memcpy(c->order + from, s->scratch, count * sizeof *c->order);
    for (uint32_t i = from; i <= to; i++)
        c->place[c->order[i]] = i;
    s->work += count;
}

static void move_earlier(hr_chains *s, hr_chain *c, uint32_t pattern, uint32_t x) {
    const hr_leftover *l = s->leftover;
    uint32_t place = hr_chain_begin(c, pattern);
    gather_below(s, c, x, place);
    reorder(s, c, place, c->place[x], true);
    unmark(s);
    for (uint32_t i = l->holder_start[x]; i < l->holder_start[x + 1]; i++)
        if (hr_chain_begin(c, l->holder[i]) >= place) {
            hr_chains_first(s, c, l->holder[i]);
            hr_chains_cover_pattern(s, c, l->holder[i]);
        }
    for (uint32_t i = 0; i < s->moves; i++)
        hr_chains_cover_document(s, c, s->moved[i]);
}

static void move_later(hr_chains *s, hr_chain *c, uint32_t pattern, uint32_t x) {
    const hr_leftover *l = s->leftover;
    gather_members(s, c, pattern, c->place[x]);
    reorder(s, c, hr_chain_begin(c, pattern), c->place[x], false);
    unmark(s);
    for (uint32_t i = 0; i < s->moves; i++) {
        uint32_t y = s->moved[i];
        for (uint32_t j = l->holder_start[y]; j < l->holder_start[y + 1]; j++) {
            hr_chains_first(s, c, l->holder[j]);
            hr_chains_cover_pattern(s, c, l->holder[j]);
        }
    }
    for (uint32_t i = 0; i < s->moves; i++)
        hr_chains_cover_document(s, c, s->moved[i]);
}

typedef struct {
    int64_t cost;
    uint32_t chain, ties;
    bool later;
} choice;

static void consider(choice *best, const hr_chains *s, int64_t cost, uint32_t chain, bool later) {
    if (cost > best->cost)
        return;
    best->ties = cost < best->cost ? 0 : best->ties + 1;
    if (!best->ties || !gsl_rng_uniform_int(s->rng, best->ties + 1)) {
        best->cost = cost;
        best->chain = chain;
        best->later = later;
    }
}

static void close_pair(hr_chains *s, uint32_t pair) {
    const hr_leftover *l = s->leftover;
    uint32_t pattern = l->pattern_of[pair], x = l->document_of[pair];
    choice best = {.cost = INT64_MAX};
    for (uint32_t i = 0; i < s->k; i++) {
        const hr_chain *c = &s->chain[i];
        uint32_t begin = hr_chain_begin(c, pattern);
        gather_below(s, c, x, begin);
        consider(&best, s, cost_earlier(s, c, x, begin, best.cost), i, false);
        unmark(s);
        gather_members(s, c, pattern, c->place[x]);
        consider(&best, s, cost_later(s, c, x, c->place[x], best.cost), i, true);
        unmark(s);
    }
    if (best.cost >= 0)
        s->weight[pair]++;
    if (best.later)
        move_later(s, &s->chain[best.chain], pattern, x);
    else
        move_earlier(s, &s->chain[best.chain], pattern, x);
}

void hr_chains_repair(hr_chains *s, uint64_t work, double deadline) {
    for (uint32_t p = 0; p < s->leftover->pairs; p++)
        s->weight[p] = 1;
    for (uint64_t step = 0; s->open && s->k && s->work < work; step++) {
        if (deadline > 0 && step % 16 == 0 && hr_seconds() > deadline)
            return;
        close_pair(s, s->open_pair[gsl_rng_uniform_int(s->rng, s->open)]);
    }
}
