#include "feasibility/linear_problem.h"

#include "base/memory.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* number = out * 2^exponent, out odd (0: exponent 0) */
static void set_dyadic(mpz_t out, long *exponent, double number) {
    int e;
    double mantissa = ldexp(frexp(number, &e), 53);
    mpz_set_d(out, mantissa);
    *exponent = 0;
    if (mantissa == 0)
        return;
    mp_bitcnt_t zeros = mpz_scan1(out, 0);
    mpz_tdiv_q_2exp(out, out, zeros);
    *exponent = (long)e - 53 + (long)zeros;
}

void hr_linear_doubles_exact(mpz_t *out, long *exponent, const double *row, size_t count) {
    long low = LONG_MAX;
    for (size_t k = 0; k < count; k++) {
        long e;
        set_dyadic(out[k], &e, row[k]);
        if (row[k] != 0 && e < low)
            low = e;
    }
    *exponent = low == LONG_MAX ? 0 : low;
    for (size_t k = 0; k < count; k++)
        if (row[k] != 0) {
            long e;
            set_dyadic(out[k], &e, row[k]);
            mpz_mul_2exp(out[k], out[k], (mp_bitcnt_t)(e - low));
        }
}

static void integers_exact(mpz_t *out, const hr_matrix *matrix, size_t row) {
    if (matrix->dtype != HR_BIGINT) {
        for (size_t k = 0; k < matrix->cols; k++)
            hr_matrix_get_z(out[k], matrix, row, k);
        return;
    }
    hr_bigint_cursor cursor = hr_bigint_row(matrix, row);
    for (size_t k = 0; k < matrix->cols; k++) {
        mpz_t view;
        hr_bigint_next(&cursor, view);
        mpz_set(out[k], view);
    }
}

/* The lowest bit of a row of floats; LONG_MAX for zeros. */
static long lowest_bit(const hr_matrix *matrix, size_t row) {
    long low = LONG_MAX;
    for (size_t k = 0; k < matrix->cols; k++) {
        double value = hr_matrix_get_d(matrix, row, k);
        if (value == 0)
            continue;
        int e;
        int64_t mantissa = (int64_t)ldexp(frexp(value, &e), 53);
        long bit = (long)e - 53 + __builtin_ctzll((unsigned long long)mantissa);
        low = bit < low ? bit : low;
    }
    return low;
}

void hr_linear_point_exact(mpz_t *out, long *exponent, const hr_linear_problem *p, uint32_t point) {
    const hr_matrix *m = p->fixed;
    *exponent = 0;
    if (point == p->points) {
        for (size_t k = 0; k < p->dimension; k++)
            mpz_set_ui(out[k], k + 1 == p->dimension);
        return;
    }
    if (hr_dtype_exact(m->dtype)) {
        integers_exact(out, m, point);
    } else {
        long low = lowest_bit(m, point);
        if (low == LONG_MAX || (p->free_threshold && low > 0))
            low = 0;
        *exponent = low;
        for (size_t k = 0; k < m->cols; k++) {
            long e;
            set_dyadic(out[k], &e, hr_matrix_get_d(m, point, k));
            if (mpz_sgn(out[k]))
                mpz_mul_2exp(out[k], out[k], (mp_bitcnt_t)(e - low));
        }
    }
    if (p->free_threshold) {
        mpz_set_si(out[m->cols], -1);
        mpz_mul_2exp(out[m->cols], out[m->cols], (mp_bitcnt_t) - *exponent);
    }
}

void hr_linear_point(double *out, const hr_linear_problem *p, uint32_t point) {
    if (point == p->points) {
        memset(out, 0, p->dimension * sizeof *out);
        out[p->dimension - 1] = 1;
        return;
    }
    hr_operand_doc(out, &p->operand, point);
    if (p->free_threshold)
        out[p->columns] = -1;
}

void hr_linear_dot(mpz_t out, mpz_t *v, mpz_t *p, size_t count) {
    mpz_set_ui(out, 0);
    for (size_t k = 0; k < count; k++)
        mpz_addmul(out, v[k], p[k]);
}

bool hr_linear_member(const hr_linear_problem *p, uint32_t subject, uint32_t point) {
    if (point == p->points)
        return true;
    uint64_t low = p->start[subject], high = p->start[subject + 1];
    while (low < high) {
        uint64_t mid = low + (high - low) / 2;
        if (p->member[mid] < point)
            low = mid + 1;
        else
            high = mid;
    }
    return low < p->start[subject + 1] && p->member[low] == point;
}

/* A type that holds (q, -r) exactly. */
static hr_dtype lifted_type(const hr_matrix *queries, const double *threshold) {
    bool narrow = queries->dtype == HR_FLOAT32, wide = queries->dtype != HR_BIGINT;
    for (size_t i = 0; i < queries->rows; i++) {
        narrow = narrow && (double)(float)threshold[i] == threshold[i];
        for (size_t k = 0; queries->dtype == HR_INT64 && wide && k < queries->cols; k++) {
            int64_t value = queries->i64[i * queries->cols + k];
            wide = value >= -((int64_t)1 << 53) && value <= (int64_t)1 << 53;
        }
    }
    return narrow ? HR_FLOAT32 : wide ? HR_FLOAT64 : HR_BIGINT;
}

