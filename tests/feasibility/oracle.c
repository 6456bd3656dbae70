/* The definitions, word by word. */
#include "oracle_scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* F-global subtracts two cosines, which may agree in the first 8000 bits: |1 - cos| is about the angle
 * squared, and exponents of doubles differ by 2000. */
enum { BITS = 400, GLOBAL_BITS = 20000 };

static void length(mpf_t out, const mpz_t square) {
    mpf_set_z(out, square);
    mpf_sqrt(out, out);
}

static double log10_of(const mpf_t value) {
    if (!mpf_sgn(value))
        return -INFINITY;
    long exponent;
    double part = mpf_get_d_2exp(&exponent, value);
    return log10(fabs(part)) + (double)exponent * log10(2.0);
}

/* gap / (scale |q| max|x|); the shifts cancel, because gap carries both.  0 when gap is 0. */
static void normalised(mpf_t out, const oracle *o, const mpz_t gap, unsigned scale, size_t query) {
    mpf_t len;
    mpf_init2(len, BITS);
    size_t longest = 0;
    for (size_t j = 1; j < o->m; j++)
        if (mpz_cmp(o->xx[j], o->xx[longest]) > 0)
            longest = j;
    mpf_set_z(out, gap);
    if (mpz_sgn(gap)) {
        length(len, o->qq[query]);
        mpf_div(out, out, len);
        length(len, o->xx[longest]);
        mpf_div(out, out, len);
        mpf_div_ui(out, out, scale);
    }
    mpf_clear(len);
}

typedef struct {
    bool any; /* something bounds the margin */
    mpf_t worst;
} margin;

static void margin_take(margin *all, const mpf_t value) {
    if (!all->any || mpf_cmp(value, all->worst) < 0)
        mpf_set(all->worst, value);
    all->any = true;
}

static void take_query(oracle_verdict *out, margin *all, size_t query, const mpf_t value) {
    out->query_sign[query] = mpf_sgn(value);
    out->query_margin[query] = mpf_get_d(value);
    margin_take(all, value);
}

static void count(oracle_verdict *out, const oracle *o, size_t q, size_t x, bool retrieved) {
    out->reported += retrieved;
    if (o->matched[q * o->m + x] && retrieved) {
        out->retrieved++;
        out->hit[o->distance[q * o->m + x]]++;
        out->query_hits[q]++;
    }
}

static void decide_query(oracle_verdict *out, const oracle *o, margin *all) {
    mpf_t value;
    mpz_t gap;
    mpf_init2(value, BITS);
    mpz_init(gap);
    for (size_t q = 0; q < o->n; q++) {
        const mpz_t *score = o->score + q * o->m;
        size_t size = 0, low = o->m, high = o->m;
        for (size_t x = 0; x < o->m; x++)
            size += o->matched[q * o->m + x];
        for (size_t x = 0; x < o->m; x++) {
            size_t above = 0;
            for (size_t y = 0; y < o->m; y++)
                above += mpz_cmp(score[y], score[x]) >= 0;
            count(out, o, q, x, above <= size);
            if (o->matched[q * o->m + x]) {
                if (low == o->m || mpz_cmp(score[x], score[low]) < 0)
                    low = x;
            } else if (high == o->m || mpz_cmp(score[x], score[high]) > 0) {
                high = x;
            }
        }
        if (low == o->m || high == o->m)
            continue;
        mpz_sub(gap, score[low], score[high]);
        if (mpz_sgn(gap) <= 0)
            out->feasible = false, out->bad_queries++;
        normalised(value, o, gap, 2, q);
        take_query(out, all, q, value);
    }
    mpf_clear(value);
    mpz_clear(gap);
}

static void decide_sign(oracle_verdict *out, const oracle *o, margin *all) {
    mpf_t value;
    mpz_t gap, least;
    mpf_init2(value, BITS);
    mpz_inits(gap, least, NULL);
    for (size_t q = 0; q < o->n; q++) {
        for (size_t x = 0; x < o->m; x++) {
            mpz_set(gap, o->score[q * o->m + x]);
            count(out, o, q, x, mpz_sgn(gap) > 0);
            if (!o->matched[q * o->m + x])
                mpz_neg(gap, gap);
            if (!x || mpz_cmp(gap, least) < 0)
                mpz_set(least, gap);
        }
        if (mpz_sgn(least) <= 0)
            out->feasible = false, out->bad_queries++;
        normalised(value, o, least, 1, q);
        take_query(out, all, q, value);
    }
    mpf_clear(value);
    mpz_clears(gap, least, NULL);
}

