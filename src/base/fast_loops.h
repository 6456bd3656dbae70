/* The loops of base/fast.h, included once per instruction set with TABLE and SET defined.
 *
 * exp: x = n ln 2 + r with |r| <= ln 2 / 2, exp(r) by the minimax polynomial of Cephes' expf (S. Moshier,
 * netlib.org/cephes), 2^n by the exponent's bits. */
static inline float exp_one(float x) {
    float low = -87.3f, high = 88.3f;
    float z = x < low ? low : x;
    z = z > high ? high : z;
    float shifted = z * 1.44269504088896341f + 12582912.0f; /* 1.5 * 2^23: rounds to an integer */
    float n = shifted - 12582912.0f;
    float r = z - n * 0.693359375f;
    r = r - n * -2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    union {
        float f;
        unsigned i;
    } power;
    power.i = (unsigned)((int)n + 127) << 23;
    float value = p * power.f;
    return x < low ? 0.0f : value;
}

static float exp_row(float *s, size_t n, float shift, const float *weight) {
    float sum = 0;
    if (weight) {
#pragma omp simd reduction(+ : sum)
        for (size_t c = 0; c < n; c++) {
            s[c] = exp_one(s[c] - shift) * weight[c];
            sum += s[c];
        }
        return sum;
    }
#pragma omp simd reduction(+ : sum)
    for (size_t c = 0; c < n; c++) {
        s[c] = exp_one(s[c] - shift);
        sum += s[c];
    }
    return sum;
}

static void logistic_row(float *s, size_t n, float shift) {
#pragma omp simd
    for (size_t c = 0; c < n; c++)
        s[c] = 1.0f / (1.0f + exp_one(shift - s[c]));
}

static float max_row(const float *s, size_t n) {
    float most = -__builtin_inff();
#pragma omp simd reduction(max : most)
    for (size_t c = 0; c < n; c++)
        most = s[c] > most ? s[c] : most;
    return most;
}

static float dot(const float *a, const float *b, size_t n) {
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (size_t k = 0; k < n; k++)
        sum += a[k] * b[k];
    return sum;
}

static void axpy(float *restrict y, float a, const float *restrict x, size_t n) {
#pragma omp simd
    for (size_t k = 0; k < n; k++)
        y[k] += a * x[k];
}

static void scale(float *restrict y, float a, const float *restrict x, size_t n) {
#pragma omp simd
    for (size_t k = 0; k < n; k++)
        y[k] = a * x[k];
}

/* v >= 0 always, so the root needs no errno */
__attribute__((optimize("no-math-errno"))) static void adam(float *restrict w, float *restrict m,
                                                            float *restrict v, const float *restrict g,
                                                            size_t n, float b1, float b2, float first,
                                                            float second, float eps) {
#pragma omp simd
    for (size_t k = 0; k < n; k++) {
        float mk = b1 * m[k] + (1 - b1) * g[k], vk = b2 * v[k] + (1 - b2) * g[k] * g[k];
        m[k] = mk;
        v[k] = vk;
        w[k] -= first * mk / (__builtin_sqrtf(vk * second) + eps);
    }
}

__attribute__((optimize("no-math-errno"))) static void
adagrad(float *restrict w, float *restrict v, const float *restrict g, size_t n, float rate, float eps) {
#pragma omp simd
    for (size_t k = 0; k < n; k++) {
        v[k] += g[k] * g[k];
        w[k] -= rate * g[k] / (__builtin_sqrtf(v[k]) + eps);
    }
}

/* Widths that are known unroll. */
static inline void gather_wide(float *restrict s, const float *restrict q, const float *x,
                               const uint32_t *member, size_t n, size_t width) {
    for (size_t i = 0; i < n; i++) {
        const float *row = x + member[i] * width;
        float sum = 0;
#pragma omp simd reduction(+ : sum)
        for (size_t k = 0; k < width; k++)
            sum += q[k] * row[k];
        s[i] = sum;
    }
}

static void gather(float *restrict s, const float *restrict q, const float *x, const uint32_t *member,
                   size_t n, size_t width) {
    if (width == 16)
        gather_wide(s, q, x, member, n, 16);
    else
        gather_wide(s, q, x, member, n, width);
}

static inline void scatter_wide(float *restrict gq, float *restrict gx, const float *s, const float *q,
                                const float *x, const uint32_t *member, size_t n, size_t width) {
    for (size_t i = 0; i < n; i++) {
        if (s[i] < 1e-6f && s[i] > -1e-6f)
            continue;
        const float *row = x + member[i] * width;
        float *to = gx + member[i] * width;
#pragma omp simd
        for (size_t k = 0; k < width; k++) {
            gq[k] += s[i] * row[k];
            to[k] += s[i] * q[k];
        }
    }
}

static void scatter(float *restrict gq, float *restrict gx, const float *s, const float *q, const float *x,
                    const uint32_t *member, size_t n, size_t width) {
    if (width == 16)
        scatter_wide(gq, gx, s, q, x, member, n, 16);
    else
        scatter_wide(gq, gx, s, q, x, member, n, width);
}

const hr_fast TABLE = {SET, exp_row, logistic_row, max_row, dot, axpy, scale, adam, adagrad, gather, scatter};
