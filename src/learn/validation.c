/* The queries that judge a training run. */
#include "learn/trainer.h"

#include "base/memory.h"
#include "base/random.h"
#include "feasibility/check.h"
#include "learn/uniform.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int ascending(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* `wanted` of the queries that have documents, without replacement, ascending. */
static hr_status choose(uint32_t **out, uint32_t *count, const hr_ancestors *a, uint32_t wanted,
                        uint64_t seed) {
    uint32_t *list = hr_alloc(a->queries, sizeof *list, "the validation queries"), eligible = 0;
    gsl_rng *rng = list ? hr_rng_new(seed, HR_STREAM_VALIDATION, 0) : NULL;
    if (!rng) {
        free(list);
        return HR_ENOMEM;
    }
    for (uint32_t q = 0; q < a->queries; q++)
        if (a->start[q + 1] > a->start[q])
            list[eligible++] = q;
    *count = wanted < eligible ? wanted : eligible;
    for (uint32_t i = 0; i < *count; i++) {
        uint32_t j = i + (uint32_t)hr_uniform(rng, eligible - i), swap = list[i];
        list[i] = list[j];
        list[j] = swap;
    }
    gsl_rng_free(rng);
    qsort(list, *count, sizeof *list, ascending);
    *out = list;
    return HR_OK;
}

/* The rows of the chosen queries. */
static hr_status cut_out(hr_ancestors *out, const hr_ancestors *a, const uint32_t *query, uint32_t count) {
    *out = (hr_ancestors){.queries = count, .documents = a->documents, .max_distance = a->max_distance};
    for (uint32_t i = 0; i < count; i++)
        out->pairs += a->start[query[i] + 1] - a->start[query[i]];
    out->start = hr_alloc((size_t)count + 1, sizeof *out->start, "the validation queries");
    out->document = hr_alloc(out->pairs, sizeof *out->document, "the validation pairs");
    out->distance = hr_alloc(out->pairs, sizeof *out->distance, "the validation pairs");
    out->by_distance =
        hr_calloc((size_t)a->max_distance + 1, sizeof *out->by_distance, "the validation pairs");
    if (!out->start || !out->document || !out->distance || !out->by_distance) {
        hr_ancestors_clear(out);
        return HR_ENOMEM;
    }
    uint64_t used = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint64_t begin = a->start[query[i]], size = a->start[query[i] + 1] - begin;
        out->start[i] = used;
        memcpy(out->document + used, a->document + begin, size * sizeof *out->document);
        memcpy(out->distance + used, a->distance + begin, size * sizeof *out->distance);
        for (uint64_t p = 0; p < size; p++)
            out->by_distance[out->distance[used + p]]++;
        used += size;
        if (size > out->s)
            out->s = (uint32_t)size;
    }
    out->start[count] = used;
    return HR_OK;
}

hr_status hr_validation_init(hr_validation *out, const hr_recipe *recipe, const hr_ancestors *ancestors,
                             uint64_t seed) {
    memset(out, 0, sizeof *out);
    uint32_t count;
    if (!recipe->validation)
        return HR_OK;
    hr_status status = choose(&out->query, &count, ancestors, recipe->validation, seed);
    if (status == HR_OK && !count)
        status = hr_fail(HR_EINPUT, "no query has a document, so there is nothing to train on");
    if (status == HR_OK)
        status = cut_out(&out->ancestors, ancestors, out->query, count);
    if (status == HR_OK && recipe->held_out) {
        out->allowed = hr_alloc(ancestors->queries, 1, "the queries to train");
        if (!out->allowed)
            return HR_ENOMEM;
        memset(out->allowed, 1, ancestors->queries);
        for (uint32_t i = 0; i < count; i++)
            out->allowed[out->query[i]] = 0;
    }
    return status;
}

void hr_validation_clear(hr_validation *validation) {
    hr_ancestors_clear(&validation->ancestors);
    free(validation->query);
    free(validation->allowed);
    memset(validation, 0, sizeof *validation);
}

static hr_status embed(hr_embedding *out, const hr_validation *v, const hr_encoder *encoder) {
    hr_embedding_init(out);
    hr_status status =
        hr_matrix_init(&out->queries, v->ancestors.queries, encoder->queries.dimension, HR_FLOAT32);
    if (status == HR_OK)
        status = hr_matrix_init(&out->docs, v->ancestors.documents, encoder->docs.dimension, HR_FLOAT32);
    if (status == HR_OK && !(out->origin = strdup("the encoder in training")))
        status = hr_fail(HR_ENOMEM, "out of memory: a name");
    if (status != HR_OK)
        return status;
    hr_tower_encode(out->queries.f32, NULL, &encoder->queries, v->query, 0, v->ancestors.queries);
    hr_tower_encode(out->docs.f32, NULL, &encoder->docs, NULL, 0, v->ancestors.documents);
    status = hr_matrix_finite(&out->queries, out->origin);
    return status == HR_OK ? hr_matrix_finite(&out->docs, out->origin) : status;
}

static hr_status summarise(hr_measure *out, const hr_check_result *r) {
    out->distances = r->distances;
    out->by_distance = hr_alloc(r->distances, sizeof *out->by_distance, "recall by distance");
    if (!out->by_distance)
        return HR_ENOMEM;
    out->overall = (double)r->retrieved / (double)r->relevant;
    out->macro = r->macro;
    out->min = 1;
    for (uint32_t k = 0; k < r->distances; k++) {
        out->by_distance[k] = r->total[k] ? (double)r->hit[k] / (double)r->total[k] : (double)NAN;
        if (r->total[k])
            out->min = fmin(out->min, out->by_distance[k]);
    }
    return HR_OK;
}

hr_status hr_validation_measure(hr_measure *out, const hr_validation *v, const hr_encoder *encoder) {
    memset(out, 0, sizeof *out);
    hr_embedding embedding;
    hr_check_result result = {0};
    hr_check_options options = {.notion = HR_F_QUERY, .route = HR_ROUTE_PAIRS};
    hr_status status = embed(&embedding, v, encoder);
    if (status == HR_OK)
        status = hr_check(&result, &v->ancestors, &embedding, &options);
    if (status == HR_OK)
        status = summarise(out, &result);
    hr_check_result_clear(&result);
    hr_embedding_clear(&embedding);
    return status;
}

void hr_measure_clear(hr_measure *measure) {
    free(measure->by_distance);
    memset(measure, 0, sizeof *measure);
}
