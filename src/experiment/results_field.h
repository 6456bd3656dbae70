/* Fields of the CSV files (RFC 4180). */
#ifndef HR_RESULTS_FIELD_H
#define HR_RESULTS_FIELD_H

#include "experiment/plan.h"
#include "experiment/summary.h"

#include <stdio.h>

void hr_write_number(FILE *file, double value); /* nothing when it is not finite */

/* Each writes the field and `end` behind it.  Text is quoted only where it must be; NULL is empty. */
void hr_field_text(FILE *file, const char *text, char end);
void hr_field_number(FILE *file, double value, char end);
void hr_field_count(FILE *file, uint64_t value, char end); /* empty when it is 0 */

/* Whole files: results_points.c, */
void hr_results_points(FILE *file, const hr_summary *summary);
void hr_results_fits(FILE *file, const hr_summary *summary);

/* results_trials.c. */
hr_status hr_results_trials(FILE *file, const hr_plan *plan);
hr_status hr_results_times(FILE *file, const hr_plan *plan);

#endif
