/* What hrdim eval found, as text and as JSON. */
#ifndef HR_EVAL_REPORT_H
#define HR_EVAL_REPORT_H

#include "retrieve/evaluate.h"
#include "retrieve/interval.h"

typedef struct {
    const hr_hierarchy *hierarchy;
    const hr_embedding *embedding, *against; /* against, and what depends on it: NULL where not asked for */
    double holdout;                          /* NAN: all pairs */
    uint64_t trained;                        /* pairs left out of the ranking */
    const hr_evaluation *evaluation, *other;
    uint64_t resamples;                                 /* 0: no intervals */
    const hr_recall_intervals *intervals, *differences; /* NULL: none */
    uint64_t seed;
} hr_eval_facts;

hr_status hr_eval_print(const hr_eval_facts *facts);
hr_status hr_eval_print_json(const hr_eval_facts *facts);

#endif
