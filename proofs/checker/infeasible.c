/* evidence pair and farkas: few vectors, all arithmetic in rationals. */
#include "checker.h"
void hv_pair(hv_hierarchy *h, hv_claim *claim, hv_text *t) {
    hv_reach(h, HV_QUERY, (uint32_t)hv_count(t, "\nquery ", 0, h->count[HV_QUERY] - 1));
    mpq_t *q = hv_vector(t, " ", NULL, claim->size), *score = hv_rationals(2); /* of others, of members */
    hv_expect(t, "\n");
    bool both = claim->notion == HV_F_QUERY, member = hv_peek(t) == 'm'; /* f-sign: one of them, the other is 0 */
    for (int in = 1; in >= 0; in--) {
        if (!both && in != member) continue;
        uint32_t x = (uint32_t)hv_count(t, in ? "member " : "other ", 0, h->count[HV_DOCUMENT] - 1);
        if (hv_reached(h, HV_QUERY, x) != in) hv_wrong(t, "document %u is %s S of the query", x, in ? "not in" : "in");
        hv_inner(score[in], q, hv_vector(t, " ", NULL, claim->size), claim->size);
        if (both && in) hv_expect(t, "\n");
    }
    if (mpq_cmp(score[1], score[0]) > 0) hv_wrong(t, "the scores do not contradict");
}
/* Adds weight times row; in front is the threshold (any-document, f-query) or 1, which adds the weights up. */
static size_t read_terms(hv_hierarchy *h, hv_claim *claim, hv_text *t, int side, bool in, mpq_t *sum) {
    size_t skip = side == HV_QUERY || claim->notion == HV_F_SIGN, least = 0, x;
    size_t count = hv_count(t, in ? "\nmembers " : "\nothers ", 0, h->count[!side]);
    mpq_t *row = hv_rationals(claim->size + 1), *weight = hv_rationals(1);
    for (size_t i = 0; i < count; i++, least = x + 1) {
        x = hv_count(t, "\n", least, h->count[!side] - 1);
        if (hv_reached(h, side, (uint32_t)x) != in) hv_wrong(t, "%zu is no %s", x, in ? "member" : "other");
        hv_number(t, " ", *weight);
        if (mpq_sgn(*weight) <= 0 || mpz_cmp_ui(mpq_denref(*weight), 1)) hv_wrong(t, "a weight is a positive integer");
        mpq_set_ui(row[0], 1, 1);
        hv_vector(t, " ", row + skip, claim->size + 1 - skip);
        for (size_t k = 0; k <= claim->size; k++) mpq_mul(row[k], row[k], *weight), mpq_add(sum[k], sum[k], row[k]);
    }
    return count;
}

void hv_farkas(hv_hierarchy *h, hv_claim *claim, hv_text *t) {
    int side = claim->kind == HV_ANY_QUERY ? HV_QUERY : HV_DOCUMENT;
    mpq_t *member = hv_rationals(claim->size + 1), *other = hv_rationals(claim->size + 1);
    hv_reach(h, side, claim->member);
    size_t terms = read_terms(h, claim, t, side, true, member);
    terms += read_terms(h, claim, t, side, false, other);
    if (!terms) hv_wrong(t, "no member and no other contradict nothing");
    for (size_t k = 1; k <= claim->size; k++)
        if (!mpq_equal(member[k], other[k])) hv_wrong(t, "coordinate %zu of the two sums differs", k - 1);
    int sign = mpq_cmp(member[0], other[0]);
    if (claim->notion == HV_F_QUERY && (side == HV_QUERY ? sign : sign < 0))
        hv_wrong(t, side == HV_QUERY ? "the sums of weights differ" : "the thresholds leave room");
}
