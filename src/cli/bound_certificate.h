/* hrdim bound --certificate. */
#ifndef HR_BOUND_CERTIFICATE_H
#define HR_BOUND_CERTIFICATE_H

#include "bounds/bound.h"
#include "certificate/certificate.h"

/* HR_EUSAGE unless `statement` is that of a lower bound. */
hr_status hr_bound_certificate_check(const char *statement);

/* Certifies the row of this statement, or, for NULL, the best lower bound that has evidence; the evidence is
 * checked once more.  rows[i] is hr_bounds[i]'s. */
hr_status hr_bound_certificate(hr_certificate *out, const char *file, const char *statement,
                               const hr_problem *problem, const hr_bound_row *rows);

#endif
