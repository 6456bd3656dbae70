#include "oracle.h"

#include <gmp.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BITS = 400 };

struct oracle {
    const hr_ancestors *ancestors;
    size_t n, m, dim;
    mpz_t *score;   /* n m: <q,x> 2^shift */
    mpz_t *qq, *xx; /* squared lengths: 2^(2 qshift), 2^(2 xshift) times as long */
    long qshift, xshift;
    uint8_t *matched;   /* n m */
    uint16_t *distance; /* n m, where matched */
};

static void *must(void *memory) {
    if (!memory) {
        fprintf(stderr, "oracle: out of memory\n");
        exit(99);
    }
    return memory;
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

/* ---- verdicts ---- */

static void length(mpf_t out, const mpz_t square) {
    mpf_set_z(out, square);
    mpf_sqrt(out, out);
}

static double log10_of(const mpf_t value) {
    if (!mpf_sgn(value))
        return -INFINITY;
    long exponent;
    double part = mpf_get_d_2exp(&exponent, value);
    return log10(fabs(part)) + (double)exponent * log10(2.0);
}

/* gap / (scale |q| max|x|); the shifts cancel, because gap carries both.  0 when gap is 0. */
static void normalised(mpf_t out, const oracle *o, const mpz_t gap, unsigned scale, size_t query) {
    mpf_t len;
    mpf_init2(len, BITS);
    size_t longest = 0;
    for (size_t j = 1; j < o->m; j++)
        if (mpz_cmp(o->xx[j], o->xx[longest]) > 0)
            longest = j;
    mpf_set_z(out, gap);
    if (mpz_sgn(gap)) {
        length(len, o->qq[query]);
        mpf_div(out, out, len);
        length(len, o->xx[longest]);
        mpf_div(out, out, len);
        mpf_div_ui(out, out, scale);
    }
    mpf_clear(len);
}

typedef struct {
    bool any; /* something bounds the margin */
    mpf_t worst;
} margin;

static void margin_take(margin *all, const mpf_t value) {
    if (!all->any || mpf_cmp(value, all->worst) < 0)
        mpf_set(all->worst, value);
    all->any = true;
}

static void take_query(oracle_verdict *out, margin *all, size_t query, const mpf_t value) {
    out->query_sign[query] = mpf_sgn(value);
    out->query_margin[query] = mpf_get_d(value);
    margin_take(all, value);
}

static void count(oracle_verdict *out, const oracle *o, size_t q, size_t x, bool retrieved) {
    out->reported += retrieved;
    if (o->matched[q * o->m + x] && retrieved) {
        out->retrieved++;
        out->hit[o->distance[q * o->m + x]]++;
        out->query_hits[q]++;
    }
}

static void decide_query(oracle_verdict *out, const oracle *o, margin *all) {
    mpf_t value;
    mpz_t gap;
    mpf_init2(value, BITS);
    mpz_init(gap);
    for (size_t q = 0; q < o->n; q++) {
        const mpz_t *score = o->score + q * o->m;
        size_t size = 0, low = o->m, high = o->m;
        for (size_t x = 0; x < o->m; x++)
            size += o->matched[q * o->m + x];
        for (size_t x = 0; x < o->m; x++) {
            size_t above = 0;
            for (size_t y = 0; y < o->m; y++)
                above += mpz_cmp(score[y], score[x]) >= 0;
            count(out, o, q, x, above <= size);
            if (o->matched[q * o->m + x]) {
                if (low == o->m || mpz_cmp(score[x], score[low]) < 0)
                    low = x;
            } else if (high == o->m || mpz_cmp(score[x], score[high]) > 0) {
                high = x;
            }
        }
        if (low == o->m || high == o->m)
            continue;
        mpz_sub(gap, score[low], score[high]);
        if (mpz_sgn(gap) <= 0)
            out->feasible = false, out->bad_queries++;
        normalised(value, o, gap, 2, q);
        take_query(out, all, q, value);
    }
    mpf_clear(value);
    mpz_clear(gap);
}

static void decide_sign(oracle_verdict *out, const oracle *o, margin *all) {
    mpf_t value;
    mpz_t gap, least;
    mpf_init2(value, BITS);
    mpz_inits(gap, least, NULL);
    for (size_t q = 0; q < o->n; q++) {
        for (size_t x = 0; x < o->m; x++) {
            mpz_set(gap, o->score[q * o->m + x]);
            count(out, o, q, x, mpz_sgn(gap) > 0);
            if (!o->matched[q * o->m + x])
                mpz_neg(gap, gap);
            if (!x || mpz_cmp(gap, least) < 0)
                mpz_set(least, gap);
        }
        if (mpz_sgn(least) <= 0)
            out->feasible = false, out->bad_queries++;
        normalised(value, o, least, 1, q);
        take_query(out, all, q, value);
    }
    mpf_clear(value);
    mpz_clears(gap, least, NULL);
}

static void cosine(mpf_t out, const oracle *o, size_t q, size_t x) {
    mpf_t len;
    mpf_init2(len, BITS);
    mpf_set_z(out, o->score[q * o->m + x]);
    if (mpf_sgn(out)) {
        length(len, o->qq[q]);
        mpf_div(out, out, len);
        length(len, o->xx[x]);
        mpf_div(out, out, len);
    }
    mpf_clear(len);
}

static void decide_global(oracle_verdict *out, const oracle *o, double eps, margin *all) {
    size_t cells = o->n * o->m, low = cells, high = cells;
    uint32_t m = (uint32_t)o->m;
#define AT(c) (uint32_t)((c) / m), (uint32_t)((c) % m)
    for (size_t c = 0; c < cells; c++) {
        if (o->matched[c]) {
            if (low == cells || oracle_compare_cosines(o, AT(c), AT(low), 0) < 0)
                low = c;
        } else if (high == cells || oracle_compare_cosines(o, AT(c), AT(high), 0) > 0) {
            high = c;
        }
    }
    for (size_t q = 0; q < o->n; q++) {
        bool bad = false;
        for (size_t x = 0; x < o->m; x++) {
            size_t c = q * m + x;
            bool clears = high == cells || (oracle_compare_cosines(o, AT(c), AT(high), eps) >= 0 &&
                                            oracle_compare_cosines(o, AT(c), AT(high), 0) > 0);
            count(out, o, q, x, clears);
            bad |= o->matched[c] && !clears;
        }
        out->bad_queries += bad;
        out->feasible &= !bad;
    }
    if (low < cells && high < cells) {
        mpf_t value, other;
        mpf_init2(value, BITS);
        mpf_init2(other, BITS);
        cosine(value, o, low / m, low % m);
        cosine(other, o, high / m, high % m);
        mpf_sub(value, value, other);
        mpf_div_ui(value, value, 2);
        mpf_set_d(other, eps);
        mpf_sub(value, value, other);
        margin_take(all, value);
        mpf_clear(value);
        mpf_clear(other);
        out->sign = oracle_compare_cosines(o, AT(low), AT(high), eps);
    }
#undef AT
}

void oracle_decide(oracle_verdict *out, const oracle *o, hr_notion notion, double eps) {
    memset(out, 0, sizeof *out);
    out->feasible = true;
    out->sign = 1;
    out->query_sign = must(calloc(o->n + 1, sizeof *out->query_sign));
    out->query_margin = must(calloc(o->n + 1, sizeof *out->query_margin));
    out->query_hits = must(calloc(o->n + 1, sizeof *out->query_hits));
    for (size_t q = 0; q < o->n; q++) {
        out->query_sign[q] = 1;
        out->query_margin[q] = INFINITY;
    }
    for (size_t c = 0; c < o->n * o->m; c++)
        if (o->matched[c]) {
            out->relevant++;
            out->total[o->distance[c]]++;
            if (o->distance[c] + 1u > out->distances)
                out->distances = o->distance[c] + 1u;
        }
    margin all = {.any = false};
    mpf_init2(all.worst, BITS);
    if (notion == HR_F_QUERY)
        decide_query(out, o, &all);
    else if (notion == HR_F_SIGN)
        decide_sign(out, o, &all);
    else
        decide_global(out, o, eps, &all);
    if (notion != HR_F_GLOBAL && all.any)
        out->sign = mpf_sgn(all.worst);
    out->margin = all.any ? mpf_get_d(all.worst) : INFINITY;
    out->log10 = all.any ? log10_of(all.worst) : INFINITY;
    if (!out->sign) { /* what 400 bits leave of an exact zero */
        out->margin = 0;
        out->log10 = -INFINITY;
    }
    mpf_clear(all.worst);
    size_t counted = 0;
    for (size_t q = 0; q < o->n; q++) {
        uint64_t size = o->ancestors->start[q + 1] - o->ancestors->start[q];
        if (!size)
            continue;
        out->macro += (double)out->query_hits[q] / (double)size;
        counted++;
    }
    out->macro = counted ? out->macro / (double)counted : 1;
}

void oracle_verdict_clear(oracle_verdict *verdict) {
    free(verdict->query_sign);
    free(verdict->query_margin);
    free(verdict->query_hits);
    memset(verdict, 0, sizeof *verdict);
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
