/* Rounding an exact embedding to floats, balanced by powers of two where plain rounding would overflow. */
#include "base/memory.h"
#include "embedding/bfloat16.h"
#include "embedding/embedding.h"
#include "embedding/round.h"

#include <stdlib.h>
#include <string.h>

/* floor(log2 |v|) of the nonzero entries of every column. */
typedef struct {
    bool any;
    int64_t least, most;
} column;

/* Walks an integer row whatever its type; the value stays valid until the next step. */
typedef struct {
    const hr_matrix *matrix;
    size_t at;
    hr_bigint_cursor cursor;
    mpz_t room, view;
} walker;

static void walk_init(walker *w, const hr_matrix *matrix) {
    w->matrix = matrix;
    mpz_init2(w->room, 64);
}

static void walk_row(walker *w, size_t row) {
    w->at = row * w->matrix->cols;
    if (w->matrix->dtype == HR_BIGINT)
        w->cursor = hr_bigint_row(w->matrix, row);
}

static mpz_srcptr walk_next(walker *w) {
    if (w->matrix->dtype == HR_BIGINT) {
        hr_bigint_next(&w->cursor, w->view);
        return w->view;
    }
    hr_set_i64(w->room, w->matrix->dtype == HR_INT8 ? w->matrix->i8[w->at] : w->matrix->i64[w->at]);
    w->at++;
    return w->room;
}

static void walk_clear(walker *w) {
    mpz_clear(w->room);
}

static int64_t exponent_of(mpz_srcptr value) {
    return (int64_t)mpz_sizeinbase(value, 2) - 1;
}

static void measure(column *columns, const hr_matrix *matrix) {
    walker w;
    walk_init(&w, matrix);
    for (size_t i = 0; i < matrix->rows; i++) {
        walk_row(&w, i);
        for (size_t j = 0; j < matrix->cols; j++) {
            mpz_srcptr value = walk_next(&w);
            if (!mpz_sgn(value))
                continue;
            int64_t e = exponent_of(value);
            column *c = columns + j;
            if (!c->any || e < c->least)
                c->least = e;
            if (!c->any || e > c->most)
                c->most = e;
            c->any = true;
        }
    }
    walk_clear(&w);
}

static int64_t ceil_log2(size_t n) {
    int64_t bits = 0;
    while (bits < 63 && (UINT64_C(1) << bits) < n)
        bits++;
    return bits;
}

/* Entries are below 2^(e+1) in absolute value, so a score is below d 2^(e_q + e_x + 2). */
static bool overflows(const column *queries, const column *docs, size_t d, hr_dtype dtype) {
    int64_t most = hr_most_exponent(dtype);
    for (size_t j = 0; j < d; j++)
        if (queries[j].most >= most || docs[j].most >= most ||
            (queries[j].any && docs[j].any && queries[j].most + docs[j].most + 2 + ceil_log2(d) >= most))
            return true;
    return false;
}

/* Coordinate j of the documents is divided by 2^shift[j]: its exponents are centred at 0, but at most 9/16 of
 * the range up, so that the queries keep room for theirs. */
static void choose_shifts(int64_t *shift, const column *docs, size_t d, hr_dtype dtype) {
    int64_t room = (hr_most_exponent(dtype) + 1) * 9 / 16;
    for (size_t j = 0; j < d; j++) {
        int64_t centre = (docs[j].least + docs[j].most) / 2, need = docs[j].most - room;
        shift[j] = need > centre ? need : centre;
    }
}

static void round_documents(hr_matrix *out, const hr_matrix *exact, const int64_t *shift,
                            hr_float_shape shape) {
    walker w;
    walk_init(&w, exact);
    for (size_t i = 0; i < exact->rows; i++) {
        walk_row(&w, i);
        for (size_t j = 0; j < exact->cols; j++)
            hr_matrix_set_d(out, i, j, hr_round_to_shape(walk_next(&w), -shift[j], shape));
    }
    walk_clear(&w);
}

/* Query i is multiplied coordinate by coordinate by 2^shift[j], and all of it by a power of two that keeps
 * its scores finite.  docs = NULL: no power is needed. */
