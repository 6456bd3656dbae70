#include "report/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Commas between the thousands of the digits in `plain`, which may have a sign and a fraction. */
static void group(char *out, size_t size, const char *plain) {
    size_t whole = strcspn(plain + (*plain == '-'), "."), used = 0;
    for (size_t i = 0; plain[i] && used + 2 < size; i++) {
        size_t digit = i - (*plain == '-');
        if (digit && digit < whole && i && (whole - digit) % 3 == 0)
            out[used++] = ',';
        out[used++] = plain[i];
    }
    out[used] = '\0';
}

void hr_number_fixed(char *out, size_t size, double value, int digits) {
    char plain[400];
    if (!isfinite(value)) {
        snprintf(out, size, "%s", "");
        return;
    }
    snprintf(plain, sizeof plain, "%.*f", digits, value);
    if (*plain == '-' && strspn(plain + 1, "0.") == strlen(plain + 1)) /* no minus before a zero */
        memmove(plain, plain + 1, strlen(plain));
    group(out, size, plain);
}

void hr_number_text(char *out, size_t size, double value) {
    double size_of = fabs(value);
    if (value == floor(value) && size_of < 1e15)
        hr_number_fixed(out, size, value, 0);
    else if (size_of >= 1000)
        hr_number_fixed(out, size, value, size_of < 1e5);
    else if (isfinite(value))
        snprintf(out, size, "%.4g", value);
    else
        snprintf(out, size, "%s", "");
}

void hr_number_percent(char *out, size_t size, double share) {
    char text[64];
    if (!isfinite(share)) {
        snprintf(out, size, "%s", "");
        return;
    }
    int digits = share > 0.999 || share < 0.001 ? 3 : share > 0.99 || share < 0.01 ? 2 : 1;
    double percent = 100 * share, scale = pow(10, digits);
    if (percent < 100 && percent + 0.5 / scale >= 100) /* down, not up to all */
        percent = floor(percent * scale) / scale >= 100 ? 100 - 1 / scale : floor(percent * scale) / scale;
    if (percent > 0 && percent < 0.5 / scale)
        percent = 1 / scale;
    snprintf(text, sizeof text, "%.*f", percent == 100 || percent == 0 ? 0 : digits, percent);
    snprintf(out, size, "%s %%", text);
}

void hr_number_slope(char *out, size_t size, double slope, double error) {
    *out = '\0';
    if (!isfinite(slope))
        return;
    int digits = fabs(error) > 0 && isfinite(error) ? (int)ceil(1 - log10(fabs(error))) : 2;
    digits = digits < 0 ? 0 : digits > 2 ? 2 : digits;
    char text[64], with[64];
    hr_number_fixed(text, sizeof text, slope, digits);
    hr_number_fixed(with, sizeof with, error, digits);
    if (error >= 0.005 && isfinite(error))
        snprintf(out, size, "%s ± %s", text, with);
    else
        snprintf(out, size, "%s", text);
}
