/* U3: Reed-Solomon code [KS].  Documents are words of degree < t over F_p at e <= p points as 0/1 indicators
 * of (point, value); two words agree in at most t-1 points.  Members of a query with |S| = k score between e
 * and e + (k-1)(t-1), others at most k(t-1).  F-query: e = s(t-1) + 1, d = e p.  F-sign in the same d: the
 * coordinates of every document sum to e, so a threshold is a multiple of the all-ones vector: 2 e q - (2e-1)
 * 1 scores e (2<q,x> - (2e-1)), at least e for members and at most -e for the others.
 *
 * |x| = sqrt(e), |q|^2 = the sum of the members' scores.  F-query margin (e - s(t-1)) / (2 |q| |x|).
 * F-global(eps), for normalised vectors: a member's cosine is at least 1/sqrt(k(1 + (k-1)(t-1)/e)), another's
 * at most sqrt(k)(t-1)/e, both worst at k = s; the least e at which they differ by 2 eps, for every t. Known
 * value: WordNet, m = 82115, s = 35: t = 3, p = e = 71, d = 5041. */
#include "bounds/row.h"
#include "bounds/rows.h"
#include "embedding/code_parameters.h"

#include <math.h>

static bool is_prime(uint64_t p) {
    if (p < 4)
        return p > 1;
    for (uint64_t f = 2; f * f <= p; f++)
        if (p % f == 0)
            return false;
    return true;
}

static bool holds(uint64_t p, uint32_t t, uint64_t m) { /* p^t >= m */
    uint64_t words = 1;
    for (uint32_t i = 0; i < t && words < m; i++)
        words = words > UINT64_MAX / p ? UINT64_MAX : words * p;
    return words >= m;
}

/* The least prime p >= e with p^t >= m. */
static uint64_t least_prime(uint64_t e, uint64_t m, uint32_t t) {
    uint64_t p = e > 2 ? e : 2;
    uint64_t near = (uint64_t)(pow((double)m, 1.0 / t) * (1 - 1e-12)); /* not above the root */
    if (p < near)
        p = near;
    while (!holds(p, t, m) || !is_prime(p))
        p++;
    return p;
}

/* How much the cosines differ beyond 2 eps, in the worst case; rounded downwards. */
static double global_slack(double e, double s, double t, double eps) {
    return 1 / sqrt(s * (1 + (s - 1) * (t - 1) / e)) - sqrt(s) * (t - 1) / e - 2 * eps - 1e-12;
}

static uint64_t least_points(double s, double t, double eps) {
    const uint64_t limit = (uint64_t)1 << 26;
    uint64_t low = 0, high = limit;
    if (global_slack((double)limit, s, t, eps) < 0)
        return 0;
    while (high - low > 1) {
        uint64_t middle = low + (high - low) / 2;
        if (global_slack((double)middle, s, t, eps) >= 0)
            high = middle;
        else
            low = middle;
    }
    return high;
}

static hr_status compute_global(hr_bound_row *out, uint64_t m, double s, double eps) {
    hr_row_refuse(out, "no bound: needs eps < 1/(2 sqrt s) = %.4g", 0.5 / sqrt(s));
    for (uint32_t t = 1; t <= 64 && pow(2, t - 1.0) <= (double)m;
         t++) { /* p >= 2: larger t never needs fewer points */
        uint64_t e = least_points(s, t, eps);
        if (!e)
            continue;
        uint64_t p = least_prime(e, m, t);
        double d = (double)e * (double)p;
        if (out->applies && d >= out->dimension)
            continue;
        hr_row_start(out, d);
        out->bits = hr_integer_bits(log2(s));
        hr_row_note(out, "t = %u, e = %llu, p = %llu; bits of the integer sums, not normalised", t,
                    (unsigned long long)e, (unsigned long long)p);
    }
    return HR_OK;
}

static hr_status compute(hr_bound_row *out, const hr_problem *problem) {
    double s = fmax(1, problem->ancestors->s);
    if (problem->notion == HR_F_GLOBAL)
        return compute_global(out, problem->ancestors->documents, s, problem->eps);
    hr_code code;
    hr_status status = hr_code_least(&code, problem->ancestors->documents, (uint32_t)s);
    if (status != HR_OK)
        return status;
    double e = code.e, p = code.p, agree = code.t - 1.0, gap = e - s * agree;
    double norm = sqrt(s * (e + (s - 1) * agree));
    hr_row_start(out, (double)code.dimension);
    if (problem->notion == HR_F_QUERY) {
        out->margin_log10 = log10(gap / (2 * norm * sqrt(e)));
        out->bits = hr_integer_bits(log2(s));
    } else {
        out->margin_log10 = log10(e / ((2 * e * norm + (2 * e - 1) * sqrt(e * p)) * sqrt(e)));
        out->bits = hr_integer_bits(log2(2 * e * s));
    }
    hr_row_note(out, "t = %u, e = %u, p = %u", code.t, code.e, code.p);
    return HR_OK;
}

const hr_bound hr_bound_code = {
    .name = "code",
    .statement = "U3",
    .side = HR_UPPER,
    .help =
        "Reed-Solomon words, e p with e = s(t-1) + 1 and the best t; the same for F-sign; F-global(eps) too",
    .compute = compute,
};
