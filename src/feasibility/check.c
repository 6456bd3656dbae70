#include "feasibility/check.h"

#include "base/progress.h"
#include "feasibility/decide.h"
#include "feasibility/structure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static hr_status check_options(const hr_embedding *embedding, const hr_check_options *options) {
    if (options->notion == HR_F_GLOBAL && !(options->eps >= 0 && options->eps <= 1))
        return hr_fail(HR_EUSAGE, "eps must lie in [0, 1], it is %g", options->eps);
    if (!(options->seconds >= 0))
        return hr_fail(HR_EUSAGE, "the time limit is %g seconds; it must not be negative", options->seconds);
    if (hr_embedding_levels_only(embedding))
        return HR_OK;
    hr_status status = hr_matrix_finite(&embedding->queries, hr_embedding_queries_file(embedding));
    return status == HR_OK ? hr_matrix_finite(&embedding->docs, hr_embedding_docs_file(embedding)) : status;
}

static hr_status by_structure(hr_check_result *out, const hr_ancestors *ancestors,
                              const hr_embedding *embedding, const hr_check_options *options) {
    switch (embedding->structure.kind) {
    case HR_RUNS_STRUCTURE:
        return hr_decide_runs(out, ancestors, embedding, options);
    case HR_BLOCKS_STRUCTURE:
        return hr_decide_blocks(out, ancestors, embedding, options);
    case HR_ORDERS_STRUCTURE:
        return hr_decide_orders(out, ancestors, embedding, options);
    case HR_MOMENT_STRUCTURE:
        return hr_decide_moment(out, ancestors, embedding, options);
    case HR_NO_STRUCTURE:
        break;
    }
    return HR_OK;
}

static void start(hr_check_result *out, const hr_embedding *embedding, const hr_check_options *options) {
    memset(out, 0, sizeof *out);
    out->verdict = HR_UNKNOWN;
    out->notion = options->notion;
    out->eps = options->notion == HR_F_GLOBAL ? options->eps : 0;
    out->dimension = embedding->queries.cols;
    out->dtype =
        embedding->queries.dtype > embedding->docs.dtype ? embedding->queries.dtype : embedding->docs.dtype;
}

hr_status hr_check(hr_check_result *out, const hr_ancestors *ancestors, const hr_embedding *embedding,
                   const hr_check_options *options) {
    double began = hr_seconds(), deadline = options->seconds > 0 ? began + options->seconds : 0;
    bool levels_only = hr_embedding_levels_only(embedding);
    start(out, embedding, options);
    hr_status status = hr_embedding_fits(embedding, ancestors);
    if (status == HR_OK)
        status = check_options(embedding, options);
    if (status == HR_OK && options->route == HR_ROUTE_AUTO) {
        status = by_structure(out, ancestors, embedding, options);
        if (status == HR_OK && !out->how)
            start(out, embedding, options);
        if (status == HR_OK && !out->how && !levels_only && options->notion != HR_F_GLOBAL)
            status = hr_decide_sums(out, ancestors, embedding, options, deadline);
    }
    if (status == HR_OK && !out->how && levels_only)
        status =
            hr_fail(HR_EUSAGE,
                    "%s: runs or levels without numbers decide F-query and F-sign, by that structure alone",
                    hr_embedding_docs_file(embedding));
    if (status == HR_OK && !out->how)
        status = options->notion == HR_F_GLOBAL
                     ? hr_decide_global(out, ancestors, embedding, options, deadline)
                     : hr_decide_pairs(out, ancestors, embedding, options, deadline);
    out->seconds = hr_seconds() - began;
    if (status != HR_OK)
        hr_check_result_clear(out);
    return status;
}

void hr_check_result_clear(hr_check_result *result) {
    free(result->total);
    free(result->hit);
    memset(result, 0, sizeof *result);
}
