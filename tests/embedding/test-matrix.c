/* Matrices of every type, packed integers, and correct rounding checked against exact rationals. */
#include "test.h"

#include "base/random.h"
#include "embedding/integers.h"
#include "embedding/matrix.h"
#include "embedding/polynomial.h"
#include "embedding/round.h"

#include <float.h>
#include <math.h>

/* under AddressSanitizer too, an allocation that is too large gives NULL */
const char *__asan_default_options(void);
const char *__asan_default_options(void) {
    return "allocator_may_return_null=1";
}

static void test_plain(void) {
    const hr_dtype types[] = {HR_FLOAT32, HR_FLOAT64, HR_INT8, HR_INT64};
    mpz_t z;
    mpz_init(z);
    for (size_t t = 0; t < 4; t++) {
        hr_matrix m;
        OK(hr_matrix_init(&m, 3, 5, types[t]));
        for (size_t i = 0; i < 15; i++)
            CHECK(hr_matrix_get_d(&m, i / 5, i % 5) == 0, "%s: entry %zu", hr_dtype_name(types[t]), i);
        OK(hr_matrix_finite(&m, "m"));
        hr_matrix_clear(&m);
        hr_matrix_clear(&m); /* twice is safe */
        CHECK(!m.rows && !m.any, "%s", hr_dtype_name(types[t]));
    }
    hr_matrix m;
    OK(hr_matrix_init(&m, 2, 2, HR_INT64));
    m.i64[3] = INT64_MIN;
    hr_matrix_get_z(z, &m, 1, 1);
    mpz_mul_2exp(z, z, 1);
    mpz_fdiv_q_2exp(z, z, 64);
    CHECK(!mpz_cmp_si(z, -1), "INT64_MIN");
    CHECK(hr_matrix_get_d(&m, 1, 1) == -0x1p63, "%g", hr_matrix_get_d(&m, 1, 1));
    hr_matrix_clear(&m);
    mpz_clear(z);
    FAILS(hr_matrix_init(&m, SIZE_MAX / 2, 3, HR_INT8), "larger than memory can address");
    FAILS(hr_matrix_init(&m, SIZE_MAX / 4, 1, HR_FLOAT64), "out of memory");
}

static void test_bits(void) {
    hr_matrix m;
    mpz_t row[2];
    mpz_inits(row[0], row[1], NULL);
    OK(hr_matrix_init(&m, 2, 2, HR_FLOAT32));
    m.f32[2] = 1.0f / 3;
    CHECK(hr_matrix_bits(&m) == 32, "%zu", hr_matrix_bits(&m));
    hr_matrix_clear(&m);
    OK(hr_matrix_init(&m, 2, 2, HR_INT8));
    CHECK(hr_matrix_bits(&m) == 2, "%zu", hr_matrix_bits(&m));
    m.i8[1] = -128;
    CHECK(hr_matrix_bits(&m) == 9, "%zu", hr_matrix_bits(&m));
    hr_matrix_clear(&m);
    OK(hr_matrix_init(&m, 1, 2, HR_INT64));
    m.i64[0] = 255, m.i64[1] = -256;
    CHECK(hr_matrix_bits(&m) == 10, "%zu", hr_matrix_bits(&m));
    m.i64[1] = INT64_MIN;
    CHECK(hr_matrix_bits(&m) == 65, "%zu", hr_matrix_bits(&m));
    hr_matrix_clear(&m);
    OK(hr_matrix_init(&m, 2, 2, HR_BIGINT));
    mpz_set_si(row[0], -1);
    mpz_mul_2exp(row[0], row[0], 200);
    OK(hr_bigint_append(&m, 0, row));
    mpz_set_ui(row[0], 0);
    mpz_set_ui(row[1], 5);
    OK(hr_bigint_append(&m, 1, row));
    CHECK(hr_matrix_bits(&m) == 202, "%zu", hr_matrix_bits(&m));
    hr_matrix_clear(&m);
    mpz_clears(row[0], row[1], NULL);
}

