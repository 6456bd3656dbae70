#include "trial/task.h"

#include "base/memory.h"
#include "base/text.h"
#include "feasibility/improver.h"
#include "trial/tasks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const hr_task *const hr_tasks[] = {&hr_task_size,  &hr_task_bound, &hr_task_theorem,
                                   &hr_task_check, &hr_task_train, NULL};

const hr_task *hr_task_find(const char *name) {
    for (const hr_task *const *t = hr_tasks; *t; t++)
        if (!strcmp((*t)->name, name))
            return *t;
    return NULL;
}

hr_status hr_task_object(json_t **out, json_t *object) {
    *out = object;
    return object ? HR_OK : hr_fail(HR_ENOMEM, "out of memory: a result");
}

static hr_status take_dual(bool *dual, const char *name, const char *value) {
    static const char *const yes_no[] = {"no", "yes", NULL};
    *dual = value && !strcmp(value, "yes");
    if (!value || *dual || !strcmp(value, "no"))
        return HR_OK;
    const char *near = hr_nearest(value, yes_no);
    return hr_fail(HR_EUSAGE, "%s: unknown value '%.60s' of dual%s%s%s; allowed: no, yes", name, value,
                   near ? ", did you mean '" : "", near ? near : "", near ? "'?" : "");
}

static hr_status take_options(hr_method_options *options, const hr_method *method, hr_spec *spec) {
    static const char *const allowed[] = {"runs", "dual", NULL}, *const none = NULL;
    uint64_t runs = 0;
    hr_status status = method->takes_runs ? HR_OK : hr_spec_unused(spec, &none);
    if (status == HR_OK)
        status = hr_spec_u64(spec, "runs", 0, 1, UINT32_MAX, &runs);
    const char *dual = hr_spec_get(spec, "dual");
    if (status == HR_OK)
        status = hr_spec_unused(spec, allowed);
    if (status == HR_OK)
        status = take_dual(&options->dual, method->name, dual);
    options->runs = (uint32_t)runs;
    return status;
}

hr_status hr_task_method(const hr_method **method, hr_method_options *options, const char *word) {
    *options = (hr_method_options){.dtype = HR_FLOAT32};
    hr_spec spec;
    hr_status status = hr_spec_parse(&spec, word);
    if (status != HR_OK)
        return status;
    *method = NULL;
    status = hr_improver_refuse(spec.name);
    if (status == HR_OK)
        *method = hr_method_find(spec.name);
    status = *method ? take_options(options, *method, &spec) : HR_EUSAGE;
    hr_spec_clear(&spec);
    return status;
}

char *hr_task_method_word(const hr_method *method, const hr_method_options *options) {
    size_t size = strlen(method->name) + 32;
    char *word = hr_alloc(size, 1, "a method's name");
    if (!word)
        return NULL;
    int at = snprintf(word, size, "%s%s", method->name, options->dual ? ":dual=yes" : "");
    if (options->runs)
        snprintf(word + at, size - (size_t)at, "%sruns=%u", options->dual ? "," : ":", options->runs);
    return word;
}
