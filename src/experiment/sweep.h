/* A sweep: what a plan wants and the store does not have goes to the farm; what comes back goes to the plan
 * and the store.  Stopped at any moment and started again, it goes on where the store ends. */
#ifndef HR_SWEEP_H
#define HR_SWEEP_H

#include "experiment/plan.h"
#include "farm/farm.h"
#include "store/store.h"

typedef struct {
    const char *store; /* its path */
    const char *name;  /* of the spec, for the progress line */
    bool resume;       /* try stored failures again */
    bool stored_only;  /* compute nothing: the summary of what is stored */
    hr_farm_options farm;
} hr_sweep_options;

typedef struct {
    uint64_t stored, computed, failed; /* trials: found in the store, computed now; of both, failures */
    uint64_t missing;                  /* stored_only: wanted and not there */
    char first_failure[512];           /* "KEY: REASON"; "" */
    hr_farm_report farm;
} hr_sweep_report;

/* HR_EIO "interrupted ..." after SIGINT or SIGTERM: all finished trials are stored.  After a failure trials
 * may still run in threads: neither the plan nor the cache may be freed, and the process must end by
 * hr_farm_leave.
 */
hr_status hr_sweep_run(hr_sweep_report *out, hr_plan *plan, const hr_sweep_options *options,
                       const json_t *provenance);

/* Was the last failure an interruption?  The number of the signal, else 0. */
int hr_sweep_interrupted(void);

#endif
