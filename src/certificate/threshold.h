/* Thresholds between the scores of an embedding that was decided to be FEASIBLE: mantissa * 2^exponent. */
#ifndef HR_THRESHOLD_H
#define HR_THRESHOLD_H

#include "certificate/certificate.h"
#include "feasibility/exact.h"

enum { HR_THRESHOLD_BLOCK = 1024 };

/* F-query, query after query in ascending order; a block of them is computed at a time, by all threads. */
typedef struct {
    const hr_certified *certified;
    hr_exact exact;
    uint32_t first, end; /* the block */
    mpz_t *lowest;       /* twice the lowest matched score of each, minus 1; HR_THRESHOLD_BLOCK of them */
    bool measured;       /* whether `widest` is filled in */
    long widest;         /* every |entry| of a document < 2^widest; LONG_MIN: all are 0 */
    mpz_t mantissa;
    long exponent;
} hr_query_thresholds;

hr_status hr_query_thresholds_init(hr_query_thresholds *out, const hr_certified *certified);
void hr_query_thresholds_clear(hr_query_thresholds *thresholds);
/* Into mantissa and exponent. */
hr_status hr_query_threshold(hr_query_thresholds *thresholds, uint32_t query);

/* F-global: R with every matched cosine >= R + eps and every unmatched one <= R - eps (eps = 0: > and <),
 * checked exactly, in as few bits as there are.  Not found: none has at most 3000 of them, as where both
 * distances are eps and the threshold is irrational. */
hr_status hr_global_threshold(bool *found, mpz_t mantissa, long *exponent, const hr_certified *certified);

#endif
