/* L2: Forster.  sign rank >= sqrt(|R| |C|) / ||A|| for the submatrix A of rows R and columns C [Forster].
 *
 * Unit vectors that realise A in d dimensions can be moved, by a linear map that changes no sign, until the
 * documents are isotropic: sum over C of x x^T = (|C|/d) I.  Then for every row sum over C of |<q,x>| >= sum
 * of <q,x>^2 = |C|/d, so |R| |C| / d <= sum of A <q,x> <= ||A|| sqrt(|R| |C|). F-query: one less, as a
 * threshold is one more coordinate.
 *
 * The submatrix is found by exchanging rows and columns; its norm is bounded by trace((A^T A)^p) in exact
 * integers, with the least power of two p that gives the best bound. */
#include "bounds/row.h"
#include "bounds/rows.h"
#include "bounds/submatrix.h"

#include <math.h>
#include <string.h>

enum { STARTS = 4, STEPS = 1500, MOST_POWER = 64 };

static double quality(const hr_submatrix *m) {
    return sqrt((double)m->rows * m->columns) / hr_schatten_norm(NULL, m->sign, m->rows, m->columns);
}

static void remove_at(uint32_t *number, uint32_t *count, uint32_t place) {
    number[place] = number[--*count];
}

/* One row or column more, less or another; false: nothing to change. */
static bool change(hr_submatrix *m, const hr_region *r) {
    bool row = gsl_rng_uniform_int(r->rng, 2);
    uint32_t *number = row ? m->query : m->document, *count = row ? &m->rows : &m->columns, fresh;
    bool drawn = row ? hr_region_draw_query(&fresh, r, m) : hr_region_draw_document(&fresh, r, m);
    unsigned long kind = gsl_rng_uniform_int(r->rng, 4);
    if (kind == 0 && *count > 1)
        remove_at(number, count, (uint32_t)gsl_rng_uniform_int(r->rng, *count));
    else if (!drawn)
        return false;
    else if (kind == 1 && *count < HR_SUBMATRIX_SIDE)
        number[(*count)++] = fresh;
    else
        number[gsl_rng_uniform_int(r->rng, *count)] = fresh;
    hr_submatrix_fill(m, r->ancestors);
    return true;
}

static void improve(hr_submatrix *best, const hr_region *r, uint32_t steps) {
    double most = quality(best);
    for (uint32_t step = 0; step < steps; step++) {
        hr_submatrix next = *best;
        if (!change(&next, r))
            continue;
        double reached = quality(&next);
        if (reached >= most) {
            most = reached;
            *best = next;
        }
    }
}

/* The largest K that this power proves. */
static hr_status largest(uint32_t *least, hr_evidence *e, const hr_ancestors *a) {
    bool holds = true;
    for (*least = 0; holds && *least < HR_SUBMATRIX_SIDE; *least += holds) {
        e->least = *least + 1;
        hr_status status = hr_evidence_check(&holds, e, a);
        if (status != HR_OK)
            return status;
    }
    e->least = *least;
    return HR_OK;
}

static hr_status prove(hr_evidence *e, const hr_submatrix *m, const hr_problem *problem) {
    uint32_t best = 0, power = 1, least;
    hr_status status = hr_evidence_resize(e, m->rows, m->columns, false);
    if (status != HR_OK)
        return status;
    memcpy(e->query, m->query, m->rows * sizeof *m->query);
    memcpy(e->document, m->document, m->columns * sizeof *m->document);
    e->kind = HR_EVIDENCE_FORSTER;
    e->notion = problem->notion == HR_F_SIGN ? HR_F_SIGN : HR_F_QUERY;
    for (e->power = 1; e->power <= MOST_POWER && status == HR_OK; e->power *= 2) {
        status = largest(&least, e, problem->ancestors);
        if (status == HR_OK && least > best) {
            best = least;
            power = e->power;
        }
    }
    e->power = power;
    e->least = best;
    return status;
}

static hr_status search(hr_submatrix *best, const hr_problem *problem) {
    hr_region region;
    hr_status status = hr_region_init(&region, problem, 2);
    double effort = problem->effort > 0 ? problem->effort : 1, most = 0;
    for (uint32_t i = 0; i < STARTS && status == HR_OK; i++) {
        hr_submatrix one;
        hr_region_start(&one, &region, i % 2 == 0, i < 2 ? 8 : 16, i < 2 ? 8 : 16);
        improve(&one, &region, (uint32_t)fmin(STEPS * effort, UINT32_MAX));
        if (quality(&one) > most) {
            most = quality(&one);
            *best = one;
        }
    }
    hr_region_clear(&region);
    return status;
}

static hr_status compute(hr_bound_row *out, const hr_problem *problem) {
    if (!problem->ancestors->queries || !problem->ancestors->documents)
        return hr_row_refuse(out, "no query or no document");
    hr_submatrix best = {0};
    hr_status status = search(&best, problem);
    if (status != HR_OK)
        return status;
    hr_row_start(out, 1);
    out->known = HR_CERTIFIED;
    status = prove(&out->evidence, &best, problem);
    double ratio = quality(&best);
    if (status == HR_OK && !out->evidence.least) {
        hr_bound_row_clear(out);
        return hr_row_refuse(out,
                             "sqrt(|R| |C|) / ||A|| about %.2f on %u queries and %u documents proves nothing",
                             ratio, best.rows, best.columns);
    }
    if (status == HR_OK) {
        out->dimension = out->evidence.least;
        hr_row_note(out, "sqrt(|R| |C|) / ||A|| about %.2f on %u queries and %u documents, power %u", ratio,
                    best.rows, best.columns, out->evidence.power);
    }
    return status;
}

const hr_bound hr_bound_forster = {
    .name = "Forster",
    .statement = "L2",
    .side = HR_LOWER,
    .help = "sqrt(|R| |C|) / ||A|| on a submatrix; F-query one less",
    .compute = compute,
};
