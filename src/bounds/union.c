#include "bounds/union.h"

#include "bounds/row.h"

#include <math.h>

hr_status hr_union_compute(hr_bound_row *out, const hr_problem *problem, hr_union_fill fill) {
    hr_sizes sizes;
    hr_status status = hr_sizes_build(&sizes, problem->ancestors);
    if (status != HR_OK)
        return status;
    status = fill(out, problem, &sizes);
    hr_sizes_clear(&sizes);
    return status;
}

typedef struct {
    const hr_sizes *sizes;
    double eps;
    hr_log_tail tail;
} hr_context;

static double global_failure(const void *context, uint64_t d) {
    const hr_context *c = context;
    return hr_global_failure(c->sizes, d, c->eps, c->tail);
}

bool hr_union_global(hr_bound_row *out, double *failure, const hr_problem *problem, const hr_sizes *sizes,
                     hr_log_tail tail) {
    hr_context context = {sizes, problem->eps, tail};
    double most = 0.5 / sqrt(fmax(1, (double)hr_sizes_most(sizes)));
    uint64_t d = problem->eps < most ? hr_least_dimension(global_failure, &context, 64) : 0;
    if (!d) {
        hr_row_refuse(out, "no bound: needs eps < 1/(2 sqrt s) = %.4g and no empty S(q)", most);
        return false;
    }
    hr_row_start(out, (double)d);
    *failure = global_failure(&context, d);
    return true;
}
