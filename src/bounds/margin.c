/* L3: the largest margin that there can be, whatever the dimension.
 *
 * For weights W >= 0 on a submatrix of rows R and columns C, M = W o A, and unit vectors:
 *     sum of M[q,x] <q,x> <= F = sqrt(|R| |C|) ||M||,
 * as the sum is <P, M Q> for matrices P, Q of unit rows, whose Frobenius norms are sqrt(|R|), sqrt(|C|)
 * [Wang]. F-sign: A <q,x> >= margin everywhere, so margin <= F / sum W. F-query: A (<q,x> - r(q)) >= margin
 * with |r(q)| <= 1 - margin (a cosine reaches 1 at most, and q has both kinds of documents), so margin sum W
 * <= F + (1 - margin) Z, Z = sum over q of |sum over x of M[q,x]|: margin <= (F + Z) / (sum W + Z). F-global:
 * likewise with Z = |sum of M|; an eps above is impossible in every dimension.
 *
 * F / sum W is convex in W; it is lowered by multiplicative steps along the gradient of the Schatten norm,
 * with rows (F-query) or the whole (F-global) kept balanced, so that Z stays small.  The weights are rounded
 * to integers; then everything is computed exactly, with trace((M^T M)^p) for ||M||^(2p). */
#include "bounds/row.h"
#include "bounds/rows.h"
#include "bounds/submatrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STARTS = 6, FIRST_STEPS = 60, STEPS = 400, MOST_WEIGHT = 1000, POWER = 32 };
static const uint64_t denominator = 1000000000;

typedef struct {
    hr_submatrix matrix;
    double weight[HR_SUBMATRIX_SIDE * HR_SUBMATRIX_SIDE]; /* sum 1 */
    double ceiling;                                       /* in floating point */
} weighted;

/* Both signs of these `count` entries, `step` apart, get the same weight where both occur; else none. */
static void balance(double *weight, const double *sign, uint32_t count) {
    double sum[2] = {0, 0};
    for (uint32_t i = 0; i < count; i++)
        sum[sign[i] > 0] += weight[i];
    double both = sqrt(sum[0] * sum[1]);
    for (uint32_t i = 0; i < count; i++)
        weight[i] *= both > 0 ? both / sum[sign[i] > 0] : 0;
}

static void normalise(weighted *w, hr_notion notion) {
    uint32_t rows = w->matrix.rows, columns = w->matrix.columns;
    if (notion == HR_F_QUERY)
        for (uint32_t i = 0; i < rows; i++)
            balance(w->weight + i * columns, w->matrix.sign + i * columns, columns);
    if (notion == HR_F_GLOBAL)
        balance(w->weight, w->matrix.sign, rows * columns);
    double sum = 0;
    for (uint32_t i = 0; i < rows * columns; i++)
        sum += w->weight[i];
    for (uint32_t i = 0; i < rows * columns && sum > 0; i++)
        w->weight[i] /= sum;
}

static double ceiling_of(double *gradient, const weighted *w) {
    uint32_t entries = w->matrix.rows * w->matrix.columns;
    double m[HR_SUBMATRIX_SIDE * HR_SUBMATRIX_SIDE] = {0};
    for (uint32_t i = 0; i < entries; i++)
        m[i] = w->weight[i] * w->matrix.sign[i];
    double norm = hr_schatten_norm(gradient, m, w->matrix.rows, w->matrix.columns);
    return norm > 0 ? norm * sqrt(entries) : HUGE_VAL;
}

/* Multiplicative steps; the best weights on the way are kept. */
static void lower(weighted *w, hr_notion notion, uint32_t steps) {
    uint32_t entries = w->matrix.rows * w->matrix.columns;
    double gradient[HR_SUBMATRIX_SIDE * HR_SUBMATRIX_SIDE];
    weighted now = *w;
    for (uint32_t step = 0; step < steps; step++) {
        now.ceiling = ceiling_of(gradient, &now);
        if (!isfinite(now.ceiling))
            return;
        if (now.ceiling < w->ceiling)
            *w = now;
        double largest = 0;
        for (uint32_t i = 0; i < entries; i++) {
            gradient[i] *= now.matrix.sign[i];
            largest = fmax(largest, fabs(gradient[i]));
        }
        double rate = 1.0 / sqrt(1 + step / 8.0) / (largest > 0 ? largest : 1);
        for (uint32_t i = 0; i < entries; i++)
            now.weight[i] *= exp(-rate * gradient[i]);
        normalise(&now, notion);
    }
}

