/* theorem: the dimension that a method has, or takes when none is asked for. */
#include "trial/tasks.h"

static hr_status subject(char **normalised, unsigned *unused, int *version, const char *text) {
    const hr_method *method;
    hr_method_options options;
    hr_status status = hr_task_method(&method, &options, text);
    if (status != HR_OK)
        return status;
    *unused = 0;
    *version = method->version;
    *normalised = hr_task_method_word(method, &options);
    return *normalised ? HR_OK : HR_ENOMEM;
}

static hr_status run(hr_result *result, const hr_trial *trial, const hr_loaded *loaded) {
    const hr_method *method;
    hr_method_options options;
    hr_status status = hr_task_method(&method, &options, trial->subject);
    options.f_query = trial->notion == HR_F_QUERY;
    uint32_t dimension = 0;
    if (status == HR_OK)
        status = method->dimension(&dimension, loaded->hierarchy, loaded->ancestors, &options);
    if (status != HR_OK)
        return status;
    return hr_task_object(&result->outcome, json_pack("{s:s, s:I}", "statement", method->statement,
                                                      "dimension", (json_int_t)dimension));
}

const hr_task hr_task_theorem = {
    .name = "theorem",
    .help = "the dimension that a method has, or takes by itself for the hierarchy",
    .version = 1,
    .uses = HR_USES_SUBJECT | HR_USES_NOTION,
    .subject = subject,
    .run = run,
};
