/* The best float form of an exact embedding: runs and blocks get geometric positions (U12). */
#include "embedding/blocks_floats.h"
#include "embedding/embedding.h"
#include "embedding/one_run.h"

#include <string.h>

/* What fill_structure of runs_embedding.c writes, undone: point v = 2 position - (points - 1). */
static bool position_of(uint32_t *position, int64_t value, size_t points, int64_t extra) {
    int64_t doubled;
    if (__builtin_add_overflow(value, (int64_t)points - 1 + extra, &doubled) || doubled < 0 || doubled % 2 ||
        doubled / 2 >= (int64_t)points)
        return false;
    *position = (uint32_t)(doubled / 2);
    return true;
}

bool hr_one_run_ends(uint32_t *first, uint32_t *last, const hr_structure *s, size_t row) {
    uint64_t at = s->run_start[row];
    return position_of(first, s->low[at], s->points, 1) && position_of(last, s->high[at], s->points, -1) &&
           *first <= *last;
}

bool hr_one_run_position(uint32_t *position, const hr_structure *s, size_t row) {
    return position_of(position, s->point[row], s->points, 0);
}

bool hr_is_one_run(const hr_embedding *e) {
    const hr_structure *s = &e->structure;
    uint32_t first, last;
    bool good = s->kind == HR_RUNS_STRUCTURE && s->points && s->points < UINT32_MAX &&
                (e->docs.cols == 2 || e->docs.cols == 3) &&
                s->points == (s->dual ? e->docs.rows : e->queries.rows) &&
                s->polynomials == (s->dual ? e->queries.rows : e->docs.rows);
    for (size_t i = 0; good && i < s->points; i++)
        good = hr_one_run_position(&first, s, i);
    for (size_t i = 0; good && i < s->polynomials; i++) {
        uint64_t runs = s->run_start[i + 1] - s->run_start[i];
        good = runs == 0 || (runs == 1 && hr_one_run_ends(&first, &last, s, i));
    }
    return good;
}

static void put(hr_matrix *out, size_t row, const double entry[3]) {
    for (size_t k = 0; k < out->cols; k++)
        hr_matrix_set_d(out, row, k, entry[k]);
}

hr_status hr_place_one_run(hr_embedding *out, const hr_embedding *e, const hr_geometric *line) {
    const hr_structure *s = &e->structure;
    hr_matrix *points = s->dual ? &out->docs : &out->queries, *runs = s->dual ? &out->queries : &out->docs;
    for (size_t i = 0; i < s->points; i++) {
        uint32_t position = 0;
        double entry[3] = {0, 0, 1};
        hr_one_run_position(&position, s, i);
        hr_geometric_query(entry, line, position);
        put(points, i, entry);
    }
    for (size_t i = 0; i < s->polynomials; i++) {
        uint32_t first, last;
        double entry[3] = {0, 0, -1};
        if (s->run_start[i + 1] > s->run_start[i] &&
            !(hr_one_run_ends(&first, &last, s, i) && hr_geometric_document(entry, line, first, last)))
            return hr_geometric_refuse(line);
        put(runs, i, entry);
    }
    return HR_OK;
}

hr_status hr_embedding_floats(hr_embedding *out, const hr_embedding *exact, hr_dtype dtype) {
    bool floats = dtype == HR_FLOAT32 || dtype == HR_FLOAT64;
    bool blocks = floats && exact->structure.kind == HR_BLOCKS_STRUCTURE &&
                  hr_blocks_have_floats(exact->structure.blocks);
    if (!blocks && !(floats && hr_is_one_run(exact)))
        return hr_embedding_round(out, exact, dtype);
    hr_embedding_init(out);
    hr_geometric line;
    hr_geometric_init(&line, (uint32_t)exact->structure.points, dtype);
    hr_status status = hr_matrix_init(&out->docs, exact->docs.rows, exact->docs.cols, dtype);
    if (status == HR_OK)
        status = hr_matrix_init(&out->queries, exact->queries.rows, exact->queries.cols, dtype);
    if (status == HR_OK)
        status =
            blocks ? hr_blocks_floats(out, exact->structure.blocks) : hr_place_one_run(out, exact, &line);
    if (status == HR_OK && !(out->origin = strdup(exact->origin ? exact->origin : "embedding")))
        status = hr_fail(HR_ENOMEM, "out of memory: a name");
    if (status != HR_OK)
        hr_embedding_clear(out);
    return status;
}