static void test_finite(void) {
    hr_matrix m;
    OK(hr_matrix_init(&m, 4, 3, HR_FLOAT32));
    m.f32[7] = NAN;
    FAILS(hr_matrix_finite(&m, "a.npy"), "a.npy: NaN in row 2, column 1");
    m.f32[7] = -INFINITY;
    FAILS(hr_matrix_finite(&m, "a.npy"), "a.npy: infinity in row 2, column 1");
    hr_matrix_clear(&m);
    OK(hr_matrix_init(&m, 4, 3, HR_FLOAT64));
    m.f64[0] = NAN;
    FAILS(hr_matrix_finite(&m, "b.npy"), "b.npy: NaN in row 0, column 0");
    hr_matrix_clear(&m);
}

static void random_integer(mpz_t z, gsl_rng *rng) {
    mpz_set_ui(z, 0);
    unsigned words = (unsigned)gsl_rng_uniform_int(rng, 12);
    for (unsigned w = 0; w < words; w++) {
        mpz_mul_2exp(z, z, 32);
        mpz_add_ui(z, z, gsl_rng_uniform_int(rng, 3) ? gsl_rng_get(rng) : 0);
    }
    if (gsl_rng_uniform_int(rng, 2))
        mpz_neg(z, z);
}

static void test_bigints(void) {
    enum { ROWS = 50, COLS = 7 };
    hr_matrix m;
    mpz_t want[ROWS * COLS], have, view;
    gsl_rng *rng = hr_rng_new(1, HR_STREAM_TEST, 0);
    mpz_init(have);
    OK(hr_matrix_init(&m, ROWS, COLS, HR_BIGINT));
    for (size_t i = 0; i < ROWS * COLS; i++) {
        mpz_init(want[i]);
        if (i / COLS != 20) /* a row of zeros has no limbs */
            random_integer(want[i], rng);
    }
    for (size_t i = 0; i < ROWS; i++)
        OK(hr_bigint_append(&m, i, want + i * COLS));
    for (size_t i = 0; i < ROWS; i++) {
        hr_bigint_cursor cursor = hr_bigint_row(&m, i);
        for (size_t j = 0; j < COLS; j++) {
            hr_bigint_next(&cursor, view);
            CHECK(!mpz_cmp(view, want[i * COLS + j]), "walk to (%zu, %zu)", i, j);
            hr_matrix_get_z(have, &m, i, j);
            CHECK(!mpz_cmp(have, want[i * COLS + j]), "entry (%zu, %zu)", i, j);
        }
    }
    for (size_t i = 0; i < ROWS * COLS; i++)
        mpz_clear(want[i]);
    mpz_clear(have);
    gsl_rng_free(rng);
    hr_matrix_clear(&m);
}

static void test_int64(void) {
    const int64_t values[] = {0, 1, -1, 255, INT64_MAX, INT64_MIN, INT64_MIN + 1, 0x123456789abcdef};
    mpz_t z;
    mpz_init(z);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        int64_t back = 7;
        hr_set_i64(z, values[i]);
        CHECK(hr_get_i64(z, &back) && back == values[i], "%lld", (long long)values[i]);
    }
    int64_t back;
    mpz_set_ui(z, 1);
    mpz_mul_2exp(z, z, 63);
    CHECK(!hr_get_i64(z, &back), "2^63");
    mpz_neg(z, z);
    CHECK(hr_get_i64(z, &back) && back == INT64_MIN, "-2^63");
    mpz_sub_ui(z, z, 1);
    CHECK(!hr_get_i64(z, &back), "-2^63 - 1");
    mpz_mul_2exp(z, z, 100);
    CHECK(!hr_get_i64(z, &back), "-2^163");
    mpz_clear(z);
}

