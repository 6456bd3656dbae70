#include "embedding/near_train.h"

#include "base/memory.h"
#include "base/progress.h"
#include "base/random.h"
#include "embedding/bfloat16.h"
#include "embedding/near_pairs.h"

#include <gsl/gsl_randist.h>
#include <stdlib.h>
#include <string.h>

/* PARTS sums over patterns, whatever the number of threads, are added in order.  Rows are LINE floats wide,
 * or a multiple. */
enum { PARTS = 4, BATCHES = 8, LIST = 5 * BATCHES, LINE = 16 };
enum { FEW = 2000 }; /* patterns: a step is done before a second thread is awake */
static const float RATE = 0.3f, START = 0.5f, LEAST_THRESHOLD = 0.02f;
static const float BETA1 = 0.9f, BETA2 = 0.999f, EPS = 1e-12f;

typedef struct {
    const hr_patterns *patterns;
    const hr_fast *fast;
    hr_near_rows rows;
    bool bfloat16;
    hr_near_rows seen; /* bfloat16: rows, rounded; gradients are taken there and move `rows` */
    hr_near_pairs pairs;
    float *query_first, *query_second;       /* like rows.query */
    float *document_first, *document_second; /* like rows.document */
    float *part;                             /* PARTS gradients of the documents */
    float *score;                            /* PARTS rows of scores, `room` each */
    float *gradient;                         /* PARTS gradients of a query */
    size_t room;
    double power1, power2;
} training;

static void training_clear(training *t) {
    hr_near_pairs_clear(&t->pairs);
    free(t->rows.query);
    free(t->rows.document);
    free(t->seen.query);
    free(t->seen.document);
    free(t->query_first);
    free(t->query_second);
    free(t->document_first);
    free(t->document_second);
    free(t->part);
    free(t->score);
    free(t->gradient);
}

static float *floats(size_t count) {
    return hr_calloc(count, sizeof(float), "the training of a block");
}

static size_t most_members(const hr_patterns *patterns) {
    uint64_t most = 0;
    for (uint32_t p = 0; p < patterns->count; p++)
        if (patterns->start[p + 1] - patterns->start[p] > most)
            most = patterns->start[p + 1] - patterns->start[p];
    return (size_t)most;
}

static hr_status allocate(training *t, const hr_patterns *patterns, size_t d, bool bfloat16) {
    size_t width = (d + LINE) / LINE * LINE; /* with the threshold */
    size_t queries = patterns->count * width, documents = patterns->documents * width;
    *t = (training){
        .patterns = patterns, .fast = hr_fast_best(), .bfloat16 = bfloat16, .power1 = 1, .power2 = 1};
    t->rows = (hr_near_rows){d, width, floats(queries), floats(documents)};
    t->seen = (hr_near_rows){d, width, floats(bfloat16 ? queries : 0), floats(bfloat16 ? documents : 0)};
    t->room = most_members(patterns) + HR_NEAR_MOST;
    t->query_first = floats(queries);
    t->query_second = floats(queries);
    t->document_first = floats(documents);
    t->document_second = floats(documents);
    t->part = floats(PARTS * documents);
    t->score = floats(PARTS * t->room);
    t->gradient = floats(PARTS * width);
    bool ready = t->rows.query && t->rows.document && t->seen.query && t->seen.document && t->query_first &&
                 t->query_second && t->document_first && t->document_second && t->part && t->score &&
                 t->gradient;
    return ready ? hr_near_pairs_init(&t->pairs, patterns, d) : HR_ENOMEM;
}

static void draw_rows(float *row, size_t count, const hr_near_rows *rows, float last, gsl_rng *rng) {
    for (size_t i = 0; i < count; i++, row += rows->width) {
        for (size_t k = 0; k < rows->dimension; k++)
            row[k] = START * (float)gsl_ran_ugaussian(rng);
        row[rows->dimension] = last;
    }
}

static hr_status training_init(training *t, const hr_patterns *patterns, const hr_free_options *options) {
    hr_status status = allocate(t, patterns, options->dimension, options->bfloat16);
    if (status != HR_OK)
        return status;
    gsl_rng *rng = hr_rng_new(options->seed, HR_STREAM_BLOCKS, options->dimension);
    if (!rng)
        return HR_ENOMEM;
    draw_rows(t->rows.query, patterns->count, &t->rows, 1, rng);
    draw_rows(t->rows.document, patterns->documents, &t->rows, -1, rng);
    gsl_rng_free(rng);
    return HR_OK;
}

static const hr_near_rows *seen_rows(const training *t) {
    return t->bfloat16 ? &t->seen : &t->rows;
}

/* A threshold is no entry and stays as it is; the documents' last coordinate, -1, has 8 bits. */
static void see_query(training *t, size_t p) {
    size_t at = p * t->rows.width, threshold = at + t->rows.dimension;
    if (!t->bfloat16)
        return;
    hr_bfloat16_row(t->seen.query + at, t->rows.query + at, t->rows.dimension);
    t->seen.query[threshold] = t->rows.query[threshold];
}

static void see_documents(training *t) {
    if (t->bfloat16)
        hr_bfloat16_row(t->seen.document, t->rows.document, t->patterns->documents * t->rows.width);
}

typedef struct {
    float first, second; /* Adam's, of this step */
} adam;

/* The gradient of a pattern, and its step; the documents' gradients add up.  The origin, which nobody wants,
 * keeps the threshold positive. */