static hr_status lift_integers(hr_linear_problem *p, const hr_matrix *queries, const double *threshold) {
    size_t d = queries->cols;
    mpz_t *row = hr_alloc(d + 1, sizeof *row, "a row");
    if (!row)
        return HR_ENOMEM;
    for (size_t k = 0; k <= d; k++)
        mpz_init(row[k]);
    for (size_t i = 0; i < queries->rows; i++) {
        long e;
        set_dyadic(row[d], &e, threshold[i]);
        p->shift = e < -(long)p->shift ? (uint32_t)-e : p->shift;
    }
    hr_status status = HR_OK;
    for (size_t i = 0; i < queries->rows && status == HR_OK; i++) {
        long e;
        integers_exact(row, queries, i);
        set_dyadic(row[d], &e, -threshold[i]);
        for (size_t k = 0; k < d; k++)
            mpz_mul_2exp(row[k], row[k], p->shift);
        mpz_mul_2exp(row[d], row[d], (mp_bitcnt_t)(e + (long)p->shift));
        status = hr_bigint_append(&p->lifted, i, row);
    }
    for (size_t k = 0; k <= d; k++)
        mpz_clear(row[k]);
    free(row);
    return status;
}

static hr_status lift(hr_linear_problem *p, const hr_matrix *queries, const double *threshold) {
    hr_dtype type = lifted_type(queries, threshold);
    size_t d = queries->cols;
    hr_status status = hr_matrix_init(&p->lifted, queries->rows, d + 1, type);
    if (status == HR_OK && type == HR_BIGINT)
        return lift_integers(p, queries, threshold);
    for (size_t i = 0; status == HR_OK && i < queries->rows; i++)
        for (size_t k = 0; k <= d; k++) {
            double value = k < d ? hr_matrix_get_d(queries, i, k) : -threshold[i];
            if (type == HR_FLOAT32)
                p->lifted.f32[i * (d + 1) + k] = (float)value;
            else
                p->lifted.f64[i * (d + 1) + k] = value;
        }
    return status;
}

static hr_status choose_points(hr_linear_problem *p, const hr_ancestors *a, const hr_embedding *e,
                               const hr_linear_options *options) {
    bool thresholds = options->notion == HR_F_QUERY;
    p->side = options->side;
    p->notion = options->notion;
    if (p->side == HR_ANY_QUERY) {
        p->subjects = a->queries;
        p->points = a->documents;
        p->start = a->start;
        p->member = a->document;
        p->fixed = &e->docs;
        p->free_threshold = thresholds;
        return HR_OK;
    }
    p->subjects = a->documents;
    p->points = a->queries;
    p->fixed = &e->queries;
    hr_status status = hr_descendants_build(a, &p->own_start, &p->own_member);
    p->start = p->own_start;
    p->member = p->own_member;
    if (status != HR_OK || !thresholds)
        return status;
    for (uint32_t i = 0; i < a->queries; i++)
        if (!isfinite(options->threshold[i]))
            return hr_fail(HR_EINPUT, "the threshold of query %u is not finite", i);
    p->fixed = &p->lifted;
    p->fixed_threshold = true;
    return lift(p, &e->queries, options->threshold);
}

hr_status hr_linear_problem_init(hr_linear_problem *p, const hr_ancestors *ancestors,
                                 const hr_embedding *embedding, const hr_linear_options *options) {
    memset(p, 0, sizeof *p);
    if (options->notion == HR_F_GLOBAL)
        return hr_fail(HR_EUSAGE, "linear feasibility is decided for f-query and f-sign, not for f-global");
    if (options->side == HR_ANY_DOCUMENT && options->notion == HR_F_QUERY && !options->threshold)
        return hr_fail(HR_EUSAGE, "any document, f-query: the queries' thresholds are needed");
    hr_status status = hr_embedding_fits(embedding, ancestors);
    if (status == HR_OK)
        status = hr_matrix_finite(&embedding->queries, hr_embedding_queries_file(embedding));
    if (status == HR_OK)
        status = hr_matrix_finite(&embedding->docs, hr_embedding_docs_file(embedding));
    if (status == HR_OK)
        status = choose_points(p, ancestors, embedding, options);
    if (status == HR_OK && p->points >= (uint32_t)1 << 31)
        status = hr_fail(HR_ELIMIT, "linear feasibility: %u points are too many", p->points);
    if (status != HR_OK) {
        hr_linear_problem_clear(p);
        return status;
    }
    p->columns = p->fixed->cols;
    p->dimension = p->columns + p->free_threshold;
    const hr_matrix *sought = p->side == HR_ANY_QUERY ? &embedding->queries : &embedding->docs;
    p->largest = 0x1p-1000;
    for (size_t i = 0; p->fixed_threshold && i < sought->rows; i++)
        for (size_t k = 0; k < sought->cols; k++)
            p->largest = fmax(p->largest, fabs(hr_matrix_get_d(sought, i, k)));
    hr_embedding_init(&p->view);
    p->view.docs = *p->fixed;
    p->view.origin = embedding->origin;
    return HR_OK;
}

hr_status hr_linear_problem_hints(hr_linear_problem *p, const hr_matrix *hints) {
    hr_dtype before = p->view.queries.dtype;
    p->view.queries = *hints;
    if (p->operand.embedding && before == hints->dtype)
        return hr_operand_requery(&p->operand, &p->view);
    hr_operand_clear(&p->operand);
    return hr_operand_init(&p->operand, &p->view, false);
}

void hr_linear_problem_clear(hr_linear_problem *p) {
    hr_operand_clear(&p->operand);
    hr_matrix_clear(&p->lifted);
    free(p->own_start);
    free(p->own_member);
    memset(p, 0, sizeof *p); /* view's matrices belong to others */
}
