#include "embedding/free_vectors.h"

#include "base/fast.h"
#include "base/memory.h"
#include "base/progress.h"
#include "base/random.h"
#include "embedding/bfloat16.h"
#include "embedding/near_train.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The sums over patterns are made in so many parts, whatever the number of threads, and added in order. */
enum { PARTS = 8, LOOK = 10 };
static const uint64_t MOST_PAIRS = UINT64_C(1) << 23; /* above: near pairs alone */
static const float RATE = 0.05f, START = 0.5f, LEAST_THRESHOLD = 0.02f;
static const float BETA1 = 0.9f, BETA2 = 0.999f, EPS = 1e-12f;

typedef struct {
    const hr_patterns *patterns;
    const hr_fast *fast;
    hr_free_vectors now;
    bool bfloat16;
    hr_free_vectors seen; /* bfloat16: `now`, rounded; gradients are taken there and move `now` */
    float *query_gradient, *query_first, *query_second;          /* like now.query */
    float *document_gradient, *document_first, *document_second; /* like now.document */
    float *part;                                                 /* PARTS gradients of the documents */
    float *row;                                                  /* PARTS rows of scores */
    float *ones;                                                 /* documents */
    uint64_t wrong[PARTS];
} training;

static void training_clear(training *t) {
    free(t->now.query);
    free(t->now.document);
    free(t->seen.query);
    free(t->seen.document);
    free(t->query_gradient);
    free(t->query_first);
    free(t->query_second);
    free(t->document_gradient);
    free(t->document_first);
    free(t->document_second);
    free(t->part);
    free(t->row);
    free(t->ones);
}

static float *floats(size_t count) {
    return hr_calloc(count, sizeof(float), "the training of a block");
}

static hr_status training_init(training *t, const hr_patterns *patterns, const hr_free_options *options) {
    size_t d = options->dimension, m = patterns->documents;
    size_t queries = patterns->count * (d + 1), documents = m * d;
    *t = (training){.patterns = patterns,
                    .fast = hr_fast_best(),
                    .now.dimension = options->dimension,
                    .bfloat16 = options->bfloat16};
    t->now.query = floats(queries);
    t->now.document = floats(documents);
    t->seen.query = floats(options->bfloat16 ? queries : 0);
    t->seen.document = floats(options->bfloat16 ? documents : 0);
    t->query_gradient = floats(queries);
    t->query_first = floats(queries);
    t->query_second = floats(queries);
    t->document_gradient = floats(documents);
    t->document_first = floats(documents);
    t->document_second = floats(documents);
    t->part = floats(PARTS * documents);
    t->row = floats(PARTS * m);
    t->ones = floats(m);
    if (!t->now.query || !t->now.document || !t->seen.query || !t->seen.document || !t->query_gradient ||
        !t->query_first || !t->query_second || !t->document_gradient || !t->document_first ||
        !t->document_second || !t->part || !t->row || !t->ones)
        return HR_ENOMEM;
    gsl_rng *rng = hr_rng_new(options->seed, HR_STREAM_BLOCKS, options->dimension);
    if (!rng)
        return HR_ENOMEM;
    for (size_t p = 0; p < patterns->count; p++) {
        for (size_t k = 0; k < d; k++)
            t->now.query[p * (d + 1) + k] = START * (float)gsl_ran_ugaussian(rng);
        t->now.query[p * (d + 1) + d] = 1;
    }
    for (size_t i = 0; i < documents; i++)
        t->now.document[i] = START * (float)gsl_ran_ugaussian(rng);
    for (size_t j = 0; j < m; j++)
        t->ones[j] = 1;
    gsl_rng_free(rng);
    return HR_OK;
}

/* A tie is wrong on either side. */
static uint64_t count_wrong(const float *score, size_t m, float threshold, const uint32_t *member,
                            uint64_t members) {
    unsigned above = 0;
#pragma omp simd reduction(+ : above)
    for (size_t j = 0; j < m; j++)
        above += score[j] >= threshold;
    uint64_t wrong = above;
    for (uint64_t i = 0; i < members; i++)
        wrong += (uint64_t) !(score[member[i]] > threshold) - (score[member[i]] >= threshold);
    return wrong;
}

/* The loss's derivative by a score is logistic(score - r) - [a member]; by r, minus the sum of them. */
static void step_pattern(training *t, size_t p, int part, bool count) {
    const hr_fast *fast = t->fast;
    const hr_free_vectors *from = t->bfloat16 ? &t->seen : &t->now;
    size_t d = t->now.dimension, m = t->patterns->documents;
    const float *q = from->query + p * (d + 1);
    float *row = t->row + (size_t)part * m, *gradient = t->query_gradient + p * (d + 1);
    float *documents = t->part + (size_t)part * m * d;
    const uint32_t *member = t->patterns->member + t->patterns->start[p];
    uint64_t members = t->patterns->start[p + 1] - t->patterns->start[p];
    fast->scale(row, q[0], from->document, m);
    for (size_t k = 1; k < d; k++)
        fast->axpy(row, q[k], from->document + k * m, m);
    if (count)
        t->wrong[part] += count_wrong(row, m, q[d], member, members);
    fast->logistic_row(row, m, q[d]);
    for (uint64_t i = 0; i < members; i++)
        row[member[i]] -= 1;
    for (size_t k = 0; k < d; k++) {
        gradient[k] = fast->dot(row, from->document + k * m, m);
        fast->axpy(documents + k * m, q[k], row, m);
    }
    gradient[d] = -fast->dot(row, t->ones, m) - 1 / (1 + expf(q[d]));
}

