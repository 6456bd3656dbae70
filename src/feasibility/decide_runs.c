/* U5 and U6 by their structure.  Once the matrices are known to hold polynomials and points (family.c), the
 * score of a pair is the polynomial's value: positive exactly when the point lies inside a run, and never 0,
 * because no point is a root.  So counting points in runs counts what the encoder reports, and F-sign holds
 * if and only if the reported pairs are A.
 *
 * Theorem (F-query).  Let the positive pairs be exactly A.  Then every query has a threshold: 0, or, where
 * the constant coordinate was left out, minus what that coordinate contributed: for a document polynomial its
 * leading term -v^2c, the same for all documents of the query v; for a query polynomial its constant term. So
 * F-query holds. */
#include "feasibility/structure.h"

#include "base/progress.h"
#include "feasibility/family.h"
#include "feasibility/family_least.h"
#include "feasibility/family_wrong.h"

#include <math.h>
#include <string.h>

static hr_status exact_margin(hr_check_result *out, const hr_family *f, const hr_family_scale *scale,
                              const hr_check_options *options) {
    hr_family_minimum least;
    hr_status status = hr_family_least(&least, f, scale, options->notion);
    if (status != HR_OK)
        return status;
    hr_margin_set(out, 1, least.log2);
    out->margin_is_bound = least.is_bound;
    if (!isinf(least.log2) && options->worst) {
        uint32_t query = hr_family_query(f, least.row, least.index);
        hr_family_worst(&out->worst[out->worst_count++], f, scale, query, options->notion);
    }
    return HR_OK;
}

static hr_status decide(hr_check_result *out, hr_family *f, const hr_check_options *options) {
    hr_status status = hr_decided_totals(out, f->ancestors);
    if (status == HR_OK)
        status = hr_family_count(out, f);
    if (status != HR_OK)
        return status;
    bool exact = out->retrieved == out->relevant && out->reported == out->retrieved;
    if (options->notion == HR_F_QUERY && !exact)
        return HR_OK; /* out->how stays NULL */
    hr_family_scale scale;
    status = hr_family_scale_init(&scale, f);
    if (status != HR_OK)
        return status;
    out->verdict = exact ? HR_FEASIBLE : HR_INFEASIBLE;
    out->complete = true;
    status = exact ? exact_margin(out, f, &scale, options) : hr_family_wrong(out, f, &scale, options->worst);
    hr_family_scale_clear(&scale);
    out->structure = HR_RUNS_STRUCTURE;
    out->how = "run structure";
    out->kernel = "exact integers";
    return status;
}

hr_status hr_decide_runs(hr_check_result *out, const hr_ancestors *ancestors, const hr_embedding *embedding,
                         const hr_check_options *options) {
    double start = hr_seconds();
    hr_decided_start(out, embedding, options);
    bool constant = embedding->docs.cols % 2, confirmed;
    if (embedding->structure.kind != HR_RUNS_STRUCTURE || options->notion == HR_F_GLOBAL ||
        (options->notion == HR_F_SIGN && !constant))
        return HR_OK;
    hr_family family;
    hr_status status = hr_family_init(&confirmed, &family, ancestors, embedding);
    if (status != HR_OK || !confirmed)
        return status;
    status = decide(out, &family, options);
    hr_family_clear(&family);
    if (status != HR_OK || !out->how) {
        hr_check_result_clear(out);
        hr_decided_start(out, embedding, options);
    }
    out->seconds = hr_seconds() - start;
    return status;
}
