/* L3: weights of a submatrix whose norm caps the margin of unit vectors in every dimension. */
#include "certificate/kind.h"

#include "certificate/lines.h"

static hr_status proves(bool *yes, const hr_certified *c) {
    *yes = c->bound && c->bound->kind == HR_EVIDENCE_WEIGHTS;
    return HR_OK;
}

static uint64_t common_factor(uint64_t a, uint64_t b) {
    while (b) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* N/M in lowest terms */
static void claim(hr_writer *w, const hr_certified *c) {
    hr_put_text(w, "margin f-sign ");
    uint64_t factor = common_factor(c->bound->numerator, c->bound->denominator);
    hr_put_hex(w, c->bound->numerator / factor);
    hr_put_char(w, '/');
    hr_put_hex(w, c->bound->denominator / factor);
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
