/* The worst pair of an embedding that fails: a relevant document that does not score above one that is not
 * (F-query), or on the wrong side of 0 (F-sign).  Its scores are computed exactly before it is written. */
#include "certificate/kind.h"

#include "certificate/number.h"
#include "feasibility/exact.h"

typedef struct {
    bool member, other; /* which lines there are */
} wrong;

static int compare(const hr_worst *w, const hr_exact *exact) {
    hr_exact_scratch scratch;
    mpz_t matched, unmatched;
    hr_exact_scratch_init(&scratch);
    mpz_inits(matched, unmatched, NULL);
    hr_exact_score(matched, exact, w->query, w->matched, &scratch);
    hr_exact_score(unmatched, exact, w->query, w->unmatched, &scratch);
    int order = mpz_cmp(matched, unmatched);
    mpz_clears(matched, unmatched, NULL);
    hr_exact_scratch_clear(&scratch);
    return order;
}

static int sign(uint32_t query, uint32_t document, const hr_exact *exact) {
    hr_exact_scratch scratch;
    mpz_t score;
    hr_exact_scratch_init(&scratch);
    mpz_init(score);
    hr_exact_score(score, exact, query, document, &scratch);
    int result = mpz_sgn(score);
    mpz_clear(score);
    hr_exact_scratch_clear(&scratch);
    return result;
}

static hr_status find(wrong *out, const hr_certified *c) {
    const hr_worst *w = &c->decision->worst[0];
    bool matched = w->matched != HR_NONE, unmatched = w->unmatched != HR_NONE;
    hr_exact exact;
    *out = (wrong){0};
    hr_status status = hr_exact_init(&exact, c->embedding);
    if (status != HR_OK)
        return status;
    if ((matched && !hr_is_ancestor(c->ancestors, w->query, w->matched)) ||
        (unmatched && hr_is_ancestor(c->ancestors, w->query, w->unmatched)))
        return hr_fail(HR_EINTERNAL, "the worst pair is not what it is said to be");
    if (c->decision->notion == HR_F_QUERY)
        out->member = out->other = matched && unmatched && compare(w, &exact) <= 0;
    else if (matched && sign(w->query, w->matched, &exact) <= 0)
        out->member = true;
    else if (unmatched && sign(w->query, w->unmatched, &exact) >= 0)
        out->other = true;
    return out->member || out->other
               ? HR_OK
               : hr_fail(HR_EINTERNAL, "the worst pair of an embedding that fails is retrieved");
}

static hr_status proves(bool *yes, const hr_certified *c) {
    const hr_check_result *r = c->decision;
    wrong found;
    *yes = r && r->verdict == HR_INFEASIBLE && r->notion != HR_F_GLOBAL && r->worst_count;
    return *yes ? find(&found, c) : HR_OK;
}

static void claim(hr_writer *w, const hr_certified *c) {
    hr_put_text(w, "infeasible embedding ");
    hr_put_text(w, hr_notion_names[c->decision->notion]);
    hr_put_char(w, ' ');
    hr_put_decimal(w, c->decision->dimension);
}

static void put_line(hr_writer *w, const char *word, const hr_matrix *matrix, uint32_t row) {
    hr_put_text(w, word);
    hr_put_char(w, ' ');
    hr_put_decimal(w, row);
    hr_put_char(w, ' ');
    hr_put_row(w, matrix, row);
    hr_put_char(w, '\n');
}

static hr_status put(hr_writer *w, const hr_certified *c) {
    const hr_worst *worst = &c->decision->worst[0];
    wrong found;
    hr_status status = find(&found, c);
    if (status != HR_OK)
        return status;
    hr_put_char(w, '\n');
    put_line(w, "query", &c->embedding->queries, worst->query);
    if (found.member)
        put_line(w, "member", &c->embedding->docs, worst->matched);
    if (found.other)
        put_line(w, "other", &c->embedding->docs, worst->unmatched);
    return HR_OK;
}

const hr_kind hr_kind_pair = {
    .name = "pair",
    .proves = proves,
    .claim = claim,
    .put = put,
};
