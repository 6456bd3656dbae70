/* Exact inner products.
 *
 * Doubles are dyadic rationals: with 2^qe the lowest bit that occurs among all queries and 2^xe among all
 * documents, every score is an integer times 2^(qe + xe).  hr_exact works on these integers, so that scores
 * of one embedding compare as integers: in 128 bits where they provably fit, in GMP otherwise. */
#ifndef HR_EXACT_H
#define HR_EXACT_H

#include "embedding/embedding.h"

#include <gmp.h>

typedef struct {
    const hr_embedding *embedding;
    long query_exponent, doc_exponent; /* qe and xe; 0 for integers */
    bool narrow;                       /* every score fits 126 bits, every entry 62 */
} hr_exact;

/* value = mantissa * 2^exponent with an odd mantissa, which is returned; 0: mantissa and exponent 0. */
int64_t hr_dyadic(double value, long *exponent);

hr_status hr_exact_init(hr_exact *exact, const hr_embedding *embedding);

/* Scratch of one thread. */
typedef struct {
    mpz_t a, b;
} hr_exact_scratch;

void hr_exact_scratch_init(hr_exact_scratch *scratch);
void hr_exact_scratch_clear(hr_exact_scratch *scratch);

/* score * 2^(qe + xe) = <q, x> */
void hr_exact_score(mpz_t score, const hr_exact *exact, size_t query, size_t document,
                    hr_exact_scratch *scratch);

/* norm2 * 2^(2 qe) = |q|^2; norm2 * 2^(2 xe) = |x|^2 */
void hr_exact_query_norm2(mpz_t norm2, const hr_exact *exact, size_t query, hr_exact_scratch *scratch);
void hr_exact_doc_norm2(mpz_t norm2, const hr_exact *exact, size_t document, hr_exact_scratch *scratch);

#endif
