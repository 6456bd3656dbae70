/* evidence pair and farkas: few vectors, all arithmetic in rationals. */
#include "checker.h"
/* <q,x> for a document in S(query), for `in`, or not in it. */
static void read_score(hv_hierarchy *h, const hv_claim *claim, hv_text *t, bool in, mpq_t *q, mpq_t score) {
    uint32_t x = (uint32_t)hv_count(t, in ? "member " : "other ", 0, h->count[HV_DOCUMENT] - 1);
    if (hv_reached(h, HV_QUERY, x) != in) hv_wrong(t, "document %u is %s S of the query", x, in ? "not in" : "in");
    mpq_t *v = hv_vector(t, " ", NULL, claim->size);
    for (size_t k = 0; k < claim->size; k++) mpq_mul(v[k], v[k], q[k]), mpq_add(score, score, v[k]);
}

void hv_pair(hv_hierarchy *h, const hv_claim *claim, hv_text *t) {
    hv_reach(h, HV_QUERY, (uint32_t)hv_count(t, "\nquery ", 0, h->count[HV_QUERY] - 1));
    mpq_t *q = hv_vector(t, " ", NULL, claim->size), *score = hv_rationals(2);
    hv_expect(t, "\n");
    bool both = claim->notion == HV_F_QUERY, member = hv_peek(t) == 'm';
    if (both || member) read_score(h, claim, t, true, q, score[1]);
    if (both) hv_expect(t, "\n");
    if (both || !member) read_score(h, claim, t, false, q, score[0]);
    if (mpq_cmp(score[1], score[0]) > 0) hv_false(t, "the scores do not contradict"); /* f-sign: one of them is 0 */
}
/* Adds weight times vector to sum[1 ..]; to sum[0] the weight, or weight times threshold.  side: who is asked for */
static size_t read_terms(hv_hierarchy *h, const hv_claim *claim, hv_text *t, int side, bool in, mpq_t *sum) {
    bool threshold = side == HV_DOCUMENT && claim->notion == HV_F_QUERY;
    size_t least = 0, count = hv_count(t, in ? "\nmembers " : "\nothers ", 0, h->count[!side]);
    mpq_t *v = NULL, *weight = hv_rationals(1);
    for (size_t i = 0; i < count; i++) {
        size_t x = hv_count(t, "\n", least, h->count[!side] - 1);
        if (hv_reached(h, side, (uint32_t)x) != in) hv_wrong(t, "%zu is no %s", x, in ? "member" : "other");
        hv_number(t, " ", *weight);
        if (mpq_sgn(*weight) <= 0 || mpz_cmp_ui(mpq_denref(*weight), 1)) hv_wrong(t, "a weight is a positive integer");
        v = hv_vector(t, " ", v, claim->size + threshold);
        for (size_t k = 0; k < claim->size + threshold; k++) {
            mpq_mul(v[k], v[k], *weight);
            mpq_add(sum[k + !threshold], sum[k + !threshold], v[k]);
        }
        if (!threshold) mpq_add(sum[0], sum[0], *weight);
        least = x + 1;
    }
    return count;
}

void hv_farkas(hv_hierarchy *h, const hv_claim *claim, hv_text *t) {
    int side = claim->kind == HV_ANY_QUERY ? HV_QUERY : HV_DOCUMENT;
    if (claim->size >= 1 << 20) hv_limit(t, "vectors of 2^20 dimensions");
    mpq_t *member = hv_rationals(claim->size + 1), *other = hv_rationals(claim->size + 1);
    hv_reach(h, side, claim->member);
    size_t terms = read_terms(h, claim, t, side, true, member);
    terms += read_terms(h, claim, t, side, false, other);
    if (!terms) hv_false(t, "no member and no other contradict nothing");
    for (size_t k = 1; k <= claim->size; k++)
        if (!mpq_equal(member[k], other[k])) hv_false(t, "coordinate %zu of the two sums differs", k - 1);
    int sign = mpq_cmp(member[0], other[0]);
    if (claim->notion == HV_F_QUERY && (side == HV_QUERY ? sign : sign < 0))
        hv_false(t, side == HV_QUERY ? "the sums of weights differ" : "the thresholds leave room");
}