/* |value 2^shift - r| against the neighbour n of r: nearer, or as near with an even significand. */
static bool nearest(const mpq_t exact, double r, double neighbour, bool even) {
    if (isinf(neighbour))
        return true; /* tested with the overflow threshold */
    mpq_t a, b;
    mpq_inits(a, b, NULL);
    mpq_set_d(a, r);
    mpq_sub(a, a, exact);
    mpq_abs(a, a);
    mpq_set_d(b, neighbour);
    mpq_sub(b, b, exact);
    mpq_abs(b, b);
    int order = mpq_cmp(a, b);
    mpq_clears(a, b, NULL);
    return order < 0 || (order == 0 && even);
}

static bool even_significand(double r, hr_dtype dtype) {
    if (dtype == HR_FLOAT32) {
        float f = (float)r;
        uint32_t bits;
        memcpy(&bits, &f, sizeof bits);
        return !(bits & 1);
    }
    uint64_t bits;
    memcpy(&bits, &r, sizeof bits);
    return !(bits & 1);
}

static void check_rounding(const mpz_t z, int64_t shift, hr_dtype dtype) {
    double r = hr_round_integer(z, shift, dtype);
    char where[64];
    snprintf(where, sizeof where, "%s, shift %lld, r = %a", hr_dtype_name(dtype), (long long)shift, r);
    mpq_t exact, limit;
    mpq_inits(exact, limit, NULL);
    mpq_set_z(exact, z);
    if (shift >= 0)
        mpq_mul_2exp(exact, exact, (mp_bitcnt_t)shift);
    else
        mpq_div_2exp(exact, exact, (mp_bitcnt_t)-shift);
    /* from the largest float plus half its last place on, IEEE 754 rounds to infinity */
    double most = dtype == HR_FLOAT32 ? (double)FLT_MAX : DBL_MAX;
    mpq_set_d(limit, dtype == HR_FLOAT32 ? 0x1p103 : 0x1p970);
    mpq_t top;
    mpq_init(top);
    mpq_set_d(top, most);
    mpq_add(limit, limit, top);
    mpq_abs(top, exact);
    bool overflow = mpq_cmp(top, limit) >= 0;
    CHECK(overflow == !!isinf(r), "%s", where);
    CHECK(mpq_sgn(exact) == 0 || r == 0 || (mpq_sgn(exact) < 0) == (r < 0), "%s", where);
    if (!overflow && !isinf(r)) {
        CHECK(dtype == HR_FLOAT64 || (double)(float)r == r, "%s is no float32", where);
        bool even = even_significand(r, dtype);
        double up = dtype == HR_FLOAT32 ? nextafterf((float)r, INFINITY) : nextafter(r, INFINITY);
        double down = dtype == HR_FLOAT32 ? nextafterf((float)r, -INFINITY) : nextafter(r, -INFINITY);
        CHECK(nearest(exact, r, up, even) && nearest(exact, r, down, even), "%s is not the nearest", where);
    }
    mpq_clears(exact, limit, top, NULL);
}

