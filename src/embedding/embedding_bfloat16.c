/* The best bfloat16 form of an exact embedding: one run to a document at positions of two digits (U13), and
 * beside it what blocks (U7) have trained, whose numbers have 8 bits already. */
#include "base/memory.h"
#include "embedding/bfloat16.h"
#include "embedding/blocks.h"
#include "embedding/digits.h"
#include "embedding/one_run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    uint32_t queries, documents; /* of the easy part */
    const uint32_t *document;    /* their numbers; NULL: all, in order */
    const uint32_t *position;    /* of the queries */
    const hr_runs *runs;
    const hr_block *trained; /* NULL: none */
    bool f_sign;
    hr_digits digits;
    const hr_digit_pair **pair; /* of every query */
    int *shift;                 /* its trained vector is times 2^shift */
    double *low, *high;         /* between which a pattern's threshold lies, at shift 0 */
    uint32_t parts;             /* F-sign: columns of the threshold */
} form;

/* Entries are at most 1 in the documents. */
static int document_shift(const hr_block *b) {
    double most = 1;
    for (size_t i = 0; i < (size_t)b->documents * b->dimension; i++)
        most = fmax(most, fabs((double)b->vectors.document[i]));
    return (int)ceil(log2(most));
}

/* In doubles, which are off by a rounding at the very edge: k is chosen well inside, and all pairs are
 * decided later. */
static void find_interval(form *f, uint32_t pattern, int shift) {
    const hr_block_vectors *v = &f->trained->vectors;
    size_t d = f->trained->dimension;
    double low = 0, high = HUGE_VAL;
    for (uint32_t j = 0; j < f->trained->documents; j++) {
        int64_t wanted = 0;
        double rounded = 0;
        for (size_t k = 0; k < d; k++) {
            int64_t a = v->query[pattern * d + k], b = v->document[j * d + k];
            wanted += a * b;
            rounded += hr_bfloat16((double)a) * hr_bfloat16((double)b);
        }
        if (wanted > v->threshold[pattern])
            high = fmin(high, rounded);
        else
            low = fmax(low, rounded);
    }
    f->low[pattern] = ldexp(low, -shift);
    f->high[pattern] = ldexp(high, -shift);
}

static hr_status find_intervals(form *f) {
    uint32_t patterns = f->trained->vectors.patterns;
    f->low = hr_alloc(patterns, sizeof *f->low, "the thresholds of patterns");
    f->high = hr_alloc(patterns, sizeof *f->high, "the thresholds of patterns");
    if (!f->low || !f->high)
        return HR_ENOMEM;
    int shift = document_shift(f->trained);
#pragma omp parallel for schedule(static)
    for (uint32_t p = 0; p < patterns; p++)
        find_interval(f, p, shift);
    return HR_OK;
}

/* The trained vector, times a power of two, and the pair of digits that one threshold serves. */
static hr_status choose(form *f, uint32_t q) {
    double low = 0, high = HUGE_VAL;
    if (f->trained) {
        low = f->low[f->trained->vectors.pattern[q]];
        high = f->high[f->trained->vectors.pattern[q]];
    }
    /* k is from 1 to 2, and middle 2^shift should be; without a member, low 2^shift below 1 */
    int shift = 0, most = 0;
    double middle = isinf(high) ? 2 * low : sqrt(low * high);
    if (middle > 0) {
        frexp(middle, &most);
        shift = 1 - most;
    }
    static const int ways[] = {0, -1, 1};
    for (int i = 0; i < 3 && !f->pair[q]; i++) {
        f->shift[q] = shift + ways[i];
        f->pair[q] = hr_digits_choose(&f->digits, f->position[q], ldexp(low, f->shift[q]),
                                      ldexp(high, f->shift[q]), f->f_sign);
    }
    if (f->pair[q])
        return HR_OK;
    return hr_fail(
        HR_ELIMIT,
        "blocks in bfloat16 (U13): query %u has no threshold for both of its blocks; train longer (--steps), or "
        "with more --dim",
        q);
}

