/* L3: weights of a submatrix whose norm caps the margin of unit vectors in every dimension. */
#include "certificate/kind.h"

#include "certificate/lines.h"

static hr_status proves(bool *yes, const hr_certified *c) {
    *yes = c->bound && c->bound->kind == HR_EVIDENCE_WEIGHTS;
    return HR_OK;
}

static void claim(hr_writer *w, const hr_certified *c) {
    hr_put_text(w, "margin f-sign ");
    hr_put_hex(w, c->bound->numerator);
    hr_put_char(w, '/');
    hr_put_hex(w, c->bound->denominator);
}

static hr_status put(hr_writer *w, const hr_certified *c) {
    hr_put_char(w, '\n');
    hr_put_list(w, "power", NULL, c->bound->power);
    return hr_put_submatrix(w, c->bound, true);
}

const hr_kind hr_kind_weights = {
    .name = "weights",
    .proves = proves,
    .claim = claim,
    .put = put,
};
