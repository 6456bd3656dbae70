/* What came of a trial. */
#include "trial/trial.h"

#include <stdlib.h>
#include <string.h>

void hr_result_init(hr_result *result) {
    memset(result, 0, sizeof *result);
}

void hr_result_clear(hr_result *result) {
    free(result->reason);
    json_decref(result->outcome);
    json_decref(result->times);
    hr_result_init(result);
}

hr_status hr_result_copy(hr_result *out, const hr_result *result) {
    *out = *result;
    if (result->reason && !(out->reason = strdup(result->reason))) {
        hr_result_init(out);
        return hr_fail(HR_ENOMEM, "out of memory: a result");
    }
    json_incref(out->outcome);
    json_incref(out->times);
    return HR_OK;
}

char *hr_json_line(const json_t *object) {
    char *line =
        json_dumps(object, JSON_SORT_KEYS | JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(17));
    if (!line)
        hr_fail(HR_ENOMEM, "out of memory: a line of JSON");
    return line;
}

hr_verdict hr_result_verdict(const hr_result *result) {
    const char *name = result->failed ? NULL : json_string_value(json_object_get(result->outcome, "verdict"));
    for (size_t i = 0; name && hr_verdict_names[i]; i++)
        if (!strcmp(hr_verdict_names[i], name))
            return (hr_verdict)i;
    return HR_UNKNOWN;
}

double hr_result_number(const hr_result *result, const char *name, double otherwise) {
    const json_t *value = result->failed ? NULL : json_object_get(result->outcome, name);
    return json_is_number(value) ? json_number_value(value) : otherwise;
}
