/* Two passes.  First, rows by blocks of columns: scores, their exponentials and the sums by query, the
 * exponentials being kept.  Then, columns by blocks: the sums by document.  Keeping the exponentials costs
 * less than a third product that recomputes them: OpenBLAS reads 4 bytes for 2 d operations.  Where a block
 * of rows does not fit the budget, the batch is taken in several chunks of rows.
 *
 * Whatever the number of threads, tasks are the same (GROUP rows by a quarter of the columns; BLOCK columns)
 * and their results are added in the same order, so the bytes are the same. */
#include "learn/softmax.h"

#include "base/memory.h"

#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { GROUP = 256, BLOCK = 512, SEGMENTS = 4 };

hr_status hr_softmax_open(hr_softmax **out, size_t dimension, size_t budget_bytes) {
    *out = hr_calloc(1, sizeof **out, "the softmax");
    if (!*out)
        return HR_ENOMEM;
    (*out)->dimension = dimension;
    (*out)->budget = budget_bytes;
    (*out)->fast = hr_fast_best();
    return HR_OK;
}

void hr_softmax_close(hr_softmax *s) {
    if (!s)
        return;
    free(s->query);
    free(s->scaled);
    free(s->sum);
    free(s->exponential);
    free(s->reference);
    free(s->total);
    free(s->shift);
    free(s->row);
    free(s->target_gradient);
    free(s->by_slot);
    free(s->slot_start);
    free(s->by_query);
    free(s->query_start);
    free(s);
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

static hr_status room(hr_softmax *s, const hr_softmax_batch *b) {
    size_t d = s->dimension, blocks = (b->columns + BLOCK - 1) / BLOCK;
    size_t fit = s->budget / (sizeof(float) * (blocks * BLOCK + 1)) / GROUP * GROUP;
    s->blocks = blocks;
    s->segments = least(blocks, SEGMENTS);
    s->chunk = least(b->rows, fit < GROUP ? GROUP : fit);
    size_t targets = b->target_start[b->rows];
    bool ok =
        hr_grow(&s->query, &s->query_room, b->rows * d, sizeof(float), "a batch's queries") == HR_OK &&
        hr_grow(&s->scaled, &s->scaled_room, s->chunk * d, sizeof(float), "a batch's queries") == HR_OK &&
        hr_grow(&s->sum, &s->sum_room, SEGMENTS * s->chunk * d, sizeof(float), "a batch's sums") == HR_OK &&
        hr_grow(&s->exponential, &s->exponential_room, s->chunk * blocks * BLOCK, sizeof(float),
                "the exponentials of a batch") == HR_OK &&
        hr_grow(&s->reference, &s->reference_room, s->chunk * blocks, sizeof(float), "a batch") == HR_OK &&
        hr_grow(&s->total, &s->total_room, SEGMENTS * s->chunk, sizeof(double), "a batch") == HR_OK &&
        hr_grow(&s->shift, &s->shift_room, SEGMENTS * s->chunk, sizeof(float), "a batch") == HR_OK &&
        hr_grow(&s->row, &s->row_room, b->rows, sizeof *s->row, "a batch") == HR_OK &&
        hr_grow(&s->target_gradient, &s->target_room, targets, sizeof(float), "a batch's targets") == HR_OK &&
        hr_grow(&s->by_slot, &s->by_slot_room, targets, sizeof *s->by_slot, "a batch's targets") == HR_OK &&
        hr_grow(&s->slot_start, &s->slot_room, b->slots + 1, sizeof(uint32_t), "a batch's documents") ==
            HR_OK &&
        hr_grow(&s->by_query, &s->by_query_room, b->rows, sizeof(uint32_t), "a batch's rows") == HR_OK &&
        hr_grow(&s->query_start, &s->query_start_room, b->queries + 1, sizeof(uint32_t),
                "a batch's queries") == HR_OK;
    return ok ? HR_OK : HR_ENOMEM;
}

/* Counting sorts, stable: targets by document, rows by query. */
static void order(hr_softmax *s, const hr_softmax_batch *b) {
    memset(s->slot_start, 0, (b->slots + 1) * sizeof *s->slot_start);
    memset(s->query_start, 0, (b->queries + 1) * sizeof *s->query_start);
    for (uint64_t t = 0; t < b->target_start[b->rows]; t++)
        s->slot_start[b->target[t] + 1]++;
    for (size_t i = 0; i < b->rows; i++)
        s->query_start[b->query[i] + 1]++;
    for (size_t x = 0; x < b->slots; x++)
        s->slot_start[x + 1] += s->slot_start[x];
    for (size_t q = 0; q < b->queries; q++)
        s->query_start[q + 1] += s->query_start[q];
    for (size_t i = 0; i < b->rows; i++) {
        s->by_query[s->query_start[b->query[i]]++] = (uint32_t)i;
        for (uint64_t t = b->target_start[i]; t < b->target_start[i + 1]; t++)
            s->by_slot[s->slot_start[b->target[t]]++] = (hr_target_place){(uint32_t)i, (uint32_t)t};
    }
    for (size_t x = b->slots; x > 0; x--)
        s->slot_start[x] = s->slot_start[x - 1];
    for (size_t q = b->queries; q > 0; q--)
        s->query_start[q] = s->query_start[q - 1];
    s->slot_start[0] = s->query_start[0] = 0;
}

/* Whether there is enough work to wake other threads. */
static bool wide(const hr_softmax_batch *b, size_t d) {
    return b->rows * b->columns * d >= 1 << 20;
}

/* Where every score is certainly at most 60, exp(score) cannot overflow and needs no maximum. */
static bool bounded(const hr_softmax *s, const hr_softmax_batch *b, const float *slots, double scale) {
    size_t d = s->dimension;
    float query = 0, slot = 0;
#pragma omp parallel for schedule(static) reduction(max : query) if (wide(b, d))
    for (size_t i = 0; i < b->rows; i++)
        query = fmaxf(query, s->fast->dot(s->query + i * d, s->query + i * d, d));
#pragma omp parallel for schedule(static) reduction(max : slot) if (wide(b, d))
    for (size_t x = 0; x < b->columns; x++)
        slot = fmaxf(slot, s->fast->dot(slots + x * d, slots + x * d, d));
    return fabs(scale) * sqrt((double)query) * sqrt((double)slot) <= 60;
}

static float *block_of(const hr_softmax_job *j, size_t block) {
    return j->s->exponential + block * BLOCK * j->rows;
}

/* The exponentials of one row in one block, from its scores; `sum` is the row's running sum of vectors. */
static void exponentiate(const hr_softmax_job *j, size_t row, size_t segment, size_t block, float *score,
                         size_t width, uint64_t *drop, float *sum) {
    hr_softmax *s = j->s;
    const hr_softmax_batch *b = j->b;
    size_t first = block * BLOCK, i = j->first + row;
    for (; *drop < b->drop_start[i + 1] && b->drop[*drop] < first + width; ++*drop)
        score[b->drop[*drop] - first] += b->drop_log[*drop];
    float *shift = &s->shift[segment * j->rows + row];
    double *total = &s->total[segment * j->rows + row];
    if (!j->bounded) {
        float most = s->fast->max_row(score, width);
        if (most > *shift || (most != most)) { /* NaN goes on into the loss, where it is reported */
            float rescale = *total > 0 ? expf(*shift - most) : 0;
            *total *= (double)rescale;
            s->fast->scale(sum, rescale, sum, s->dimension);
            *shift = most;
        }
    }
    float reference = isinf(*shift) && *shift < 0 ? 0 : *shift;
    s->reference[row * s->blocks + block] = reference;
    *total +=
        (double)s->fast->exp_row(score, width, reference, b->column_weight ? b->column_weight + first : NULL);
}

static uint64_t first_drop(const hr_softmax_batch *b, size_t row, size_t column) {
    uint64_t low = b->drop_start[row], high = b->drop_start[row + 1];
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (b->drop[middle] < column)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A group of rows by a segment of the blocks. */
static void forward_task(const hr_softmax_job *j, size_t group, size_t segment) {
    hr_softmax *s = j->s;
    const hr_softmax_batch *b = j->b;
    size_t d = s->dimension, top = group * GROUP, rows = least(GROUP, j->rows - top);
    size_t begin = s->blocks * segment / s->segments, end = s->blocks * (segment + 1) / s->segments;
    const float *query = s->query + (j->first + top) * d;
    float *sum = s->sum + (segment * j->rows + top) * d;
    uint64_t drop[GROUP];
    memset(sum, 0, rows * d * sizeof *sum);
    for (size_t r = 0; r < rows; r++) {
        drop[r] = first_drop(b, j->first + top + r, begin * BLOCK);
        s->total[segment * j->rows + top + r] = 0;
        s->shift[segment * j->rows + top + r] = j->bounded ? 0 : -INFINITY;
    }
    for (size_t k = begin; k < end; k++) {
        size_t width = least(BLOCK, b->columns - k * BLOCK);
        float *score = block_of(j, k) + top * width;
        const float *docs = j->slots + k * BLOCK * d;
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, (int)rows, (int)width, (int)d,
                    (float)j->how->scale, query, (int)d, docs, (int)d, 0, score, (int)width);
        for (size_t r = 0; r < rows; r++)
            exponentiate(j, top + r, segment, k, score + r * width, width, &drop[r], sum + r * d);
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, (int)rows, (int)d, (int)width, 1, score,
                    (int)width, docs, (int)d, 1, sum, (int)d);
    }
}

