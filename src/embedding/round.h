/* Correct rounding of big integers to binary floating point. */
#ifndef HR_ROUND_H
#define HR_ROUND_H

#include "embedding/matrix.h"

/* IEEE 754: significant bits, and the exponents of the smallest subnormal and of the largest float */
typedef struct {
    int64_t precision, least, most;
} hr_float_shape;

static inline hr_float_shape hr_shape_of(hr_dtype dtype) {
    return dtype == HR_FLOAT32 ? (hr_float_shape){24, -149, 127} : (hr_float_shape){53, -1074, 1023};
}

static inline hr_float_shape hr_shape_of_bfloat16(void) {
    return (hr_float_shape){8, -133, 127};
}

/* The float nearest to value * 2^shift, ties to even, subnormals and infinity included. */
double hr_round_to_shape(const mpz_t value, int64_t shift, hr_float_shape shape);

static inline double hr_round_integer(const mpz_t value, int64_t shift, hr_dtype dtype) {
    return hr_round_to_shape(value, shift, hr_shape_of(dtype));
}

/* What hr_embedding_round has room for: a finite float has an exponent of at most `most`. */
static inline int64_t hr_most_exponent(hr_dtype dtype) {
    return dtype == HR_FLOAT32 ? 127 : 1023;
}

#endif
