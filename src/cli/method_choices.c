#include "cli/method_choices.h"

#include "feasibility/improver.h"

#include <string.h>

hr_status hr_method_choices_resolve(const hr_method **method, hr_method_options *options,
                                    const hr_method_choices *c, uint64_t seed, const char *command) {
    *options = (hr_method_options){.dim = (uint32_t)c->dim,
                                   .seed = seed,
                                   .runs = (uint32_t)c->runs,
                                   .dual = c->dual,
                                   .near = c->near,
                                   .search = c->search,
                                   .steps = (uint32_t)c->steps,
                                   .dtype = HR_FLOAT32};
    if (!(c->search >= 0 && c->search <= 1e6))
        return hr_fail(HR_EUSAGE, "%s: --search %g: must be from 0 to 1e6", command, c->search);
    if (hr_improver_refuse(c->method) != HR_OK)
        return hr_fail_prefix(HR_EUSAGE, "%s", command);
    *method = hr_method_find(c->method);
    if (!*method)
        return HR_EUSAGE;
    options->bfloat16 = c->dtype && !strcmp(c->dtype, "bfloat16");
    if (options->bfloat16)
        return HR_OK;
    for (options->dtype = HR_FLOAT32; c->dtype && strcmp(c->dtype, hr_dtype_name(options->dtype));
         options->dtype++)
        if (options->dtype == HR_FLOAT64)
            return hr_fail(HR_EUSAGE, "%s: --dtype %s: must be bfloat16, float32 or float64", command,
                           c->dtype);
    return HR_OK;
}
