/* check: builds a method's embedding and decides it exactly. */
#include "base/progress.h"
#include "trial/tasks.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static hr_status subject(char **normalised, unsigned *unused, int *version, const char *text) {
    const hr_method *method;
    hr_method_options options;
    hr_status status = hr_task_method(&method, &options, text);
    if (status != HR_OK)
        return status;
    /* a hierarchy's own seed stands in the hierarchy's text */
    *unused = (method->random ? 0 : HR_USES_SEED) | (method->takes_dim ? 0 : HR_USES_DIM);
    *version = method->version;
    *normalised = hr_task_method_word(method, &options);
    return *normalised ? HR_OK : HR_ENOMEM;
}

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
static hr_status report(hr_result *result, const hr_method *method, const hr_check_result *r, bool tally) {
    hr_status status = hr_task_object(
        &result->outcome, json_pack("{s:s, s:s, s:I, s:s, s:s}", "verdict", hr_verdict_names[r->verdict],
                                    "statement", method->statement, "dimension", (json_int_t)r->dimension,
                                    "dtype", hr_dtype_name(r->dtype), "how", r->how ? r->how : ""));
    if (status == HR_OK && r->verdict == HR_FEASIBLE && isfinite(r->margin_log10) &&
        json_object_set_new(result->outcome, "margin_log10", rounded(r->margin_log10)))
        status = hr_fail(HR_ENOMEM, "out of memory: a result");
    return status == HR_OK && tally && r->complete ? add_counts(result->outcome, r) : status;
}

static hr_status decide(hr_result *result, const hr_trial *trial, const hr_method *method,
                        const hr_embedding *embedding, const hr_loaded *loaded, double built) {
    hr_check_options options = {.notion = trial->notion,
                                .eps = trial->eps,
                                .verdict_only = !trial->tally,
                                .seconds = trial->seconds,
                                .worst = 1};
    hr_check_result r;
    double start = hr_seconds();
    hr_status status = hr_check(&r, loaded->ancestors, embedding, &options);
    if (status != HR_OK)
        return status;
    double seconds = hr_seconds() - start;
    /* an outcome must be the same on a slower machine: running out of time is a failure, not a verdict */
    if (trial->seconds > 0 && r.verdict == HR_UNKNOWN && seconds >= trial->seconds)
        status = hr_fail(HR_ELIMIT, "undecided after %g seconds; raise seconds", trial->seconds);
    else
        status = report(result, method, &r, trial->tally);
    if (status == HR_OK)
        status =
            hr_task_object(&result->times, json_pack("{s:s, s:f, s:f}", "kernel", r.kernel ? r.kernel : "",
                                                     "build_seconds", built, "check_seconds", seconds));
    hr_check_result_clear(&r);
    return status;
}

static hr_status run(hr_result *result, const hr_trial *trial, const hr_loaded *loaded) {
    const hr_method *method;
    hr_method_options options;
    hr_status status = hr_task_method(&method, &options, trial->subject);
    options.dim = trial->dim;
    options.seed = trial->seed;
    options.f_query = trial->notion == HR_F_QUERY;
    hr_embedding embedding;
    hr_embedding_init(&embedding);
    double start = hr_seconds();
    if (status == HR_OK)
        status = hr_method_build(&embedding, method, loaded->hierarchy, loaded->ancestors, &options);
    if (status == HR_OK)
        status = decide(result, trial, method, &embedding, loaded, hr_seconds() - start);
    hr_embedding_clear(&embedding);
    return status;
}

const hr_task hr_task_check = {
    .name = "check",
    .help = "builds a method's embedding and decides it exactly",
    .version = 1,
    .uses = HR_USES_SUBJECT | HR_USES_DIM | HR_USES_NOTION | HR_USES_EPS | HR_USES_SECONDS | HR_USES_SEED |
            HR_USES_TALLY,
    .subject = subject,
    .run = run,
};
