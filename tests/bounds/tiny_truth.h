/* The least dimensions of tiny hierarchies, decided without any code of src/bounds. */
#ifndef HR_TINY_TRUTH_H
#define HR_TINY_TRUTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TINY = 6, TINY_ORDERS = 720 };

/* Nodes 0 .. nodes - 1, all of them queries and documents; bit x of above[q]: x is in S(q).  Ancestors have
 * smaller numbers. */
typedef struct {
    uint32_t nodes, above[TINY];
} tiny;

/* All partially ordered sets of so many nodes, each once up to isomorphism; the caller frees. */
tiny *tiny_all(size_t *count, uint32_t nodes);

/* lower = upper: decided.  The upper bound was checked as an integer embedding. */
typedef struct {
    uint32_t lower, upper;
    const char *lower_by, *upper_by;
} tiny_least;

typedef struct {
    uint32_t dimension;
    int64_t query[TINY][4], document[TINY][4];
} tiny_embedding;

/* All scores, in integers. */
bool tiny_embeds(const tiny_embedding *e, const tiny *t, bool sign);

/* Looks for an F-query embedding in 2 dimensions; with sign: as F-sign in 3. */
bool tiny_plane(tiny_embedding *out, const tiny *t, bool sign);

void tiny_decide(tiny_least *query, tiny_least *sign, const tiny *t);

#endif
