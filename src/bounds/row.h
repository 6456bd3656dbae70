/* What the bounds share: filling a row, and the price of integer constructions in bits and margin. */
#ifndef HR_ROW_H
#define HR_ROW_H

#include "bounds/bound.h"

/* A row that applies, proved, with nothing known of margin and bits. */
void hr_row_start(hr_bound_row *out, double dimension);

void hr_row_note(hr_bound_row *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* "Does not apply", with the reason; returns HR_OK. */
hr_status hr_row_refuse(hr_bound_row *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Bits of a fixed-point entry with sign, for integers up to 2^log2_most in absolute value. */
double hr_integer_bits(double log2_most);

/* Bits per coordinate that suffice for any real embedding with this unit-normalised margin.  Round the
 * entries of unit vectors to multiples of h: a vector moves by at most e = h sqrt(d)/2, a score by at most 2e
 * + e^2, which is below the margin when e <= margin/3.  h = 2^-p with p = ceil(log2(3 sqrt(d) / (2 margin)));
 * entries are integers up to 2^p. */
double hr_rounded_bits(double dimension, double margin_log10);

/* Margin and bits of a construction by integer polynomials in one variable (U4, U5, U6).  The one side holds
 * powers v^least .. v^top of integers |v| <= most, the other side coefficients, |.|_1 <= 2^log2_coefficients;
 * scores of members and the others differ by at least `gap`.  margin >= gap / (2 |powers| |coefficients|). */
typedef struct {
    double most, least, top, log2_coefficients, gap;
} hr_polynomials;

void hr_row_price(hr_bound_row *out, const hr_polynomials *polynomials);

#endif
