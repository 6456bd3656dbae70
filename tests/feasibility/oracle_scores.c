/* Every score and squared length, cosines by squaring, and the instance as text. */
#include "oracle_scores.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *must(void *memory) {
    if (!memory) {
        fprintf(stderr, "oracle: out of memory\n");
        exit(99);
    }
    return memory;
}

void *oracle_room(size_t count, size_t size) {
    return must(calloc(count ? count : 1, size));
}

static mpz_t *integers(size_t count) {
    mpz_t *z = must(malloc((count ? count : 1) * sizeof *z));
    for (size_t i = 0; i < count; i++)
        mpz_init(z[i]);
    return z;
}

static void integers_free(mpz_t *z, size_t count) {
    for (size_t i = 0; i < count; i++)
        mpz_clear(z[i]);
    free(z);
}

/* ---- the matrices as integers over a power of two ---- */

static double float_entry(const hr_matrix *a, size_t k) {
    return a->dtype == HR_FLOAT32 ? (double)a->f32[k] : a->f64[k];
}

/* HR_BIGINT by its documented layout, not through the library's cursor. */
static void big_row(mpz_t *out, const hr_matrix *a, size_t row) {
    const mp_limb_t *limb = a->big.limb + a->big.row_start[row];
    for (size_t j = 0; j < a->cols; j++) {
        int32_t size = a->big.size[row * a->cols + j];
        size_t limbs = (size_t)(size < 0 ? -(int64_t)size : size);
        if (limbs)
            mpz_import(out[j], limbs, -1, sizeof *limb, 0, 0, limb);
        else
            mpz_set_ui(out[j], 0);
        if (size < 0)
            mpz_neg(out[j], out[j]);
        limb += limbs;
    }
}

/* Every entry of `a` times 2^*shift. */
static mpz_t *matrix_integers(const hr_matrix *a, long *shift) {
    size_t count = a->rows * a->cols;
    mpz_t *z = integers(count);
    *shift = 0;
    bool floats = a->dtype == HR_FLOAT32 || a->dtype == HR_FLOAT64;
    for (size_t k = 0; floats && k < count; k++) {
        int exponent;
        double value = float_entry(a, k);
        frexp(value, &exponent); /* value is a multiple of 2^(exponent - 53) */
        if (value != 0 && 53 - exponent > *shift)
            *shift = 53 - exponent;
    }
    for (size_t k = 0; k < count && a->dtype != HR_BIGINT; k++) {
        if (floats) {
            int exponent;
            double value = float_entry(a, k), part = frexp(value, &exponent);
            mpz_set_d(z[k], ldexp(part, 53));
            if (value != 0)
                mpz_mul_2exp(z[k], z[k], (mp_bitcnt_t)(exponent - 53 + *shift));
        } else {
            mpz_set_si(z[k], a->dtype == HR_INT8 ? (long)a->i8[k] : (long)a->i64[k]);
        }
    }
    for (size_t i = 0; i < a->rows && a->dtype == HR_BIGINT; i++)
        big_row(z + i * a->cols, a, i);
    return z;
}

static void dot(mpz_t out, const mpz_t *a, const mpz_t *b, size_t dim) {
    mpz_set_ui(out, 0);
    for (size_t j = 0; j < dim; j++)
        mpz_addmul(out, a[j], b[j]);
}

