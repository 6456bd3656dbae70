/* U1 by exact binomial tails over the real histogram of |S(q)|, with the best threshold for every |S(q)|.
 *
 * The union bound and its thresholds are derived in failure.h.  F-query may have a threshold per query.  So
 * may F-sign, at one more coordinate: (x, 1) and (q, -r(q)) turn any F-query embedding into an F-sign one.
 * F-global(eps): unit documents x/sqrt(d), the same tails. */
#include "bounds/row.h"
#include "bounds/rows.h"
#include "bounds/sign.h"
#include "bounds/union.h"

#include <math.h>

static double query_failure(const void *context, uint64_t d) {
    return hr_sign_failure(context, d, NULL);
}

void hr_sign_price(hr_bound_row *out, hr_notion notion, double d, double s, double threshold) {
    s = fmax(s, 1);
    if (notion == HR_F_QUERY) {
        out->margin_log10 = -log10(s * d);
        out->bits = hr_integer_bits(log2(s));
    } else {
        out->margin_log10 = -(log10(s * s * d + threshold * threshold) + log10(d + 1)) / 2;
        out->bits = hr_integer_bits(log2(fmax(s, threshold)));
    }
}

static hr_status fill(hr_bound_row *out, const hr_problem *problem, const hr_sizes *sizes) {
    double s = (double)hr_sizes_most(sizes);
    if (problem->notion == HR_F_GLOBAL) {
        double failure;
        if (!hr_union_global(out, &failure, problem, sizes, hr_log_sign_tail))
            return HR_OK;
        out->bits = hr_integer_bits(log2(fmax(s, 1)));
        hr_row_note(out, "failure bound %.6g; bits of the integer sums, not normalised", failure);
        return HR_OK;
    }
    double formula = 8 * s * log((double)sizes->queries * (double)sizes->documents);
    uint64_t d = hr_least_dimension(query_failure, sizes, (uint64_t)formula + 1);
    if (!d)
        return hr_row_refuse(out, "no bound below dimension 2^40");
    double threshold, failure = hr_sign_failure(sizes, d, &threshold);
    hr_row_start(out, (double)d + (problem->notion == HR_F_SIGN));
    hr_sign_price(out, problem->notion, (double)d, s, threshold + 1);
    hr_row_note(out, "failure bound %.6g at d = %llu, threshold per |S(q)|", failure, (unsigned long long)d);
    return HR_OK;
}

static hr_status compute(hr_bound_row *out, const hr_problem *problem) {
    return hr_union_compute(out, problem, fill);
}

const hr_bound hr_bound_sign_tails = {
    .name = "sign, exact tails",
    .statement = "U1",
    .side = HR_UPPER,
    .help = "random signs, union bound by exact binomial tails over all |S(q)|; F-sign one more",
    .compute = compute,
};
