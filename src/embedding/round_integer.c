#include "embedding/round.h"

#include <limits.h>
#include <math.h>

_Static_assert(GMP_NUMB_BITS == 64, "hrdim packs integers in 64-bit limbs");

/* The 64 bits from the highest set one down; *rest tells whether a lower bit is set. */
static uint64_t top_bits(const mp_limb_t *limb, size_t limbs, bool *rest) {
    uint64_t high = limb[limbs - 1];
    int free_bits = __builtin_clzll(high);
    uint64_t top = high << free_bits;
    size_t below = limbs - 1; /* limbs that hold nothing but rest */
    *rest = false;
    if (below && free_bits) {
        uint64_t next = limb[--below];
        top |= next >> (64 - free_bits);
        *rest = next << free_bits != 0;
    }
    while (below && !*rest)
        *rest = limb[--below] != 0;
    return top;
}

double hr_round_to_shape(const mpz_t value, int64_t shift, hr_float_shape shape) {
    if (!mpz_sgn(value))
        return 0;
    bool rest;
    uint64_t top = top_bits(mpz_limbs_read(value), mpz_size(value), &rest);
    /* value * 2^shift is in [2^exponent, 2^(exponent+1)) */
    int64_t exponent = (int64_t)mpz_sizeinbase(value, 2) - 1 + shift;
    double sign = mpz_sgn(value) < 0 ? -1 : 1;
    if (exponent > shape.most)
        return sign * HUGE_VAL;
    int64_t bits = exponent - shape.least + 1; /* that a subnormal would have */
    if (bits > shape.precision)
        bits = shape.precision;
    if (bits < 0)
        return sign * 0.0;
    uint64_t kept = bits ? top >> (64 - bits) : 0, dropped = bits ? top << bits : top,
             half = UINT64_C(1) << 63;
    if (dropped > half || (dropped == half && (rest || kept & 1)))
        kept++;
    double rounded = ldexp((double)kept, (int)(exponent - bits + 1));
    return sign * (rounded >= ldexp(1, (int)shape.most) * 2 ? HUGE_VAL : rounded);
}
