/* U4 [Wang]: a polynomial of degree 2s that vanishes exactly on S(q) exists for every query, so D >= 2s says
 * it all.  The decision has confirmed that the matrices are these polynomials and the moment curve. */
#include "certificate/kind.h"

#include "certificate/lines.h"

static hr_status proves(bool *yes, const hr_certified *c) {
    const hr_check_result *r = c->decision;
    *yes = r && r->verdict == HR_FEASIBLE && r->notion == HR_F_QUERY && r->structure == HR_MOMENT_STRUCTURE &&
           r->dimension >= 2 && r->dimension >= 2 * (size_t)c->ancestors->s;
    return HR_OK;
}

const hr_kind hr_kind_moment = {
    .name = "moment",
    .proves = proves,
    .claim = hr_claim_feasible,
    .put = hr_put_nothing,
};
