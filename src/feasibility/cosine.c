#include "feasibility/cosine.h"

void hr_cosine_init(hr_cosine *cosine) {
    mpz_inits(cosine->score, cosine->norm2, NULL);
}

void hr_cosine_clear(hr_cosine *cosine) {
    mpz_clears(cosine->score, cosine->norm2, NULL);
}

void hr_cosine_set(hr_cosine *cosine, const hr_exact *exact, size_t query, size_t document,
                   hr_exact_scratch *scratch) {
    mpz_t other;
    mpz_init(other);
    hr_exact_score(cosine->score, exact, query, document, scratch);
    hr_exact_query_norm2(cosine->norm2, exact, query, scratch);
    hr_exact_doc_norm2(other, exact, document, scratch);
    mpz_mul(cosine->norm2, cosine->norm2, other);
    mpz_clear(other);
}

/* sign of a.score^2 b.norm2 - b.score^2 a.norm2, that is of |a| - |b| */
static int compare_sizes(const hr_cosine *a, const hr_cosine *b) {
    mpz_t x, y;
    mpz_inits(x, y, NULL);
    mpz_mul(x, a->score, a->score);
    mpz_mul(x, x, b->norm2);
    mpz_mul(y, b->score, b->score);
    mpz_mul(y, y, a->norm2);
    int order = mpz_cmp(x, y);
    mpz_clears(x, y, NULL);
    return (order > 0) - (order < 0);
}

int hr_cosine_compare(const hr_cosine *a, const hr_cosine *b) {
    int sa = mpz_sgn(a->score), sb = mpz_sgn(b->score);
    if (sa != sb)
        return sa < sb ? -1 : 1;
    return sa * compare_sizes(a, b);
}

/* score / sqrt(norm2) against n / d, d > 0: by signs, then score^2 d^2 against n^2 norm2 */
int hr_cosine_compare_number(const hr_cosine *a, const mpq_t number) {
    int sa = mpz_sgn(a->score), sn = mpq_sgn(number);
    if (sa != sn)
        return sa < sn ? -1 : 1;
    mpz_t x, y;
    mpz_inits(x, y, NULL);
    mpz_mul(x, a->score, mpq_denref(number));
    mpz_mul(x, x, x);
    mpz_mul(y, mpq_numref(number), mpq_numref(number));
    mpz_mul(y, y, a->norm2);
    int order = mpz_cmp(x, y);
    mpz_clears(x, y, NULL);
    return sa * ((order > 0) - (order < 0));
}

static void square(mpq_t out, const hr_cosine *c) {
    mpz_mul(mpq_numref(out), c->score, c->score);
    mpz_set(mpq_denref(out), c->norm2);
    mpq_canonicalize(out);
}

int hr_cosine_compare_gap(const hr_cosine *a, const hr_cosine *b, double eps) {
    int order = hr_cosine_compare(a, b);
    if (eps == 0 || order <= 0)
        return eps > 0 ? -1 : order;
    /* both sides positive: (a - b)^2 - (2 eps)^2 = D - 2ab with D = a^2 + b^2 - 4 eps^2 */
    mpq_t a2, b2, d, t;
    mpq_inits(a2, b2, d, t, NULL);
    square(a2, a);
    square(b2, b);
    mpq_set_d(t, eps);
    mpq_add(t, t, t);
    mpq_mul(t, t, t);
    mpq_add(d, a2, b2);
    mpq_sub(d, d, t);
    int sign_d = mpq_sgn(d), sign_p = mpz_sgn(a->score) * mpz_sgn(b->score), result;
    if (sign_d != sign_p) {
        result = sign_d < sign_p ? -1 : 1;
    } else { /* equal signs: compare D^2 with 4 a^2 b^2 */
        mpq_mul(d, d, d);
        mpq_mul(t, a2, b2);
        mpq_mul_2exp(t, t, 2);
        int sizes = mpq_cmp(d, t);
        result = sign_d * ((sizes > 0) - (sizes < 0));
    }
    mpq_clears(a2, b2, d, t, NULL);
    return result;
}

enum { GAP_BITS = 3072 };

static void to_float(mpf_t out, const hr_cosine *c) {
    mpf_t root;
    mpf_init2(root, GAP_BITS);
    mpf_set_z(root, c->norm2);
    mpf_sqrt(root, root);
    mpf_set_z(out, c->score);
    mpf_div(out, out, root);
    mpf_clear(root);
}

double hr_cosine_gap(const hr_cosine *a, const hr_cosine *b, double eps, long *exponent) {
    mpf_t x, y;
    mpf_init2(x, GAP_BITS);
    mpf_init2(y, GAP_BITS);
    to_float(x, a);
    to_float(y, b);
    mpf_sub(x, x, y);
    mpf_set_d(y, eps);
    mpf_mul_2exp(y, y, 1);
    mpf_sub(x, x, y);
    double mantissa = mpf_get_d_2exp(exponent, x);
    mpf_clear(x);
    mpf_clear(y);
    return mantissa;
}
