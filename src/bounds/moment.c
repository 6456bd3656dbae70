/* U4: moment curve [Wang].  Document i is (t_i, ..., t_i^2s), a query the coefficients of -prod over S(q) of
 * (t - t_i)^2 without the constant one: 0 (before it was dropped) on S(q), at most -1 elsewhere.  F-query at
 * 2s whatever m is. F-sign: 1 - 2 prod, all coefficients, 2s + 1.
 *
 * Price with t = 1, -1, 2, -2, ..., |t| <= M = ceil(m/2): documents' entries reach M^2s, the coefficients
 * of a product sum to at most prod (1 + |t_i|)^2 <= (1 + M)^2s in absolute value; gap 1 (F-sign: twice, plus
 * 1). */
#include "bounds/row.h"
#include "bounds/rows.h"

#include <math.h>

static hr_status compute(hr_bound_row *out, const hr_problem *problem) {
    if (problem->notion == HR_F_GLOBAL)
        return hr_row_refuse(out, "proves no margin eps for unit vectors");
    double s = fmax(1, problem->ancestors->s), m = problem->ancestors->documents, most = ceil(m / 2);
    bool sign = problem->notion == HR_F_SIGN;
    hr_row_start(out, 2 * s + sign);
    hr_polynomials price = {
        .most = most, .least = !sign, .top = 2 * s, .log2_coefficients = 2 * s * log2(1 + most), .gap = 1};
    if (sign) {
        price.log2_coefficients += 1 + log2(1.5); /* 2 x + 1 <= 3 x */
        price.gap = 2;
    }
    hr_row_price(out, &price);
    hr_row_note(out, "s = %.0f, any %.0f documents", s, m);
    return HR_OK;
}

const hr_bound hr_bound_moment = {
    .name = "moment curve",
    .statement = "U4",
    .side = HR_UPPER,
    .help = "2 s, whatever m is; F-sign 2 s + 1",
    .compute = compute,
};
