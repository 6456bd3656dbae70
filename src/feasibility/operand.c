#include "feasibility/operand.h"

#include "base/memory.h"
#include "embedding/affordable.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Everything below is rounded outwards by this: it covers the few roundings of computing the bound itself. */
#define SLACK (1 + 0x1p-20)

/* Entry (row, j) times 2^scale; exact but for underflow and, for big integers, one rounding. */
static void scaled_row(double *out, const hr_matrix *matrix, size_t row, int32_t scale) {
    size_t cols = matrix->cols;
    if (matrix->dtype == HR_BIGINT) {
        hr_bigint_cursor cursor = hr_bigint_row(matrix, row);
        mpz_t view;
        for (size_t j = 0; j < cols; j++) {
            long exponent;
            hr_bigint_next(&cursor, view);
            double mantissa = mpz_get_d_2exp(&exponent, view);
            long e = exponent + scale;
            out[j] = ldexp(mantissa, e < -4000 ? -4000 : e > 4000 ? 4000 : (int)e);
        }
        return;
    }
    bool direct = scale >= -1000 && scale <= 1000;
    double factor = direct ? ldexp(1, scale) : 1;
    size_t first = row * cols;
    for (size_t j = 0; j < cols; j++)
        switch (matrix->dtype) {
        case HR_FLOAT32:
            out[j] = (double)matrix->f32[first + j] * factor;
            break;
        case HR_FLOAT64:
            out[j] = matrix->f64[first + j] * factor;
            break;
        case HR_INT8:
            out[j] = matrix->i8[first + j] * factor;
            break;
        default:
            out[j] = (double)matrix->i64[first + j] * factor;
        }
    for (size_t j = 0; !direct && j < cols; j++)
        out[j] = ldexp(out[j], scale);
}

/* The exponent e of a row's largest entry: max |entry| < 2^e, and >= 2^(e-1); INT32_MIN when all are zero. */
static int32_t row_exponent(const hr_matrix *matrix, size_t row) {
    if (matrix->dtype == HR_BIGINT) {
        hr_bigint_cursor cursor = hr_bigint_row(matrix, row);
        size_t most = 0;
        for (size_t j = 0; j < matrix->cols; j++) {
            mpz_t view;
            hr_bigint_next(&cursor, view);
            size_t bits = mpz_sgn(view) ? mpz_sizeinbase(view, 2) : 0;
            if (bits > most)
                most = bits;
        }
        return most ? (int32_t)most : INT32_MIN;
    }
    double most = 0;
    for (size_t j = 0; j < matrix->cols; j++)
        most = fmax(most, fabs(hr_matrix_get_d(matrix, row, j)));
    int e;
    frexp(most, &e);
    return most > 0 ? e : INT32_MIN;
}

/* scale[i] = minus the exponent of row i, or, with `common`, of the largest row; 0 for rows of zeros. */
static hr_status scales(int32_t **scale, const hr_matrix *matrix, bool common) {
    *scale = hr_alloc(matrix->rows, sizeof **scale, "row scales");
    if (!*scale)
        return HR_ENOMEM;
    int32_t most = INT32_MIN;
#pragma omp parallel for reduction(max : most)
    for (size_t i = 0; i < matrix->rows; i++) {
        int32_t e = row_exponent(matrix, i);
        (*scale)[i] = e == INT32_MIN ? 0 : -e;
        if (e > most)
            most = e;
    }
    for (size_t i = 0; common && i < matrix->rows; i++)
        (*scale)[i] = most == INT32_MIN ? 0 : -most;
    return HR_OK;
}

/* Norms of the scaled rows, correct to a relative (d + 8) eps, which SLACK in the bounds covers; what may
 * underflow when squared is added back. */
