/* Cosines compared exactly: a / sqrt(b) with integers a and b, by signs and squares. */
#ifndef HR_COSINE_H
#define HR_COSINE_H

#include "feasibility/exact.h"

/* score / sqrt(norm2); the powers of two of exact.h cancel. */
typedef struct {
    mpz_t score; /* <q,x> */
    mpz_t norm2; /* |q|^2 |x|^2 > 0 */
} hr_cosine;

void hr_cosine_init(hr_cosine *cosine);
void hr_cosine_clear(hr_cosine *cosine);
void hr_cosine_set(hr_cosine *cosine, const hr_exact *exact, size_t query, size_t document,
                   hr_exact_scratch *scratch);

/* The sign of a - b. */
int hr_cosine_compare(const hr_cosine *a, const hr_cosine *b);
/* The sign of a - number. */
int hr_cosine_compare_number(const hr_cosine *a, const mpq_t number);
/* The sign of a - b - 2 eps, eps >= 0. */
int hr_cosine_compare_gap(const hr_cosine *a, const hr_cosine *b, double eps);
/* a - b - 2 eps as mantissa * 2^exponent, to 53 bits unless it is below 2^-3000. */
double hr_cosine_gap(const hr_cosine *a, const hr_cosine *b, double eps, long *exponent);

#endif
