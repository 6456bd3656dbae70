/* What the exact decision says, as a trial's outcome. */
#include "trial/tasks.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Nine digits: kernels of different machines add in different orders, and the last bits of a margin follow.
 */
static json_t *rounded(double x) {
    char text[32];
    snprintf(text, sizeof text, "%.9g", x);
    return json_real(strtod(text, NULL));
}

static double share(uint64_t part, uint64_t of) {
    return of ? (double)part / (double)of : 1;
}

/* Recall at each distance, null where no pair has it; *lowest of those that have. */
static json_t *by_distance(double *lowest, const hr_check_result *r) {
    json_t *list = json_array();
    *lowest = 1;
    for (uint32_t k = 0; k < r->distances; k++) {
        double recall = share(r->hit[k], r->total[k]);
        if (json_array_append_new(list, r->total[k] ? json_real(recall) : json_null())) {
            json_decref(list);
            return NULL;
        }
        if (r->total[k] && recall < *lowest)
            *lowest = recall;
    }
    return list;
}

static hr_status add_counts(json_t *outcome, const hr_check_result *r) {
    double lowest;
    json_t *distances = by_distance(&lowest, r);
    json_t *counts =
        json_pack("{s:I, s:I, s:I, s:f, s:f, s:f, s:f, s:o}", "relevant", (json_int_t)r->relevant,
                  "retrieved", (json_int_t)r->retrieved, "reported", (json_int_t)r->reported, "precision",
                  share(r->retrieved, r->reported), "recall", share(r->retrieved, r->relevant), "macro",
                  r->macro, "min", lowest, "by_distance", distances);
    int failed = !counts || json_object_update(outcome, counts);
    json_decref(counts);
    return failed ? hr_fail(HR_ENOMEM, "out of memory: a result") : HR_OK;
}

/* Infinite where no query has an unmatched document: then there is no number. */
hr_status hr_task_outcome(hr_result *result, const char *statement, const hr_check_result *r, bool tally) {
    hr_status status = hr_task_object(
        &result->outcome, json_pack("{s:s, s:s, s:I, s:s, s:s}", "verdict", hr_verdict_names[r->verdict],
                                    "statement", statement, "dimension", (json_int_t)r->dimension, "dtype",
                                    hr_dtype_name(r->dtype), "how", r->how ? r->how : ""));
    if (status == HR_OK && r->verdict == HR_FEASIBLE && isfinite(r->margin_log10) &&
        json_object_set_new(result->outcome, "margin_log10", rounded(r->margin_log10)))
        status = hr_fail(HR_ENOMEM, "out of memory: a result");
    return status == HR_OK && tally && r->complete ? add_counts(result->outcome, r) : status;
}