oracle *oracle_new(const hr_ancestors *ancestors, const hr_embedding *embedding) {
    oracle *o = must(calloc(1, sizeof *o));
    o->ancestors = ancestors;
    o->n = ancestors->queries;
    o->m = ancestors->documents;
    o->dim = embedding->docs.cols;
    mpz_t *q = matrix_integers(&embedding->queries, &o->qshift);
    mpz_t *x = matrix_integers(&embedding->docs, &o->xshift);
    o->score = integers(o->n * o->m);
    o->qq = integers(o->n);
    o->xx = integers(o->m);
    for (size_t i = 0; i < o->n; i++) {
        dot(o->qq[i], q + i * o->dim, q + i * o->dim, o->dim);
        for (size_t j = 0; j < o->m; j++)
            dot(o->score[i * o->m + j], q + i * o->dim, x + j * o->dim, o->dim);
    }
    for (size_t j = 0; j < o->m; j++)
        dot(o->xx[j], x + j * o->dim, x + j * o->dim, o->dim);
    integers_free(q, o->n * o->dim);
    integers_free(x, o->m * o->dim);
    o->matched = must(calloc(o->n * o->m + 1, 1));
    o->distance = must(calloc(o->n * o->m + 1, sizeof *o->distance));
    for (size_t i = 0; i < o->n; i++)
        for (uint64_t k = ancestors->start[i]; k < ancestors->start[i + 1]; k++) {
            o->matched[i * o->m + ancestors->document[k]] = 1;
            o->distance[i * o->m + ancestors->document[k]] = ancestors->distance[k];
        }
    return o;
}

void oracle_free(oracle *o) {
    if (!o)
        return;
    integers_free(o->score, o->n * o->m);
    integers_free(o->qq, o->n);
    integers_free(o->xx, o->m);
    free(o->matched);
    free(o->distance);
    free(o);
}

bool oracle_matched(const oracle *o, uint32_t query, uint32_t document) {
    return o->matched[query * o->m + document];
}

int oracle_compare(const oracle *o, uint32_t query, uint32_t x, uint32_t y) {
    int c = mpz_cmp(o->score[query * o->m + x], o->score[query * o->m + y]);
    return (c > 0) - (c < 0);
}

int oracle_sign(const oracle *o, uint32_t query, uint32_t x) {
    return mpz_sgn(o->score[query * o->m + x]);
}

bool oracle_zero_vector(const oracle *o) {
    for (size_t i = 0; i < o->n; i++)
        if (!mpz_sgn(o->qq[i]))
            return true;
    for (size_t j = 0; j < o->m; j++)
        if (!mpz_sgn(o->xx[j]))
            return true;
    return false;
}

/* ---- cosines ---- */

static int sign(int c) {
    return (c > 0) - (c < 0);
}

/* Sign of p + r sqrt(z), z >= 0, by squaring. */
static int sign_one_root(const mpz_t p, const mpz_t r, const mpz_t z) {
    int sp = mpz_sgn(p), sr = mpz_sgn(r) * mpz_sgn(z);
    if (sp * sr >= 0)
        return sp ? sp : sr;
    mpz_t pp, rr;
    mpz_inits(pp, rr, NULL);
    mpz_mul(pp, p, p);
    mpz_mul(rr, r, r);
    mpz_mul(rr, rr, z);
    int c = sign(mpz_cmp(pp, rr));
    mpz_clears(pp, rr, NULL);
    return sp * c; /* the larger square keeps its sign */
}

/* Sign of a sqrt(x) + b sqrt(y) + c, x and y >= 0. */
static int sign_two_roots(const mpz_t a, const mpz_t x, const mpz_t b, const mpz_t y, const mpz_t c) {
    mpz_t p, r, z, u;
    mpz_inits(p, r, z, u, NULL);
    /* sign of a sqrt(x) + b sqrt(y): compare the squares a^2 x and b^2 y */
    mpz_mul(p, a, a);
    mpz_mul(p, p, x);
    mpz_mul(r, b, b);
    mpz_mul(r, r, y);
    int sa = mpz_sgn(a) * mpz_sgn(x), sb = mpz_sgn(b) * mpz_sgn(y), su;
    if (sa * sb >= 0)
        su = sa ? sa : sb;
    else
        su = sa * sign(mpz_cmp(p, r));
    int sc = mpz_sgn(c), answer;
    if (su * sc >= 0) {
        answer = su ? su : sc;
    } else { /* opposite signs: (a sqrt x + b sqrt y)^2 - c^2 = (a^2 x + b^2 y - c^2) + 2 a b sqrt(x y) */
        mpz_add(p, p, r);
        mpz_submul(p, c, c);
        mpz_mul(r, a, b);
        mpz_mul_ui(r, r, 2);
        mpz_mul(z, x, y);
        answer = su * sign_one_root(p, r, z);
    }
    mpz_clears(p, r, z, u, NULL);
    return answer;
}

