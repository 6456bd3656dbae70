/* Small random instances for the exact decision: sets, and matrices made to be hard for floating point. */
#ifndef INSTANCES_H
#define INSTANCES_H

#include "feasibility/check.h"

#include <gsl/gsl_rng.h>

/* n <= 10 queries over m <= 10 documents, S(q) from single members (some empty) to all documents.  Any sets:
 * the decision knows nothing of graphs. */
void instance_sets(hr_ancestors *out, gsl_rng *rng);

/* The same sets shared out anew: n queries, m documents, in[q * m + x]; distances at random below 4. */
void instance_from(hr_ancestors *out, uint32_t n, uint32_t m, const uint8_t *in, gsl_rng *rng);

typedef enum {
    KIND_TIES,       /* small integers, zero and duplicate rows */
    KIND_FLOATS,     /* normal deviates */
    KIND_CANCELLING, /* a planted solution below the last bit of cancelling coordinates */
    KIND_ULPS,       /* duplicates that differ in the last bit of one entry */
    KIND_TINY,       /* subnormal */
    KIND_HUGE,       /* products overflow */
    KIND_RANGE,      /* exponents all over the range, also within a row */
    KIND_EXTREMES,   /* the ends of int8 and int64; integers of hundreds of bits that nearly tie */
    KIND_COSINES,    /* rows of equal and nearly equal directions, cosines of 0, 1/2, 1 */
    KINDS
} instance_kind;

extern const char *const instance_names[]; /* by kind */

/* A dtype at random among those that the kind can use. */
void instance_embedding(hr_embedding *out, const hr_ancestors *sets, instance_kind kind, gsl_rng *rng);

#endif
