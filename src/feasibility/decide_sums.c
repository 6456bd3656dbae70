/* F-query and F-sign for two-valued documents whose queries are sums over S(q) (U1: -1, 1; U3: 0, 1).
 *
 * <q, x> is then the sum over S(q) of the documents' products with x, which population counts give exactly: n
 * m d / 64 word operations and m pairs additions in place of n m d multiplications, all in integers.  That
 * the queries are these sums is checked entry by entry first. */
#include "base/memory.h"
#include "base/progress.h"
#include "feasibility/bits.h"
#include "feasibility/decide.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = HR_BITS_COLUMNS, MOST_DIMENSION = INT16_MAX };

/* The lower of the two values, -1 or 0, or 1 when the documents are not two-valued like that. */
static int lower_value(const hr_matrix *docs) {
    if (docs->dtype != HR_INT8 || docs->cols > MOST_DIMENSION)
        return 1;
    bool minus = false, zero = false, other = false;
    size_t count = docs->rows * docs->cols;
#pragma omp parallel for reduction(|| : minus, zero, other)
    for (size_t i = 0; i < count; i++) {
        minus = minus || docs->i8[i] == -1;
        zero = zero || docs->i8[i] == 0;
        other = other || docs->i8[i] > 1 || docs->i8[i] < -1;
    }
    return other || (minus && zero) ? 1 : zero ? 0 : -1;
}

static int64_t integer_at(const hr_matrix *m, size_t index) {
    return m->dtype == HR_INT8 ? m->i8[index] : m->i64[index];
}

/* Whether every query is the sum of the documents in S(q). */
static hr_status queries_are_sums(bool *yes, const hr_ancestors *a, const hr_embedding *embedding) {
    const hr_matrix *q = &embedding->queries, *x = &embedding->docs;
    size_t d = x->cols;
    atomic_bool same = q->dtype == HR_INT8 || q->dtype == HR_INT64, failed = false;
#pragma omp parallel
    {
        int32_t *sum = hr_alloc(d, sizeof *sum, "a row");
        if (!sum)
            atomic_store(&failed, true);
#pragma omp for schedule(dynamic, 256)
        for (uint32_t query = 0; query < a->queries; query++) {
            if (!sum || !atomic_load_explicit(&same, memory_order_relaxed))
                continue;
            memset(sum, 0, d * sizeof *sum);
            for (uint64_t i = a->start[query]; i < a->start[query + 1]; i++) {
                const int8_t *row = x->i8 + (size_t)a->document[i] * d;
                for (size_t k = 0; k < d; k++)
                    sum[k] += row[k];
            }
            bool equal = true;
            for (size_t k = 0; k < d; k++)
                equal &= integer_at(q, query * d + k) == sum[k];
            if (!equal)
                atomic_store(&same, false);
        }
        free(sum);
    }
    *yes = atomic_load(&same);
    return atomic_load(&failed) ? hr_fail(HR_ENOMEM, "out of memory: a row") : HR_OK;
}

typedef struct {
    hr_decision *decision;
    size_t words, padded; /* words of a row; documents padded to whole tiles */
    uint64_t *bits;       /* padded x words: a one where the entry is 1 */
    uint64_t *column;     /* words x COLUMNS: the block of documents at work */
    int16_t *product;     /* padded x COLUMNS: every document with the block */
    hr_row *row;          /* by query */
    int dimension, lower;
} sums;

static void pack(sums *s, const hr_matrix *docs) {
    size_t d = docs->cols;
#pragma omp parallel for schedule(static)
    for (size_t i = 0; i < docs->rows; i++)
        for (size_t k = 0; k < d; k++)
            s->bits[i * s->words + k / 64] |= (uint64_t)(docs->i8[i * d + k] == 1) << (k % 64);
}

static void load_columns(sums *s, size_t first) {
    for (size_t w = 0; w < s->words; w++)
        for (size_t c = 0; c < COLUMNS; c++)
            s->column[w * COLUMNS + c] = first + c < s->padded ? s->bits[(first + c) * s->words + w] : 0;
}

HR_WIDE static void to_products(int16_t *restrict product, const uint32_t *restrict counts, int dimension,
                                int factor) {
    for (size_t i = 0; i < HR_BITS_ROWS * COLUMNS; i++)
        product[i] = (int16_t)(dimension + factor * (int)counts[i]);
}

/* ones in common, or d - 2 (places that differ) */
static void products(sums *s, hr_bits_tile *tile, size_t row) {
    uint32_t counts[HR_BITS_ROWS * COLUMNS];
    bool agree = s->lower == 0;
    tile(counts, s->bits + row * s->words, s->words, s->column, s->words, agree);
    to_products(s->product + row * COLUMNS, counts, agree ? 0 : s->dimension, agree ? 1 : -2);
}

typedef int16_t narrow16 __attribute__((vector_size(32), aligned(2), may_alias));
typedef int32_t wide16 __attribute__((vector_size(64)));

