/* U5 [Gokhale]: in a depth-first order of a forest the descendants of every node are one interval, so a node
 * with at most one parent everywhere and 2 (F-query) or 3 dimensions (F-sign) say it all.  The decision has
 * confirmed that the matrices are such intervals. */
#include "certificate/kind.h"

#include "certificate/lines.h"
#include "hierarchy/walk.h"

static hr_status proves(bool *yes, const hr_certified *c) {
    const hr_check_result *r = c->decision;
    *yes = r && r->verdict == HR_FEASIBLE && r->structure == HR_RUNS_STRUCTURE && r->notion != HR_F_GLOBAL &&
           r->dimension >= (r->notion == HR_F_SIGN ? 3 : 2) && hr_is_forest(c->hierarchy);
    return HR_OK;
}

const hr_kind hr_kind_interval = {
    .name = "interval",
    .proves = proves,
    .claim = hr_claim_feasible,
    .put = hr_put_nothing,
};
