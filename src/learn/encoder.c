#include "learn/encoder.h"

#include "base/fast.h"
#include "base/memory.h"
#include "base/random.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static hr_status table_init(hr_tower *out, uint32_t rows) {
    out->rows = rows;
    out->table = hr_calloc((size_t)rows * out->dimension, sizeof(float), "an encoder's table");
    return out->table ? HR_OK : HR_ENOMEM;
}

hr_status hr_tower_lookup(hr_tower *out, uint32_t items, size_t dimension, bool unit) {
    *out = (hr_tower){.items = items, .dimension = dimension, .unit = unit};
    return table_init(out, items);
}

hr_status hr_tower_text(hr_tower *out, uint32_t items, size_t dimension, bool unit,
                        const hr_text_options *options,
                        const char *(*name)(const void *context, uint32_t item, char room[16]),
                        const void *context) {
    *out = (hr_tower){.items = items, .dimension = dimension, .unit = unit};
    out->start = hr_alloc((size_t)items + 1, sizeof *out->start, "the features of texts");
    hr_status status = out->start ? HR_OK : HR_ENOMEM;
    size_t capacity = 0, count = 0;
    for (uint32_t i = 0; i < items && status == HR_OK; i++) {
        char room[16];
        out->start[i] = count;
        status = hr_text_features(&out->feature, &capacity, &count, name(context, i, room), options);
    }
    if (status == HR_OK) {
        out->start[items] = count;
        status = table_init(out, options->buckets);
    }
    if (status != HR_OK)
        hr_tower_clear(out);
    return status;
}

void hr_tower_clear(hr_tower *tower) {
    free(tower->table);
    free(tower->start);
    free(tower->feature);
    memset(tower, 0, sizeof *tower);
}

void hr_encoder_clear(hr_encoder *encoder) {
    hr_tower_clear(&encoder->queries);
    hr_tower_clear(&encoder->docs);
}

hr_status hr_tower_fill(hr_tower *tower, double deviation, uint64_t seed, uint32_t experiment) {
    gsl_rng *rng = hr_rng_new(seed, experiment, 0);
    if (!rng)
        return HR_ENOMEM;
    for (uint32_t r = 0; r < tower->rows; r++) {
        hr_rng_stream(rng, seed, experiment, r);
        for (size_t k = 0; k < tower->dimension; k++)
            tower->table[r * tower->dimension + k] = (float)gsl_ran_gaussian_ziggurat(rng, deviation);
    }
    gsl_rng_free(rng);
    return HR_OK;
}

/* The mean of rows feature[0 .. count-1]. */
static void mean(float *vector, const hr_tower *tower, const uint32_t *feature, size_t count,
                 const hr_fast *fast) {
    size_t d = tower->dimension;
    float share = 1 / (float)count;
    memset(vector, 0, d * sizeof *vector);
    for (size_t f = 0; f < count; f++)
        fast->axpy(vector, share, tower->table + feature[f] * d, d);
}

/* Scales to length 1; the length that it was, 1 where nothing was done. */
static float normalise(float *vector, const hr_tower *tower, const hr_fast *fast) {
    if (!tower->unit)
        return 1;
    float length = sqrtf(fast->dot(vector, vector, tower->dimension));
    if (!(length > 0))
        return 1;
    fast->scale(vector, 1 / length, vector, tower->dimension);
    return length;
}

void hr_tower_encode(float *vector, float *length, const hr_tower *tower, const uint32_t *item,
                     uint32_t first, size_t count) {
    const hr_fast *fast = hr_fast_best();
    size_t d = tower->dimension;
#pragma omp parallel for schedule(static) if (count * d >= 1 << 15)
    for (size_t k = 0; k < count; k++) {
        size_t i = item ? item[k] : first + k;
        if (tower->start)
            mean(vector + k * d, tower, tower->feature + tower->start[i],
                 tower->start[i + 1] - tower->start[i], fast);
        else
            memcpy(vector + k * d, tower->table + i * d, d * sizeof *vector);
        float was = normalise(vector + k * d, tower, fast);
        if (length)
            length[k] = was;
    }
}

hr_status hr_tower_encode_name(float *vector, const hr_tower *tower, const hr_text_options *options,
                               const char *name) {
    if (!tower->start)
        return hr_fail(HR_EUSAGE, "'%s': a lookup table has no vector for a new name; train a text encoder",
                       name);
    uint32_t *feature = NULL;
    size_t capacity = 0, count = 0;
    hr_status status = hr_text_features(&feature, &capacity, &count, name, options);
    if (status == HR_OK) {
        const hr_fast *fast = hr_fast_best();
        mean(vector, tower, feature, count, fast);
        normalise(vector, tower, fast);
    }
    free(feature);
    return status;
}

static hr_status embed_tower(hr_matrix *out, const hr_tower *tower) {
    hr_status status = hr_matrix_init(out, tower->items, tower->dimension, HR_FLOAT32);
    if (status == HR_OK)
        hr_tower_encode(out->f32, NULL, tower, NULL, 0, tower->items);
    return status;
}

hr_status hr_encoder_embed(hr_embedding *out, const hr_encoder *encoder, const char *origin) {
    hr_embedding_init(out);
    hr_status status = embed_tower(&out->queries, &encoder->queries);
    if (status == HR_OK)
        status = embed_tower(&out->docs, &encoder->docs);
    if (status == HR_OK && !(out->origin = strdup(origin)))
        status = hr_fail(HR_ENOMEM, "out of memory: a name");
    if (status != HR_OK)
        hr_embedding_clear(out);
    return status;
}
