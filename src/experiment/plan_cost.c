/* Guesses of what a trial costs.  They order the work and feed the progress line; no result depends on them.
 */
#include "experiment/plan_parts.h"

uint32_t hr_plan_size(const hr_plan_instance *instance, const char *which) {
    if (!instance->size || !instance->size->wanted.given)
        return 0;
    double size = hr_result_number(&instance->size->wanted.result, which, 0);
    return size > 0 && size <= UINT32_MAX ? (uint32_t)size : 0;
}

double hr_plan_cost(const hr_plan *plan, const hr_plan_series *series, size_t instance, uint32_t dim) {
    const hr_plan_instance *at = &plan->place[series->place].instance[instance];
    const hr_spec_method *word = &plan->experiment->method[series->method];
    const hr_method *method = word->method;
    double n = hr_plan_size(at, "n"), m = hr_plan_size(at, "m"), s = hr_plan_size(at, "s");
    double begin = 1e-4;
    if (!method) /* training: 6 d operations a score and 2 ns for its exponential, 2e10 a second; 5 us a step
                  */
        return begin + (word->over_all * m + word->over_batch) * (6 * (dim ? dim : s) / 2e10 + 2e-9) +
               5e-6 * word->steps;
    if (word->options.runs) /* fewer runs than there are: no structure, all pairs in large integers */
        return begin + n * m * 2 * word->options.runs / 3e8;
    if (!method->takes_dim) /* decided by its structure */
        return begin + 3e-9 * n * m + 1e-7 * (n + m) * s;
    /* one core of 2022 on perfect trees: 8e9 products a second in floats, twice as many in small integers;
     * 20 ns per drawn number, 1 ns per addition of a sum over S(q) */
    double d = dim ? dim : 30 * s, rate = method->takes_dtype ? 8e9 : 16e9;
    return begin + n * m * d / rate + 2e-8 * m * d + 1e-9 * n * s * d;
}