static void add_parts(training *t) {
    size_t size = (size_t)t->patterns->documents * t->now.dimension;
    memcpy(t->document_gradient, t->part, size * sizeof *t->part);
    for (size_t part = 1; part < PARTS; part++)
        t->fast->axpy(t->document_gradient, 1, t->part + part * size, size);
}

/* Thresholds are no entries and stay as they are. */
static void round_seen(training *t) {
    size_t d = t->now.dimension, patterns = t->patterns->count;
    hr_bfloat16_row(t->seen.document, t->now.document, t->patterns->documents * d);
    hr_bfloat16_row(t->seen.query, t->now.query, patterns * (d + 1));
    for (size_t at = d; at < patterns * (d + 1); at += d + 1)
        t->seen.query[at] = t->now.query[at];
}

static uint64_t step(training *t, float rate, double *power1, double *power2, bool count) {
    size_t d = t->now.dimension, patterns = t->patterns->count;
    size_t size = (size_t)t->patterns->documents * d;
    memset(t->part, 0, PARTS * size * sizeof *t->part);
    memset(t->wrong, 0, sizeof t->wrong);
    bool large = size * patterns > 100000;
    if (t->bfloat16)
        round_seen(t);
#pragma omp parallel for schedule(dynamic, 1) if (large)
    for (int part = 0; part < PARTS; part++)
        for (size_t p = patterns * (size_t)part / PARTS; p < patterns * ((size_t)part + 1) / PARTS; p++)
            step_pattern(t, p, part, count);
    add_parts(t);
    *power1 *= (double)BETA1;
    *power2 *= (double)BETA2;
    float first = (float)((double)rate / (1 - *power1)), second = (float)(1 / (1 - *power2));
    t->fast->adam(t->now.query, t->query_first, t->query_second, t->query_gradient, patterns * (d + 1), BETA1,
                  BETA2, first, second, EPS);
    t->fast->adam(t->now.document, t->document_first, t->document_second, t->document_gradient, size, BETA1,
                  BETA2, first, second, EPS);
    for (size_t p = 0; p < patterns; p++)
        if (t->now.query[p * (d + 1) + d] < LEAST_THRESHOLD)
            t->now.query[p * (d + 1) + d] = LEAST_THRESHOLD;
    uint64_t wrong = 0;
    for (int part = 0; part < PARTS; part++)
        wrong += t->wrong[part];
    return wrong;
}

void hr_free_show(uint32_t step, uint32_t steps, uint64_t wrong, uint64_t best) {
    if (!hr_progress_due())
        return;
    char line[160];
    snprintf(line, sizeof line, "step %u of %u: %llu pairs wrong, at best %llu\n", step, steps,
             (unsigned long long)wrong, (unsigned long long)best);
    hr_progress_show(line);
}

/* Counting costs a little, so only every tenth step looks; the vectors that were counted have moved by one
 * step since, so the integers are tried on those after it, and tell. */
static hr_status train(uint64_t *best, int *bits, hr_block_vectors *out, training *t, uint32_t steps) {
    double power1 = 1, power2 = 1;
    hr_status status = HR_OK;
    *best = UINT64_MAX;
    *bits = 0;
    for (uint32_t s = 0; s < steps && !*bits && status == HR_OK; s++) {
        bool look = s % LOOK == 0 || s + 1 == steps;
        uint64_t wrong = step(t, RATE * (float)hr_free_rate(s, steps), &power1, &power2, look);
        if (!look)
            continue;
        *best = wrong < *best ? wrong : *best;
        hr_free_show(s, steps, wrong, *best);
        if (!wrong || s + 1 == steps)
            status = hr_free_vectors_round(bits, out, &t->now, t->patterns, t->bfloat16);
    }
    *best = hr_free_outcome(*best, *bits);
    return status;
}

static hr_status find(uint64_t *wrong, hr_block_vectors *out, hr_patterns *patterns,
                      const hr_free_options *options) {
    training t;
    int bits;
    hr_status status = training_init(&t, patterns, options);
    hr_progress_take();
    if (status == HR_OK)
        status = train(wrong, &bits, out, &t, options->steps);
    hr_progress_release();
    training_clear(&t);
    return status;
}

hr_status hr_free_vectors_find(uint64_t *wrong, hr_block *block, const hr_ancestors *own,
                               const hr_free_options *options) {
    hr_patterns patterns;
    hr_status status = hr_patterns_build(&patterns, own);
    if (status != HR_OK)
        return status;
    block->kind = HR_BLOCK_VECTORS;
    block->dimension = options->dimension;
    bool near = options->near || (uint64_t)patterns.count * patterns.documents > MOST_PAIRS;
    status = near ? hr_near_train(wrong, &block->vectors, &patterns, options)
                  : find(wrong, &block->vectors, &patterns, options);
    if (status == HR_OK && !*wrong) {
        block->vectors.patterns = patterns.count;
        block->vectors.pattern = patterns.of;
        patterns.of = NULL;
    }
    hr_patterns_clear(&patterns);
    return status;
}
