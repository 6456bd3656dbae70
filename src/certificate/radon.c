/* L1: documents that can be split in every way by the queries listed; K of them need so many dimensions. */
#include "certificate/kind.h"

#include "certificate/lines.h"

static hr_status proves(bool *yes, const hr_certified *c) {
    *yes = c->bound && c->bound->kind == HR_EVIDENCE_RADON;
    return HR_OK;
}

static hr_status put(hr_writer *w, const hr_certified *c) {
    hr_put_char(w, '\n');
    hr_put_list(w, "documents", c->bound->document, c->bound->documents);
    hr_put_list(w, "queries", c->bound->query, c->bound->queries);
    return HR_OK;
}

const hr_kind hr_kind_radon = {
    .name = "radon",
    .proves = proves,
    .claim = hr_claim_least,
    .put = put,
};
