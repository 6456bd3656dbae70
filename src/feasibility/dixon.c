#include "feasibility/dixon.h"

#include "base/memory.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { PRIME = 536870909 }; /* 2^29 - 3: 32 products of residues and a residue fit 64 bits */
enum { LAZY = 32 };
enum { WORD = 62 }; /* entries below 2^62 are lifted in machine words */

typedef struct {
    size_t rows, columns;
    uint32_t *factor;   /* rows x columns: L (unit, below) and U of the permuted rows */
    uint32_t *inverse;  /* of U's diagonal */
    uint32_t *order;    /* the row at each place */
    int64_t *narrow;    /* columns x columns, permuted; NULL when entries are wider */
    const mpz_t *entry; /* the caller's */
    uint32_t *digit;    /* steps x columns */
    size_t steps;
} lifting;

static uint32_t power(uint32_t base, uint32_t exponent) {
    uint64_t result = 1, square = base;
    for (; exponent; exponent >>= 1, square = square * square % PRIME)
        if (exponent & 1)
            result = result * square % PRIME;
    return (uint32_t)result;
}

/* sum a_k b_k modulo the prime */
static uint32_t residue_dot(const uint32_t *a, const uint32_t *b, size_t count) {
    uint64_t sum = 0;
    for (size_t low = 0; low < count; low += LAZY) {
        size_t end = low + LAZY < count ? low + LAZY : count;
        for (size_t k = low; k < end; k++)
            sum += (uint64_t)a[k] * b[k];
        sum %= PRIME;
    }
    return (uint32_t)sum;
}

static void swap_rows(lifting *l, size_t i, size_t j) {
    for (size_t k = 0; k < l->columns; k++) {
        uint32_t other = l->factor[i * l->columns + k];
        l->factor[i * l->columns + k] = l->factor[j * l->columns + k];
        l->factor[j * l->columns + k] = other;
    }
    uint32_t row = l->order[i];
    l->order[i] = l->order[j];
    l->order[j] = row;
}

/* LU modulo the prime; the rows that are chosen come first.  False when the columns are dependent. */
static bool factor(lifting *l) {
    size_t c = l->columns;
    for (size_t k = 0; k < c; k++) {
        size_t pivot = k;
        while (pivot < l->rows && !l->factor[pivot * c + k])
            pivot++;
        if (pivot == l->rows)
            return false;
        if (pivot != k)
            swap_rows(l, k, pivot);
        const uint32_t *head = l->factor + k * c;
        l->inverse[k] = power(head[k], PRIME - 2);
        for (size_t i = k + 1; i < l->rows; i++) {
            uint32_t *row = l->factor + i * c;
            if (!row[k])
                continue;
            row[k] = (uint32_t)((uint64_t)row[k] * l->inverse[k] % PRIME);
            uint64_t minus = PRIME - row[k];
            for (size_t j = k + 1; j < c; j++)
                row[j] = (uint32_t)((row[j] + minus * head[j]) % PRIME);
        }
    }
    return true;
}

/* x = A^-1 x modulo the prime, x in the order of the chosen rows */
static void residue_solve(const lifting *l, uint32_t *x) {
    size_t c = l->columns;
    for (size_t i = 1; i < c; i++)
        x[i] = (x[i] + PRIME - residue_dot(l->factor + i * c, x, i)) % PRIME;
    for (size_t i = c; i-- > 0;) {
        uint32_t rest = residue_dot(l->factor + i * c + i + 1, x + i + 1, c - 1 - i);
        x[i] = (uint32_t)((uint64_t)(x[i] + PRIME - rest) % PRIME * l->inverse[i] % PRIME);
    }
}

static bool fits(const mpz_t *entry, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (mpz_sizeinbase(entry[i], 2) > WORD)
            return false;
    return true;
}

static void lifting_clear(lifting *l) {
    free(l->factor);
    free(l->inverse);
    free(l->order);
    free(l->narrow);
    free(l->digit);
}