/* The queries' rows of this chunk, each with exp(reference - shift) * factor for block k. */
static void scale_for_block(const hr_softmax_job *j, size_t k, float *out) {
    hr_softmax *s = j->s;
    for (size_t r = 0; r < j->rows; r++)
        s->fast->scale(out + r * s->dimension, expf(s->reference[r * s->blocks + k] - s->shift[r]),
                       s->scaled + r * s->dimension, s->dimension);
}

static hr_status backward(const hr_softmax_job *j, float *slot_gradient) {
    hr_softmax *s = j->s;
    size_t d = s->dimension;
    bool failed = false;
#pragma omp parallel if (wide(j->b, d))
    {
        float *own = j->bounded ? NULL : malloc(j->rows * d * sizeof *own);
        if (!j->bounded && !own) {
#pragma omp atomic write
            failed = true;
        }
#pragma omp for schedule(dynamic, 1)
        for (size_t k = 0; k < s->blocks; k++) {
            size_t width = least(BLOCK, j->b->columns - k * BLOCK);
            if (!j->bounded && !own)
                continue;
            if (own)
                scale_for_block(j, k, own);
            cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, (int)width, (int)d, (int)j->rows, 1,
                        block_of(j, k), (int)width, own ? own : s->scaled, (int)d, j->first > 0,
                        slot_gradient + k * BLOCK * d, (int)d);
        }
        free(own);
    }
    return failed ? hr_fail(HR_ENOMEM, "out of memory: a batch's queries") : HR_OK;
}

