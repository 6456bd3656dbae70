/* What was found, in words: every word follows from the stored numbers. */
#ifndef HR_FINDING_H
#define HR_FINDING_H

#include "report/points.h"

typedef struct {
    char *text;
    bool alarm; /* a measured point above its theorem's bound: theory or program is wrong */
} hr_finding;

typedef struct {
    hr_finding *line;
    size_t count, capacity;
    char brief[512];                             /* the most important in one line */
    size_t measured, feasible, infeasible, open; /* points, by verdict */
} hr_findings;

hr_status hr_findings_of(hr_findings *out, const hr_experiment *experiment, const hr_points *points);
void hr_findings_clear(hr_findings *findings);

#endif
