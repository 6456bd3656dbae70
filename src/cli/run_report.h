/* What `hrdim run` prints. */
#ifndef HR_RUN_REPORT_H
#define HR_RUN_REPORT_H

#include "experiment/summary.h"
#include "experiment/sweep.h"

typedef struct {
    const hr_experiment *experiment;
    const hr_summary *summary;
    const hr_sweep_report *sweep;
    const char *folder, *store;
    double seconds;
} hr_run_report;

hr_status hr_run_print(const hr_run_report *report);
hr_status hr_run_print_json(const hr_run_report *report);

#endif