static void start(weighted *w, const hr_region *region, hr_notion notion, uint32_t number) {
    static const uint32_t side[] = {HR_SUBMATRIX_SIDE, HR_SUBMATRIX_SIDE / 2};
    hr_region_start(&w->matrix, region, number < 2, side[number & 1], side[number & 1]);
    for (uint32_t i = 0; i < w->matrix.rows * w->matrix.columns; i++)
        w->weight[i] = 1;
    if (notion != HR_F_SIGN) /* a query with one kind of documents has no bounded threshold */
        for (uint32_t i = 0; i < w->matrix.rows; i++) {
            const hr_ancestors *a = region->ancestors;
            uint64_t size = a->start[w->matrix.query[i] + 1] - a->start[w->matrix.query[i]];
            for (uint32_t j = 0; j < w->matrix.columns && (!size || size == a->documents); j++)
                w->weight[i * w->matrix.columns + j] = 0;
        }
    normalise(w, notion);
    w->ceiling = ceiling_of(NULL, w);
}

static hr_status search(weighted *best, const hr_problem *problem) {
    hr_region region;
    hr_status status = hr_region_init(&region, problem, 3);
    double effort = problem->effort > 0 ? problem->effort : 1;
    best->ceiling = HUGE_VAL;
    weighted *one = status == HR_OK ? malloc(sizeof *one) : NULL;
    if (status == HR_OK && !one)
        status = hr_fail(HR_ENOMEM, "out of memory: the weights of a submatrix");
    for (uint32_t i = 0; i < STARTS && status == HR_OK; i++) {
        start(one, &region, problem->notion, i);
        lower(one, problem->notion, FIRST_STEPS);
        if (one->ceiling < best->ceiling)
            *best = *one;
    }
    if (status == HR_OK && isfinite(best->ceiling))
        lower(best, problem->notion, (uint32_t)fmin(STEPS * effort, 1e6));
    free(one);
    hr_region_clear(&region);
    return status;
}

/* Z, from the integer weights */
static uint64_t imbalance(const hr_evidence *e, const hr_ancestors *a, hr_notion notion) {
    int64_t all = 0;
    uint64_t rows = 0;
    for (uint32_t i = 0; i < e->queries; i++) {
        int64_t row = 0;
        for (uint32_t j = 0; j < e->documents; j++) {
            int64_t weight = e->weight[(size_t)i * e->documents + j];
            row += hr_is_ancestor(a, e->query[i], e->document[j]) ? weight : -weight;
        }
        all += row;
        rows += (uint64_t)llabs(row);
    }
    return notion == HR_F_SIGN ? 0 : notion == HR_F_QUERY ? rows : (uint64_t)llabs(all);
}

/* Upper bounds on F^2p = (|R| |C|)^p trace, on the ceiling, and whether eps exceeds it. */
typedef struct {
    uint64_t sum, imbalance;
    double log2_f;
    double ceiling;
    bool impossible;
} exact_ceiling;

static double log2_of(const mpz_t x) {
    long exponent;
    double mantissa = mpz_get_d_2exp(&exponent, x);
    return (double)exponent + log2(mantissa);
}

/* N/M >= F^2 / (sum W)^2, N the least for M = 10^9 but for rounding upwards */
static void round_up(hr_evidence *e, const exact_ceiling *c) {
    double square = exp2(2 * c->log2_f) / ((double)c->sum * (double)c->sum);
    e->denominator = denominator;
    e->numerator = (uint64_t)(square * (1 + 1e-9) * (double)denominator) + 2;
}

/* eps (sum W + Z) - Z > F?  Exactly: eps is a dyadic number. */
static bool exceeds(double eps, const exact_ceiling *c, const mpz_t f_power, uint32_t power) {
    mpq_t left, term;
    mpz_t numerator, bottom;
    mpq_inits(left, term, NULL);
    mpz_inits(numerator, bottom, NULL);
    mpq_set_d(left, eps);
    mpq_set_ui(term, c->sum + c->imbalance, 1);
    mpq_mul(left, left, term);
    mpq_set_ui(term, c->imbalance, 1);
    mpq_sub(left, left, term);
    bool above = mpq_sgn(left) > 0;
    mpz_pow_ui(numerator, mpq_numref(left), 2ul * power);
    mpz_pow_ui(bottom, mpq_denref(left), 2ul * power);
    mpz_mul(bottom, bottom, f_power);
    above = above && mpz_cmp(numerator, bottom) > 0;
    mpq_clears(left, term, NULL);
    mpz_clears(numerator, bottom, NULL);
    return above;
}

