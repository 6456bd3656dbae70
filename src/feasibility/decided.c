/* What all decisions by structure begin with, and how those end that find everything exact. */
#include "base/memory.h"
#include "feasibility/family_measure.h"
#include "feasibility/structure.h"

#include <string.h>

void hr_decided_start(hr_check_result *out, const hr_embedding *embedding, const hr_check_options *options) {
    hr_dtype q = embedding->queries.dtype, x = embedding->docs.dtype;
    *out = (hr_check_result){.verdict = HR_UNKNOWN,
                             .notion = options->notion,
                             .dimension = embedding->docs.cols,
                             .dtype = q > x ? q : x};
}

hr_status hr_decided_totals(hr_check_result *out, const hr_ancestors *ancestors) {
    out->relevant = ancestors->pairs;
    out->distances = ancestors->max_distance + 1;
    out->total = hr_calloc(out->distances, sizeof *out->total, "recall by distance");
    out->hit = hr_calloc(out->distances, sizeof *out->hit, "recall by distance");
    if (!out->total || !out->hit)
        return HR_ENOMEM;
    memcpy(out->total, ancestors->by_distance, out->distances * sizeof *out->total);
    return HR_OK;
}

hr_status hr_decided_feasible(hr_check_result *out, const hr_ancestors *ancestors,
                              hr_structure_kind structure, double log2_margin, bool is_bound) {
    static const char *const how[] = {[HR_RUNS_STRUCTURE] = "run structure",
                                      [HR_BLOCKS_STRUCTURE] = "block structure",
                                      [HR_ORDERS_STRUCTURE] = "order structure",
                                      [HR_MOMENT_STRUCTURE] = "moment structure"};
    hr_status status = hr_decided_totals(out, ancestors);
    if (status != HR_OK)
        return status;
    memcpy(out->hit, out->total, out->distances * sizeof *out->hit);
    out->retrieved = out->reported = out->relevant;
    out->macro = 1;
    out->verdict = HR_FEASIBLE;
    out->complete = true;
    hr_margin_set(out, 1, log2_margin);
    out->margin_is_bound = is_bound;
    out->structure = structure;
    out->how = how[structure];
    out->kernel = "exact integers";
    return HR_OK;
}
