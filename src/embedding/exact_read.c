/* The grammar of PREFIX.exact (doc/formats.md). */
#include "embedding/exact.h"

#include "base/memory.h"
#include "embedding/exact_reader.h"
#include "embedding/infile.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_ORIGIN = 255 };

static hr_status read_plain_row(hr_reader *r, hr_matrix *m, size_t row) {
    bool narrow = m->dtype == HR_INT8;
    for (size_t j = 0; j < m->cols; j++) {
        int64_t value;
        hr_status status = j ? hr_reader_take(r, ' ', "a blank") : HR_OK;
        if (status == HR_OK)
            status = hr_reader_i64(r, narrow ? INT8_MIN : INT64_MIN, narrow ? INT8_MAX : INT64_MAX, &value);
        if (status != HR_OK)
            return status;
        if (narrow)
            m->i8[row * m->cols + j] = (int8_t)value;
        else
            m->i64[row * m->cols + j] = value;
    }
    return hr_reader_take(r, '\n', "the end of the line");
}

static hr_status read_big_row(hr_reader *r, hr_matrix *m, size_t row, mpz_t *entries) {
    for (size_t j = 0; j < m->cols; j++) {
        hr_status status = j ? hr_reader_take(r, ' ', "a blank") : HR_OK;
        if (status == HR_OK)
            status = hr_reader_big(r, entries[j]);
        if (status != HR_OK)
            return status;
    }
    hr_status status = hr_reader_take(r, '\n', "the end of the line");
    return status == HR_OK ? hr_bigint_append(m, row, entries) : status;
}

static hr_status read_big_rows(hr_reader *r, hr_matrix *m) {
    mpz_t *entries = hr_alloc(m->cols, sizeof *entries, "a row of integers");
    if (!entries)
        return HR_ENOMEM;
    for (size_t j = 0; j < m->cols; j++)
        mpz_init(entries[j]);
    hr_status status = HR_OK;
    for (size_t i = 0; i < m->rows && status == HR_OK; i++)
        status = read_big_row(r, m, i, entries);
    for (size_t j = 0; j < m->cols; j++)
        mpz_clear(entries[j]);
    free(entries);
    return status;
}

static hr_status read_matrix(hr_reader *r, hr_matrix *m, const char *name) {
    char wanted[64];
    snprintf(wanted, sizeof wanted, "'%s TYPE ROWS COLUMNS'", name);
    hr_status status = hr_reader_expect(r, name, wanted);
    if (status == HR_OK)
        status = hr_reader_take(r, ' ', wanted);
    if (status == HR_OK)
        status = hr_reader_word(r, false, wanted);
    if (status != HR_OK)
        return status;
    hr_dtype dtype = HR_INT8;
    while (dtype <= HR_BIGINT && strcmp(r->word, hr_dtype_name(dtype)))
        dtype++;
    if (dtype > HR_BIGINT)
        return hr_reader_fail(r, r->line, "the type is none of int8, int64 and bigint");
    uint64_t rows, cols;
    status =
        hr_reader_count(r, r->size / 2, "the number of rows", &rows); /* an entry has a digit and a blank */
    if (status == HR_OK)
        status = hr_reader_count(r, r->size / 2 / rows, "the number of columns", &cols);
    if (status == HR_OK)
        status = hr_reader_take(r, '\n', "the end of the line");
    if (status == HR_OK)
        status = hr_matrix_init(m, rows, cols, dtype);
    if (status != HR_OK || dtype == HR_BIGINT)
        return status == HR_OK ? read_big_rows(r, m) : status;
    for (size_t i = 0; i < rows && status == HR_OK; i++)
        status = read_plain_row(r, m, i);
    return status;
}

static hr_status read_points(hr_reader *r, hr_structure *s) {
    s->point = hr_alloc(s->points, sizeof *s->point, "the points of an exact embedding");
    if (!s->point)
        return HR_ENOMEM;
    hr_status status = HR_OK;
    for (size_t i = 0; i < s->points && status == HR_OK; i++) {
        status = hr_reader_i64(r, INT64_MIN, INT64_MAX, s->point + i);
        if (status == HR_OK)
            status = hr_reader_take(r, '\n', "the end of the line");
    }
    return status;
}

static hr_status read_run(hr_reader *r, hr_structure *s, size_t at, size_t *low_room, size_t *high_room) {
    hr_status status = (hr_status)hr_grow(&s->low, low_room, at + 1, sizeof *s->low, "the runs");
    if (status == HR_OK)
        status = (hr_status)hr_grow(&s->high, high_room, at + 1, sizeof *s->high, "the runs");
    if (status == HR_OK)
        status = hr_reader_take(r, ' ', "a blank");
    if (status == HR_OK)
        status = hr_reader_i64(r, INT64_MIN, INT64_MAX, s->low + at);
    if (status == HR_OK)
        status = hr_reader_take(r, ' ', "a blank");
    if (status == HR_OK)
        status = hr_reader_i64(r, INT64_MIN, INT64_MAX, s->high + at);
    if (status == HR_OK && s->low[at] >= s->high[at])
        return hr_reader_fail(r, r->line, "a run ends before it begins");
    return status;
}

