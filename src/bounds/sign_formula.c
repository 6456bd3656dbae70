/* U1 by its formula (theory.md, section 2).
 *
 * Documents x uniform in {-1,+1}^d, q = sum over S(q).  A member scores d plus a sum of (|S|-1) d independent
 * signs, any other document a sum of |S| d; by Hoeffding each is on the wrong side of d/2 with probability at
 * most exp(-d/(8s)), and there are n m of them.  8 s ln(n m) < d leaves a probability above 0 that all are
 * right. F-query: the threshold is d/2 for every query.  F-sign: one more coordinate, 1 in documents, minus
 * the threshold in queries.  Known value: WordNet, n = m = 82115, s = 35: 6337.
 *
 * Margin: for one q all scores have the parity of |S| d, so members and the others differ by at least 2; |q|
 * <= s sqrt(d), |x| = sqrt(d): at least 1/(s d).  F-sign: an integer r with |r - d/2| <= 1 is at distance >=
 * 1 from every score; |(q, -r)| <= sqrt(s^2 d + r^2), |(x, 1)| = sqrt(d + 1). */
#include "bounds/row.h"
#include "bounds/rows.h"
#include "bounds/sign.h"

#include <math.h>

static hr_status compute(hr_bound_row *out, const hr_problem *problem) {
    if (problem->notion == HR_F_GLOBAL)
        return hr_row_refuse(out, "the formula does not bound cosines; see the row of exact tails");
    double n = problem->ancestors->queries, m = problem->ancestors->documents, s = problem->ancestors->s;
    double value = 8 * s * log(n * m);
    double d = floor(value * (1 + 1e-14)) + 1; /* strictly above, whatever the rounding */
    hr_row_start(out, problem->notion == HR_F_SIGN ? d + 1 : d);
    hr_sign_price(out, problem->notion, d, s, d / 2 + 1);
    hr_row_note(out, "8 s ln(n m) = %.2f%s", value,
                problem->notion == HR_F_SIGN ? ", threshold d/2 in one more" : "");
    return HR_OK;
}

const hr_bound hr_bound_sign_formula = {
    .name = "sign, formula",
    .statement = "U1",
    .side = HR_UPPER,
    .help = "random signs, least d > 8 s ln(n m); F-sign one more",
    .compute = compute,
};
