/* What `hrdim check` prints. */
#ifndef HR_CHECK_REPORT_H
#define HR_CHECK_REPORT_H

#include "cli/certificate.h"
#include "cli/command.h"
#include "feasibility/check.h"

typedef struct {
    const hr_hierarchy *hierarchy;
    const hr_ancestors *ancestors;
    const hr_embedding *embedding;
    const hr_check_result *result;
    hr_certificate_report certificate;
    uint64_t seed;
} hr_check_report;

hr_status hr_check_print(const hr_check_report *report);
hr_status hr_check_print_json(const hr_check_report *report);

#endif
