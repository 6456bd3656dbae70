/* U8: separators, after [Gokhale]: a hierarchy is taken apart by separators until forests remain; each node
 * of a separator has a slot, and no two on one way down share one (hierarchy/separators.h).  F-query in
 * slots + 2 dimensions, F-sign in one more: construction and proof in embedding/method_separators.c.  With
 * balanced separators from a tree decomposition of width t there are at most (t + 1)(floor(log2 n) + 1)
 * slots; [Gokhale]'s construction has 3 (t + 1)(ceil(log2 n) + 1) dimensions.  The slots are counted here.
 *
 * Price: matched scores are 1 or more, others -1 or less, so with the length M of half the line and W the
 * largest weight, margin >= 1 / (|q| |x|) for |q|^2 <= slots + M^2 + 1 (F-sign: + M^4), |x|^2 <= slots W^2 +
 * 4 M^2 + M^4
 * (+ 1). */
#include "bounds/row.h"
#include "bounds/rows.h"
#include "embedding/separators_layout.h"
#include "hierarchy/treewidth.h"

#include <math.h>

static double log2_of(const mpz_t value) {
    long exponent;
    double mantissa = mpz_get_d_2exp(&exponent, value);
    return mantissa > 0 ? log2(mantissa) + (double)exponent : 0;
}

static double log2_sum(double a, double b) {
    return fmax(a, b) + log2(1 + exp2(-fabs(a - b)));
}

static void price(hr_bound_row *out, const hr_separators_layout *l, bool sign) {
    double half = log2_of(l->most), slots = l->parts.slots, weight = 0;
    for (uint32_t p = 0; p < l->parts.parts; p++)
        weight = fmax(weight, log2_of(l->weight[p]));
    double query = log2_sum(log2(slots + 1), 2 * half), document = log2_sum(2 + 2 * half, 4 * half);
    if (slots > 0)
        document = log2_sum(document, log2(slots) + 2 * weight);
    if (sign) {
        query = log2_sum(query, 4 * half);
        document = log2_sum(document, 0);
    }
    out->margin_log10 = -(query + document) / 2 * log10(2);
    out->bits = hr_integer_bits(fmax(weight, 2 * half));
}

static hr_status compute(hr_bound_row *out, const hr_problem *problem) {
    if (problem->notion == HR_F_GLOBAL)
        return hr_row_refuse(out, "proves no margin eps for unit vectors");
    hr_separators_layout layout;
    uint32_t t, n = problem->hierarchy->nodes;
    hr_status status = hr_treewidth_bound(problem->hierarchy, &t);
    if (status == HR_OK)
        status = hr_separators_layout_build(&layout, problem->hierarchy);
    if (status != HR_OK)
        return status;
    bool sign = problem->notion == HR_F_SIGN;
    hr_row_start(out, (double)layout.parts.slots + 2 + sign);
    price(out, &layout, sign);
    hr_row_note(
        out, "%u slots in %u levels of separators of up to %u nodes; 3(t+1)(ceil log2 n + 1) = %.0f, t <= %u",
        layout.parts.slots, layout.parts.levels, layout.parts.largest, 3 * (t + 1.0) * (ceil(log2(n)) + 1),
        t);
    hr_separators_layout_clear(&layout);
    return HR_OK;
}

const hr_bound hr_bound_separators = {
    .name = "separators",
    .statement = "U8",
    .side = HR_UPPER,
    .help =
        "2 + the nodes of separators on a way down to forests, O(t log n) at treewidth t; F-sign one more",
    .compute = compute,
};
