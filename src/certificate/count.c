/* L5: so many queries of which no two can share a vector; whoever checks counts them again. */
#include "certificate/kind.h"

#include "certificate/lines.h"

static hr_status proves(bool *yes, const hr_certified *c) {
    *yes = c->bound && c->bound->kind == HR_EVIDENCE_COUNT;
    return HR_OK;
}

static void claim(hr_writer *w, const hr_certified *c) {
    hr_put_text(w, "bits ");
    hr_put_text(w, hr_notion_names[c->bound->notion]);
    hr_put_char(w, ' ');
    hr_put_decimal(w, c->bound->count);
}

const hr_kind hr_kind_count = {
    .name = "count",
    .proves = proves,
    .claim = claim,
    .put = hr_put_nothing,
};
