#include "embedding/method.h"

#include "base/text.h"
#include "embedding/affordable.h"
#include "embedding/bfloat16.h"
#include "embedding/methods.h"

#include <stdio.h>
#include <string.h>

const hr_method *const hr_methods[] = {
    &hr_method_sign,
    &hr_method_gaussian,
    &hr_method_code,
    &hr_method_moment,
    &hr_method_trigonometric,
    &hr_method_interval,
    &hr_method_runs,
    &hr_method_blocks,
    &hr_method_separators,
    &hr_method_orders,
    NULL,
};

enum { METHODS = sizeof hr_methods / sizeof *hr_methods };

const hr_method *hr_method_find(const char *name) {
    const char *names[METHODS];
    char list[256] = "";
    for (size_t i = 0; i < METHODS; i++) {
        names[i] = hr_methods[i] ? hr_methods[i]->name : NULL;
        if (!names[i])
            break;
        if (!strcmp(names[i], name))
            return hr_methods[i];
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", names[i]);
    }
    const char *near = hr_nearest(name, names);
    hr_fail(HR_EUSAGE, "'%s' is not a method%s%s%s; there are %s", name, near ? ", did you mean '" : "",
            near ? near : "", near ? "'?" : "", list);
    return NULL;
}

static hr_status check_options(const hr_method *method, const hr_method_options *options) {
    bool runs = options->runs && !method->takes_runs, dual = options->dual && !method->takes_dual;
    if (runs || dual)
        return hr_fail(HR_EUSAGE, "%s (%s) has no runs to choose; leave --%s out, or use runs (U6)",
                       method->name, method->statement, runs ? "runs" : "dual");
    if (options->search > 0 && !method->takes_runs && !method->takes_search)
        return hr_fail(
            HR_EUSAGE,
            "%s (%s) has no order to search for; leave --search out, or use runs (U6) or orders (U11)",
            method->name, method->statement);
    if ((options->steps || options->near) && !method->takes_steps)
        return hr_fail(HR_EUSAGE, "%s (%s) is not trained; leave --%s out, or use blocks (U7)", method->name,
                       method->statement, options->steps ? "steps" : "near");
    return HR_OK;
}

hr_status hr_method_build(hr_embedding *out, const hr_method *method, const hr_hierarchy *hierarchy,
                          const hr_ancestors *ancestors, const hr_method_options *options) {
    char text[64];
    snprintf(text, sizeof text, "%s (%s)", method->name, method->statement);
    hr_status status = check_options(method, options);
    if (status == HR_OK)
        status = hr_affordable_dimension(options->dim, text);
    if (status == HR_OK)
        status = method->build(out, hierarchy, ancestors, options);
    if (status == HR_OK && method->takes_dtype && options->bfloat16) {
        hr_matrix_round_bfloat16(&out->queries);
        hr_matrix_round_bfloat16(&out->docs);
    }
    if (status == HR_OK && !(out->origin = strdup(text)))
        status = hr_fail(HR_ENOMEM, "out of memory: a name");
    if (status != HR_OK)
        hr_embedding_clear(out);
    return status;
}

hr_status hr_method_floats(hr_embedding *out, const hr_embedding *exact, const hr_method_options *options) {
    return options->bfloat16 ? hr_embedding_bfloat16(out, exact)
                             : hr_embedding_floats(out, exact, options->dtype);
}
