/* U5: interval [Gokhale].  In the depth-first order of a forest the queries below document x are consecutive.
 * With query positions v = 2p - (n-1), p = 0 .. n-1, and roots l < r of the other parity just outside the
 * interval,
 * -(v-l)(v-r) is >= 1 inside and <= -1 outside.  F-sign: document (-l r, l + r, -1), query (1, v, v^2).
 * F-query: the third coordinate of documents is constant, a threshold per query: 2 dimensions.
 *
 * Price: |v| <= n - 1, |l|, |r| <= n, so the coefficients sum to at most (1 + n)^2; gap 2. */
#include "bounds/row.h"
#include "bounds/rows.h"

#include <math.h>

static uint32_t several_parents(const hr_hierarchy *h) {
    uint32_t count = 0;
    for (uint32_t node = 0; node < h->nodes; node++)
        count += h->parent_start[node + 1] - h->parent_start[node] > 1;
    return count;
}

static hr_status compute(hr_bound_row *out, const hr_problem *problem) {
    uint32_t several = several_parents(problem->hierarchy);
    if (several)
        return hr_row_refuse(out, "forests only: %u node%s several parents", several,
                             several == 1 ? " has" : "s have");
    if (problem->notion == HR_F_GLOBAL)
        return hr_row_refuse(out, "proves no margin eps for unit vectors");
    bool sign = problem->notion == HR_F_SIGN;
    double n = fmax(2, problem->ancestors->queries);
    hr_row_start(out, sign ? 3 : 2);
    hr_row_price(out,
                 &(hr_polynomials){
                     .most = n - 1, .top = sign ? 2 : 1, .log2_coefficients = 2 * log2(1 + n), .gap = 2});
    hr_row_note(out, "a forest: every set of descendants is one interval");
    return HR_OK;
}

const hr_bound hr_bound_interval = {
    .name = "interval",
    .statement = "U5",
    .side = HR_UPPER,
    .help = "forests: 2; F-sign 3",
    .compute = compute,
};
