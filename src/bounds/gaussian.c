/* U2 numerically: documents in independent uniform directions x = g/|g|, q = the normalised sum of its x.
 *
 * (Algorithm 1 of [You], as src/embedding builds it, sums the g instead of the x, whose lengths differ by a
 * share of about 1/sqrt(2d): the bound is of the sum of the x.)
 *
 * Union bound over all pairs by Chernoff's inequality with the exact moment generating function of the inner
 * product of two random directions (tails.h, failure.h), threshold chosen per |S(q)|.  An inequality
 * evaluated in floating point, every term rounded upwards, so "proved" up to the correctness of the C
 * library's elementary functions to a few ulp.  F-sign: one more coordinate, (x, 1) and (q, -r(q)).
 *
 * Margin, F-query: the least d leaves some slack below probability 1; the largest gap that fits into it
 * (members > r + gap, others < r - gap) gives margin >= 2 gap / (2 |sum|) with |sum| <= s.  F-sign:
 * members - r > gap with |(sum, -r)| <= sqrt(s^2 + 1), |(x, 1)| = sqrt 2, r < 1. */
#include "bounds/row.h"
#include "bounds/rows.h"
#include "bounds/union.h"

#include <math.h>

static double query_failure(const void *context, uint64_t d) {
    return hr_direction_failure(context, d, 0);
}

/* log10 of the largest gap that the slack at dimension d allows, to a few percent; NAN: none above 1e-12 */
static double largest_gap(const hr_sizes *sizes, uint64_t d) {
    double low = -12, high = 0;
    if (!(hr_direction_failure(sizes, d, pow(10, low)) < HR_FAILURE_LIMIT))
        return (double)NAN;
    while (high - low > 0.01) {
        double middle = (low + high) / 2;
        if (hr_direction_failure(sizes, d, pow(10, middle)) < HR_FAILURE_LIMIT)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static hr_status fill(hr_bound_row *out, const hr_problem *problem, const hr_sizes *sizes) {
    double s = fmax(1, (double)hr_sizes_most(sizes));
    if (problem->notion == HR_F_GLOBAL) {
        double failure;
        if (!hr_union_global(out, &failure, problem, sizes, hr_log_direction_tail))
            return HR_OK;
        hr_row_note(out, "failure bound %.6g (Chernoff, exact moments)", failure);
        return HR_OK;
    }
    uint64_t d = hr_least_dimension(query_failure, sizes, 64);
    if (!d)
        return hr_row_refuse(out, "no bound below dimension 2^40");
    bool sign = problem->notion == HR_F_SIGN;
    hr_row_start(out, (double)d + sign);
    double gap = largest_gap(sizes, d);
    out->margin_log10 = sign ? gap - log10(2 * (s * s + 1)) / 2 : gap - log10(s);
    if (!isnan(gap))
        out->bits = hr_rounded_bits(out->dimension, out->margin_log10);
    hr_row_note(out, "failure bound %.6g at d = %llu (Chernoff, exact moments)", query_failure(sizes, d),
                (unsigned long long)d);
    return HR_OK;
}

static hr_status compute(hr_bound_row *out, const hr_problem *problem) {
    return hr_union_compute(out, problem, fill);
}

const hr_bound hr_bound_gaussian = {
    .name = "Gaussian",
    .statement = "U2",
    .side = HR_UPPER,
    .help =
        "random directions, union bound by Chernoff with exact moments; F-sign one more; F-global(eps) too",
    .compute = compute,
};