/* e 2^*power = value exactly. */
static void split(mpz_t e, long *power, double value) {
    int exponent;
    double part = frexp(value, &exponent);
    mpz_set_d(e, ldexp(part, 53));
    *power = exponent - 53;
}

int oracle_compare_cosines(const oracle *o, uint32_t q, uint32_t x, uint32_t p, uint32_t y, double eps) {
    mpz_t a, b, c, u, v;
    mpz_inits(a, b, c, u, v, NULL);
    /* s/sqrt(u) - t/sqrt(v) - 2 eps, times u v 2^k:  s v 2^k sqrt(u) - t u 2^k sqrt(v) - e u v */
    mpz_mul(u, o->qq[q], o->xx[x]);
    mpz_mul(v, o->qq[p], o->xx[y]);
    const mpz_t *s = &o->score[q * o->m + x], *t = &o->score[p * o->m + y];
    if (!mpz_sgn(u)) /* a zero vector: its score is 0, any length will do */
        mpz_set_ui(u, 1);
    if (!mpz_sgn(v))
        mpz_set_ui(v, 1);
    long power;
    split(c, &power, 2 * eps);
    mpz_mul(a, *s, v);
    mpz_mul(b, *t, u);
    mpz_neg(b, b);
    mpz_mul(c, c, u);
    mpz_mul(c, c, v);
    mpz_neg(c, c);
    if (power < 0) {
        mpz_mul_2exp(a, a, (mp_bitcnt_t)-power);
        mpz_mul_2exp(b, b, (mp_bitcnt_t)-power);
    } else {
        mpz_mul_2exp(c, c, (mp_bitcnt_t)power);
    }
    int answer = sign_two_roots(a, u, b, v, c);
    mpz_clears(a, b, c, u, v, NULL);
    return answer;
}

static void print_matrix(const char *what, const hr_matrix *a) {
    printf("%s: %zu x %zu %s\n", what, a->rows, a->cols,
           a->dtype == HR_FLOAT32   ? "float32"
           : a->dtype == HR_FLOAT64 ? "float64"
                                    : "integers");
    mpz_t *row = integers(a->cols);
    for (size_t i = 0; i < a->rows; i++) {
        if (a->dtype == HR_BIGINT)
            big_row(row, a, i);
        for (size_t j = 0; j < a->cols; j++) {
            if (a->dtype == HR_BIGINT)
                gmp_printf(" %Zd", row[j]);
            else if (a->dtype == HR_INT8)
                printf(" %d", a->i8[i * a->cols + j]);
            else if (a->dtype == HR_INT64)
                printf(" %" PRId64, a->i64[i * a->cols + j]);
            else
                printf(" %a", float_entry(a, i * a->cols + j));
        }
        putchar('\n');
    }
    integers_free(row, a->cols);
}

void oracle_print(const hr_ancestors *ancestors, const hr_embedding *embedding) {
    for (uint32_t q = 0; q < ancestors->queries; q++) {
        printf("S(%u) =", q);
        for (uint64_t k = ancestors->start[q]; k < ancestors->start[q + 1]; k++)
            printf(" %u:%u", ancestors->document[k], ancestors->distance[k]);
        putchar('\n');
    }
    print_matrix("queries", &embedding->queries);
    print_matrix("documents", &embedding->docs);
    const hr_structure *s = &embedding->structure;
    if (s->kind == HR_NO_STRUCTURE)
        return;
    printf("%s%s, points", s->dual ? "dual " : "", s->kind == HR_RUNS_STRUCTURE ? "runs" : "moment");
    for (size_t i = 0; i < s->points; i++)
        printf(" %" PRId64, s->point[i]);
    putchar('\n');
    for (size_t i = 0; s->kind == HR_RUNS_STRUCTURE && i < s->polynomials; i++) {
        printf("runs of %zu:", i);
        for (uint64_t k = s->run_start[i]; k < s->run_start[i + 1]; k++)
            printf(" (%" PRId64 ", %" PRId64 ")", s->low[k], s->high[k]);
        putchar('\n');
    }
}
