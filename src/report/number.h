/* Numbers as a reader wants them. */
#ifndef HR_NUMBER_H
#define HR_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/* Whole numbers with their thousands grouped ("12,288"), others with up to 4 digits ("0.0123"); "" for NAN.
 */
void hr_number_text(char *out, size_t size, double value);

/* `digits` behind the point, thousands grouped. */
void hr_number_fixed(char *out, size_t size, double value, int digits);

/* A share in percent.  What is not all is never rounded up to 100 %, what is not none never down to 0 %. */
void hr_number_percent(char *out, size_t size, double share);

/* "2.33 ± 0.05": as many digits, at most 2, as the standard error leaves.  A
 * negative error gives the digits and is not written.  An error below 0.005 is that of an
 * exact line and left out, and so is one that is NAN. */
void hr_number_slope(char *out, size_t size, double slope, double error);

#endif
