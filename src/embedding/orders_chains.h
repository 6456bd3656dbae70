/* k orders of the numbered documents of a leftover (orders_leftover.h): a pair (P, x) is covered by an order
 * where x comes before all of P. */
#ifndef HR_ORDERS_CHAINS_H
#define HR_ORDERS_CHAINS_H

#include "embedding/orders_leftover.h"
#include "embedding/orders_patterns.h"

#include <gsl/gsl_rng.h>

typedef struct {
    uint32_t *order;  /* documents, the first first */
    uint32_t *place;  /* of each document */
    uint32_t *first;  /* of each pattern: the document of it that comes first; HR_NONE: it has none here */
    uint64_t *covers; /* of each pair, a bit: of 34 million pairs 150 orders cover, with Debian's packages */
    uint32_t alone;   /* pairs that no other chain covers, as hr_chains_drop has counted them */
} hr_chain;

typedef struct {
    const hr_leftover *leftover;
    gsl_rng *rng; /* the caller's */
    uint32_t k;
    size_t capacity;
    hr_chain *chain;
    uint32_t *count;                        /* of each pair: chains that cover it */
    uint32_t *weight;                       /* of each pair, for the repair */
    uint32_t open, *open_pair, *open_place; /* pairs that none covers, and where each of them stands */
    uint64_t work;                          /* pairs, members and places looked at so far */
    uint32_t *moved, moves, *scratch;       /* for moves: documents */
    unsigned char *mark;
} hr_chains;

hr_status hr_chains_init(hr_chains *out, const hr_leftover *leftover, gsl_rng *rng);
void hr_chains_clear(hr_chains *chains);
void hr_chain_clear(hr_chain *chain);

/* One more order, chosen document by document for the open pairs (orders_greedy.c); where chains->work passes
 * `work` before it is complete, none. */
hr_status hr_chains_add(hr_chains *chains, uint64_t work);
/* Forgets the order whose pairs the others cover best. */
void hr_chains_drop(hr_chains *chains);

/* Random walk until every pair is covered, or chains->work passes `work`, or the clock `deadline` (0: none):
 * takes an open pair and closes it by the move that costs the least weight of other pairs (orders_repair.c).
 */
void hr_chains_repair(hr_chains *chains, uint64_t work, double deadline);

/* For moves: the place of a pattern's first document; and new bookkeeping of all pairs of a pattern or
 * document. */
static inline uint32_t hr_chain_begin(const hr_chain *c, uint32_t pattern) {
    return c->first[pattern] == HR_NONE ? HR_NONE : c->place[c->first[pattern]]; /* no document: above all */
}
static inline uint32_t hr_chain_words(const hr_leftover *l) {
    return l->pairs / 64 + (l->pairs % 64 != 0);
}
void hr_chains_first(hr_chains *chains, hr_chain *c, uint32_t pattern);
void hr_chains_cover_pattern(hr_chains *chains, hr_chain *c, uint32_t pattern);
void hr_chains_cover_document(hr_chains *chains, hr_chain *c, uint32_t document);

#endif