static hr_status choose_all(form *f) {
    f->pair = hr_calloc(f->queries, sizeof *f->pair, "the queries' digits");
    f->shift = hr_calloc(f->queries, sizeof *f->shift, "the queries' digits");
    hr_status status = f->pair && f->shift ? hr_digits_init(&f->digits, f->runs, f->queries) : HR_ENOMEM;
    if (status == HR_OK && f->trained)
        status = find_intervals(f);
    for (uint32_t q = 0; q < f->queries && status == HR_OK; q++) {
        status = choose(f, q);
        if (status == HR_OK && f->f_sign && f->pair[q]->parts > f->parts)
            f->parts = f->pair[q]->parts;
    }
    return status;
}

static void put(hr_matrix *out, size_t row, size_t at, const double *entry, size_t count) {
    for (size_t k = 0; k < count; k++)
        hr_matrix_set_d(out, row, at + k, entry[k]);
}

static void put_trained(hr_matrix *out, size_t row, const form *f, const int64_t *entry, int shift) {
    for (size_t k = 0; k < f->trained->dimension; k++)
        hr_matrix_set_d(out, row, f->digits.columns + k, ldexp(hr_bfloat16((double)entry[k]), shift));
}

static void put_query(hr_matrix *out, uint32_t q, const form *f, size_t at) {
    double entry[4], part[HR_THRESHOLD_PARTS];
    hr_digits_query(entry, &f->digits, f->position[q], f->pair[q]);
    put(out, q, 0, entry, f->digits.columns);
    if (f->trained)
        put_trained(out, q, f,
                    f->trained->vectors.query +
                        (size_t)f->trained->vectors.pattern[q] * f->trained->dimension,
                    f->shift[q]);
    hr_digits_threshold(part, &f->digits, f->pair[q]);
    put(out, q, at, part, f->parts);
}

static hr_status put_documents(hr_matrix *out, const form *f, size_t at) {
    static const double minus[HR_THRESHOLD_PARTS] = {-1, -1, -1, -1, -1};
    for (size_t x = 0; x < out->rows; x++)
        put(out, x, at, minus, f->parts);
    for (uint32_t j = 0; j < f->documents; j++) {
        double entry[4] = {0, 0, 0, 0}; /* no query wants it: its scores are 0 */
        uint64_t run = f->runs->start[j];
        if (run < f->runs->start[j + 1] &&
            !hr_digits_document(entry, &f->digits, f->runs->first[run], f->runs->last[run]))
            return hr_geometric_refuse(&f->digits.inner);
        put(out, f->document ? f->document[j] : j, 0, entry, f->digits.columns);
    }
    for (uint32_t j = 0; f->trained && j < f->trained->documents; j++)
        put_trained(out, f->trained->document[j], f,
                    f->trained->vectors.document + (size_t)j * f->trained->dimension,
                    -document_shift(f->trained));
    return HR_OK;
}

static hr_status fill(hr_embedding *out, form *f, const hr_embedding *exact) {
    hr_status status = choose_all(f);
    if (status != HR_OK)
        return status;
    size_t at = f->digits.columns + (f->trained ? f->trained->dimension : 0), columns = at + f->parts;
    status = hr_matrix_init(&out->docs, exact->docs.rows, columns, HR_FLOAT32);
    if (status == HR_OK)
        status = hr_matrix_init(&out->queries, exact->queries.rows, columns, HR_FLOAT32);
    for (uint32_t q = 0; q < f->queries && status == HR_OK; q++)
        put_query(&out->queries, q, f, at);
    return status == HR_OK ? put_documents(&out->docs, f, at) : status;
}

static void form_clear(form *f) {
    hr_digits_clear(&f->digits);
    free(f->pair);
    free(f->shift);
    free(f->low);
    free(f->high);
}

