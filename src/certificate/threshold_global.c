/* F-global.  The decision names the lowest matched and the highest unmatched cosine of all; a number of few
 * bits between them is found in floating point of 3072 bits and then compared with both exactly. */
#include "certificate/threshold.h"

#include "feasibility/cosine.h"

enum { PRECISION = 3072, MOST_BITS = 3000 };

typedef struct {
    hr_cosine lowest, highest;
    mpq_t number, eps;
} room;

static void to_float(mpf_t out, const hr_cosine *c) {
    mpf_t root;
    mpf_init2(root, PRECISION);
    mpf_set_z(root, c->norm2);
    mpf_sqrt(root, root);
    mpf_set_z(out, c->score);
    mpf_div(out, out, root);
    mpf_clear(root);
}

/* Whether lowest >= R + eps and highest <= R - eps, with R = mantissa / 2^bits; both strict for eps = 0. */
static bool separates(room *r, const mpz_t mantissa, mp_bitcnt_t bits) {
    int least = mpq_sgn(r->eps) ? 0 : 1;
    mpq_set_z(r->number, mantissa);
    mpq_div_2exp(r->number, r->number, bits);
    mpq_add(r->number, r->number, r->eps);
    if (hr_cosine_compare_number(&r->lowest, r->number) < least)
        return false;
    mpq_sub(r->number, r->number, r->eps);
    mpq_sub(r->number, r->number, r->eps);
    return hr_cosine_compare_number(&r->highest, r->number) <= -least;
}

/* mantissa = middle * 2^bits, rounded to nearest */
static void nearest(mpz_t mantissa, const mpf_t middle, mp_bitcnt_t bits) {
    mpf_t scaled, half;
    mpf_init2(scaled, 2 * PRECISION);
    mpf_init_set_d(half, 0.5);
    mpf_mul_2exp(scaled, middle, bits);
    mpf_add(scaled, scaled, half);
    mpf_floor(scaled, scaled);
    mpz_set_f(mantissa, scaled);
    mpf_clear(scaled);
    mpf_clear(half);
}

static bool search(room *r, mpz_t mantissa, long *exponent) {
    mpf_t middle, other;
    mpf_init2(middle, PRECISION);
    mpf_init2(other, PRECISION);
    to_float(middle, &r->lowest);
    to_float(other, &r->highest);
    mpf_add(middle, middle, other);
    mpf_div_2exp(middle, middle, 1);
    bool found = false;
    for (mp_bitcnt_t bits = 0; bits <= MOST_BITS && !found; bits++) {
        nearest(mantissa, middle, bits);
        found = separates(r, mantissa, bits);
        *exponent = -(long)bits;
    }
    mpf_clear(middle);
    mpf_clear(other);
    return found;
}

static bool between(mpz_t mantissa, long *exponent, const hr_exact *exact, const hr_worst *worst,
                    double eps) {
    room r;
    hr_exact_scratch scratch;
    hr_exact_scratch_init(&scratch);
    hr_cosine_init(&r.lowest);
    hr_cosine_init(&r.highest);
    mpq_inits(r.number, r.eps, NULL);
    mpq_set_d(r.eps, eps);
    hr_cosine_set(&r.lowest, exact, worst->query, worst->matched, &scratch);
    hr_cosine_set(&r.highest, exact, worst->rival_query, worst->unmatched, &scratch);
    bool found = search(&r, mantissa, exponent);
    mpq_clears(r.number, r.eps, NULL);
    hr_cosine_clear(&r.lowest);
    hr_cosine_clear(&r.highest);
    hr_exact_scratch_clear(&scratch);
    return found;
}

hr_status hr_global_threshold(bool *found, mpz_t mantissa, long *exponent, const hr_certified *c) {
    const hr_ancestors *a = c->ancestors;
    const hr_check_result *r = c->decision;
    *exponent = 0;
    *found = true;
    if (a->pairs == 0 || a->pairs == (uint64_t)a->queries * a->documents) {
        mpz_set_si(mantissa, a->pairs ? -3 : 3); /* cosines lie in [-1, 1], eps in [0, 1] */
        return HR_OK;
    }
    hr_exact exact;
    hr_status status = hr_exact_init(&exact, c->embedding);
    if (status == HR_OK)
        *found = r->worst_count && between(mantissa, exponent, &exact, &r->worst[0], r->eps);
    return status;
}
