/* U6: runs.  In an order of the queries, the queries of document x are c(x) maximal runs; a polynomial of
 * degree 2c with its roots just outside them is positive inside and negative outside.  With C = max c(x),
 * lower degrees padded by factors v^2 + 1: F-sign in 2C + 1 dimensions.  F-query in 2C: every document's
 * leading coefficient is -1, and -v^2C is a threshold per query.  Dual: runs of S(q) in an order of the
 * documents; the queries' constant coefficient is the threshold.
 *
 * C is counted here, in the depth-first order of two spanning forests, of which the better one is the row,
 * and in an order that was searched for from the first (hierarchy/order_search.h), which is a row of its own.
 *
 * Price: with N points v = 2p - (N-1), |v| <= N - 1, roots of the other parity, |root| <= N: every factor is
 * an odd integer, so the gap is 2; the coefficients of a row sum to at most prod (1 + |root|) 2^(paddings).
 */
#include "base/memory.h"
#include "bounds/row.h"
#include "bounds/rows.h"
#include "hierarchy/order.h"
#include "hierarchy/order_search.h"
#include "hierarchy/walk.h"

#include <math.h>
#include <stdlib.h>

static const struct {
    hr_keep_rule rule;
    const char *name;
} orders[] = {
    {HR_KEEP_MOST_ANCESTORS, "each node under its parent with most ancestors"},
    {HR_KEEP_FIRST, "each node under its first parent"},
};
enum { ORDERS = sizeof orders / sizeof orders[0] };

/* The largest log2 of prod (1 + |root|) 2^(C - c) over the rows. */
static double most_log2_coefficients(const hr_runs *runs, uint32_t points) {
    double most = 0, edge = (double)points;
    for (uint32_t row = 0; row < runs->rows; row++) {
        double sum = runs->most - (double)(runs->start[row + 1] - runs->start[row]);
        for (uint64_t i = runs->start[row]; i < runs->start[row + 1]; i++) {
            double low = 2.0 * runs->first[i] - edge, high = 2.0 * runs->last[i] + 2 - edge;
            sum += log2((1 + fabs(low)) * (1 + fabs(high)));
        }
        most = fmax(most, sum);
    }
    return most;
}

static hr_status count(uint32_t *most, double *log2_coefficients, const hr_problem *problem,
                       hr_keep_rule rule, bool dual, bool search) {
    hr_forest forest;
    hr_status status = hr_forest_build(&forest, problem->hierarchy, rule);
    if (status != HR_OK)
        return status;
    uint32_t *position = dual ? hr_document_positions(problem->hierarchy, &forest)
                              : hr_query_positions(problem->hierarchy, &forest);
    hr_forest_clear(&forest);
    if (!position)
        return HR_ENOMEM;
    hr_runs runs;
    if (search)
        status = hr_order_search(
            position, problem->ancestors,
            &(hr_order_search_options){.dual = dual, .effort = problem->effort, .seed = problem->seed});
    if (status == HR_OK)
        status = dual ? hr_runs_of_queries(&runs, problem->ancestors, position)
                      : hr_runs_of_documents(&runs, problem->ancestors, position);
    free(position);
    if (status != HR_OK)
        return status;
    *most = runs.most;
    *log2_coefficients =
        most_log2_coefficients(&runs, dual ? problem->ancestors->documents : problem->ancestors->queries);
    hr_runs_clear(&runs);
    return HR_OK;
}

static hr_status compute_form(hr_bound_row *out, const hr_problem *problem, bool dual, bool search) {
    if (problem->notion == HR_F_GLOBAL)
        return hr_row_refuse(out, "proves no margin eps for unit vectors");
    uint32_t best = UINT32_MAX;
    double log2_coefficients = 0;
    const char *order = "";
    bool one = search || hr_is_forest(problem->hierarchy); /* a forest spans itself */
    for (int i = 0; i < (one ? 1 : ORDERS); i++) {
        uint32_t most;
        double log2_sum;
        hr_status status = count(&most, &log2_sum, problem, orders[i].rule, dual, search);
        if (status != HR_OK)
            return status;
        if (most < best || (most == best && log2_sum < log2_coefficients)) {
            best = most;
            log2_coefficients = log2_sum;
            order = orders[i].name;
        }
    }
    bool sign = problem->notion == HR_F_SIGN;
    double points = dual ? problem->ancestors->documents : problem->ancestors->queries;
    double degree = 2 * fmax(1, best);
    hr_row_start(out, degree + sign);
    hr_polynomials price = {.most = fmax(1, points - 1),
                            .least = dual && !sign ? 1 : 0,
                            .top = dual || sign ? degree : degree - 1,
                            .log2_coefficients = log2_coefficients,
                            .gap = 2};
    hr_row_price(out, &price);
    if (search)
        hr_row_note(out, "max c(%s) = %u runs, in an order found by local search", dual ? "q" : "x", best);
    else
        hr_row_note(out, "max c(%s) = %u runs, depth-first, %s", dual ? "q" : "x", best, order);
    return HR_OK;
}

static hr_status compute(hr_bound_row *out, const hr_problem *problem) {
    return compute_form(out, problem, false, false);
}

static hr_status compute_dual(hr_bound_row *out, const hr_problem *problem) {
    return compute_form(out, problem, true, false);
}

static hr_status compute_search(hr_bound_row *out, const hr_problem *problem) {
    return compute_form(out, problem, false, true);
}

static hr_status compute_search_dual(hr_bound_row *out, const hr_problem *problem) {
    return compute_form(out, problem, true, true);
}

const hr_bound hr_bound_runs = {
    .name = "runs",
    .statement = "U6",
    .side = HR_UPPER,
    .help = "2 max c(x), runs of a document's queries in a depth-first order; F-sign one more",
    .compute = compute,
};

const hr_bound hr_bound_runs_dual = {
    .name = "runs, dual",
    .statement = "U6",
    .side = HR_UPPER,
    .help = "2 max c(q), runs of S(q) in a depth-first order of the documents; F-sign one more",
    .compute = compute_dual,
};

const hr_bound hr_bound_runs_search = {
    .name = "runs, searched",
    .statement = "U6",
    .side = HR_UPPER,
    .help = "2 max c(x), in an order of the queries found by local search; F-sign one more",
    .compute = compute_search,
};

const hr_bound hr_bound_runs_search_dual = {
    .name = "dual, searched",
    .statement = "U6",
    .side = HR_UPPER,
    .help = "2 max c(q), in an order of the documents found by local search; F-sign one more",
    .compute = compute_search_dual,
};
