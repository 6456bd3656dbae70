#include "embedding/code_parameters.h"

#include <math.h>

enum { MOST_T = 64 }; /* 2^64 words */

static bool is_prime(uint64_t n) {
    if (n < 4)
        return n >= 2;
    if (n % 2 == 0 || n % 3 == 0)
        return false;
    for (uint64_t d = 5; d <= n / d; d += 6)
        if (n % d == 0 || n % (d + 2) == 0)
            return false;
    return true;
}

static uint64_t prime_from(uint64_t n) {
    while (!is_prime(n))
        n++;
    return n;
}

/* The largest prime <= n; 0 when there is none. */
static uint64_t prime_to(uint64_t n) {
    while (n >= 2 && !is_prime(n))
        n--;
    return n < 2 ? 0 : n;
}

static bool power_reaches(uint64_t base, uint32_t t, uint64_t m) {
    uint64_t power = 1;
    for (uint32_t i = 0; i < t && power < m; i++)
        if (__builtin_mul_overflow(power, base, &power))
            return true;
    return power >= m;
}

/* The least base >= 2 with base^t >= m. */
static uint64_t root_above(uint64_t m, uint32_t t) {
    uint64_t low = 2, high = m < 2 ? 2 : m;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (power_reaches(middle, t, m))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

hr_status hr_code_least(hr_code *out, uint64_t documents, uint32_t s) {
    *out = (hr_code){0};
    for (uint32_t t = 1; t <= MOST_T; t++) {
        uint64_t e = (uint64_t)s * (t - 1) + 1, least = root_above(documents, t);
        if (out->dimension && e * e >= out->dimension) /* d >= e^2 grows with t */
            break;
        uint64_t p = prime_from(e > least ? e : least);
        if (p <= UINT32_MAX && e <= UINT32_MAX && (!out->dimension || e * p < out->dimension))
            *out =
                (hr_code){.t = t, .p = (uint32_t)p, .e = (uint32_t)e, .dimension = e * p, .guaranteed = true};
    }
    if (!out->dimension)
        return hr_fail(HR_ELIMIT, "code (U3): no code for s = %u has a dimension below 2^64", s);
    return HR_OK;
}

/* Slacks 1 - s(t-1)/e are compared as the fractions (t-1)/e, smaller is better, without rounding. */
static bool better(const hr_code *a, const hr_code *b) {
    uint64_t x = (uint64_t)(a->t - 1) * b->e, y = (uint64_t)(b->t - 1) * a->e;
    if (x != y)
        return x < y;
    return a->p > b->p;
}

hr_status hr_code_within(hr_code *out, uint64_t documents, uint32_t s, uint32_t most) {
    *out = (hr_code){0};
    for (uint32_t t = 1; t <= MOST_T; t++) {
        uint64_t least = root_above(documents, t),
                 e = (uint64_t)sqrt((double)most); /* e <= p and e p <= most */
        if (e > most / least)
            e = most / least;
        if (e && t == 1) /* constants: one point tells all words apart */
            e = 1;
        for (; e; e--) { /* the largest e that has a prime, with its largest prime */
            uint64_t p = prime_to(most / e);
            if (p < e || p < least)
                continue;
            hr_code code = {.t = t, .p = (uint32_t)p, .e = (uint32_t)e, .dimension = e * p};
            code.guaranteed = e > (uint64_t)s * (t - 1);
            if (!out->dimension || better(&code, out))
                *out = code;
            break;
        }
        if (least == 2) /* more coefficients only agree more often */
            break;
    }
    if (!out->dimension)
        return hr_fail(HR_EUSAGE, "code (U3) has at least 2 dimensions; choose a larger --dim");
    return HR_OK;
}
