/* The ways to decide; check.c picks one.  Each fills `out` (zeroed but for notion, eps, dimension, dtype). */
#ifndef HR_DECIDE_H
#define HR_DECIDE_H

#include "feasibility/check.h"
#include "feasibility/ranking.h"
#include "feasibility/tally.h"

/* F-query and F-sign query by query: shared by decide_pairs.c and decide_sums.c, which differ in how the
 * scores come about. */
typedef struct {
    const hr_ancestors *ancestors;
    const hr_check_options *options;
    hr_operand operand;
    hr_exact exact;
    uint32_t *twin;
    uint32_t *order;    /* queries, the largest |S(q)| first: they fail first */
    uint32_t *recalled; /* by query */
    int threads;
    hr_tally *tally;     /* by thread */
    hr_ranking *ranking; /* by thread */
    hr_scan scan;
    atomic_bool stop, late;
} hr_decision;

hr_status hr_decision_init(hr_decision *decision, const hr_ancestors *ancestors,
                           const hr_embedding *embedding, const hr_check_options *options, double deadline);
void hr_decision_clear(hr_decision *decision);
/* Adds the threads' tallies up and says the verdict. */
hr_status hr_decision_end(hr_check_result *out, hr_decision *decision);

hr_status hr_decide_pairs(hr_check_result *out, const hr_ancestors *ancestors, const hr_embedding *embedding,
                          const hr_check_options *options, double deadline);
/* U1, U3 and whatever else has documents of -1, 1 (or 0, 1) and queries that are the sums over S(q), which is
 * checked first.  out->how stays NULL where it is not so. */
hr_status hr_decide_sums(hr_check_result *out, const hr_ancestors *ancestors, const hr_embedding *embedding,
                         const hr_check_options *options, double deadline);
hr_status hr_decide_global(hr_check_result *out, const hr_ancestors *ancestors, const hr_embedding *embedding,
                           const hr_check_options *options, double deadline);

#endif
