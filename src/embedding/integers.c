#include "embedding/integers.h"

#include "base/memory.h"

#include <stdlib.h>

bool hr_get_i64(const mpz_t value, int64_t *number) {
    if (mpz_sizeinbase(value, 2) > 64)
        return false;
    uint64_t magnitude = 0;
    mpz_export(&magnitude, NULL, 1, sizeof magnitude, 0, 0, value);
    bool negative = mpz_sgn(value) < 0;
    if (magnitude > (uint64_t)INT64_MAX + negative)
        return false;
    *number = (int64_t)(negative ? -magnitude : magnitude);
    return true;
}

hr_status hr_integers_row(hr_matrix *matrix, size_t row, const mpz_t *entries) {
    if (matrix->dtype == HR_BIGINT)
        return hr_bigint_append(matrix, row, entries);
    for (size_t j = 0; j < matrix->cols; j++)
        if (!hr_get_i64(entries[j], matrix->i64 + row * matrix->cols + j))
            return hr_fail(HR_EINTERNAL, "row %zu, coordinate %zu does not fit int64 as was proved", row, j);
    return HR_OK;
}

hr_status hr_integers_powers(hr_matrix *matrix, const int64_t *point, size_t first) {
    size_t cols = matrix->cols;
    mpz_t *power = hr_alloc(cols, sizeof *power, "the powers of a point"), t;
    if (!power)
        return HR_ENOMEM;
    mpz_init(t);
    for (size_t j = 0; j < cols; j++)
        mpz_init(power[j]);
    hr_status status = HR_OK;
    for (size_t i = 0; i < matrix->rows && status == HR_OK; i++) {
        hr_set_i64(t, point[i]);
        mpz_pow_ui(power[0], t, first);
        for (size_t j = 1; j < cols; j++)
            mpz_mul(power[j], power[j - 1], t);
        status = hr_integers_row(matrix, i, power);
    }
    for (size_t j = 0; j < cols; j++)
        mpz_clear(power[j]);
    mpz_clear(t);
    free(power);
    return status;
}
