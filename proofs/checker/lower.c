/* evidence radon, forster, weights. */
#include "checker.h"
#include <stdlib.h>
void hv_radon(hv_hierarchy *h, hv_claim *claim, hv_text *t) {
    uint32_t T, queries, *documents = hv_list(t, "\ndocuments ", h->count[HV_DOCUMENT], &T);
    bool sign = claim->notion == HV_F_SIGN;
    if (claim->size > T - !sign) hv_wrong(t, "%u documents show no more than %u dimensions", T, T - !sign);
    if (T > 60) hv_limit(t, "more than 60 documents to split");
    uint32_t *query = hv_list(t, "\nqueries ", h->count[HV_QUERY], &queries);
    size_t half = (size_t)1 << (T - 1), found = 0;
    int64_t *split = hv_alloc(queries, sizeof *split); /* the part without the last document */
    for (uint32_t i = 0; i < queries; i++) {
        hv_reach(h, HV_QUERY, query[i]);
        for (uint32_t x = 0; x < T; x++) split[i] |= (int64_t)hv_reached(h, HV_QUERY, documents[x]) << x;
        if (split[i] & (int64_t)half) split[i] = (int64_t)(2 * half - 1) - split[i];
    }
    qsort(split, queries, sizeof *split, hv_ascends);
    for (uint32_t i = 0; i < queries; i++) found += (sign || split[i]) && (!i || split[i] != split[i - 1]);
    if (found + !sign < half) hv_wrong(t, "%zu of %zu splits of the documents", found, half - !sign);
}

static mpz_t *integers(size_t count) {
    mpz_t *list = hv_alloc(count, sizeof *list);
    for (size_t i = 0; i < count; i++) mpz_init(list[i]);
    return list;
}
/* out becomes a b^T, which is symmetric: a Gram matrix, or a b of powers of one.  Rows have `length` entries. */
static void multiply(mpz_t *out, mpz_t *a, mpz_t *b, size_t side, size_t length) {
    for (size_t i = 0; i < side; i++)
        for (size_t j = 0; j <= i; j++) {
            mpz_set_ui(out[i * side + j], 0);
            for (size_t k = 0; k < length; k++) mpz_addmul(out[i * side + j], a[i * length + k], b[j * length + k]);
            mpz_set(out[j * side + i], out[i * side + j]);
        }
}
/* trace((A A^T)^p), by squaring from the highest bit of p */
static void trace_power(mpz_t trace, mpz_t *cell, size_t side, size_t length, size_t p) {
    mpz_t *gram = integers(side * side), *power[2] = {integers(side * side), integers(side * side)};
    size_t bit = 1, at = 0;
    multiply(gram, cell, cell, side, length);
    multiply(power[0], cell, cell, side, length);
    while (bit <= p / 2) bit *= 2;
    while (bit /= 2) {
        multiply(power[!at], power[at], power[at], side, side);
        if (p & bit) multiply(power[at], power[!at], gram, side, side);
        at ^= !(p & bit);
    }
    for (size_t i = 0; i < side; i++) mpz_add(trace, trace, power[at][i * side + i]);
}

void hv_norm(hv_hierarchy *h, hv_claim *claim, hv_text *t) {
    bool weights = claim->kind == HV_MARGIN;
    uint32_t rows, columns;
    size_t p = hv_count(t, "\npower ", 1, INT64_MAX);
    if (p > 1 << 12) hv_limit(t, "a power above 2^12");
    uint32_t *query = hv_list(t, "\nqueries ", h->count[HV_QUERY], &rows);
    uint32_t *document = hv_list(t, "\ndocuments ", h->count[HV_DOCUMENT], &columns);
    bool across = rows > columns; /* `cell` has the shorter side's rows */
    size_t side = across ? columns : rows, length = across ? rows : columns;
    if (side * length > 1 << 24) hv_limit(t, "a matrix of more than 2^24 entries");
    if (weights) hv_expect(t, "\nweights");
    mpz_t *cell = integers(side * length), trace, left, right, sum;
    mpz_inits(trace, left, right, sum, NULL);
    for (uint32_t i = 0; i < rows; i++) {
        hv_reach(h, HV_QUERY, query[i]);
        for (uint32_t j = 0; j < columns; j++) {
            int64_t w = weights ? hv_integer(t, j ? " " : "\n") : 1;
            if (w < 0) hv_wrong(t, "a negative weight");
            mpz_add_ui(sum, sum, (uint64_t)w);
            mpz_set_si(cell[across ? j * length + i : i * length + j], hv_reached(h, HV_QUERY, document[j]) ? w : -w);
        }
    }
    trace_power(trace, cell, side, length, p);
    if (!weights) { /* all weights are 1, and N/M is 1 / (K - 1)^2 (f-query: 1 / K^2) */
        mpz_set_ui(mpq_numref(claim->number), 1);
        mpz_ui_pow_ui(mpq_denref(claim->number), claim->size - (claim->notion == HV_F_SIGN), 2);
    }
    mpz_mul_ui(left, mpq_denref(claim->number), side * length); /* (M |R| |C|)^p trace against (N (sum W)^2)^p */
    mpz_pow_ui(left, left, p);
    mpz_mul(left, left, trace);
    mpz_mul(right, sum, sum);
    mpz_mul(right, right, mpq_numref(claim->number));
    mpz_pow_ui(right, right, p);
    if (!mpz_sgn(sum) || mpz_cmp(left, right) >= weights) hv_wrong(t, "the norm of this matrix does not show it");
}
