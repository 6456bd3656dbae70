/* What the two rows of U1 share. */
#ifndef HR_SIGN_H
#define HR_SIGN_H

#include "bounds/bound.h"

/* Margin and bits of sign vectors in dimension d that satisfy F-query, or F-sign with integer thresholds up
 * to `threshold` in one more coordinate (the formulas are in sign_formula.c). */
void hr_sign_price(hr_bound_row *out, hr_notion notion, double d, double s, double threshold);

#endif
