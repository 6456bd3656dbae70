/* hrdim check --any-query, --any-document: can any vector serve? */
#ifndef HR_CHECK_LINEAR_H
#define HR_CHECK_LINEAR_H

#include "cli/command.h"
#include "feasibility/linear.h"

typedef struct {
    const hr_hierarchy *hierarchy;
    const hr_ancestors *ancestors;
    const hr_embedding *embedding;
    hr_linear_options options; /* thresholds are chosen here */
    const char *write;         /* the embedding with the vectors found, under this prefix; NULL: not */
    const char *certificate;   /* where to write it; NULL: not */
    const hr_common *common;
} hr_check_linear_call;

/* Decides and prints. */
hr_status hr_check_linear(const hr_check_linear_call *call, int *exit_status);

#endif