static hr_status norms(double **norm, const hr_matrix *matrix, const int32_t *scale) {
    size_t cols = matrix->cols;
    *norm = hr_alloc(matrix->rows, sizeof **norm, "row norms");
    if (!*norm)
        return HR_ENOMEM;
    hr_status status = HR_OK;
    double tiny = sqrt((double)cols) * 0x1p-530;
#pragma omp parallel
    {
        double *row = hr_alloc(cols, sizeof *row, "a row");
        if (!row) {
#pragma omp critical
            status = HR_ENOMEM;
        }
#pragma omp for
        for (size_t i = 0; i < matrix->rows; i++) {
            if (!row)
                continue;
            scaled_row(row, matrix, i, scale[i]);
            double sum = 0, most = 0;
            for (size_t j = 0; j < cols; j++) {
                sum += row[j] * row[j];
                most = fmax(most, fabs(row[j]));
            }
            (*norm)[i] = most == 0 ? 0 : sqrt(sum) + (most < 0x1p-480 ? tiny : 0);
        }
        free(row);
    }
    return status == HR_OK ? HR_OK : hr_fail(HR_ENOMEM, "out of memory: row norms");
}

static double largest(const double *values, size_t count) {
    double most = 0;
    for (size_t i = 0; i < count; i++)
        most = fmax(most, values[i]);
    return most;
}

static bool small_integers(const hr_matrix *matrix) {
    return matrix->dtype == HR_INT8 || matrix->dtype == HR_INT64;
}

/* gamma_d of Higham (3.1), for unit roundoff u */
static double gamma_of(size_t d, double u) {
    return (double)d * u / (1 - (double)d * u);
}

/* The relative error of an entry of the view, in the precision with unit roundoff u: one rounding unless the
 * type holds it as it is; with unit also the norm's, the factor's and the product's. */
static double entry_error(const hr_matrix *matrix, bool unit, double u, size_t d) {
    bool held = matrix->dtype == HR_FLOAT32 || matrix->dtype == HR_INT8 ||
                (matrix->dtype == HR_FLOAT64 && u < 0x1p-30);
    double error = held && !unit ? 0 : u;
    if (unit)
        error += gamma_of(2 * (d + 8), 0x1p-53);
    if (matrix->dtype == HR_BIGINT || matrix->dtype == HR_INT64)
        error += 0x1p-52; /* truncated to a double first */
    return error;
}

static double score_error(const hr_operand *o, double u) {
    double q = entry_error(&o->embedding->queries, o->unit, u, o->dimension);
    double x = entry_error(&o->embedding->docs, o->unit, u, o->dimension), both = q + x + q * x;
    return (gamma_of(o->dimension + 1, u) * (1 + both) + both) * SLACK * SLACK;
}

static void set_bounds(hr_operand *o) {
    o->relative = score_error(o, o->narrow ? 0x1p-24 : 0x1p-53);
    o->refined = score_error(o, 0x1p-53);
    /* Underflow: rounding an entry or a product below the smallest normal number loses at most half the
     * smallest subnormal.  Entries are at most 1, and |q| >= 1/2 where q is not zero, so that d entries of q,
     * d of x and d products together lose less than 8 (d + 1) subnormals * |q|. */
    o->absolute = 8 * (double)(o->dimension + 1) * (o->narrow ? 0x1p-149 : 0x1p-1074);
}

static hr_status scale_side(int32_t **scale, double **norm, const hr_matrix *matrix, bool common, bool keep) {
    free(*scale);
    free(*norm);
    *norm = NULL;
    *scale = NULL;
    hr_status status = HR_OK;
    if (keep) {
        *scale = hr_calloc(matrix->rows, sizeof **scale, "row scales");
        status = *scale ? HR_OK : HR_ENOMEM;
    } else {
        status = scales(scale, matrix, common);
    }
    return status == HR_OK ? norms(norm, matrix, *scale) : status;
}

/* Turns norms into factors; from then on the rows have norm 1. */
static hr_status normalise(double **factor, double *norm, const hr_matrix *matrix, const char *file) {
    *factor = hr_alloc(matrix->rows, sizeof **factor, "row factors");
    if (!*factor)
        return HR_ENOMEM;
    for (size_t i = 0; i < matrix->rows; i++) {
        if (norm[i] == 0)
            return hr_fail(
                HR_EINPUT,
                "%s: row %zu is the zero vector, which has no direction; f-global needs unit vectors", file,
                i);
        (*factor)[i] = 1 / norm[i];
        norm[i] = 1;
    }
    return HR_OK;
}

