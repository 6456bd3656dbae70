/* U6: points of a line on the one side, on the other polynomials that are positive exactly inside their runs.
 * The decision has confirmed the matrices, and counted the points in runs: all pairs of A and no other, or,
 * for `recall`, no pair outside A. */
#include "certificate/kind.h"

#include "certificate/lines.h"

static bool retrieves_only_relevant(const hr_check_result *r) {
    return r->verdict == HR_INFEASIBLE && r->notion == HR_F_SIGN && r->complete &&
           r->reported == r->retrieved;
}

static hr_status proves(bool *yes, const hr_certified *c) {
    const hr_check_result *r = c->decision;
    *yes = false;
    if (!r || r->structure != HR_RUNS_STRUCTURE || r->notion == HR_F_GLOBAL)
        return HR_OK;
    const hr_structure *s = &c->embedding->structure;
    uint64_t most = 1;
    for (size_t i = 0; i < s->polynomials; i++)
        if (s->run_start[i + 1] - s->run_start[i] > most)
            most = s->run_start[i + 1] - s->run_start[i];
    *yes = (r->verdict == HR_FEASIBLE || retrieves_only_relevant(r)) &&
           r->dimension >= 2 * most + (r->notion == HR_F_SIGN);
    return HR_OK;
}

static void claim(hr_writer *w, const hr_certified *c) {
    const hr_check_result *r = c->decision;
    if (r->verdict == HR_FEASIBLE) {
        hr_claim_feasible(w, c);
        return;
    }
    hr_put_text(w, "recall f-sign ");
    hr_put_decimal(w, r->dimension);
    for (uint32_t k = 0; k < r->distances; k++) {
        hr_put_char(w, ' ');
        hr_put_decimal(w, r->hit[k]);
    }
}

static hr_status put(hr_writer *w, const hr_certified *c) {
    const hr_structure *s = &c->embedding->structure;
    hr_put_text(w, s->dual ? " dual\n" : " primal\n");
    hr_put_list(w, "points", NULL, s->points);
    hr_put_points(w, s);
    hr_put_list(w, "runs", NULL, s->polynomials);
    for (size_t i = 0; i < s->polynomials && !w->error; i++) {
        hr_put_decimal(w, s->run_start[i + 1] - s->run_start[i]);
        hr_put_runs(w, s, i);
    }
    return HR_OK;
}

const hr_kind hr_kind_runs = {
    .name = "runs",
    .proves = proves,
    .claim = claim,
    .put = put,
};