/* sum[c] = the products of the documents of a set with column c; whether one of them reaches `least` */
HR_WIDE static bool add_products(int32_t sum[COLUMNS], const int16_t *product, const uint32_t *set,
                                 size_t count, int32_t least) {
    wide16 low = {0}, high = {0};
    for (size_t i = 0; i < count; i++) {
        const narrow16 *row = (const narrow16 *)(product + (size_t)set[i] * COLUMNS);
        low += __builtin_convertvector(row[0], wide16);
        high += __builtin_convertvector(row[1], wide16);
    }
    int any = 0;
    for (int c = 0; c < COLUMNS / 2; c++) {
        sum[c] = low[c];
        sum[c + COLUMNS / 2] = high[c];
        any |= (low[c] >= least) | (high[c] >= least);
    }
    return any;
}

/* The scores of one query with the block, handed on when one of them matters. */
static hr_status score_query(sums *s, uint32_t query, size_t first) {
    const hr_ancestors *a = s->decision->ancestors;
    hr_row *row = &s->row[query];
    double limit = fmin(row->least, row->ceiling);
    int32_t least =
        limit < INT32_MIN ? INT32_MIN : (int32_t)ceil(limit); /* scores are whole and below 2^31 */
    int32_t sum[COLUMNS];
    uint64_t begin = a->start[query];
    if (!add_products(sum, s->product, a->document + begin, a->start[query + 1] - begin, least))
        return HR_OK;
    double score[COLUMNS];
    size_t count = s->decision->scan.documents - first;
    if (count > COLUMNS)
        count = COLUMNS;
    for (size_t c = 0; c < count; c++)
        score[c] = sum[c];
    return s->decision->scan.visit(&s->decision->scan, row, (uint32_t)first, count, score);
}

static hr_status run(sums *s) {
    const hr_scan *scan = &s->decision->scan;
    hr_bits_tile *tile = hr_bits_best();
    atomic_bool failed = false;
    for (uint32_t q = 0; q < scan->queries; q++)
        scan->begin(scan, &s->row[q], q);
    hr_progress_start("checking", scan->documents);
    for (size_t first = 0; first < scan->documents && !hr_scan_stopped(scan); first += COLUMNS) {
        load_columns(s, first);
#pragma omp parallel
        {
#pragma omp for schedule(static)
            for (size_t row = 0; row < s->padded; row += HR_BITS_ROWS)
                products(s, tile, row);
#pragma omp for schedule(static)
            for (size_t q = 0; q < scan->queries; q++)
                if (score_query(s, (uint32_t)q, first) != HR_OK)
                    atomic_store(&failed, true);
        }
        hr_progress_add(COLUMNS);
        if (atomic_load(&failed))
            break;
    }
    hr_progress_finish();
    bool whole = !atomic_load(scan->late) && !atomic_load(&failed);
#pragma omp parallel for schedule(dynamic, 64) if (whole)
    for (size_t q = 0; q < scan->queries; q++) {
        if (whole && scan->finish(scan, &s->row[q], hr_this_thread()) != HR_OK)
            atomic_store(&failed, true);
    }
    return atomic_load(&failed)
               ? hr_fail(HR_ENOMEM, "out of memory: candidates of %zu queries", scan->queries)
               : HR_OK;
}

hr_status hr_decide_sums(hr_check_result *out, const hr_ancestors *ancestors, const hr_embedding *embedding,
                         const hr_check_options *options, double deadline) {
    int lower = lower_value(&embedding->docs);
    if (lower > 0 || (double)ancestors->s * (double)embedding->docs.cols >= INT32_MAX)
        return HR_OK;
    bool yes;
    hr_status status = queries_are_sums(&yes, ancestors, embedding);
    if (status != HR_OK || !yes)
        return status;

    hr_decision decision;
    sums s = {.decision = &decision,
              .words = (embedding->docs.cols + 63) / 64,
              .padded = (ancestors->documents + HR_BITS_ROWS - 1) / HR_BITS_ROWS * HR_BITS_ROWS,
              .dimension = (int)embedding->docs.cols,
              .lower = lower};
    status = hr_decision_init(&decision, ancestors, embedding, options, deadline);
    if (status == HR_OK && !decision.operand.error_free)
        status = hr_fail(HR_EINTERNAL, "sums of two-valued documents are not small integers");
    s.bits = hr_calloc(s.padded * s.words, sizeof *s.bits, "the documents' bits");
    s.column = hr_alloc(s.words * COLUMNS, sizeof *s.column, "a block of documents");
    s.product = hr_alloc(s.padded * COLUMNS, sizeof *s.product, "a block of products");
    s.row = hr_calloc(ancestors->queries, sizeof *s.row, "the queries' candidates");
    if (status == HR_OK && (!s.bits || !s.column || !s.product || !s.row))
        status = HR_ENOMEM;
    if (status == HR_OK) {
        out->how = lower == 0 ? "sums of 0/1 vectors" : "sums of sign vectors";
        out->kernel = "population counts";
        pack(&s, &embedding->docs);
        status = run(&s);
    }
    if (status == HR_OK)
        status = hr_decision_end(out, &decision);
    for (uint32_t q = 0; s.row && q < ancestors->queries; q++)
        hr_row_clear(&s.row[q]);
    free(s.bits);
    free(s.column);
    free(s.product);
    free(s.row);
    hr_decision_clear(&decision);
    return status;
}
