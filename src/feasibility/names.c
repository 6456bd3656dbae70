/* The words for notions and verdicts, in the order of their enumerations. */
#include "feasibility/check.h"

const char *const hr_notion_names[] = {"f-query", "f-sign", "f-global", NULL};
const char *const hr_verdict_names[] = {"FEASIBLE", "INFEASIBLE", "UNKNOWN", NULL};
