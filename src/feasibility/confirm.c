#include "feasibility/confirm.h"

#include "base/memory.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

void hr_entries_start(hr_entries *entries, const hr_matrix *matrix, size_t row) {
    *entries = (hr_entries){.matrix = matrix, .row = row};
    if (matrix->dtype == HR_BIGINT)
        entries->cursor = hr_bigint_row(matrix, row);
}

bool hr_entries_next(hr_entries *entries, const mpz_t value, mpz_t room) {
    const hr_matrix *m = entries->matrix;
    size_t col = entries->col++;
    if (m->dtype == HR_BIGINT) {
        mpz_t view;
        hr_bigint_next(&entries->cursor, view);
        return mpz_cmp(view, value) == 0;
    }
    if (!hr_dtype_exact(m->dtype)) {
        double entry = hr_matrix_get_d(m, entries->row, col);
        return isfinite(entry) && mpz_cmp_d(value, entry) == 0;
    }
    hr_matrix_get_z(room, m, entries->row, col);
    return mpz_cmp(room, value) == 0;
}

void hr_squares_add(hr_squares *squares, const mpz_t value) {
    long exponent;
    double part = mpz_get_d_2exp(&exponent, value);
    if (part == 0)
        return;
    if (exponent > squares->exponent) { /* rescale the smaller; what underflows does not matter */
        long shift = 2 * (squares->exponent - exponent);
        squares->sum = ldexp(squares->sum, shift < -4000 ? -4000 : (int)shift);
        squares->exponent = exponent;
    }
    long shift = exponent - squares->exponent;
    part = ldexp(part, shift < -4000 ? -4000 : (int)shift);
    squares->sum += part * part;
}

double hr_squares_log2_length(const hr_squares *squares) {
    return log2(squares->sum) / 2 + (double)squares->exponent;
}

/* mpz_set_si takes a long, which may have 32 bits. */
void hr_integer_set(mpz_t out, int64_t value) {
    uint64_t magnitude = value < 0 ? -(uint64_t)value : (uint64_t)value;
    mpz_import(out, 1, 1, sizeof magnitude, 0, 0, &magnitude);
    if (value < 0)
        mpz_neg(out, out);
}

/* ---- powers ---- */

/* A power that overflows cannot equal an entry of 64 bits. */
static bool powers_narrow(const int64_t *row, size_t cols, int64_t base, size_t first) {
    int64_t power = 1;
    for (size_t j = 0; j < first + cols; j++) {
        if (j && __builtin_mul_overflow(power, base, &power))
            return false;
        if (j >= first && row[j - first] != power)
            return false;
    }
    return true;
}

static bool powers_wide(const hr_matrix *matrix, size_t row, int64_t base, size_t first, mpz_t room[3]) {
    hr_entries entries;
    hr_entries_start(&entries, matrix, row);
    hr_integer_set(room[0], base);
    mpz_set_ui(room[1], 1);
    for (size_t j = 0; j < first + matrix->cols; j++) {
        if (j)
            mpz_mul(room[1], room[1], room[0]);
        if (j >= first && !hr_entries_next(&entries, room[1], room[2]))
            return false;
    }
    return true;
}

hr_status hr_confirm_powers(bool *confirmed, const hr_matrix *matrix, const int64_t *base, size_t first) {
    atomic_bool differs = false;
#pragma omp parallel
    {
        mpz_t room[3];
        mpz_inits(room[0], room[1], room[2], NULL);
#pragma omp for schedule(static)
        for (size_t i = 0; i < matrix->rows; i++) {
            if (atomic_load_explicit(&differs, memory_order_relaxed))
                continue;
            bool same = matrix->dtype == HR_INT64
                            ? powers_narrow(matrix->i64 + i * matrix->cols, matrix->cols, base[i], first)
                            : powers_wide(matrix, i, base[i], first, room);
            if (!same)
                atomic_store(&differs, true);
        }
        mpz_clears(room[0], room[1], room[2], NULL);
    }
    *confirmed = !differs;
    return HR_OK;
}

/* ---- polynomials ---- */

typedef struct {
    const hr_matrix *matrix;
    const hr_structure *structure;
    size_t c, first;
    bool entries; /* false: a matrix of the structure alone; its lengths are what is asked */
} polynomial_claim;

/* Scratch of one thread. */
typedef struct {
    mpz_t *product;     /* 2c + 1 coefficients of the product over the runs */
    mpz_t *binomial;    /* of (v^2 + 1)^exponent */
    size_t c, exponent; /* exponent > c: not computed yet */
    mpz_t root, sum, room;
} scratch;

static hr_status scratch_init(scratch *s, size_t c) {
    *s = (scratch){.c = c, .exponent = c + 1};
    s->product = hr_alloc(2 * c + 1, sizeof *s->product, "a polynomial");
    s->binomial = hr_alloc(c + 1, sizeof *s->binomial, "a polynomial");
    if (!s->product || !s->binomial) {
        free(s->product);
        free(s->binomial);
        return HR_ENOMEM;
    }
    for (size_t j = 0; j <= 2 * c; j++)
        mpz_init(s->product[j]);
    for (size_t j = 0; j <= c; j++)
        mpz_init(s->binomial[j]);
    mpz_inits(s->root, s->sum, s->room, NULL);
    return HR_OK;
}

static void scratch_clear(scratch *s) {
    for (size_t j = 0; j <= 2 * s->c; j++)
        mpz_clear(s->product[j]);
    for (size_t j = 0; j <= s->c; j++)
        mpz_clear(s->binomial[j]);
    mpz_clears(s->root, s->sum, s->room, NULL);
    free(s->product);
    free(s->binomial);
}

