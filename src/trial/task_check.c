/* check: builds a method's embedding and decides it exactly. */
#include "base/progress.h"
#include "trial/tasks.h"

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
        status = hr_task_outcome(result, method->statement, &r, trial->tally);
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
    options.levels = trial->notion != HR_F_GLOBAL;
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
