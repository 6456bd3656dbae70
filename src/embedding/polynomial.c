#include "embedding/polynomial.h"

#include "base/memory.h"
#include "embedding/matrix.h"

#include <stdlib.h>
#include <string.h>

hr_status hr_polynomial_init(hr_polynomial *polynomial, size_t room) {
    memset(polynomial, 0, sizeof *polynomial);
    polynomial->coefficient = hr_alloc(room + 1, sizeof *polynomial->coefficient, "a polynomial");
    if (!polynomial->coefficient)
        return HR_ENOMEM;
    polynomial->room = room;
    for (size_t j = 0; j <= room; j++)
        mpz_init(polynomial->coefficient[j]);
    mpz_inits(polynomial->sum, polynomial->product, polynomial->factor, NULL);
    return HR_OK;
}

void hr_polynomial_clear(hr_polynomial *polynomial) {
    if (!polynomial->coefficient)
        return;
    for (size_t j = 0; j <= polynomial->room; j++)
        mpz_clear(polynomial->coefficient[j]);
    mpz_clears(polynomial->sum, polynomial->product, polynomial->factor, NULL);
    free(polynomial->coefficient);
    memset(polynomial, 0, sizeof *polynomial);
}

void hr_polynomial_constant(hr_polynomial *polynomial, long value) {
    for (size_t j = 1; j <= polynomial->degree; j++)
        mpz_set_ui(polynomial->coefficient[j], 0);
    mpz_set_si(polynomial->coefficient[0], value);
    polynomial->degree = 0;
}

/* In place, highest power first: c'[j] = c[j-2] - sum c[j-1] + product c[j]. */
void hr_polynomial_times(hr_polynomial *polynomial, int64_t low, int64_t high) {
    mpz_t *c = polynomial->coefficient;
    mpz_t *sum = &polynomial->sum, *product = &polynomial->product;
    hr_set_i64(*sum, low);
    hr_set_i64(*product, high);
    mpz_set(polynomial->factor, *sum);
    mpz_add(*sum, *sum, *product);
    mpz_mul(*product, *product, polynomial->factor);
    for (size_t j = polynomial->degree + 3; j-- > 0;) {
        mpz_mul(c[j], c[j], *product);
        if (j >= 1)
            mpz_submul(c[j], c[j - 1], *sum);
        if (j >= 2)
            mpz_add(c[j], c[j], c[j - 2]);
    }
    polynomial->degree += 2;
}

/* polynomial *= v^2 + 1, which is positive everywhere */
static void pad(hr_polynomial *polynomial) {
    mpz_t *c = polynomial->coefficient;
    for (size_t j = polynomial->degree + 3; j-- > 2;)
        mpz_add(c[j], c[j], c[j - 2]);
    polynomial->degree += 2;
}

void hr_polynomial_of_runs(hr_polynomial *polynomial, const int64_t *low, const int64_t *high, size_t runs,
                           size_t c) {
    hr_polynomial_constant(polynomial, -1);
    for (size_t r = 0; r < runs; r++)
        hr_polynomial_times(polynomial, low[r], high[r]);
    for (size_t r = runs; r < c; r++)
        pad(polynomial);
}
