#include "embedding/exact.h"

#include "embedding/writer.h"

#include <stdio.h>

static void put_matrix(hr_writer *w, const char *name, const hr_matrix *matrix) {
    char head[96];
    snprintf(head, sizeof head, "%s %s %zu %zu\n", name, hr_dtype_name(matrix->dtype), matrix->rows,
             matrix->cols);
    hr_put_text(w, head);
    for (size_t i = 0; i < matrix->rows && !w->error; i++) {
        hr_bigint_cursor cursor = {0};
        if (matrix->dtype == HR_BIGINT)
            cursor = hr_bigint_row(matrix, i);
        for (size_t j = 0; j < matrix->cols; j++) {
            size_t at = i * matrix->cols + j;
            if (j)
                hr_put_char(w, ' ');
            if (matrix->dtype == HR_BIGINT) {
                mpz_t view;
                hr_bigint_next(&cursor, view);
                hr_put_mpz(w, view);
            } else {
                hr_put_i64(w, matrix->dtype == HR_INT8 ? matrix->i8[at] : matrix->i64[at]);
            }
        }
        hr_put_char(w, '\n');
    }
}

static void put_structure(hr_writer *w, const hr_structure *s) {
    char head[96] = "structure none\n";
    if (s->kind == HR_MOMENT_STRUCTURE)
        snprintf(head, sizeof head, "structure moment %zu\n", s->points);
    if (s->kind == HR_RUNS_STRUCTURE)
        snprintf(head, sizeof head, "structure runs %s %zu %zu\n", s->dual ? "dual" : "primal", s->points,
                 s->polynomials);
    hr_put_text(w, head);
    if (s->kind != HR_MOMENT_STRUCTURE && s->kind != HR_RUNS_STRUCTURE)
        return;
    hr_put_points(w, s);
    if (s->kind == HR_MOMENT_STRUCTURE)
        return;
    for (size_t i = 0; i < s->polynomials && !w->error; i++) {
        hr_put_hex(w, s->run_start[i + 1] - s->run_start[i]);
        hr_put_runs(w, s, i);
    }
}

static void put_origin(hr_writer *w, const char *origin) {
    hr_put_text(w, "origin ");
    for (size_t i = 0; origin && origin[i] && i < 255; i++)
        hr_put_char(w, (unsigned char)origin[i] < 0x20 ? '?' : origin[i]);
    hr_put_char(w, '\n');
}

hr_status hr_exact_put(const hr_embedding *embedding, hr_outfile *file) {
    if (!hr_dtype_exact(embedding->queries.dtype) || !hr_dtype_exact(embedding->docs.dtype))
        return hr_fail(HR_EINTERNAL, "%s: the exact form holds integers only", file->path);
    hr_writer *w = hr_writer_new(file->stream);
    if (!w)
        return HR_ENOMEM;
    hr_put_text(w, HR_EXACT_MAGIC "\n");
    put_origin(w, embedding->origin);
    put_matrix(w, "queries", &embedding->queries);
    put_matrix(w, "docs", &embedding->docs);
    put_structure(w, &embedding->structure);
    hr_put_text(w, "end\n");
    return hr_writer_end(w, file->path);
}
