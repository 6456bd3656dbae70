/* hr_embedding_round: exact where everything fits; otherwise each entry is the nearest float of the exact one
 * times a power of two that belongs to its column (documents), or to its column and row (queries). */
#include "small.h"

#include "embedding/round.h"

#include <float.h>
#include <math.h>

enum { UNKNOWN = 1 << 20 };

/* A chain of `depth` whose last node has `leaves` children. */
static void chain(small *s, uint32_t depth, uint32_t leaves) {
    hr_builder *builder = hr_builder_new(HR_BUILD_NUMBERED, "a chain with leaves");
    OK(hr_builder_numbered(builder, depth + leaves));
    for (uint32_t v = 1; v < depth; v++)
        OK(hr_builder_edge(builder, v, v - 1, 0));
    for (uint32_t v = depth; v < depth + leaves; v++)
        OK(hr_builder_edge(builder, v, depth - 1, 0));
    small_finish(s, builder);
}

static bool normal(double value, hr_dtype dtype) {
    return fabs(value) >= (dtype == HR_FLOAT32 ? (double)FLT_MIN : DBL_MIN);
}

/* The shift with which the exact entry rounds to `rounded`; UNKNOWN when the entry does not tell. */
static int64_t shift_of(const mpz_t exact, double rounded, hr_dtype dtype) {
    if (!mpz_sgn(exact) || !normal(rounded, dtype))
        return UNKNOWN;
    int exponent;
    frexp(rounded, &exponent);
    int64_t about = exponent - (int64_t)mpz_sizeinbase(exact, 2);
    for (int64_t s = about - 1; s <= about + 1; s++)
        if (hr_round_integer(exact, s, dtype) == rounded)
            return s;
    return -UNKNOWN; /* not a rounding of it at all */
}

/* Whether docs are exact * 2^-column and queries exact * 2^(column + row), correctly rounded. */
static void check_balance(const hr_embedding *exact, const hr_embedding *rounded, hr_dtype dtype,
                          bool balanced, const char *where) {
    size_t d = exact->docs.cols;
    int64_t column[200];
    mpz_t z;
    mpz_init(z);
    bool any = false;
    for (size_t j = 0; j < d; j++)
        column[j] = UNKNOWN;
    for (size_t i = 0; i < exact->docs.rows; i++)
        for (size_t j = 0; j < d; j++) {
            double value = hr_matrix_get_d(&rounded->docs, i, j);
            hr_matrix_get_z(z, &exact->docs, i, j);
            int64_t s = shift_of(z, value, dtype);
            if (column[j] == UNKNOWN)
                column[j] = s;
            CHECK(isfinite(value) && s != -UNKNOWN, "%s: document %zu, coordinate %zu is %g", where, i, j,
                  value);
            if (column[j] != UNKNOWN)
                CHECK(hr_round_integer(z, column[j], dtype) == value, "%s: document %zu, coordinate %zu: %a",
                      where, i, j, value);
        }
    for (size_t i = 0; i < exact->queries.rows; i++) {
        int64_t row = UNKNOWN;
        for (size_t j = 0; j < d; j++) {
            double value = hr_matrix_get_d(&rounded->queries, i, j);
            CHECK(isfinite(value), "%s: query %zu, coordinate %zu is %g", where, i, j, value);
            if (column[j] == UNKNOWN)
                continue;
            hr_matrix_get_z(z, &exact->queries, i, j);
            int64_t s = shift_of(z, value, dtype);
            if (row == UNKNOWN && s != UNKNOWN)
                row = s + column[j];
            if (row != UNKNOWN)
                CHECK(hr_round_integer(z, row - column[j], dtype) == value,
                      "%s: query %zu, coordinate %zu: %a", where, i, j, value);
            any |= s != 0 && s != UNKNOWN;
        }
        for (size_t x = i % 13; x < exact->docs.rows; x += 13) { /* the scores stay finite */
            double sum = 0;
            for (size_t j = 0; j < d; j++) {
                double product =
                    hr_matrix_get_d(&rounded->queries, i, j) * hr_matrix_get_d(&rounded->docs, x, j);
                sum = dtype == HR_FLOAT32 ? (double)(float)(sum + product) : sum + product;
            }
            CHECK(isfinite(sum), "%s: score (%zu, %zu) is %g", where, i, x, sum);
        }
    }
    CHECK(any == balanced, "%s: scaled %d, wanted %d", where, any, balanced);
    mpz_clear(z);
}

