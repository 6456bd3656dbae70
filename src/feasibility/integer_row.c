#include "feasibility/integer_row.h"

#include "base/memory.h"

#include <stdlib.h>

mpz_t *hr_integer_row(size_t count) {
    mpz_t *row = hr_alloc(count, sizeof *row, "integers");
    for (size_t i = 0; row && i < count; i++)
        mpz_init(row[i]);
    return row;
}

void hr_integer_row_free(mpz_t *row, size_t count) {
    for (size_t i = 0; row && i < count; i++)
        mpz_clear(row[i]);
    free(row);
}
