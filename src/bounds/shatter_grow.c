/* Large sets in large hierarchies: a set grows by documents that leave many queries for every trace; when
 * none can join, one or two members leave, and after a while it starts anew. */
#include "base/memory.h"
#include "base/random.h"
#include "bounds/shatter.h"

#include <stdlib.h>
#include <string.h>

enum {
    CHAINS = 16,  /* independent searches, each with its share of the work */
    PATIENCE = 24 /* exchanges without a larger set before a new start */
};

typedef struct {
    hr_shatter_set set;
    gsl_rng *rng;
    uint32_t most, gone[2]; /* members that left last do not return at once */
    hr_shatter_found best;
} chain;

static uint32_t draw(chain *c, uint32_t end) {
    return (uint32_t)gsl_rng_uniform_int(c->rng, end);
}

static bool is_gone(const chain *c, uint32_t x) {
    return x == c->gone[0] || x == c->gone[1];
}

/* The best of a few candidates: of all, or of a half, a quarter, ... of them, drawn. */
static uint32_t choose(chain *c) {
    hr_shatter_set *s = &c->set;
    uint32_t tries = 1 + (s->candidates >> draw(c, 8)), best = HR_NONE;
    double least = 0;
    for (uint32_t i = 0; i < tries; i++) {
        const hr_shatter_candidate *one = &s->candidate[draw(c, s->candidates)];
        if (!is_gone(c, one->document) && (best == HR_NONE || one->lacking < least)) {
            best = one->document;
            least = one->lacking;
        }
    }
    return best;
}

/* A document that shares no query with the set. */
static uint32_t choose_apart(chain *c) {
    hr_shatter_set *s = &c->set;
    for (uint32_t tries = 0; tries < 32; tries++) {
        uint32_t x = draw(c, s->shatter->ancestors->documents), i = 0;
        while (i < s->seen && s->of_all[i] != x)
            i++;
        s->work += i;
        if (i == s->seen && !is_gone(c, x) && hr_shatter_joins_apart(s, x))
            return x;
    }
    return HR_NONE;
}

static void start(chain *c) {
    const hr_ancestors *a = c->set.shatter->ancestors;
    hr_shatter_empty(&c->set);
    c->gone[0] = c->gone[1] = HR_NONE;
    uint32_t q = draw(c, a->queries);
    uint64_t size = a->start[q + 1] - a->start[q];
    if (size)
        hr_shatter_add(&c->set, a->document[a->start[q] + draw(c, (uint32_t)size)]);
    c->set.work += 16;
}

static bool grow(chain *c) {
    bool others;
    if (c->set.size == 0 || c->set.size == c->most)
        return false;
    hr_shatter_extend(&c->set, &others);
    c->set.work += c->set.seen;
    uint32_t x = c->set.candidates ? choose(c) : HR_NONE;
    if (x == HR_NONE && others)
        x = choose_apart(c);
    if (x == HR_NONE)
        return false;
    hr_shatter_add(&c->set, x);
    return true;
}

static void exchange(chain *c) {
    uint32_t leave = 1 + draw(c, 2);
    c->gone[0] = c->gone[1] = HR_NONE;
    for (uint32_t i = 0; i < leave && c->set.size > 1; i++) {
        uint32_t place = draw(c, c->set.size);
        c->gone[i] = c->set.member[place];
        hr_shatter_remove(&c->set, place);
    }
}

static void run(chain *c, uint64_t work) {
    while (c->set.work < work && c->best.size < c->most) {
        uint32_t reached = 0;
        start(c);
        for (uint32_t stale = 0; stale < PATIENCE && c->set.work < work; stale++) {
            while (grow(c) && c->set.work < work)
                continue;
            if (c->set.size > reached) {
                reached = c->set.size;
                stale = 0;
            }
            if (c->set.size > c->best.size) {
                c->best.size = c->set.size;
                memcpy(c->best.member, c->set.member, c->set.size * sizeof *c->set.member);
            }
            if (c->best.size >= c->most || !c->set.size)
                break;
            exchange(c);
        }
    }
}

static hr_status search(hr_shatter_found *best, const hr_shatter *shatter, uint32_t most, uint64_t work,
                        uint64_t seed, uint32_t number) {
    chain c = {.most = most, .rng = hr_rng_new(seed, HR_STREAM_SHATTER, number)};
    hr_status status = c.rng ? hr_shatter_set_init(&c.set, shatter) : HR_ENOMEM;
    if (status == HR_OK)
        run(&c, work);
    *best = c.best;
    hr_shatter_set_clear(&c.set);
    if (c.rng)
        gsl_rng_free(c.rng);
    return status;
}

hr_status hr_shatter_search(hr_shatter_found *found, const hr_shatter *shatter, uint32_t most, uint64_t work,
                            uint64_t seed) {
    hr_shatter_found best[CHAINS] = {{0}};
    hr_status status[CHAINS] = {HR_OK};
    *found = (hr_shatter_found){0};
    if (!shatter->ancestors->queries || !shatter->ancestors->pairs)
        return HR_OK;
    most = most < HR_SHATTER_MOST ? most : HR_SHATTER_MOST;
    status[0] = search(&best[0], shatter, most, work / CHAINS, seed, 0); /* often enough */
    if (status[0] == HR_OK && best[0].size < most) {
#pragma omp parallel for schedule(dynamic, 1)
        for (uint32_t i = 1; i < CHAINS; i++)
            status[i] = search(&best[i], shatter, most, work / CHAINS, seed, i);
    }
    for (uint32_t i = 0; i < CHAINS; i++) {
        if (status[i] != HR_OK) /* its message is another thread's */
            return hr_fail(status[i], "out of memory: the search for split sets");
        if (best[i].size > found->size)
            *found = best[i];
    }
    return HR_OK;
}