static hr_status read_runs(hr_reader *r, hr_structure *s) {
    size_t at = 0, low_room = 0, high_room = 0;
    s->run_start = hr_calloc(s->polynomials + 1, sizeof *s->run_start, "the runs");
    if (!s->run_start)
        return HR_ENOMEM;
    for (size_t i = 0; i < s->polynomials; i++) {
        int64_t count;
        hr_status status = hr_reader_i64(r, 0, (int64_t)(r->size / 4), &count);
        for (int64_t k = 0; k < count && status == HR_OK; k++)
            status = read_run(r, s, at++, &low_room, &high_room);
        if (status == HR_OK)
            status = hr_reader_take(r, '\n', "the end of the line");
        if (status != HR_OK)
            return status;
        s->run_start[i + 1] = at;
    }
    return HR_OK;
}

/* Counts that do not belong to the matrices would be read beyond their ends. */
static hr_status read_structure(hr_reader *r, hr_embedding *out) {
    hr_structure *s = &out->structure;
    const char *wanted = "'structure none', 'structure moment' or 'structure runs'";
    hr_status status = hr_reader_expect(r, "structure", wanted);
    if (status == HR_OK)
        status = hr_reader_take(r, ' ', wanted);
    if (status == HR_OK)
        status = hr_reader_word(r, false, wanted);
    if (status != HR_OK)
        return status;
    if (!strcmp(r->word, "none"))
        return hr_reader_take(r, '\n', "the end of the line");
    uint64_t points = 0, polynomials = 0;
    bool runs = !strcmp(r->word, "runs");
    if (!runs && strcmp(r->word, "moment"))
        return hr_reader_fail(r, r->line, "the structure is none of none, moment and runs");
    if (runs) {
        status = hr_reader_take(r, ' ', "primal or dual");
        if (status == HR_OK)
            status = hr_reader_word(r, false, "primal or dual");
        if (status != HR_OK)
            return status;
        s->dual = !strcmp(r->word, "dual");
        if (!s->dual && strcmp(r->word, "primal"))
            return hr_reader_fail(r, r->line, "the runs are neither primal nor dual");
    }
    status = hr_reader_count(r, r->size, "the number of points", &points);
    if (status == HR_OK && runs)
        status = hr_reader_count(r, r->size, "the number of polynomials", &polynomials);
    size_t want_points = runs && !s->dual ? out->queries.rows : out->docs.rows;
    size_t want_polynomials = !runs ? 0 : s->dual ? out->queries.rows : out->docs.rows;
    if (status == HR_OK && (points != want_points || polynomials != want_polynomials))
        return hr_reader_fail(r, r->line, "the structure and the matrices have different numbers of rows");
    if (status == HR_OK)
        status = hr_reader_take(r, '\n', "the end of the line");
    if (status != HR_OK)
        return status;
    s->kind = runs ? HR_RUNS_STRUCTURE : HR_MOMENT_STRUCTURE;
    s->points = points;
    s->polynomials = polynomials;
    status = read_points(r, s);
    return status == HR_OK && runs ? read_runs(r, s) : status;
}

static hr_status read_head(hr_reader *r, hr_embedding *out) {
    hr_status status = hr_reader_word(r, true, "'" HR_EXACT_MAGIC "'");
    if (status == HR_OK && strcmp(r->word, HR_EXACT_MAGIC))
        return hr_reader_fail(r, r->line,
                              "is not an exact embedding of this version: '" HR_EXACT_MAGIC "' was expected");
    if (status == HR_OK)
        status = hr_reader_take(r, '\n', "the end of the line");
    if (status == HR_OK)
        status = hr_reader_expect(r, "origin", "'origin NAME'");
    if (status == HR_OK)
        status = hr_reader_take(r, ' ', "'origin NAME'");
    if (status != HR_OK)
        return status;
    bool empty = hr_reader_peek(r) == '\n';
    if (!empty && (status = hr_reader_word(r, true, "a name")) != HR_OK)
        return status;
    if (!empty && r->length > MOST_ORIGIN)
        return hr_reader_fail(r, r->line, "the origin is too long");
    if (!(out->origin = strdup(empty ? "" : r->word)))
        return hr_fail(HR_ENOMEM, "out of memory: a name");
    return hr_reader_take(r, '\n', "the end of the line");
}

static hr_status read_all(hr_reader *r, hr_embedding *out) {
    hr_status status = read_head(r, out);
    if (status == HR_OK)
        status = read_matrix(r, &out->queries, "queries");
    if (status == HR_OK)
        status = read_matrix(r, &out->docs, "docs");
    if (status == HR_OK && out->queries.cols != out->docs.cols)
        return hr_reader_fail(r, r->line, "queries and docs have different numbers of columns");
    if (status == HR_OK)
        status = read_structure(r, out);
    if (status == HR_OK)
        status = hr_reader_expect(r, "end", "'end'");
    if (status == HR_OK)
        status = hr_reader_take(r, '\n', "the end of the line");
    if (status == HR_OK && hr_reader_peek(r) != EOF)
        status = hr_reader_fail(r, r->line, "something follows 'end'");
    return status;
}

hr_status hr_exact_take(hr_embedding *out, FILE *file, uint64_t size, const char *path) {
    hr_embedding_init(out);
    hr_reader *r = hr_alloc(1, sizeof *r, "a file buffer");
    if (!r)
        return HR_ENOMEM;
    *r = (hr_reader){.path = path, .line = 1, .file = file, .size = size};
    hr_status status = read_all(r, out);
    free(r->word);
    free(r);
    if (status != HR_OK)
        hr_embedding_clear(out);
    return status;
}

hr_status hr_exact_read(hr_embedding *out, const char *path) {
    hr_embedding_init(out);
    FILE *file;
    uint64_t size;
    hr_status status = hr_infile_open(&file, &size, path);
    if (status != HR_OK)
        return status;
    status = hr_exact_take(out, file, size, path);
    fclose(file);
    return status;
}