/* Where many documents are far shorter than the longest, the factor |q| |x| of the bound is far above most
 * scores, and a float32 filter leaves most pairs open: float64 is faster then (WordNet's positions of U12: 5
 * times). */
static bool lengths_differ(const double *norm, size_t count, double longest) {
    enum { LOST = 16 };
    size_t lost = 0;
    for (size_t i = 0; i < count; i++)
        lost += norm[i] < ldexp(longest, -LOST);
    return lost > count / 4;
}

hr_status hr_operand_init(hr_operand *out, const hr_embedding *embedding, bool unit) {
    const hr_matrix *q = &embedding->queries, *x = &embedding->docs;
    memset(out, 0, sizeof *out);
    out->embedding = embedding;
    out->dimension = q->cols;
    out->unit = unit;
    hr_status status = hr_affordable_dimension((double)q->cols, hr_embedding_queries_file(embedding));
    if (status != HR_OK)
        return status;
    bool integers = small_integers(q) && small_integers(x) && !unit;
    out->narrow =
        (q->dtype == HR_FLOAT32 || q->dtype == HR_INT8) && (x->dtype == HR_FLOAT32 || x->dtype == HR_INT8);
    status = scale_side(&out->query_scale, &out->query_norm, q, false, integers);
    if (status == HR_OK)
        status = scale_side(&out->doc_scale, &out->doc_norm, x, !unit, integers);
    if (status == HR_OK && integers) {
        /* Cauchy-Schwarz: every partial sum of |q_i x_i| is an integer of at most |q| |x| */
        double side = fmax(largest(out->query_norm, q->rows), largest(out->doc_norm, x->rows));
        double most = fmax(side, largest(out->query_norm, q->rows) * largest(out->doc_norm, x->rows)) * SLACK;
        out->error_free = most <= 0x1p53;
        out->narrow = most <= 0x1p24;
        if (!out->error_free) {
            status = scale_side(&out->query_scale, &out->query_norm, q, false, false);
            if (status == HR_OK)
                status = scale_side(&out->doc_scale, &out->doc_norm, x, true, false);
        }
    }
    if (status == HR_OK && unit)
        status = normalise(&out->query_factor, out->query_norm, q, hr_embedding_queries_file(embedding));
    if (status == HR_OK && unit)
        status = normalise(&out->doc_factor, out->doc_norm, x, hr_embedding_docs_file(embedding));
    if (status != HR_OK) {
        hr_operand_clear(out);
        return status;
    }
    out->largest_doc = largest(out->doc_norm, x->rows);
    if (!out->error_free && lengths_differ(out->doc_norm, x->rows, out->largest_doc))
        out->narrow = false;
    if (!out->error_free)
        set_bounds(out);
    return HR_OK;
}

hr_status hr_operand_requery(hr_operand *o, const hr_embedding *embedding) {
    o->embedding = embedding;
    return scale_side(&o->query_scale, &o->query_norm, &embedding->queries, false, false);
}

static void view_row(double *out, const hr_matrix *matrix, size_t row, int32_t scale, const double *factor) {
    scaled_row(out, matrix, row, scale);
    for (size_t j = 0; factor && j < matrix->cols; j++)
        out[j] *= factor[row];
}

void hr_operand_query(double *out, const hr_operand *operand, size_t row) {
    view_row(out, &operand->embedding->queries, row, operand->query_scale[row], operand->query_factor);
}

void hr_operand_doc(double *out, const hr_operand *operand, size_t row) {
    view_row(out, &operand->embedding->docs, row, operand->doc_scale[row], operand->doc_factor);
}

void hr_operand_clear(hr_operand *operand) {
    free(operand->query_scale);
    free(operand->doc_scale);
    free(operand->query_norm);
    free(operand->doc_norm);
    free(operand->query_factor);
    free(operand->doc_factor);
    memset(operand, 0, sizeof *operand);
}
