#include "certificate/number.h"

#include "feasibility/exact.h"

#include <limits.h>
#include <math.h>

static void put_power(hr_writer *w, long exponent) {
    hr_put_text(w, "p-");
    hr_put_decimal(w, (uint64_t)-exponent);
}

void hr_put_number(hr_writer *w, const mpz_t mantissa, long exponent) {
    mpz_t odd;
    mpz_init_set(odd, mantissa);
    if (exponent < 0 && mpz_sgn(odd)) {
        mp_bitcnt_t zeros = mpz_scan1(odd, 0), most = (mp_bitcnt_t)-exponent;
        mp_bitcnt_t shift = zeros < most ? zeros : most;
        mpz_tdiv_q_2exp(odd, odd, shift);
        exponent += (long)shift;
    } else if (exponent > 0) {
        mpz_mul_2exp(odd, odd, (mp_bitcnt_t)exponent);
    }
    hr_put_mpz(w, odd);
    if (exponent < 0 && mpz_sgn(odd))
        put_power(w, exponent);
    mpz_clear(odd);
}

void hr_put_double(hr_writer *w, double number) {
    long exponent;
    int64_t mantissa = hr_dyadic(number, &exponent);
    if (exponent <= 0) {
        hr_put_i64(w, mantissa);
        if (exponent)
            put_power(w, exponent);
        return;
    }
    mpz_t big;
    mpz_init(big);
    hr_set_i64(big, mantissa);
    hr_put_number(w, big, exponent);
    mpz_clear(big);
}

void hr_put_row(hr_writer *w, const hr_matrix *m, size_t row) {
    hr_bigint_cursor cursor = {0};
    mpz_t view; /* an alias, nothing to clear */
    if (m->dtype == HR_BIGINT)
        cursor = hr_bigint_row(m, row);
    for (size_t i = row * m->cols; i < (row + 1) * m->cols; i++) {
        if (i > row * m->cols)
            hr_put_char(w, ' ');
        switch (m->dtype) {
        case HR_FLOAT32:
            hr_put_double(w, (double)m->f32[i]);
            break;
        case HR_FLOAT64:
            hr_put_double(w, m->f64[i]);
            break;
        case HR_INT8:
            hr_put_i64(w, m->i8[i]);
            break;
        case HR_INT64:
            hr_put_i64(w, m->i64[i]);
            break;
        case HR_BIGINT:
            hr_bigint_next(&cursor, view);
            hr_put_mpz(w, view);
            break;
        }
    }
}

long hr_row_bits(const hr_matrix *m, size_t row) {
    long most = LONG_MIN;
    mpz_t value;
    mpz_init(value);
    for (size_t j = 0; j < m->cols; j++) {
        long bits;
        if (m->dtype == HR_FLOAT32 || m->dtype == HR_FLOAT64) {
            int top;
            if (frexp(hr_matrix_get_d(m, row, j), &top) == 0)
                continue;
            bits = top;
        } else {
            hr_matrix_get_z(value, m, row, j);
            if (!mpz_sgn(value))
                continue;
            bits = (long)mpz_sizeinbase(value, 2);
        }
        if (bits > most)
            most = bits;
    }
    mpz_clear(value);
    return most;
}
