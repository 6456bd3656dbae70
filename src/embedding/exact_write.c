#include "embedding/exact.h"

#include "base/memory.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { BUFFER = 1 << 16 };

typedef struct {
    hr_outfile *file;
    size_t used;
    int error; /* errno of the first failure */
    char buffer[BUFFER];
} writer;

static void flush(writer *w) {
    errno = 0;
    if (!w->error && fwrite(w->buffer, 1, w->used, w->file->stream) != w->used)
        w->error = errno ? errno : EIO;
    w->used = 0;
}

static void put_char(writer *w, char c) {
    if (w->used == BUFFER)
        flush(w);
    w->buffer[w->used++] = c;
}

static void put_text(writer *w, const char *text) {
    while (*text)
        put_char(w, *text++);
}

/* `digits` hexadecimal digits of the word, or without leading zeros for digits = 0. */
static void put_hex(writer *w, uint64_t word, int digits) {
    if (!digits)
        digits = word ? (67 - __builtin_clzll(word)) / 4 : 1;
    while (digits-- > 0)
        put_char(w, "0123456789abcdef"[word >> (4 * digits) & 15]);
}

static void put_i64(writer *w, int64_t value) {
    if (value < 0)
        put_char(w, '-');
    put_hex(w, value < 0 ? -(uint64_t)value : (uint64_t)value, 0);
}

static void put_big(writer *w, const mpz_t value) {
    size_t limbs = mpz_size(value);
    if (mpz_sgn(value) < 0)
        put_char(w, '-');
    put_hex(w, limbs ? mpz_getlimbn(value, (mp_size_t)limbs - 1) : 0, 0);
    for (size_t i = limbs; i-- > 1;)
        put_hex(w, mpz_getlimbn(value, (mp_size_t)i - 1), 16);
}

static void put_matrix(writer *w, const char *name, const hr_matrix *matrix) {
    char head[96];
    snprintf(head, sizeof head, "%s %s %zu %zu\n", name, hr_dtype_name(matrix->dtype), matrix->rows,
             matrix->cols);
    put_text(w, head);
    for (size_t i = 0; i < matrix->rows && !w->error; i++) {
        hr_bigint_cursor cursor = {0};
        if (matrix->dtype == HR_BIGINT)
            cursor = hr_bigint_row(matrix, i);
        for (size_t j = 0; j < matrix->cols; j++) {
            size_t at = i * matrix->cols + j;
            if (j)
                put_char(w, ' ');
            if (matrix->dtype == HR_BIGINT) {
                mpz_t view;
                hr_bigint_next(&cursor, view);
                put_big(w, view);
            } else {
                put_i64(w, matrix->dtype == HR_INT8 ? matrix->i8[at] : matrix->i64[at]);
            }
        }
        put_char(w, '\n');
    }
}

static void put_structure(writer *w, const hr_structure *s) {
    char head[96] = "structure none\n";
    if (s->kind == HR_MOMENT_STRUCTURE)
        snprintf(head, sizeof head, "structure moment %zu\n", s->points);
    if (s->kind == HR_RUNS_STRUCTURE)
        snprintf(head, sizeof head, "structure runs %s %zu %zu\n", s->dual ? "dual" : "primal", s->points,
                 s->polynomials);
    put_text(w, head);
    if (s->kind == HR_NO_STRUCTURE)
        return;
    for (size_t i = 0; i < s->points && !w->error; i++) {
        put_i64(w, s->point[i]);
        put_char(w, '\n');
    }
    if (s->kind == HR_MOMENT_STRUCTURE)
        return;
    for (size_t i = 0; i < s->polynomials && !w->error; i++) {
        put_hex(w, s->run_start[i + 1] - s->run_start[i], 0);
        for (uint64_t r = s->run_start[i]; r < s->run_start[i + 1]; r++) {
            put_char(w, ' ');
            put_i64(w, s->low[r]);
            put_char(w, ' ');
            put_i64(w, s->high[r]);
        }
        put_char(w, '\n');
    }
}

static void put_origin(writer *w, const char *origin) {
    put_text(w, "origin ");
    for (size_t i = 0; origin && origin[i] && i < 255; i++)
        put_char(w, (unsigned char)origin[i] < 0x20 ? '?' : origin[i]);
    put_char(w, '\n');
}

hr_status hr_exact_put(const hr_embedding *embedding, hr_outfile *file) {
    if (!hr_dtype_exact(embedding->queries.dtype) || !hr_dtype_exact(embedding->docs.dtype))
        return hr_fail(HR_EINTERNAL, "%s: the exact form holds integers only", file->path);
    writer *w = hr_alloc(1, sizeof *w, "a file buffer");
    if (!w)
        return HR_ENOMEM;
    w->file = file;
    w->used = 0;
    w->error = 0;
    put_text(w, HR_EXACT_MAGIC "\n");
    put_origin(w, embedding->origin);
    put_matrix(w, "queries", &embedding->queries);
    put_matrix(w, "docs", &embedding->docs);
    put_structure(w, &embedding->structure);
    put_text(w, "end\n");
    flush(w);
    int error = w->error;
    free(w);
    return error ? hr_fail(HR_EIO, "%s: cannot write: %s; nothing was changed", file->path, strerror(error))
                 : HR_OK;
}
