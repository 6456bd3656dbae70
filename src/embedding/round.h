/* Correct rounding of big integers to binary floating point. */
#ifndef HR_ROUND_H
#define HR_ROUND_H

#include "embedding/matrix.h"

/* The float32 or float64 nearest to value * 2^shift, ties to even, subnormals and infinity included. */
double hr_round_integer(const mpz_t value, int64_t shift, hr_dtype dtype);

/* What hr_embedding_round has room for: a finite float has an exponent of at most `most`. */
static inline int64_t hr_most_exponent(hr_dtype dtype) {
    return dtype == HR_FLOAT32 ? 127 : 1023;
}

#endif