static void step_pattern(training *t, size_t p, int part, adam a) {
    const hr_fast *fast = t->fast;
    size_t d = t->rows.dimension, width = t->rows.width;
    see_query(t, p);
    const float *document = seen_rows(t)->document, *seen = seen_rows(t)->query + p * width;
    float *q = t->rows.query + p * width, *score = t->score + (size_t)part * t->room;
    float *documents = t->part + (size_t)part * t->patterns->documents * width;
    float *gradient = t->gradient + (size_t)part * width;
    const uint32_t *member = t->patterns->member + t->patterns->start[p];
    size_t members = (size_t)(t->patterns->start[p + 1] - t->patterns->start[p]);
    const uint32_t *near = t->pairs.document + p * HR_NEAR_MOST;
    size_t count = t->pairs.count[p];
    memset(gradient, 0, width * sizeof *gradient);
    fast->gather(score, seen, document, member, members, width);
    fast->gather(score + members, seen, document, near, count, width);
    fast->logistic_row(score, members + count, 0);
    for (size_t i = 0; i < members; i++)
        score[i] -= 1;
    for (size_t i = members; i < members + count; i++)
        score[i] *= t->pairs.weight[p];
    fast->scatter(gradient, documents, score, seen, document, member, members, width);
    fast->scatter(gradient, documents, score + members, seen, document, near, count, width);
    gradient[d] -= 1 / (1 + expf(q[d]));
    fast->adam(q, t->query_first + p * width, t->query_second + p * width, gradient, width, BETA1, BETA2,
               a.first, a.second, EPS);
    if (q[d] < LEAST_THRESHOLD)
        q[d] = LEAST_THRESHOLD;
}

/* A document's last coordinate stays -1. */
static void step_documents(training *t, adam a) {
    size_t width = t->rows.width, size = t->patterns->documents * width;
    for (size_t part = 1; part < PARTS; part++)
        t->fast->axpy(t->part, 1, t->part + part * size, size);
    for (size_t at = t->rows.dimension; at < size; at += width)
        t->part[at] = 0;
    t->fast->adam(t->rows.document, t->document_first, t->document_second, t->part, size, BETA1, BETA2,
                  a.first, a.second, EPS);
}

static void step(training *t, uint32_t number, double rate) {
    size_t patterns = t->patterns->count, batch = number % BATCHES;
    memset(t->part, 0, PARTS * t->patterns->documents * t->rows.width * sizeof *t->part);
    t->power1 *= (double)BETA1;
    t->power2 *= (double)BETA2;
    see_documents(t);
    adam a = {(float)(rate / (1 - t->power1)), (float)(1 / (1 - t->power2))};
#pragma omp parallel for schedule(dynamic, 1) if (patterns > FEW)
    for (int part = 0; part < PARTS; part++)
        for (size_t p = patterns * (size_t)part / PARTS; p < patterns * ((size_t)part + 1) / PARTS; p++)
            if (p % BATCHES == batch)
                step_pattern(t, p, part, a);
    step_documents(t, a);
}

/* As integers: coordinates of documents turned, queries closed up. */
static hr_status round_rows(int *bits, hr_block_vectors *out, const training *t) {
    size_t d = t->rows.dimension, width = t->rows.width, m = t->patterns->documents;
    hr_free_vectors vectors = {
        .dimension = (uint32_t)d, .query = floats(t->patterns->count * (d + 1)), .document = t->pairs.column};
    if (!vectors.query)
        return HR_ENOMEM;
    for (size_t p = 0; p < t->patterns->count; p++)
        memcpy(vectors.query + p * (d + 1), t->rows.query + p * width, (d + 1) * sizeof *vectors.query);
    for (size_t j = 0; j < m; j++)
        for (size_t k = 0; k < d; k++)
            vectors.document[k * m + j] = t->rows.document[j * width + k];
    hr_status status = hr_free_vectors_round(bits, out, &vectors, t->patterns, t->bfloat16);
    free(vectors.query);
    return status;
}

static hr_status train(uint64_t *best, hr_block_vectors *out, training *t, uint32_t steps) {
    hr_status status = HR_OK;
    int bits = 0;
    *best = UINT64_MAX;
    for (uint32_t s = 0; s <= steps && !bits && status == HR_OK; s++) {
        if (s % LIST == 0 || s == steps) {
            uint64_t wrong;
            see_documents(t);
            for (size_t p = 0; p < t->patterns->count; p++)
                see_query(t, p);
            hr_near_pairs_list(&wrong, &t->pairs, seen_rows(t), t->patterns, s / LIST);
            *best = wrong < *best ? wrong : *best;
            hr_free_show(s, steps, wrong, *best);
            if (!wrong)
                status = round_rows(&bits, out, t);
        }
        if (!bits && s < steps && status == HR_OK)
            step(t, s, (double)RATE * hr_free_rate(s, steps));
    }
    *best = hr_free_outcome(*best, bits);
    return status;
}

hr_status hr_near_train(uint64_t *wrong, hr_block_vectors *out, const hr_patterns *patterns,
                        const hr_free_options *options) {
    training t;
    hr_status status = training_init(&t, patterns, options);
    hr_progress_take();
    if (status == HR_OK)
        status = train(wrong, out, &t, options->steps);
    hr_progress_release();
    training_clear(&t);
    return status;
}
