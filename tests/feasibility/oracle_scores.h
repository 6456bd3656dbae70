/* What oracle_scores.c computes once and oracle.c looks at. */
#ifndef ORACLE_SCORES_H
#define ORACLE_SCORES_H

#include "oracle.h"

#include <gmp.h>

struct oracle {
    const hr_ancestors *ancestors;
    size_t n, m, dim;
    mpz_t *score;   /* n m: <q,x> 2^shift */
    mpz_t *qq, *xx; /* squared lengths: 2^(2 qshift), 2^(2 xshift) times as long */
    long qshift, xshift;
    uint8_t *matched;   /* n m */
    uint16_t *distance; /* n m, where matched */
};

/* calloc that ends the test with 99 */
void *oracle_room(size_t count, size_t size);

#endif