static void check(const small *s, const char *method, hr_dtype dtype, bool balanced, bool equal) {
    hr_embedding exact, rounded;
    char where[96];
    small_build(&exact, method, s, (hr_method_options){0});
    snprintf(where, sizeof where, "%s, d = %zu, %s", method, exact.docs.cols, hr_dtype_name(dtype));
    OK(hr_embedding_round(&rounded, &exact, dtype));
    CHECK(rounded.docs.dtype == dtype && rounded.queries.dtype == dtype, "%s", where);
    CHECK(rounded.structure.kind == HR_NO_STRUCTURE, "%s: the structure is of the exact form only", where);
    check_balance(&exact, &rounded, dtype, balanced, where);
    mpz_t z;
    mpz_init(z);
    for (size_t i = 0; i < exact.docs.rows * exact.docs.cols && equal; i++) {
        size_t row = i / exact.docs.cols, col = i % exact.docs.cols;
        hr_matrix_get_z(z, &exact.docs, row, col);
        CHECK(!mpz_cmp_d(z, hr_matrix_get_d(&rounded.docs, row, col)), "%s: document %zu, coordinate %zu",
              where, row, col);
    }
    mpz_clear(z);
    hr_embedding_clear(&rounded);
    hr_embedding_clear(&exact);
}

static void test_unscaled(void) {
    small s;
    chain(&s, 4, 6); /* |t| <= 5, d = 10: everything below 2^24 */
    check(&s, "moment", HR_FLOAT64, false, true);
    check(&s, "interval", HR_FLOAT32, false, true);
    check(&s, "code", HR_FLOAT32, false, true);
    small_clear(&s);
    chain(&s, 12, 20); /* 16^26 = 2^104: fits both types, rounded in both */
    check(&s, "moment", HR_FLOAT64, false, false);
    small_clear(&s);
}

static void test_balanced(void) {
    small s;
    chain(&s, 12, 100); /* 56^26 = 2^151 */
    check(&s, "moment", HR_FLOAT32, true, false);
    check(&s, "moment", HR_FLOAT64, false, false);
    small_clear(&s);
    chain(&s, 60, 600); /* 330^122 = 2^1020: the scores overflow, not the entries */
    check(&s, "moment", HR_FLOAT64, true, false);
    small_clear(&s);
    chain(&s, 70, 700); /* 385^142 = 2^1219 */
    check(&s, "moment", HR_FLOAT64, true, false);
    check(&s, "moment", HR_FLOAT32, true, false);
    small_clear(&s);
}

static void test_floats(void) {
    hr_embedding a, b;
    hr_embedding_init(&a);
    OK(hr_matrix_init(&a.queries, 1, 2, HR_FLOAT64));
    OK(hr_matrix_init(&a.docs, 2, 2, HR_FLOAT64));
    a.docs.f64[3] = 1.0 / 3;
    OK(hr_embedding_round(&b, &a, HR_FLOAT32));
    CHECK(b.docs.f32[3] == (float)(1.0 / 3), "%g", (double)b.docs.f32[3]);
    hr_embedding_clear(&b);
    a.docs.f64[3] = 1e200;
    FAILS(hr_embedding_round(&b, &a, HR_FLOAT32), "infinity in row 1, column 1");
    FAILS(hr_embedding_round(&b, &a, HR_INT8), "float32 or float64, not int8");
    hr_matrix_clear(&a.queries);
    OK(hr_matrix_init(&a.queries, 1, 2, HR_INT8));
    FAILS(hr_embedding_round(&b, &a, HR_FLOAT32), "differ");
    hr_embedding_clear(&a);
}

int main(void) {
    RUN(test_unscaled);
    RUN(test_balanced);
    RUN(test_floats);
    return hr_test_end();
}
