/* The numbers of certificates: hexadecimal integers, or odd ones divided by a power of two ("3p-4" = 3/16).
 */
#ifndef HR_CERTIFICATE_NUMBER_H
#define HR_CERTIFICATE_NUMBER_H

#include "embedding/matrix.h"
#include "embedding/writer.h"

/* mantissa * 2^exponent, in its one spelling */
void hr_put_number(hr_writer *writer, const mpz_t mantissa, long exponent);
void hr_put_double(hr_writer *writer, double number);

/* The entries of a row, a blank between two. */
void hr_put_row(hr_writer *writer, const hr_matrix *matrix, size_t row);

/* The least b, or one more, with |entry| < 2^b for all entries of a row; LONG_MIN for a row of zeros. */
long hr_row_bits(const hr_matrix *matrix, size_t row);

#endif
