#include "embedding/bfloat16.h"

#include <math.h>
#include <string.h>

enum { BITS = 8, LEAST = -133 }; /* the exponent of the smallest subnormal */
static const double LARGEST = 0x1.fep127;

double hr_bfloat16(double value) {
    int exponent;
    if (value == 0 || !isfinite(value))
        return value;
    frexp(value, &exponent);
    int unit = exponent - BITS > LEAST ? exponent - BITS : LEAST;
    double rounded = ldexp(nearbyint(ldexp(value, -unit)), unit);
    return fabs(rounded) > LARGEST ? copysign(HUGE_VAL, value) : rounded;
}

/* The low 16 bits go; what they carry is a half less one, and one for an odd rest. */
void hr_bfloat16_row(float *out, const float *in, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint32_t bits;
        memcpy(&bits, in + i, sizeof bits);
        bits = (bits + 0x7fff + (bits >> 16 & 1)) & 0xffff0000;
        memcpy(out + i, &bits, sizeof bits);
    }
}

void hr_matrix_round_bfloat16(hr_matrix *matrix) {
    if (matrix->dtype == HR_FLOAT32)
        hr_bfloat16_row(matrix->f32, matrix->f32, matrix->rows * matrix->cols);
}

bool hr_matrix_is_bfloat16(const hr_matrix *matrix) {
    size_t entries = matrix->rows * matrix->cols;
    for (size_t i = 0; matrix->dtype == HR_FLOAT32 && i < entries; i++) {
        uint32_t bits;
        memcpy(&bits, matrix->f32 + i, sizeof bits);
        if (bits & 0xffff)
            return false;
    }
    return matrix->dtype == HR_FLOAT32;
}