static hr_status compute_exactly(exact_ceiling *out, hr_evidence *e, const hr_problem *problem) {
    *out = (exact_ceiling){.imbalance = imbalance(e, problem->ancestors, problem->notion)};
    for (size_t i = 0; i < (size_t)e->queries * e->documents; i++)
        out->sum += e->weight[i];
    mpz_t f_power, room;
    mpz_inits(f_power, room, NULL);
    hr_status status = hr_evidence_trace(f_power, e, problem->ancestors, true);
    mpz_ui_pow_ui(room, (unsigned long)e->queries * e->documents, e->power);
    mpz_mul(f_power, f_power, room);
    if (status == HR_OK && out->sum) {
        out->log2_f = log2_of(f_power) / (2.0 * e->power);
        double z = (double)out->imbalance;
        out->ceiling = (exp2(out->log2_f) + z) / ((double)out->sum + z) * (1 + 1e-9);
        out->impossible = problem->notion == HR_F_GLOBAL && exceeds(problem->eps, out, f_power, e->power);
    }
    mpz_clears(f_power, room, NULL);
    return status;
}

static hr_status prove(exact_ceiling *out, hr_evidence *e, const weighted *w, const hr_problem *problem) {
    const hr_submatrix *m = &w->matrix;
    double largest = 0;
    bool holds = false;
    hr_status status = hr_evidence_resize(e, m->rows, m->columns, true);
    if (status != HR_OK)
        return status;
    e->kind = HR_EVIDENCE_WEIGHTS;
    e->notion = HR_F_SIGN;
    e->power = POWER;
    memcpy(e->query, m->query, m->rows * sizeof *m->query);
    memcpy(e->document, m->document, m->columns * sizeof *m->document);
    for (uint32_t i = 0; i < m->rows * m->columns; i++)
        largest = fmax(largest, w->weight[i]);
    for (uint32_t i = 0; i < m->rows * m->columns; i++)
        e->weight[i] = (uint32_t)(w->weight[i] / largest * MOST_WEIGHT + 0.5);
    status = compute_exactly(out, e, problem);
    if (status != HR_OK)
        return status;
    round_up(e, out);
    status = hr_evidence_check(&holds, e, problem->ancestors);
    if (status == HR_OK && !holds)
        status = hr_fail(HR_EINTERNAL, "bound: the weights of L3 do not pass their check; this is a bug");
    return status;
}

static hr_status compute(hr_bound_row *out, const hr_problem *problem) {
    if (!problem->ancestors->queries || !problem->ancestors->documents)
        return hr_row_refuse(out, "no query or no document");
    weighted *best = malloc(sizeof *best);
    if (!best)
        return hr_fail(HR_ENOMEM, "out of memory: the weights of a submatrix");
    hr_status status = search(best, problem);
    exact_ceiling c = {0};
    hr_row_start(out, (double)NAN);
    if (status == HR_OK && isfinite(best->ceiling))
        status = prove(&c, &out->evidence, best, problem);
    uint32_t rows = best->matrix.rows, columns = best->matrix.columns;
    free(best);
    if (status != HR_OK)
        return status;
    if (c.sum == 0 || c.ceiling >= 1) {
        hr_bound_row_clear(out);
        return hr_row_refuse(out, "no margin is excluded");
    }
    out->known = HR_CERTIFIED;
    out->margin_log10 = log10(c.ceiling) + 1e-12;
    if (problem->notion == HR_F_GLOBAL && c.impossible)
        out->dimension = HUGE_VAL;
    hr_row_note(out, "%s %.4f in every dimension: weights on %u queries and %u documents",
                c.impossible ? "no dimension whatever: eps <=" : "margin <=", c.ceiling + 5e-5, rows,
                columns);
    return HR_OK;
}

const hr_bound hr_bound_margin = {
    .name = "margin ceiling",
    .statement = "L3",
    .side = HR_LOWER,
    .help = "margin <= sqrt(|R| |C|) ||W o A|| / sum W in every dimension",
    .compute = compute,
};
