/* What a training row is: a query and a document (or all documents) of its S(q), drawn from a mixture.
 *
 * A sampler is a sum of parts, each with a share and a range of shortest distances low <= k <= high:
 *   pairs    a pair uniformly among all pairs of the range
 *   queries  a query uniformly among those with a pair in the range, then one of its pairs uniformly
 *   sweep    every such query once in a random order, then again in another: a pass is an epoch
 * Written "0.3 pairs:high=0 + 0.7 pairs:low=1"; two shorthands:
 *   rebalanced:p=P,cut=K  P pairs:high=K-1 + 1-P pairs:low=K   near pairs with the fraction P [You, 4]
 *   long:cut=K            pairs:low=K                          long distances only
 * A part whose range holds no pair is refused: an empty distance class has nothing to draw. */
#ifndef HR_SAMPLER_H
#define HR_SAMPLER_H

#include "hierarchy/ancestors.h"

typedef enum { HR_DRAW_PAIRS, HR_DRAW_QUERIES, HR_DRAW_SWEEP } hr_draw;

typedef struct {
    double share; /* > 0; normalised to a sum of 1 by hr_sampler_parse */
    hr_draw unit;
    uint32_t low, high; /* distances, inclusive; high HR_NONE: no end */
} hr_sampler_part;

enum { HR_SAMPLER_PARTS = 8 };

typedef struct {
    size_t parts;
    hr_sampler_part part[HR_SAMPLER_PARTS];
} hr_sampler_plan;

/* `where` begins messages ("recipes/standard.ini:7"). */
hr_status hr_sampler_parse(hr_sampler_plan *out, const char *text, const char *where);

typedef struct {
    uint32_t query;
    uint64_t pair;      /* index into ancestors->document, the drawn one */
    uint32_t low, high; /* the range of its part */
} hr_draw_row;

typedef struct {
    const hr_ancestors *ancestors;
    hr_sampler_plan plan;
    struct {
        uint64_t pairs; /* in the range, of the allowed queries */
        uint64_t *pair; /* their indices, ascending; NULL: all pairs */
        uint32_t queries;
        uint32_t *query; /* those with a pair in the range, ascending */
        uint32_t *order; /* SWEEP: the order of epoch `epoch` */
        uint64_t epoch;  /* which order is in memory; UINT64_MAX: none */
    } part[HR_SAMPLER_PARTS];
    uint64_t seed;
    uint32_t stage;
} hr_sampler;

/* allowed: one flag per query, NULL: all.  `stage` keeps the orders of different stages apart.  HR_EINPUT
 * when a part's range is empty, with the longest distance that there is. */
hr_status hr_sampler_init(hr_sampler *out, const hr_ancestors *ancestors, const hr_sampler_plan *plan,
                          const uint8_t *allowed, uint64_t seed, uint32_t stage);
void hr_sampler_clear(hr_sampler *sampler);

/* Rows of step `step` (from 0 in the stage), count of them.  A function of (seed, stage, step, count) alone:
 * nothing is remembered from step to step, so training resumes anywhere. */
hr_status hr_sampler_draw(hr_draw_row *out, hr_sampler *sampler, uint64_t step, size_t count);

#endif
