#include "feasibility/farkas.h"

#include "base/memory.h"
#include "feasibility/dixon.h"
#include "feasibility/integer_row.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

void hr_farkas_clear(hr_farkas *f) {
    for (size_t i = 0; f->weight && i < f->count; i++)
        mpz_clear(f->weight[i]);
    free(f->weight);
    free(f->point);
    memset(f, 0, sizeof *f);
}

/* The points as columns, each an integer vector times a power of two of its own. */
typedef struct {
    size_t count, dimension;
    mpz_t *entry; /* dimension x (count - 1): all but the last */
    mpz_t *last;  /* minus the last column */
    mpz_t *weight, denominator;
    long *exponent;
} columns;

static void columns_clear(columns *c) {
    hr_integer_row_free(c->entry, c->dimension * (c->count - 1));
    hr_integer_row_free(c->last, c->dimension);
    hr_integer_row_free(c->weight, c->count);
    mpz_clear(c->denominator);
    free(c->exponent);
}

static hr_status columns_init(columns *c, const hr_linear_problem *p, uint32_t subject, const uint32_t *point,
                              size_t count) {
    size_t d = p->dimension, width = count - 1;
    *c = (columns){.count = count, .dimension = d};
    mpz_init(c->denominator);
    c->entry = hr_integer_row(d * width);
    c->last = hr_integer_row(d);
    c->weight = hr_integer_row(count);
    c->exponent = hr_alloc(count, sizeof *c->exponent, "exponents");
    mpz_t *column = hr_integer_row(d);
    bool ok = c->entry && c->last && c->weight && c->exponent && column;
    for (size_t j = 0; ok && j < count; j++) {
        bool member = hr_linear_member(p, subject, point[j]), last = j == width;
        hr_linear_point_exact(column, &c->exponent[j], p, point[j]);
        for (size_t i = 0; i < d; i++) {
            mpz_ptr to = last ? c->last[i] : c->entry[i * width + j];
            if (member == last)
                mpz_neg(to, column[i]);
            else
                mpz_set(to, column[i]);
        }
    }
    hr_integer_row_free(column, d);
    return ok ? HR_OK : HR_ENOMEM;
}

/* Columns A_j = a_j 2^-e_j and weights with sum W_j A_j = 0: sum W_j 2^(E - e_j) a_j = 0 with E = max e_j. */
static hr_status put(hr_farkas *out, const columns *c, const uint32_t *point) {
    long top = LONG_MIN;
    size_t used = 0;
    for (size_t j = 0; j < c->count; j++)
        if (mpz_sgn(c->weight[j])) {
            top = c->exponent[j] > top ? c->exponent[j] : top;
            used++;
        }
    out->point = hr_alloc(used, sizeof *out->point, "a certificate");
    out->weight = hr_integer_row(used);
    out->count = out->weight ? used : 0;
    if (!out->point || !out->weight)
        return HR_ENOMEM;
    mpz_t divisor;
    mpz_init_set_ui(divisor, 0);
    size_t at = 0;
    for (size_t j = 0; j < c->count; j++) {
        if (!mpz_sgn(c->weight[j]))
            continue;
        size_t place = at++; /* insertion keeps the points ascending */
        for (; place && out->point[place - 1] > point[j]; place--) {
            out->point[place] = out->point[place - 1];
            mpz_swap(out->weight[place], out->weight[place - 1]);
        }
        out->point[place] = point[j];
        mpz_mul_2exp(out->weight[place], c->weight[j], (mp_bitcnt_t)(top - c->exponent[j]));
        mpz_gcd(divisor, divisor, out->weight[place]);
    }
    for (size_t j = 0; j < used; j++)
        mpz_divexact(out->weight[j], out->weight[j], divisor);
    mpz_clear(divisor);
    return HR_OK;
}

/* weight: the combination that gives 0, that of the last column 1, over a common denominator. */
static hr_status combine(bool *found, columns *c) {
    hr_status status = hr_dixon_solve(found, c->weight, c->denominator, (const mpz_t *)c->entry,
                                      (const mpz_t *)c->last, c->dimension, c->count - 1);
    mpz_set(c->weight[c->count - 1], c->denominator);
    for (size_t j = 0; *found && j < c->count; j++)
        *found = mpz_sgn(c->weight[j]) >= 0;
    return status;
}

/* sum w a = 0, all w > 0, at least one: looked at anew, in integers. */
static hr_status check(bool *holds, const hr_farkas *f, const hr_linear_problem *p, uint32_t subject) {
    size_t d = p->dimension;
    mpz_t *sum = hr_integer_row(d), *column = hr_integer_row(d), scaled;
    mpz_init(scaled);
    long unit = 0; /* sums are in units of 2^unit */
    *holds = f->count > 0 && sum && column;
    for (size_t j = 0; *holds && j < f->count; j++) {
        long e;
        hr_linear_point_exact(column, &e, p, f->point[j]);
        for (; unit > e; unit = e)
            for (size_t i = 0; i < d; i++)
                mpz_mul_2exp(sum[i], sum[i], (mp_bitcnt_t)(unit - e));
        mpz_mul_2exp(scaled, f->weight[j], (mp_bitcnt_t)(e - unit));
        for (size_t i = 0; i < d; i++)
            if (hr_linear_member(p, subject, f->point[j]))
                mpz_addmul(sum[i], scaled, column[i]);
            else
                mpz_submul(sum[i], scaled, column[i]);
        *holds = mpz_sgn(f->weight[j]) > 0 && (j == 0 || f->point[j - 1] < f->point[j]);
    }
    for (size_t i = 0; *holds && i < d; i++)
        *holds = mpz_sgn(sum[i]) == 0;
    bool ok = sum && column;
    hr_integer_row_free(sum, d);
    hr_integer_row_free(column, d);
    mpz_clear(scaled);
    return ok ? HR_OK : HR_ENOMEM;
}

hr_status hr_farkas_solve(bool *found, hr_farkas *out, const hr_linear_problem *problem, uint32_t subject,
                          const uint32_t *point, size_t count) {
    columns c;
    memset(out, 0, sizeof *out);
    *found = false;
    if (!count || count > problem->dimension + 1)
        return HR_OK;
    hr_status status = columns_init(&c, problem, subject, point, count);
    if (status == HR_OK)
        status = combine(found, &c);
    if (status == HR_OK && *found)
        status = put(out, &c, point);
    if (status == HR_OK && *found)
        status = check(found, out, problem, subject);
    columns_clear(&c);
    if (status != HR_OK || !*found)
        hr_farkas_clear(out);
    return status;
}
