/* F-query.  Scores are integers in units of 2^(qe + xe) (feasibility/exact.h).  The decision says that every
 * unmatched score is below the lowest matched one, L: so at most L - 1, and L - 1/2 lies strictly between. */
#include "certificate/threshold.h"

#include "base/memory.h"
#include "certificate/number.h"

#include <limits.h>
#include <stdlib.h>

hr_status hr_query_thresholds_init(hr_query_thresholds *t, const hr_certified *certified) {
    *t = (hr_query_thresholds){.certified = certified};
    mpz_init(t->mantissa);
    t->lowest = hr_alloc(HR_THRESHOLD_BLOCK, sizeof *t->lowest, "thresholds");
    if (!t->lowest)
        return HR_ENOMEM;
    for (size_t i = 0; i < HR_THRESHOLD_BLOCK; i++)
        mpz_init(t->lowest[i]);
    return hr_exact_init(&t->exact, certified->embedding);
}

void hr_query_thresholds_clear(hr_query_thresholds *t) {
    for (size_t i = 0; t->lowest && i < HR_THRESHOLD_BLOCK; i++)
        mpz_clear(t->lowest[i]);
    free(t->lowest);
    mpz_clear(t->mantissa);
}

/* Twice the lowest matched score, minus 1; `out` stays as it is where nothing is matched. */
static void find_lowest(mpz_t out, mpz_t room, const hr_query_thresholds *t, uint32_t query,
                        hr_exact_scratch *scratch) {
    const hr_ancestors *a = t->certified->ancestors;
    if (a->start[query] == a->start[query + 1])
        return;
    for (uint64_t i = a->start[query]; i < a->start[query + 1]; i++) {
        hr_exact_score(room, &t->exact, query, a->document[i], scratch);
        if (i == a->start[query] || mpz_cmp(room, out) < 0)
            mpz_set(out, room);
    }
    mpz_mul_2exp(out, out, 1);
    mpz_sub_ui(out, out, 1);
}

static void compute_block(hr_query_thresholds *t, uint32_t first) {
    uint32_t queries = t->certified->ancestors->queries;
    t->first = first;
    t->end = queries - first < HR_THRESHOLD_BLOCK ? queries : first + HR_THRESHOLD_BLOCK;
#pragma omp parallel
    {
        hr_exact_scratch scratch;
        mpz_t room;
        hr_exact_scratch_init(&scratch);
        mpz_init(room);
#pragma omp for schedule(dynamic, 16)
        for (uint32_t q = t->first; q < t->end; q++)
            find_lowest(t->lowest[q - t->first], room, t, q, &scratch);
        mpz_clear(room);
        hr_exact_scratch_clear(&scratch);
    }
}

static void measure(hr_query_thresholds *t) {
    const hr_matrix *docs = &t->certified->embedding->docs;
    t->widest = LONG_MIN;
    for (size_t x = 0; x < docs->rows; x++) {
        long bits = hr_row_bits(docs, x);
        t->widest = bits > t->widest ? bits : t->widest;
    }
    t->measured = true;
}

/* Nothing is matched: a power of two above d |entry of q| |entry of x| bounds every score from above. */
static void above_all(hr_query_thresholds *t, uint32_t query) {
    const hr_embedding *e = t->certified->embedding;
    if (!t->measured)
        measure(t);
    long bits = hr_row_bits(&e->queries, query), sum = 0;
    while (((size_t)1 << sum) < e->docs.cols)
        sum++;
    mpz_set_ui(t->mantissa, 1);
    t->exponent = bits == LONG_MIN || t->widest == LONG_MIN ? 0 : bits + t->widest + sum;
}

hr_status hr_query_threshold(hr_query_thresholds *t, uint32_t query) {
    const hr_ancestors *a = t->certified->ancestors;
    if (query >= t->end)
        compute_block(t, query);
    if (a->start[query] == a->start[query + 1]) {
        above_all(t, query);
        return HR_OK;
    }
    mpz_set(t->mantissa, t->lowest[query - t->first]);
    t->exponent = t->exact.query_exponent + t->exact.doc_exponent - 1;
    return HR_OK;
}
