/* The inner loops of every instruction set against the C library in double. */
#include "test.h"

#include "base/fast.h"

#include <math.h>

enum { MOST = 1031 };

static const hr_fast *sets[3];
static int set_count;

static void list_sets(void) {
    sets[set_count++] = &hr_fast_plain;
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        sets[set_count++] = &hr_fast_avx2;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl"))
        sets[set_count++] = &hr_fast_avx512;
#endif
}

/* x from -87 to 88 in steps of about 1.7e-4, a million values */
static void test_exp(void) {
    static float s[MOST];
    for (int k = 0; k < set_count; k++) {
        double worst = 0, at = 0;
        for (int block = 0; block < 1000; block++) {
            for (int i = 0; i < MOST; i++)
                s[i] = (float)(-87 + 175 * ((double)block * MOST + i) / (1000.0 * MOST));
            float copy[MOST];
            memcpy(copy, s, sizeof copy);
            sets[k]->exp_row(s, MOST, 0, NULL);
            for (int i = 0; i < MOST; i++) {
                double exact = exp((double)copy[i]), error = fabs((double)s[i] - exact) / exact;
                if (error > worst) {
                    worst = error;
                    at = (double)copy[i];
                }
            }
        }
        printf("%s: relative error at most %.3g, at %g\n", sets[k]->name, worst, at);
        CHECK(worst <= HR_EXP_ERROR, "%s: exp(%g) is off by %g", sets[k]->name, at, worst);
    }
}

static void test_exp_ends(void) {
    for (int k = 0; k < set_count; k++) {
        float s[] = {-INFINITY, -1e30f, -87.4f, 0, 88.3f, 1e30f, INFINITY, NAN};
        sets[k]->exp_row(s, 8, 0, NULL);
        CHECK(s[0] == 0 && s[1] == 0 && s[2] == 0, "%s: what is left out is not 0", sets[k]->name);
        CHECK(s[3] == 1, "%s: exp(0) = %.9g", sets[k]->name, (double)s[3]);
        CHECK(isfinite(s[4]) && s[5] == s[4] && s[6] == s[4], "%s: large arguments", sets[k]->name);
        CHECK(isnan(s[7]), "%s: exp(NaN) hides it", sets[k]->name);
    }
}

static void test_logistic(void) {
    for (int k = 0; k < set_count; k++) {
        float s[MOST];
        for (int i = 0; i < MOST; i++)
            s[i] = (float)(-80 + 160.0 * i / MOST);
        float copy[MOST];
        memcpy(copy, s, sizeof copy);
        sets[k]->logistic_row(s, MOST, 0.5f);
        for (int i = 0; i < MOST; i++) {
            float argument = 0.5f - copy[i]; /* its rounding is the caller's */
            double exact = 1 / (1 + exp((double)argument));
            CHECK(fabs((double)s[i] - exact) <= 4e-7 * exact, "%s: logistic(%g) = %g", sets[k]->name,
                  -(double)argument, (double)s[i]);
        }
    }
}

static float value(int i) {
    return (float)sin(0.7 * i + 0.1);
}

/* sums, weights and every length up to a few vectors */
static void test_rows(void) {
    static float a[MOST], b[MOST], weight[MOST], y[MOST];
    for (int k = 0; k < set_count; k++)
        for (size_t n = 0; n < 200; n++) {
            double sum = 0, product = 0, most = -INFINITY;
            for (size_t i = 0; i < n; i++) {
                a[i] = value((int)i);
                b[i] = value((int)i + 7);
                weight[i] = (float)(i % 3);
                y[i] = a[i];
                sum += exp((double)a[i] - 0.5) * (double)weight[i];
                product += (double)a[i] * (double)b[i];
                most = fmax(most, (double)a[i]);
            }
            CHECK((double)sets[k]->max_row(a, n) == most, "%s: maximum of %zu", sets[k]->name, n);
            CHECK(fabs((double)sets[k]->dot(a, b, n) - product) <= 1e-5, "%s: product of %zu", sets[k]->name,
                  n);
            CHECK(fabs((double)sets[k]->exp_row(y, n, 0.5f, weight) - sum) <= 1e-4, "%s: sum of %zu",
                  sets[k]->name, n);
            for (size_t i = 0; i < n; i++)
                CHECK(fabs((double)y[i] - exp((double)a[i] - 0.5) * (double)weight[i]) <= 1e-6,
                      "%s: entry %zu of %zu", sets[k]->name, i, n);
            memcpy(y, a, sizeof y);
            sets[k]->axpy(y, 2, b, n);
            for (size_t i = 0; i < n; i++)
                CHECK(fabs((double)y[i] - ((double)a[i] + 2 * (double)b[i])) <= 1e-6, "%s: axpy %zu",
                      sets[k]->name, i);
            sets[k]->scale(y, -3, b, n);
            for (size_t i = 0; i < n; i++)
                CHECK(y[i] == -3 * b[i], "%s: scale %zu", sets[k]->name, i);
        }
}

/* widths that unroll and others; a row may come twice */
static void test_gather(void) {
    enum { ROWS = 9, WIDEST = 48, PICKED = 7 };
    static const uint32_t member[PICKED] = {3, 0, 8, 3, 5, 1, 7};
    for (int k = 0; k < set_count; k++)
        for (size_t width = 1; width <= WIDEST; width++) {
            float x[ROWS * WIDEST], q[WIDEST], s[PICKED], gq[WIDEST], gx[ROWS * WIDEST];
            double query[WIDEST], rows[ROWS * WIDEST];
            for (size_t i = 0; i < ROWS * width; i++) {
                x[i] = value((int)i);
                rows[i] = (double)(gx[i] = value((int)i + 3));
            }
            for (size_t i = 0; i < width; i++) {
                q[i] = value((int)i + 11);
                query[i] = (double)(gq[i] = value((int)i + 5));
            }
            sets[k]->gather(s, q, x, member, PICKED, width);
            for (size_t p = 0; p < PICKED; p++) {
                double product = 0;
                for (size_t i = 0; i < width; i++)
                    product += (double)q[i] * (double)x[member[p] * width + i];
                CHECK(fabs((double)s[p] - product) <= 1e-5, "%s: product %zu of %zu", sets[k]->name, p,
                      width);
                s[p] = p == 4 ? 1e-7f : s[p]; /* is 0 */
                for (size_t i = 0; i < width && p != 4; i++) {
                    query[i] += (double)s[p] * (double)x[member[p] * width + i];
                    rows[member[p] * width + i] += (double)s[p] * (double)q[i];
                }
            }
            sets[k]->scatter(gq, gx, s, q, x, member, PICKED, width);
            for (size_t i = 0; i < width; i++)
                CHECK(fabs((double)gq[i] - query[i]) <= 1e-4, "%s: query %zu of %zu", sets[k]->name, i,
                      width);
            for (size_t i = 0; i < ROWS * width; i++)
                CHECK(fabs((double)gx[i] - rows[i]) <= 1e-4, "%s: row %zu of %zu", sets[k]->name, i / width,
                      width);
        }
}

int main(void) {
    list_sets();
    RUN(test_exp);
    RUN(test_exp_ends);
    RUN(test_logistic);
    RUN(test_rows);
    RUN(test_gather);
    return hr_test_end();
}