static void cosine(mpf_t out, const oracle *o, size_t q, size_t x) {
    mpf_t len;
    mpf_init2(len, GLOBAL_BITS);
    mpf_set_z(out, o->score[q * o->m + x]);
    if (mpf_sgn(out)) {
        length(len, o->qq[q]);
        mpf_div(out, out, len);
        length(len, o->xx[x]);
        mpf_div(out, out, len);
    }
    mpf_clear(len);
}

static void decide_global(oracle_verdict *out, const oracle *o, double eps, margin *all) {
    size_t cells = o->n * o->m, low = cells, high = cells;
    uint32_t m = (uint32_t)o->m;
#define AT(c) (uint32_t)((c) / m), (uint32_t)((c) % m)
    for (size_t c = 0; c < cells; c++) {
        if (o->matched[c]) {
            if (low == cells || oracle_compare_cosines(o, AT(c), AT(low), 0) < 0)
                low = c;
        } else if (high == cells || oracle_compare_cosines(o, AT(c), AT(high), 0) > 0) {
            high = c;
        }
    }
    for (size_t q = 0; q < o->n; q++) {
        bool bad = false;
        for (size_t x = 0; x < o->m; x++) {
            size_t c = q * m + x;
            bool clears = high == cells || (oracle_compare_cosines(o, AT(c), AT(high), eps) >= 0 &&
                                            oracle_compare_cosines(o, AT(c), AT(high), 0) > 0);
            count(out, o, q, x, clears);
            bad |= o->matched[c] && !clears;
        }
        out->bad_queries += bad;
        out->feasible &= !bad;
    }
    if (low < cells && high < cells) {
        mpf_t value, other;
        mpf_init2(value, GLOBAL_BITS);
        mpf_init2(other, GLOBAL_BITS);
        cosine(value, o, low / m, low % m);
        cosine(other, o, high / m, high % m);
        mpf_sub(value, value, other);
        mpf_div_ui(value, value, 2);
        mpf_set_d(other, eps);
        mpf_sub(value, value, other);
        margin_take(all, value);
        mpf_clear(value);
        mpf_clear(other);
        out->sign = oracle_compare_cosines(o, AT(low), AT(high), eps);
    }
#undef AT
}

void oracle_decide(oracle_verdict *out, const oracle *o, hr_notion notion, double eps) {
    memset(out, 0, sizeof *out);
    out->feasible = true;
    out->sign = 1;
    out->query_sign = oracle_room(o->n + 1, sizeof *out->query_sign);
    out->query_margin = oracle_room(o->n + 1, sizeof *out->query_margin);
    out->query_hits = oracle_room(o->n + 1, sizeof *out->query_hits);
    for (size_t q = 0; q < o->n; q++) {
        out->query_sign[q] = 1;
        out->query_margin[q] = INFINITY;
    }
    for (size_t c = 0; c < o->n * o->m; c++)
        if (o->matched[c]) {
            out->relevant++;
            out->total[o->distance[c]]++;
            if (o->distance[c] + 1u > out->distances)
                out->distances = o->distance[c] + 1u;
        }
    margin all = {.any = false};
    mpf_init2(all.worst, notion == HR_F_GLOBAL ? GLOBAL_BITS : BITS);
    if (notion == HR_F_QUERY)
        decide_query(out, o, &all);
    else if (notion == HR_F_SIGN)
        decide_sign(out, o, &all);
    else
        decide_global(out, o, eps, &all);
    if (notion != HR_F_GLOBAL && all.any)
        out->sign = mpf_sgn(all.worst);
    out->margin = all.any ? mpf_get_d(all.worst) : INFINITY;
    out->log10 = all.any ? log10_of(all.worst) : INFINITY;
    if (!out->sign) { /* what so many bits leave of an exact zero */
        out->margin = 0;
        out->log10 = -INFINITY;
    }
    mpf_clear(all.worst);
    size_t counted = 0;
    for (size_t q = 0; q < o->n; q++) {
        uint64_t size = o->ancestors->start[q + 1] - o->ancestors->start[q];
        if (!size)
            continue;
        out->macro += (double)out->query_hits[q] / (double)size;
        counted++;
    }
    out->macro = counted ? out->macro / (double)counted : 1;
}

void oracle_verdict_clear(oracle_verdict *verdict) {
    free(verdict->query_sign);
    free(verdict->query_margin);
    free(verdict->query_hits);
    memset(verdict, 0, sizeof *verdict);
}
