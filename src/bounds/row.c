#include "bounds/row.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

void hr_row_start(hr_bound_row *out, double dimension) {
    *out = (hr_bound_row){.applies = true,
                          .dimension = dimension,
                          .margin_log10 = (double)NAN,
                          .bits = (double)NAN,
                          .known = HR_PROVED};
}

void hr_bound_row_clear(hr_bound_row *row) {
    hr_evidence_clear(&row->evidence);
}

void hr_row_note(hr_bound_row *out, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(out->note, sizeof out->note, format, arguments);
    va_end(arguments);
}

hr_status hr_row_refuse(hr_bound_row *out, const char *format, ...) {
    hr_row_start(out, (double)NAN);
    out->applies = false;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(out->note, sizeof out->note, format, arguments);
    va_end(arguments);
    return HR_OK;
}

double hr_integer_bits(double log2_most) {
    /* the least b with 2^b > most, and the sign; a logarithm that may be rounded below a whole number is
     * raised */
    return floor(fmax(log2_most, 0) * (1 + 1e-13)) + 2;
}

double hr_rounded_bits(double dimension, double margin_log10) {
    double log2_inverse = log2(1.5) + log2(dimension) / 2 - margin_log10 * log2(10);
    return hr_integer_bits(ceil(fmax(log2_inverse, 0)));
}

void hr_row_price(hr_bound_row *out, const hr_polynomials *p) {
    /* sum of v^(2j), j = least .. top, is at most v^(2 top) / (1 - v^-2) for v >= 2, and their number for v =
     * 1 */
    double log2_top = p->most > 1 ? p->top * log2(p->most) : 0;
    double log2_norm =
        p->most > 1 ? log2_top - log2(1 - 1 / (p->most * p->most)) / 2 : log2(p->top - p->least + 1) / 2;
    out->margin_log10 = log10(p->gap / 2) - (log2_norm + p->log2_coefficients) * log10(2);
    out->bits = hr_integer_bits(fmax(log2_top, p->log2_coefficients));
}
