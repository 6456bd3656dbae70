/* L2 [Forster]: a submatrix of small norm, and the power p whose trace bounds the norm. */
#include "certificate/kind.h"

#include "certificate/lines.h"

static hr_status proves(bool *yes, const hr_certified *c) {
    *yes = c->bound && c->bound->kind == HR_EVIDENCE_FORSTER;
    return HR_OK;
}

static hr_status put(hr_writer *w, const hr_certified *c) {
    hr_put_char(w, '\n');
    hr_put_list(w, "power", NULL, c->bound->power);
    return hr_put_submatrix(w, c->bound, false);
}

const hr_kind hr_kind_forster = {
    .name = "forster",
    .proves = proves,
    .claim = hr_claim_least,
    .put = put,
};
