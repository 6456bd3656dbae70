/* Arrays of GMP integers. */
#ifndef HR_INTEGER_ROW_H
#define HR_INTEGER_ROW_H

#include <gmp.h>
#include <stddef.h>

/* All 0; NULL with a message. */
mpz_t *hr_integer_row(size_t count);
void hr_integer_row_free(mpz_t *row, size_t count); /* NULL is fine */

#endif
