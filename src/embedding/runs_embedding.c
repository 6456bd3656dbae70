#include "embedding/runs_embedding.h"

#include "base/memory.h"
#include "embedding/affordable.h"
#include "embedding/integers.h"
#include "embedding/polynomial.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Doubled and centred, so that the bounds of a run lie between points: position p is the point 2p - centre,
 * the run first .. last has low = 2 first - 1 - centre and high = 2 last + 1 - centre.  All are within
 * +-points. */
static hr_status fill_structure(hr_structure *s, const hr_runs_form *form) {
    const hr_runs *runs = form->runs;
    int64_t centre = (int64_t)form->points - 1;
    size_t count = runs->start[runs->rows];
    s->kind = HR_RUNS_STRUCTURE;
    s->dual = form->dual;
    s->points = form->points;
    s->polynomials = runs->rows;
    s->point = hr_alloc(s->points, sizeof *s->point, "the points of runs");
    s->run_start = hr_alloc(s->polynomials + 1, sizeof *s->run_start, "the runs");
    s->low = hr_alloc(count, sizeof *s->low, "the runs");
    s->high = hr_alloc(count, sizeof *s->high, "the runs");
    if (!s->point || !s->run_start || !s->low || !s->high)
        return HR_ENOMEM;
    for (size_t i = 0; i < s->points; i++)
        s->point[i] = 2 * (int64_t)(form->position ? form->position[i] : i) - centre;
    for (size_t i = 0; i <= s->polynomials; i++)
        s->run_start[i] = runs->start[i];
    for (size_t r = 0; r < count; r++) {
        s->low[r] = 2 * (int64_t)runs->first[r] - 1 - centre;
        s->high[r] = 2 * (int64_t)runs->last[r] + 1 - centre;
    }
    return HR_OK;
}

/* The coefficients of prod (v - low)(v - high) have absolute values that sum to at most prod (1 + |low|)(1 +
 * |high|)
 * <= (1 + points)^2c, and no power of a point is larger. */
static bool fits_int64(uint32_t points, size_t c) {
    double bits = log2(1.0 + points) * 2.0 * (double)c;
    return bits < 62.9; /* the margin covers the rounding of log2 */
}

static hr_status check_memory(const hr_runs_form *form, size_t c) {
    double bits = log2(1.0 + form->points), d = 2.0 * (double)c + 1;
    /* power j of a point takes j bits, coefficient j about (2c - j): c bits on average; half a limb is lost,
     * and the size of an entry is stored too */
    double row = d * ((double)c * bits / 8 + 4 + sizeof(int32_t));
    char what[96];
    snprintf(what, sizeof what, "runs (U6) with up to %zu runs, %.0f exact coordinates,", c, d);
    return hr_affordable(row * ((double)form->points + form->runs->rows), what,
                         "keep fewer runs with --runs K, or turn it round with --dual");
}

static hr_status fill_polynomials(hr_matrix *matrix, const hr_structure *s, size_t c, size_t skip) {
    hr_polynomial polynomial;
    hr_status status = hr_polynomial_init(&polynomial, 2 * c);
    for (size_t i = 0; i < s->polynomials && status == HR_OK; i++) {
        uint64_t first = s->run_start[i];
        hr_polynomial_of_runs(&polynomial, s->low + first, s->high + first, s->run_start[i + 1] - first, c);
        status = hr_integers_row(matrix, i, polynomial.coefficient + skip);
    }
    hr_polynomial_clear(&polynomial);
    return status;
}

static void note_bits(size_t *most, const mpz_t value) {
    size_t bits = mpz_sgn(value) ? mpz_sizeinbase(value, 2) + 1 : 1;
    *most = bits > *most ? bits : *most;
}

/* What hr_matrix_bits would say of both matrices. */
static hr_status measure(hr_structure *s, size_t c, size_t skip, size_t d) {
    hr_polynomial polynomial;
    size_t most = 0;
    hr_status status = hr_polynomial_init(&polynomial, 2 * c);
    for (size_t i = 0; i < s->polynomials && status == HR_OK; i++) {
        uint64_t first = s->run_start[i];
        hr_polynomial_of_runs(&polynomial, s->low + first, s->high + first, s->run_start[i + 1] - first, c);
        for (size_t j = skip; j < skip + d; j++)
            note_bits(&most, polynomial.coefficient[j]);
    }
    hr_polynomial_clear(&polynomial);
    int64_t farthest = 0;
    for (size_t i = 0; i < s->points; i++)
        farthest = llabs(s->point[i]) > farthest ? llabs(s->point[i]) : farthest;
    mpz_t power;
    mpz_init(power);
    hr_set_i64(power, farthest);
    mpz_pow_ui(power, power, skip + d - 1);
    note_bits(&most, power);
    mpz_clear(power);
    s->bits = (double)most;
    return status;
}

hr_status hr_runs_embed(hr_embedding *out, const hr_runs_form *form) {
    size_t c = hr_runs_degree(form->runs), d = 2 * c + form->constant;
    hr_dtype dtype = fits_int64(form->points, c) ? HR_INT64 : HR_BIGINT;
    hr_matrix *polynomials = form->dual ? &out->queries : &out->docs;
    hr_matrix *points = form->dual ? &out->docs : &out->queries;
    /* without the constant: documents drop their leading coefficient, always -1, or their power 0, always 1
     */
    size_t skip = !form->constant && form->dual;
    hr_status status = check_memory(form, c);
    if (status == HR_OK)
        status = fill_structure(&out->structure, form);
    if (status == HR_OK && form->alone && dtype == HR_BIGINT) {
        *polynomials = (hr_matrix){.rows = form->runs->rows, .cols = d, .dtype = dtype};
        *points = (hr_matrix){.rows = form->points, .cols = d, .dtype = dtype};
        return measure(&out->structure, c, skip, d);
    }
    if (status == HR_OK)
        status = hr_matrix_init(polynomials, form->runs->rows, d, dtype);
    if (status == HR_OK)
        status = hr_matrix_init(points, form->points, d, dtype);
    if (status == HR_OK)
        status = fill_polynomials(polynomials, &out->structure, c, skip);
    if (status == HR_OK)
        status = hr_integers_powers(points, out->structure.point, skip);
    return status;
}
