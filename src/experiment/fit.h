/* Straight lines through results, with standard errors. */
#ifndef HR_FIT_H
#define HR_FIT_H

#include "base/error.h"

#include <stddef.h>

typedef enum {
    HR_FIT_NONE,
    HR_FIT_LOGLOG, /* ln d = intercept + slope ln x: the exponent of a power law */
    HR_FIT_LOG     /* d = intercept + slope ln x */
} hr_fit_model;

extern const char *const hr_fit_names[]; /* "none", "loglog", "log", NULL */

typedef struct {
    size_t points;
    double slope, slope_error; /* standard errors from the residuals, points - 2 degrees of freedom */
    double intercept, intercept_error;
    double r2; /* share of the variance that the line explains; NAN when there is none */
} hr_fit;

/* Ordinary least squares (gsl_fit_linear).  HR_EINPUT for fewer than 3 points, for x or (loglog) y that are
 * not positive, and for points that all have the same x. */
hr_status hr_fit_line(hr_fit *out, hr_fit_model model, const double *x, const double *y, size_t count);

#endif