static hr_status lifting_init(lifting *l, bool *independent, const mpz_t *entry, const mpz_t *right,
                              size_t rows, size_t columns) {
    *l = (lifting){.rows = rows, .columns = columns, .entry = entry};
    bool narrow = fits(entry, rows * columns) && fits(right, rows);
    l->factor = hr_alloc(rows * columns, sizeof *l->factor, "a factorisation");
    l->inverse = hr_alloc(columns, sizeof *l->inverse, "a factorisation");
    l->order = hr_alloc(rows, sizeof *l->order, "a factorisation");
    if (narrow)
        l->narrow = hr_alloc(columns * columns, sizeof *l->narrow, "a system");
    if (!l->factor || !l->inverse || !l->order || (narrow && !l->narrow))
        return HR_ENOMEM;
    for (size_t i = 0; i < rows; i++)
        l->order[i] = (uint32_t)i;
    for (size_t i = 0; i < rows * columns; i++)
        l->factor[i] = (uint32_t)mpz_fdiv_ui(entry[i], PRIME);
    *independent = factor(l);
    for (size_t i = 0; *independent && narrow && i < columns; i++)
        for (size_t j = 0; j < columns; j++)
            l->narrow[i * columns + j] = mpz_get_si(entry[l->order[i] * columns + j]);
    return HR_OK;
}

/* log2 of Hadamard's bound on a determinant of A's chosen rows with or without b, from above. */
static double cramer_bits(const lifting *l, const mpz_t *right) {
    double bits = 0;
    for (size_t i = 0; i < l->columns; i++) {
        size_t most = mpz_sizeinbase(right[l->order[i]], 2);
        for (size_t j = 0; j < l->columns; j++) {
            size_t size = mpz_sizeinbase(l->entry[l->order[i] * l->columns + j], 2);
            most = size > most ? size : most;
        }
        bits += (double)most;
    }
    double by_rows = bits;
    bits = 0;
    for (size_t j = 0; j <= l->columns; j++) {
        size_t most = 0;
        for (size_t i = 0; i < l->columns; i++) {
            mpz_srcptr v = j < l->columns ? l->entry[l->order[i] * l->columns + j] : right[l->order[i]];
            size_t size = mpz_sizeinbase(v, 2);
            most = size > most ? size : most;
        }
        bits += (double)most;
    }
    double least = by_rows < bits ? by_rows : bits;
    return least + 0.5 * (double)l->columns * log2((double)l->columns + 1) + 2;
}

/* Digits by machine words: the residual r stays below columns * 2^62 + 2^62, r' = (r - A y) / p. */
static hr_status lift_narrow(lifting *l, const mpz_t *right) {
    size_t c = l->columns;
    __int128 *rest = hr_alloc(c, sizeof *rest, "a residual");
    if (!rest)
        return HR_ENOMEM;
    for (size_t i = 0; i < c; i++)
        rest[i] = mpz_get_si(right[l->order[i]]);
    for (size_t step = 0; step < l->steps; step++) {
        uint32_t *y = l->digit + step * c;
        for (size_t i = 0; i < c; i++) {
            int64_t residue = (int64_t)(rest[i] % PRIME);
            y[i] = (uint32_t)(residue < 0 ? residue + PRIME : residue);
        }
        residue_solve(l, y);
        for (size_t i = 0; i < c; i++) {
            const int64_t *row = l->narrow + i * c;
            __int128 sum = 0;
            for (size_t k = 0; k < c; k++)
                sum += (__int128)row[k] * (int64_t)y[k];
            rest[i] = (rest[i] - sum) / PRIME;
        }
    }
    free(rest);
    return HR_OK;
}

static hr_status lift_wide(lifting *l, const mpz_t *right) {
    size_t c = l->columns;
    mpz_t *rest = hr_alloc(c, sizeof *rest, "a residual");
    if (!rest)
        return HR_ENOMEM;
    for (size_t i = 0; i < c; i++)
        mpz_init_set(rest[i], right[l->order[i]]);
    for (size_t step = 0; step < l->steps; step++) {
        uint32_t *y = l->digit + step * c;
        for (size_t i = 0; i < c; i++)
            y[i] = (uint32_t)mpz_fdiv_ui(rest[i], PRIME);
        residue_solve(l, y);
        for (size_t i = 0; i < c; i++) {
            for (size_t k = 0; k < c; k++)
                mpz_submul_ui(rest[i], l->entry[l->order[i] * c + k], y[k]);
            mpz_divexact_ui(rest[i], rest[i], PRIME);
        }
    }
    for (size_t i = 0; i < c; i++)
        mpz_clear(rest[i]);
    free(rest);
    return HR_OK;
}

