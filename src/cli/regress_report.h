/* What `hrdim regress` says. */
#ifndef HR_REGRESS_REPORT_H
#define HR_REGRESS_REPORT_H

#include "cli/command.h"
#include "regress/baseline.h"

typedef struct {
    const hr_baseline *baseline;
    bool updated; /* the file has the measured values now */
    uint64_t seed;
} hr_regress_report;

/* 0 nothing is worse, 1 something is, 3 something is UNKNOWN that was known; 0 after an update */
int hr_regress_exit(const hr_regress_report *report);

hr_status hr_regress_print(const hr_regress_report *report);
hr_status hr_regress_print_json(const hr_regress_report *report);

/* The same JSON into a file, whole or not at all. */
hr_status hr_regress_write_json(const hr_regress_report *report, const char *path);

#endif
