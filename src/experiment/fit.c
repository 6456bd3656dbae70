#include "experiment/fit.h"

#include "base/memory.h"

#include <gsl/gsl_fit.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

const char *const hr_fit_names[] = {"none", "loglog", "log", NULL};

static hr_status transform(double *u, double *v, hr_fit_model model, const double *x, const double *y,
                           size_t count) {
    bool same = true;
    for (size_t i = 0; i < count; i++) {
        if (!(x[i] > 0) || !(model == HR_FIT_LOG || y[i] > 0) || !isfinite(x[i]) || !isfinite(y[i]))
            return hr_fail(HR_EINPUT, "fit: point (%g, %g) has no logarithm; leave it out", x[i], y[i]);
        u[i] = log(x[i]);
        v[i] = model == HR_FIT_LOG ? y[i] : log(y[i]);
        same = same && x[i] == x[0];
    }
    if (same)
        return hr_fail(HR_EINPUT, "fit: all points have x = %g; a slope needs several", x[0]);
    return HR_OK;
}

hr_status hr_fit_line(hr_fit *out, hr_fit_model model, const double *x, const double *y, size_t count) {
    *out = (hr_fit){.points = count};
    if (model == HR_FIT_NONE)
        return hr_fail(HR_EINTERNAL, "fit: no model");
    if (count < 3)
        return hr_fail(HR_EINPUT, "fit: %zu points; a slope with its standard error needs 3", count);
    double *u = hr_alloc(2 * count, sizeof *u, "a fit");
    if (!u)
        return HR_ENOMEM;
    double *v = u + count;
    hr_status status = transform(u, v, model, x, y, count);
    if (status == HR_OK) {
        double cov00, cov01, cov11, residual;
        gsl_fit_linear(u, 1, v, 1, count, &out->intercept, &out->slope, &cov00, &cov01, &cov11, &residual);
        /* on points that lie on the line rounding can leave a tiny negative variance */
        out->slope_error = sqrt(fmax(cov11, 0));
        out->intercept_error = sqrt(fmax(cov00, 0));
        double total = gsl_stats_tss(v, 1, count);
        out->r2 = total > 0 ? 1 - residual / total : NAN;
    }
    free(u);
    return status;
}
