/* hrdim check --any-query --certificate, and --any-document. */
#ifndef HR_CHECK_LINEAR_CERTIFICATE_H
#define HR_CHECK_LINEAR_CERTIFICATE_H

#include "certificate/certificate.h"
#include "cli/check_linear.h"

/* INFEASIBLE: the multipliers of the first one that no vector serves.  FEASIBLE: the embedding with the
 * vectors found, once hr_check has decided that it is.  `options` with the thresholds that were used. */
hr_status hr_check_linear_certify(hr_certificate *out, const hr_check_linear_call *call,
                                  const hr_linear_options *options, const hr_linear_result *result);

#endif