/* out = x_j modulo p^steps */
static void assemble(mpz_t out, const lifting *l, size_t j) {
    mpz_set_ui(out, 0);
    for (size_t step = l->steps; step-- > 0;) {
        mpz_mul_ui(out, out, PRIME);
        mpz_add_ui(out, out, l->digit[step * l->columns + j]);
    }
}

/* value = a / b modulo `modulus` with |a|, b <= bound; false when there is no such fraction.  Source: P. S.
 * Wang, M. J. T. Guy, J. H. Davenport, P-adic reconstruction of rational numbers, SIGSAM Bulletin 16 (1982).
 */
static bool rational(mpz_t denominator, const mpz_t value, const mpz_t modulus, const mpz_t bound) {
    mpz_t high, low, before, now, quotient;
    mpz_init_set(high, modulus);
    mpz_init_set(low, value);
    mpz_init_set_ui(before, 0);
    mpz_init_set_ui(now, 1);
    mpz_init(quotient);
    while (mpz_cmp(low, bound) > 0) {
        mpz_tdiv_qr(quotient, high, high, low);
        mpz_swap(high, low);
        mpz_submul(before, quotient, now);
        mpz_swap(before, now);
    }
    bool found = mpz_sgn(now) && mpz_cmpabs(now, bound) <= 0;
    mpz_abs(denominator, now);
    mpz_clears(high, low, before, now, quotient, NULL);
    return found;
}

/* All x_j over one denominator: what one x_j needs, most others need, too. */
static bool recover(mpz_t *out, mpz_t denominator, const lifting *l, double bits) {
    mpz_t modulus, half, bound, more;
    mpz_inits(modulus, half, bound, more, NULL);
    mpz_ui_pow_ui(modulus, PRIME, l->steps);
    mpz_tdiv_q_2exp(half, modulus, 1);
    mpz_set_ui(bound, 1);
    mpz_mul_2exp(bound, bound, (mp_bitcnt_t)bits);
    mpz_set_ui(denominator, 1);
    bool found = true;
    for (size_t j = 0; j < l->columns && found; j++) {
        assemble(out[j], l, j);
        mpz_mul(more, out[j], denominator);
        mpz_mod(more, more, modulus);
        if (mpz_cmp(more, bound) <= 0)
            continue;
        mpz_sub(half, modulus, more);
        if (mpz_cmp(half, bound) <= 0)
            continue;
        mpz_t part;
        mpz_init(part);
        found = rational(part, more, modulus, bound);
        mpz_mul(denominator, denominator, part);
        found = found && mpz_cmp(denominator, bound) <= 0;
        mpz_clear(part);
    }
    for (size_t j = 0; j < l->columns && found; j++) {
        mpz_mul(out[j], out[j], denominator);
        mpz_mod(out[j], out[j], modulus);
        mpz_sub(more, modulus, out[j]);
        if (mpz_cmp(more, out[j]) < 0)
            mpz_neg(out[j], more);
    }
    mpz_clears(modulus, half, bound, more, NULL);
    return found;
}

hr_status hr_dixon_solve(bool *found, mpz_t *out, mpz_t denominator, const mpz_t *entry, const mpz_t *right,
                         size_t rows, size_t columns) {
    lifting l;
    *found = false;
    if (rows < columns)
        return HR_OK;
    hr_status status = lifting_init(&l, found, entry, right, rows, columns);
    if (status == HR_OK && *found) {
        double bits = cramer_bits(&l, right);
        l.steps = (size_t)((2 * bits + 2) / 28.99) + 2;
        l.digit = hr_alloc(l.steps * columns + 1, sizeof *l.digit, "digits");
        status = !l.digit ? HR_ENOMEM : l.narrow ? lift_narrow(&l, right) : lift_wide(&l, right);
        *found = status == HR_OK && recover(out, denominator, &l, bits);
    }
    lifting_clear(&l);
    return status;
}
