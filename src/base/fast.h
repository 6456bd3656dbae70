/* The inner loops of training, compiled for AVX-512, AVX2 and the processor's baseline from one source
 * (fast_loops.h).  On one machine the same bytes come out whoever calls; another instruction set may round
 * sums otherwise. */
#ifndef HR_FAST_H
#define HR_FAST_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    const char *name; /* "avx512" */
    /* s[c] = exp(s[c] - shift) * weight[c] (weight NULL: 1), and their sum */
    float (*exp_row)(float *s, size_t n, float shift, const float *weight);
    void (*logistic_row)(float *s, size_t n, float shift); /* s[c] = 1 / (1 + exp(shift - s[c])) */
    float (*max_row)(const float *s, size_t n);            /* -INFINITY of nothing */
    float (*dot)(const float *a, const float *b, size_t n);
    void (*axpy)(float *y, float a, const float *x, size_t n);  /* y += a x */
    void (*scale)(float *y, float a, const float *x, size_t n); /* y = a x */
    /* first = rate/(1 - b1^t), second = 1/(1 - b2^t) */
    void (*adam)(float *w, float *m, float *v, const float *g, size_t n, float b1, float b2, float first,
                 float second, float eps);
    void (*adagrad)(float *w, float *v, const float *g, size_t n, float rate, float eps);
    /* s[i] = the product of q and row member[i] of x, rows of `width` */
    void (*gather)(float *s, const float *q, const float *x, const uint32_t *member, size_t n, size_t width);
    /* gq += sum s[i] row member[i] of x, that row of gx += s[i] q; |s[i]| < 1e-6 is 0 */
    void (*scatter)(float *gq, float *gx, const float *s, const float *q, const float *x,
                    const uint32_t *member, size_t n, size_t width);
} hr_fast;

/* The best of this processor; HRDIM_KERNEL=avx512|avx2|none chooses, as for the score kernels. */
const hr_fast *hr_fast_best(void);

extern const hr_fast hr_fast_avx512, hr_fast_avx2, hr_fast_plain;

/* Relative error of exp_row's exponential for arguments in [-87, 88]; below -87.3 it is 0, above 88.3 it is
 * that of 88.3.  Tested in tests/base/test-fast.c. */
#define HR_EXP_ERROR 1.2e-7

#endif
