/* Fits against lines that are known, and against the textbook's formulas for the standard errors. */
#include "test.h"

#include "base/random.h"
#include "experiment/fit.h"

#include <gsl/gsl_randist.h>
#include <math.h>

static void test_exact_line(void) {
    double x[11], y[11];
    for (int i = 0; i < 11; i++) {
        x[i] = i + 2;
        y[i] = 3.5 * pow(x[i], 2);
    }
    hr_fit fit;
    OK(hr_fit_line(&fit, HR_FIT_LOGLOG, x, y, 11));
    CHECK(fabs(fit.slope - 2) < 1e-12 && fit.slope_error < 1e-7, "slope %.17g +- %g", fit.slope,
          fit.slope_error);
    CHECK(fabs(exp(fit.intercept) - 3.5) < 1e-11, "intercept %.17g", exp(fit.intercept));
    CHECK(fit.points == 11 && fabs(fit.r2 - 1) < 1e-12, "%zu points, r2 %g", fit.points, fit.r2);
    for (int i = 0; i < 11; i++)
        y[i] = 7 + 16 * log(x[i]);
    OK(hr_fit_line(&fit, HR_FIT_LOG, x, y, 11));
    CHECK(fabs(fit.slope - 16) < 1e-11 && fabs(fit.intercept - 7) < 1e-11, "%g + %g ln x", fit.intercept,
          fit.slope);
}

/* Residual variance s^2 = RSS/(n-2); se(slope) = s/sqrt(Sxx); se(intercept) = s sqrt(1/n + mean^2/Sxx). */
static void test_standard_errors(void) {
    gsl_rng *rng = hr_rng_new(7, HR_STREAM_TEST, 0);
    for (int round = 0; round < 200; round++) {
        enum { MOST = 40 };
        size_t n = 3 + gsl_rng_uniform_int(rng, MOST - 3);
        double x[MOST], y[MOST], mx = 0, my = 0, sxx = 0, sxy = 0, rss = 0;
        for (size_t i = 0; i < n; i++) {
            x[i] = 1 + 30 * gsl_rng_uniform(rng);
            y[i] = 5 - 3 * log(x[i]) + gsl_ran_gaussian(rng, 2);
            mx += log(x[i]) / (double)n;
            my += y[i] / (double)n;
        }
        for (size_t i = 0; i < n; i++) {
            sxx += pow(log(x[i]) - mx, 2);
            sxy += (log(x[i]) - mx) * (y[i] - my);
        }
        double slope = sxy / sxx, intercept = my - slope * mx;
        for (size_t i = 0; i < n; i++)
            rss += pow(y[i] - intercept - slope * log(x[i]), 2);
        double s = sqrt(rss / (double)(n - 2));
        hr_fit fit;
        OK(hr_fit_line(&fit, HR_FIT_LOG, x, y, n));
        CHECK(fabs(fit.slope - slope) < 1e-9 * (1 + fabs(slope)), "n = %zu: slope %g, not %g", n, fit.slope,
              slope);
        CHECK(fabs(fit.slope_error - s / sqrt(sxx)) < 1e-9 * (1 + s / sqrt(sxx)), "n = %zu: error %g, not %g",
              n, fit.slope_error, s / sqrt(sxx));
        double ie = s * sqrt(1 / (double)n + mx * mx / sxx);
        CHECK(fabs(fit.intercept_error - ie) < 1e-9 * (1 + ie), "n = %zu: error %g, not %g", n,
              fit.intercept_error, ie);
    }
    gsl_rng_free(rng);
}

static void test_refusals(void) {
    hr_fit fit;
    const double x[] = {1, 2, 3, 0}, same[] = {4, 4, 4, 4}, y[] = {1, 2, 3, 4}, low[] = {1, -2, 3, 4};
    FAILS(hr_fit_line(&fit, HR_FIT_LOGLOG, x, y, 2), "needs 3");
    FAILS(hr_fit_line(&fit, HR_FIT_LOGLOG, x, y, 4), "(0, 4) has no logarithm");
    FAILS(hr_fit_line(&fit, HR_FIT_LOGLOG, y, low, 4), "(2, -2) has no logarithm");
    FAILS(hr_fit_line(&fit, HR_FIT_LOG, same, y, 4), "all points have x = 4");
    OK(hr_fit_line(&fit, HR_FIT_LOG, y, low, 4));
    OK(hr_fit_line(&fit, HR_FIT_LOG, y, same, 4));
    CHECK(fit.slope == 0 && isnan(fit.r2), "flat: slope %g, r2 %g", fit.slope, fit.r2);
}

int main(void) {
    RUN(test_exact_line);
    RUN(test_standard_errors);
    RUN(test_refusals);
    return hr_test_end();
}
