#include "feasibility/linear_open.h"

#include "base/memory.h"
#include "feasibility/integer_row.h"

#include <stdlib.h>
#include <string.h>

hr_status hr_linear_open_init(hr_linear_open *o, const hr_linear_problem *p, const hr_matrix *rows,
                              size_t row) {
    memset(o, 0, sizeof *o);
    o->low_point = o->high_point = HR_NONE;
    mpz_inits(o->score, o->low, o->high, NULL);
    o->vector = hr_integer_row(p->columns);
    o->point = hr_integer_row(p->dimension);
    double *line = hr_alloc(p->columns, sizeof *line, "a row");
    bool ok = o->vector && o->point && line;
    for (size_t k = 0; ok && rows && k < p->columns; k++)
        line[k] = hr_matrix_get_d(rows, row, k);
    if (ok && rows)
        hr_linear_doubles_exact(o->vector, &o->vector_exponent, line, p->columns);
    free(line);
    return ok ? HR_OK : HR_ENOMEM;
}

void hr_linear_open_clear(hr_linear_open *o, const hr_linear_problem *p) {
    mpz_clears(o->score, o->low, o->high, NULL);
    hr_integer_row_free(o->vector, p->columns);
    hr_integer_row_free(o->point, p->dimension);
    memset(o, 0, sizeof *o);
}

/* low and high in units of 2^exponent, from now on no larger than 2^least. */
static void refine_unit(hr_linear_open *o, long least) {
    if (least >= o->exponent)
        return;
    mpz_mul_2exp(o->low, o->low, (mp_bitcnt_t)(o->exponent - least));
    mpz_mul_2exp(o->high, o->high, (mp_bitcnt_t)(o->exponent - least));
    o->exponent = least;
}

void hr_linear_open_see(hr_linear_open *o, const hr_linear_problem *p, uint32_t point, bool member) {
    long e;
    hr_linear_point_exact(o->point, &e, p, point);
    hr_linear_dot(o->score, o->vector, o->point, p->columns);
    if (!o->any_member && !o->any_other)
        o->exponent = e;
    refine_unit(o, e);
    mpz_mul_2exp(o->score, o->score, (mp_bitcnt_t)(e - o->exponent));
    if (member && (!o->any_member || mpz_cmp(o->score, o->low) < 0)) {
        mpz_set(o->low, o->score);
        o->low_point = point;
        o->any_member = true;
    } else if (!member && (!o->any_other || mpz_cmp(o->score, o->high) > 0)) {
        mpz_set(o->high, o->score);
        o->high_point = point;
        o->any_other = true;
    }
}

void hr_linear_open_see_all(hr_linear_open *o, const hr_linear_problem *p, uint32_t subject) {
    const uint32_t *member = p->member + p->start[subject], *end = p->member + p->start[subject + 1];
    for (uint32_t x = 0; x < p->points; x++) {
        bool inside = member < end && *member == x;
        hr_linear_open_see(o, p, x, inside);
        member += inside;
    }
}

bool hr_linear_open_serves(const hr_linear_open *o, const hr_linear_problem *p) {
    if (p->free_threshold)
        return !o->any_member || !o->any_other || mpz_cmp(o->low, o->high) > 0;
    if (p->fixed_threshold && mpz_sgn(o->vector[p->columns - 1]) <= 0)
        return false;
    return (!o->any_member || mpz_sgn(o->low) > 0) && (!o->any_other || mpz_sgn(o->high) < 0);
}
