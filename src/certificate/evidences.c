#include "certificate/evidence.h"

#include "certificate/number.h"

const hr_evidence *const hr_evidences[] = {
    &hr_evidence_moment,  &hr_evidence_interval, &hr_evidence_runs,
    &hr_evidence_vectors, &hr_evidence_pair,     NULL,
};

void hr_claim_feasible(hr_writer *w, const hr_certified *c) {
    hr_put_text(w, "feasible ");
    hr_put_text(w, hr_notion_names[c->decision->notion]);
    hr_put_char(w, ' ');
    hr_put_decimal(w, c->decision->dimension);
    if (c->decision->notion == HR_F_GLOBAL) {
        hr_put_char(w, ' ');
        hr_put_double(w, c->decision->eps);
    }
}

hr_status hr_put_nothing(hr_writer *w, const hr_certified *c) {
    (void)c;
    hr_put_char(w, '\n');
    return HR_OK;
}