static void test_rounding(void) {
    const int64_t shifts[] = {0,  1,   -3,    -20,   -60,   -149, -180, -200,
                              60, 100, -1074, -1100, -1130, 900,  1000, 1023};
    gsl_rng *rng = hr_rng_new(1, HR_STREAM_TEST, 1);
    mpz_t z;
    mpz_init(z);
    for (int trial = 0; trial < 300; trial++) {
        random_integer(z, rng);
        for (size_t s = 0; s < sizeof shifts / sizeof *shifts; s++) {
            check_rounding(z, shifts[s], HR_FLOAT32);
            check_rounding(z, shifts[s], HR_FLOAT64);
        }
    }
    /* ties and their neighbours: (2^p + k) 2^g with a half, half - 1, half + 1 in the dropped bits */
    for (unsigned p = 22; p < 60; p++)
        for (unsigned k = 0; k < 4; k++)
            for (unsigned drop = 1; drop < 80; drop += 13)
                for (int off = -1; off <= 1; off++) {
                    mpz_set_ui(z, 1);
                    mpz_mul_2exp(z, z, p);
                    mpz_add_ui(z, z, k);
                    mpz_mul_2exp(z, z, drop);
                    mpz_setbit(z, drop - 1);
                    if (off < 0)
                        mpz_sub_ui(z, z, 1);
                    else
                        mpz_add_ui(z, z, (unsigned)off);
                    for (size_t s = 0; s < sizeof shifts / sizeof *shifts; s++) {
                        check_rounding(z, shifts[s], HR_FLOAT32);
                        check_rounding(z, shifts[s], HR_FLOAT64);
                    }
                }
    for (int e = 120; e < 130; e++) { /* around the overflow of float32, and of float64 */
        mpz_set_d(z, (double)FLT_MAX);
        for (int off = -2; off <= 2; off++) {
            mpz_t near;
            mpz_init(near);
            mpz_set_ui(near, 1);
            mpz_mul_2exp(near, near, 103);
            if (off < 0)
                mpz_sub(near, z, near);
            else
                mpz_add(near, z, near);
            mpz_add_ui(near, near, (unsigned)(off + 2));
            mpz_sub_ui(near, near, 2);
            check_rounding(near, 0, HR_FLOAT32);
            mpz_clear(near);
        }
        mpz_set_ui(z, 1);
        mpz_mul_2exp(z, z, 1024);
        mpz_sub_ui(z, z, (unsigned)e);
        check_rounding(z, 0, HR_FLOAT64);
        mpz_fdiv_q_2exp(z, z, 1);
        check_rounding(z, 0, HR_FLOAT64);
    }
    mpz_clear(z);
    gsl_rng_free(rng);
}

/* A product of quadratics, evaluated, is the product of their values. */
static void test_polynomial(void) {
    gsl_rng *rng = hr_rng_new(1, HR_STREAM_TEST, 2);
    mpz_t want, have, factor, v;
    mpz_inits(want, have, factor, v, NULL);
    for (int trial = 0; trial < 200; trial++) {
        hr_polynomial p;
        int64_t low[6], high[6];
        size_t c = 1 + gsl_rng_uniform_int(rng, 6), runs = gsl_rng_uniform_int(rng, c + 1);
        OK(hr_polynomial_init(&p, 2 * c));
        for (size_t round = 0; round < 2; round++) { /* the second on a used polynomial */
            for (size_t r = 0; r < runs; r++) {
                low[r] = (int64_t)gsl_rng_get(rng) - 0x80000000;
                high[r] = ((int64_t)gsl_rng_get(rng) - 0x80000000) * (trial % 2 ? 1 : 1 << 30);
            }
            hr_polynomial_of_runs(&p, low, high, runs, c);
            CHECK(p.degree == 2 * c, "degree %zu", p.degree);
            for (int point = -3; point <= 3; point++) {
                hr_set_i64(v, point * INT64_C(1000003));
                mpz_set_si(want, -1);
                for (size_t r = 0; r < c; r++) {
                    hr_set_i64(factor, r < runs ? low[r] : 0);
                    mpz_sub(factor, v, factor);
                    if (r < runs) {
                        hr_set_i64(have, high[r]);
                        mpz_sub(have, v, have);
                        mpz_mul(factor, factor, have);
                    } else {
                        mpz_mul(factor, v, v);
                        mpz_add_ui(factor, factor, 1);
                    }
                    mpz_mul(want, want, factor);
                }
                mpz_set_ui(have, 0);
                for (size_t j = 2 * c + 1; j-- > 0;) {
                    mpz_mul(have, have, v);
                    mpz_add(have, have, p.coefficient[j]);
                }
                CHECK(!mpz_cmp(want, have), "trial %d: %zu runs of %zu", trial, runs, c);
            }
        }
        hr_polynomial_clear(&p);
        hr_polynomial_clear(&p);
    }
    mpz_clears(want, have, factor, v, NULL);
    gsl_rng_free(rng);
}

int main(void) {
    RUN(test_plain);
    RUN(test_bits);
    RUN(test_finite);
    RUN(test_bigints);
    RUN(test_int64);
    RUN(test_rounding);
    RUN(test_polynomial);
    return hr_test_end();
}