/* product *= v - root, in place from the leading coefficient down */
static void times_root(scratch *s, size_t degree, int64_t root) {
    mpz_t *p = s->product;
    hr_integer_set(s->root, root);
    mpz_set(p[degree + 1], p[degree]);
    for (size_t j = degree; j; j--) {
        mpz_mul(p[j], p[j], s->root);
        mpz_sub(p[j], p[j - 1], p[j]);
    }
    mpz_mul(p[0], p[0], s->root);
    mpz_neg(p[0], p[0]);
}

static void binomials(scratch *s, size_t exponent) {
    if (s->exponent == exponent)
        return;
    s->exponent = exponent;
    mpz_set_ui(s->binomial[0], 1);
    for (size_t t = 0; t < exponent; t++) {
        mpz_mul_ui(s->binomial[t + 1], s->binomial[t], exponent - t);
        mpz_divexact_ui(s->binomial[t + 1], s->binomial[t + 1], t + 1);
    }
}

static bool polynomial_wide(const polynomial_claim *claim, size_t row, scratch *s, double *log2_length) {
    const hr_structure *structure = claim->structure;
    size_t begin = structure->run_start[row], runs = structure->run_start[row + 1] - begin, degree = 2 * runs;
    mpz_set_ui(s->product[0], 1);
    for (size_t r = 0; r < runs; r++) {
        times_root(s, 2 * r, structure->low[begin + r]);
        times_root(s, 2 * r + 1, structure->high[begin + r]);
    }
    binomials(s, claim->c - runs);
    hr_entries entries;
    if (claim->entries)
        hr_entries_start(&entries, claim->matrix, row);
    hr_squares squares = {0};
    for (size_t j = claim->first; j < claim->first + claim->matrix->cols; j++) {
        /* coefficient of v^j: - sum over t of binomial(c - runs, t) product[j - 2t] */
        mpz_set_ui(s->sum, 0);
        for (size_t t = j > degree ? (j - degree + 1) / 2 : 0; t <= claim->c - runs && 2 * t <= j; t++)
            mpz_submul(s->sum, s->binomial[t], s->product[j - 2 * t]);
        if (claim->entries && !hr_entries_next(&entries, s->sum, s->room))
            return false;
        hr_squares_add(&squares, s->sum);
    }
    *log2_length = hr_squares_log2_length(&squares);
    return true;
}

enum { NARROW = 9, DIFFERS = 0, SAME = 1, OVERFLOWED = 2 };

/* The same in 128 bits, for c <= NARROW / 2; OVERFLOWED says nothing of the row. */
static int polynomial_narrow(const polynomial_claim *claim, size_t row, double *log2_length) {
    typedef __int128 wide;
    const hr_structure *structure = claim->structure;
    size_t begin = structure->run_start[row], runs = structure->run_start[row + 1] - begin;
    wide p[NARROW + 2] = {1};
    size_t degree = 0;
    for (size_t r = 0; r < 2 * runs; r++, degree++) {
        wide root = r % 2 ? structure->high[begin + r / 2] : structure->low[begin + r / 2], term;
        p[degree + 1] = p[degree];
        for (size_t j = degree; j; j--)
            if (__builtin_mul_overflow(p[j], root, &term) || __builtin_sub_overflow(p[j - 1], term, &p[j]))
                return OVERFLOWED;
        if (__builtin_mul_overflow(p[0], -root, &p[0]))
            return OVERFLOWED;
    }
    for (; degree < 2 * claim->c; degree += 2) /* p *= v^2 + 1 */
        for (size_t j = degree + 2; j >= 2; j--)
            if (__builtin_add_overflow(p[j], p[j - 2], &p[j]))
                return OVERFLOWED;
    const int64_t *entry = claim->matrix->i64 + row * claim->matrix->cols;
    double squares = 0;
    for (size_t j = 0; j < claim->matrix->cols; j++) {
        if (entry[j] != -p[claim->first + j])
            return DIFFERS;
        squares += (double)entry[j] * (double)entry[j];
    }
    *log2_length = log2(squares) / 2;
    return SAME;
}

hr_status hr_confirm_polynomials(bool *confirmed, double *log2_length, const hr_matrix *matrix,
                                 const hr_structure *structure, size_t c, size_t first) {
    bool entries = matrix->dtype != HR_BIGINT || matrix->big.size;
    polynomial_claim claim = {matrix, structure, c, first, entries};
    bool narrow = matrix->dtype == HR_INT64 && 2 * c + 1 <= NARROW;
    atomic_bool differs = false, failed = false;
#pragma omp parallel
    {
        scratch s;
        bool ready = scratch_init(&s, c) == HR_OK;
        if (!ready)
            atomic_store(&failed, true);
#pragma omp for schedule(dynamic, 256)
        for (size_t i = 0; i < matrix->rows; i++) {
            if (!ready || atomic_load_explicit(&differs, memory_order_relaxed))
                continue;
            int same = narrow ? polynomial_narrow(&claim, i, &log2_length[i]) : OVERFLOWED;
            if (same == OVERFLOWED)
                same = polynomial_wide(&claim, i, &s, &log2_length[i]);
            if (same == DIFFERS)
                atomic_store(&differs, true);
        }
        if (ready)
            scratch_clear(&s);
    }
    if (failed) /* another thread's message is not ours */
        return hr_fail(HR_ENOMEM, "out of memory while checking the structure of an embedding");
    *confirmed = !differs;
    return HR_OK;
}
