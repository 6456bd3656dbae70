/* Correct rounding of big integers to binary floating point. */
#ifndef HR_ROUND_H
#define HR_ROUND_H

#include "embedding/matrix.h"

/* The float32 or float64 nearest to value * 2^shift, ties to even, subnormals and infinity included. */
double hr_round_integer(const mpz_t value, int64_t shift, hr_dtype dtype);

#endif