static hr_status chunk(const hr_softmax_job *j, float *slot_gradient) {
    size_t groups = (j->rows + GROUP - 1) / GROUP, segments = j->s->segments;
#pragma omp parallel for schedule(dynamic, 1) if (wide(j->b, j->s->dimension))
    for (size_t task = 0; task < groups * segments; task++)
        forward_task(j, task / segments, task % segments);
#pragma omp parallel for schedule(static) if (wide(j->b, j->s->dimension))
    for (size_t r = 0; r < j->rows; r++)
        hr_softmax_finish_row(j, r);
    return backward(j, slot_gradient);
}

/* query_gradient += the chunk's rows, in the order of the rows. */
static void gather_queries(const hr_softmax_job *j, float *query_gradient) {
    hr_softmax *s = j->s;
    size_t d = s->dimension;
#pragma omp parallel for schedule(static) if (wide(j->b, d))
    for (size_t q = 0; q < j->b->queries; q++)
        for (uint32_t p = s->query_start[q]; p < s->query_start[q + 1]; p++) {
            size_t i = s->by_query[p];
            if (i >= j->first && i - j->first < j->rows)
                s->fast->axpy(query_gradient + q * d, 1, s->sum + (i - j->first) * d, d);
        }
}

static void add_targets(const hr_softmax *s, const hr_softmax_batch *b, float *slot_gradient) {
    size_t d = s->dimension;
#pragma omp parallel for schedule(static) if (wide(b, d))
    for (size_t x = 0; x < b->slots; x++)
        for (uint32_t p = s->slot_start[x]; p < s->slot_start[x + 1]; p++)
            s->fast->axpy(slot_gradient + x * d, s->target_gradient[s->by_slot[p].target],
                          s->query + s->by_slot[p].row * d, d);
}

hr_status hr_softmax_step(double *loss, float *query_gradient, float *slot_gradient, hr_softmax *s,
                          const hr_softmax_batch *b, const hr_loss *how, const float *query_vector,
                          const float *slot_vector) {
    size_t d = s->dimension;
    hr_status status = room(s, b);
    if (status != HR_OK)
        return status;
    order(s, b);
#pragma omp parallel for schedule(static) if (wide(b, d))
    for (size_t i = 0; i < b->rows; i++)
        memcpy(s->query + i * d, query_vector + b->query[i] * d, d * sizeof(float));
    memset(query_gradient, 0, b->queries * d * sizeof(float));
    memset(slot_gradient + b->columns * d, 0, (b->slots - b->columns) * d * sizeof(float));
    int blas_threads = openblas_get_num_threads();
    openblas_set_num_threads(1); /* the threads are ours: tasks of fixed shapes */
    hr_softmax_job j = {s, b, how, slot_vector, bounded(s, b, slot_vector, how->scale), 0, 0};
    for (; status == HR_OK && j.first < b->rows; j.first += j.rows) {
        j.rows = least(s->chunk, b->rows - j.first);
        status = chunk(&j, slot_gradient);
        if (status == HR_OK)
            gather_queries(&j, query_gradient);
    }
    openblas_set_num_threads(blas_threads);
    add_targets(s, b, slot_gradient);
    *loss = 0;
    for (size_t i = 0; i < b->rows; i++)
        *loss += s->row[i].loss;
    return status;
}
