/* evidence radon, forster, weights. */
#include "checker.h"
void hv_radon(hv_hierarchy *h, const hv_claim *claim, hv_text *t) {
    uint32_t T, queries, *documents = hv_list(t, "\ndocuments ", h->count[HV_DOCUMENT], &T);
    bool sign = claim->notion == HV_F_SIGN;
    if (claim->size > T - !sign) hv_false(t, "%u documents show no more than %u dimensions", T, T - !sign);
    if (T > 30) hv_limit(t, "more than 30 documents to split");
    uint32_t *query = hv_list(t, "\nqueries ", h->count[HV_QUERY], &queries);
    size_t half = (size_t)1 << (T - 1), found = 0;
    bool *seen = hv_alloc(queries + !sign < half ? 0 : half, sizeof *seen); /* by the part without the last document */
    for (uint32_t i = 0; i < queries && queries + !sign >= half; i++) {
        size_t in = 0;
        hv_reach(h, HV_QUERY, query[i]);
        for (uint32_t x = 0; x < T; x++) in |= (size_t)hv_reached(h, HV_QUERY, documents[x]) << x;
        in = in & half ? 2 * half - 1 - in : in;
        found += !seen[in] && (sign || in);
        seen[in] = true;
    }
    if (found + !sign < half) hv_false(t, "%zu of %zu splits of the documents", found, half - !sign);
}
/* a becomes a b, for symmetric matrices that commute: an entry is the product of two rows. */
static void multiply(mpz_t *a, mpz_t *b, mpz_t *room, size_t side) {
    for (size_t i = 0; i < side; i++)
        for (size_t j = 0; j <= i; j++) {
            mpz_set_ui(room[i * side + j], 0);
            for (size_t k = 0; k < side; k++) mpz_addmul(room[i * side + j], a[i * side + k], b[j * side + k]);
            mpz_set(room[j * side + i], room[i * side + j]);
        }
    for (size_t i = 0; i < side * side; i++) mpz_swap(a[i], room[i]);
}
/* trace(G^p), by squaring from the highest bit of p */
static void trace_power(mpz_t trace, mpz_t *g, size_t side, size_t p) {
    mpz_t *a = hv_alloc(side * side, sizeof *a), *room = hv_alloc(side * side, sizeof *a);
    size_t bit = 1;
    for (size_t i = 0; i < side * side; i++) mpz_init_set(a[i], g[i]), mpz_init(room[i]);
    while (bit <= p / 2) bit *= 2;
    while (bit /= 2) {
        multiply(a, a, room, side);
        if (p & bit) multiply(a, g, room, side);
    }
    for (size_t i = 0; i < side; i++) mpz_add(trace, trace, a[i * side + i]);
}
/* The Gram matrix of the rows. */
static mpz_t *gram(const int32_t *row, size_t side, size_t length) {
    mpz_t *g = hv_alloc(side * side, sizeof *g);
    for (size_t i = 0; i < side * side; i++) {
        __int128 sum = 0; /* 2^30 times 2^62 fits */
        for (size_t k = 0; k < length; k++) sum += (int64_t)row[i / side * length + k] * row[i % side * length + k];
        mpz_init_set_si(g[i], (int64_t)(sum >> 64));
        mpz_mul_2exp(g[i], g[i], 64);
        mpz_add_ui(g[i], g[i], (uint64_t)sum);
    }
    return g;
}

void hv_norm(hv_hierarchy *h, const hv_claim *claim, hv_text *t) {
    bool weights = claim->kind == HV_MARGIN;
    uint32_t rows, columns;
    size_t p = hv_count(t, "\npower ", 1, INT64_MAX);
    if (p > 1 << 12) hv_limit(t, "a power above 2^12");
    uint32_t *query = hv_list(t, "\nqueries ", h->count[HV_QUERY], &rows);
    uint32_t *document = hv_list(t, "\ndocuments ", h->count[HV_DOCUMENT], &columns);
    bool across = rows > columns; /* `cell` has the shorter side's rows */
    size_t side = across ? columns : rows, length = across ? rows : columns;
    if (side > 1 << 12 || side * length > 1 << 30) hv_limit(t, "a matrix larger than 2^12 or 2^30 entries");
    if (weights) hv_expect(t, "\nweights");
    int32_t *cell = hv_alloc(side * length, sizeof *cell);
    mpz_t trace, left, right, sum, area;
    mpz_inits(trace, left, right, sum, NULL);
    mpz_init_set_ui(area, side * length);
    for (uint32_t i = 0; i < rows; i++) {
        hv_reach(h, HV_QUERY, query[i]);
        for (uint32_t j = 0; j < columns; j++) {
            int64_t w = weights ? hv_integer(t, j ? " " : "\n") : 1;
            if (w < 0) hv_wrong(t, "a negative weight");
            if (w > INT32_MAX) hv_limit(t, "a weight of more than 31 bits");
            mpz_add_ui(sum, sum, (uint64_t)w);
            cell[across ? j * length + i : i * length + j] = (int32_t)(hv_reached(h, HV_QUERY, document[j]) ? w : -w);
        }
    }
    trace_power(trace, gram(cell, side, length), side, p);
    mpz_pow_ui(area, area, p);
    if (weights) { /* M^p (|R||C|)^p trace <= N^p (sum W)^2p */
        mpz_pow_ui(right, mpq_numref(claim->number), p);
        mpz_pow_ui(sum, sum, 2 * p);
        mpz_mul(right, right, sum);
        mpz_pow_ui(left, mpq_denref(claim->number), p);
        mpz_mul(left, left, area);
        mpz_mul(left, left, trace);
        if (!mpz_sgn(sum) || mpz_cmp(left, right) > 0) hv_false(t, "the weights do not show it");
    } else { /* (K - 1)^2p trace < (|R||C|)^p; f-query: K */
        mpz_ui_pow_ui(left, claim->size - (claim->notion == HV_F_SIGN), 2 * p);
        mpz_mul(left, left, trace);
        if (mpz_cmp(left, area) >= 0) hv_false(t, "the norm of this matrix does not show it");
    }
}