/* One block of one run to a document, and at most one that was trained. */
static bool take_blocks(form *f, const hr_embedding *e) {
    const hr_blocks *blocks = e->structure.blocks;
    if (e->structure.kind != HR_BLOCKS_STRUCTURE || !blocks || blocks->count > 2)
        return false;
    const hr_block *easy = blocks->block, *trained = blocks->count > 1 ? easy + 1 : NULL;
    bool one_run = easy->kind == HR_BLOCK_RUNS && !easy->dual && easy->runs.most <= 1;
    if (!one_run || (trained && (trained->kind != HR_BLOCK_VECTORS || hr_block_sign(trained) <= 0)))
        return false;
    *f = (form){.queries = blocks->queries,
                .documents = easy->documents,
                .document = easy->document,
                .position = easy->position,
                .runs = &easy->runs,
                .trained = trained,
                .f_sign = e->docs.cols > easy->dimension + (trained ? trained->dimension : 0)};
    return true;
}

static hr_status fill_blocks(hr_embedding *out, form *f, const hr_embedding *exact) {
    hr_status status = fill(out, f, exact);
    form_clear(f);
    return status;
}

/* The runs of a structure, as U6 counts them. */
static hr_status fill_one_run(hr_embedding *out, const hr_embedding *exact) {
    const hr_structure *s = &exact->structure;
    uint32_t rows = (uint32_t)s->polynomials;
    hr_runs runs = {.rows = rows, .most = 1};
    uint32_t *position = hr_alloc(s->points, sizeof *position, "positions");
    runs.start = hr_calloc((size_t)rows + 1, sizeof *runs.start, "runs");
    runs.first = hr_alloc(rows, sizeof *runs.first, "runs");
    runs.last = hr_alloc(rows, sizeof *runs.last, "runs");
    hr_status status = position && runs.start && runs.first && runs.last ? HR_OK : HR_ENOMEM;
    for (size_t i = 0; i < s->points && status == HR_OK; i++)
        hr_one_run_position(position + i, s, i);
    for (uint32_t x = 0; x < rows && status == HR_OK; x++) {
        uint64_t at = runs.start[x];
        runs.start[x + 1] = at + (s->run_start[x + 1] > s->run_start[x]);
        if (runs.start[x + 1] > at)
            hr_one_run_ends(runs.first + at, runs.last + at, s, x);
    }
    form f = {.queries = (uint32_t)s->points,
              .documents = rows,
              .position = position,
              .runs = &runs,
              .f_sign = exact->docs.cols == 3};
    if (status == HR_OK)
        status = fill(out, &f, exact);
    form_clear(&f);
    hr_runs_clear(&runs);
    free(position);
    return status;
}

/* Dual: the documents stand on the line, and the threshold 1 serves all queries. */
static hr_status fill_dual(hr_embedding *out, const hr_embedding *exact) {
    uint32_t points = (uint32_t)exact->structure.points;
    hr_geometric line;
    hr_geometric_init_bfloat16(&line, points, HR_SHORT_OCTAVES);
    if (points > HR_ONE_DIGIT)
        return hr_geometric_refuse(&line);
    hr_status status = hr_matrix_init(&out->docs, exact->docs.rows, exact->docs.cols, HR_FLOAT32);
    if (status == HR_OK)
        status = hr_matrix_init(&out->queries, exact->queries.rows, exact->queries.cols, HR_FLOAT32);
    return status == HR_OK ? hr_place_one_run(out, exact, &line) : status;
}

hr_status hr_embedding_bfloat16(hr_embedding *out, const hr_embedding *exact) {
    form f;
    bool blocks = take_blocks(&f, exact), one_run = !blocks && hr_is_one_run(exact);
    if (!blocks && !one_run)
        return hr_embedding_round_bfloat16(out, exact);
    hr_embedding_init(out);
    hr_status status = blocks                  ? fill_blocks(out, &f, exact)
                       : exact->structure.dual ? fill_dual(out, exact)
                                               : fill_one_run(out, exact);
    if (status == HR_OK && !(out->origin = strdup(exact->origin ? exact->origin : "embedding")))
        status = hr_fail(HR_ENOMEM, "out of memory: a name");
    if (status != HR_OK)
        hr_embedding_clear(out);
    return status;
}