static void round_queries(hr_matrix *out, const hr_matrix *exact, const int64_t *shift, const column *docs,
                          hr_float_shape shape) {
    walker w;
    walk_init(&w, exact);
    int64_t limit = hr_most_exponent(out->dtype) - 4 - ceil_log2(exact->cols);
    for (size_t i = 0; i < exact->rows; i++) {
        int64_t down = 0;
        walk_row(&w, i);
        for (size_t j = 0; j < exact->cols && docs; j++) {
            mpz_srcptr value = walk_next(&w);
            int64_t top = mpz_sgn(value) ? exponent_of(value) + docs[j].most - limit : 0;
            if (top > down)
                down = top;
        }
        walk_row(&w, i);
        for (size_t j = 0; j < exact->cols; j++)
            hr_matrix_set_d(out, i, j, hr_round_to_shape(walk_next(&w), shift[j] - down, shape));
    }
    walk_clear(&w);
}

static hr_status round_integers(hr_embedding *out, const hr_embedding *exact, hr_float_shape shape) {
    size_t d = exact->docs.cols;
    column *docs = hr_calloc(d, sizeof *docs, "exponents"),
           *queries = hr_calloc(d, sizeof *queries, "exponents");
    int64_t *shift = hr_calloc(d, sizeof *shift, "exponents");
    hr_status status = docs && queries && shift ? HR_OK : HR_ENOMEM;
    if (status == HR_OK) {
        measure(docs, &exact->docs);
        measure(queries, &exact->queries);
        bool balance = overflows(queries, docs, d, out->docs.dtype);
        if (balance)
            choose_shifts(shift, docs, d, out->docs.dtype);
        round_documents(&out->docs, &exact->docs, shift, shape);
        round_queries(&out->queries, &exact->queries, shift, balance ? docs : NULL, shape);
    }
    free(docs);
    free(queries);
    free(shift);
    return status;
}

static hr_status convert_floats(hr_matrix *out, const hr_matrix *in, const char *origin) {
    for (size_t i = 0; i < in->rows; i++)
        for (size_t j = 0; j < in->cols; j++)
            hr_matrix_set_d(out, i, j, hr_matrix_get_d(in, i, j));
    return hr_matrix_finite(out, origin);
}

static hr_status round_to(hr_embedding *out, const hr_embedding *exact, hr_dtype dtype,
                          hr_float_shape shape) {
    const char *origin = exact->origin ? exact->origin : "embedding";
    hr_embedding_init(out);
    if (dtype != HR_FLOAT32 && dtype != HR_FLOAT64)
        return hr_fail(HR_EUSAGE, "%s: round to float32 or float64, not %s", origin, hr_dtype_name(dtype));
    bool integers = hr_dtype_exact(exact->docs.dtype);
    if (exact->docs.cols != exact->queries.cols || integers != hr_dtype_exact(exact->queries.dtype))
        return hr_fail(HR_EINPUT, "%s: queries and documents differ in their dimension or in being integers",
                       origin);
    hr_status status = hr_matrix_init(&out->docs, exact->docs.rows, exact->docs.cols, dtype);
    if (status == HR_OK)
        status = hr_matrix_init(&out->queries, exact->queries.rows, exact->queries.cols, dtype);
    if (status == HR_OK && integers)
        status = round_integers(out, exact, shape);
    if (status == HR_OK && !integers)
        status = convert_floats(&out->docs, &exact->docs, origin);
    if (status == HR_OK && !integers)
        status = convert_floats(&out->queries, &exact->queries, origin);
    if (status == HR_OK && !(out->origin = strdup(origin)))
        status = hr_fail(HR_ENOMEM, "out of memory: a name");
    if (status != HR_OK)
        hr_embedding_clear(out);
    return status;
}

hr_status hr_embedding_round(hr_embedding *out, const hr_embedding *exact, hr_dtype dtype) {
    return round_to(out, exact, dtype, hr_shape_of(dtype));
}

hr_status hr_embedding_round_bfloat16(hr_embedding *out, const hr_embedding *exact) {
    hr_status status = round_to(out, exact, HR_FLOAT32, hr_shape_of_bfloat16());
    if (status == HR_OK && !hr_dtype_exact(exact->docs.dtype)) {
        hr_matrix_round_bfloat16(&out->docs);
        hr_matrix_round_bfloat16(&out->queries);
    }
    return status;
}
