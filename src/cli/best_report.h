/* What --method best prints. */
#ifndef HR_BEST_REPORT_H
#define HR_BEST_REPORT_H

#include "cli/best.h"
#include "cli/best_files.h"

hr_status hr_best_print_start(const hr_best *best, const hr_best_files *files);
/* One line for an improvement or a lower bound. */
hr_status hr_best_print_step(const hr_best *best, const hr_tried *tried);
hr_status hr_best_report(const hr_best *best, const hr_best_files *files, const hr_best_request *request);

#endif
