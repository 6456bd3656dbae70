#include "instances.h"

#include "base/error.h"

#include <float.h>
#include <gmp.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const instance_names[] = {"ties", "floats", "cancelling", "ulps",   "tiny",
                                      "huge", "range",  "extremes",   "cosines"};

enum { MOST_ROWS = 10, MOST_COLS = 2 * MOST_ROWS + 8 };

static void *must(void *memory) {
    if (!memory) {
        fprintf(stderr, "instances: out of memory\n");
        exit(99);
    }
    return memory;
}

static uint32_t below(gsl_rng *rng, uint32_t n) {
    return (uint32_t)gsl_rng_uniform_int(rng, n);
}

static bool chance(gsl_rng *rng, double p) {
    return gsl_rng_uniform(rng) < p;
}

void instance_from(hr_ancestors *out, uint32_t n, uint32_t m, const uint8_t *in, gsl_rng *rng) {
    uint64_t most = (uint64_t)n * m;
    *out = (hr_ancestors){.queries = n, .documents = m};
    out->start = must(calloc(n + 1, sizeof *out->start));
    out->document = must(calloc(most + 1, sizeof *out->document));
    out->distance = must(calloc(most + 1, sizeof *out->distance));
    for (uint32_t q = 0; q < n; q++) {
        for (uint32_t x = 0; x < m; x++)
            if (in[q * m + x]) {
                out->document[out->pairs] = x;
                out->distance[out->pairs] = (uint16_t)below(rng, 4);
                if (out->distance[out->pairs] > out->max_distance)
                    out->max_distance = out->distance[out->pairs];
                out->pairs++;
            }
        out->start[q + 1] = out->pairs;
        if (out->pairs - out->start[q] > out->s)
            out->s = (uint32_t)(out->pairs - out->start[q]);
    }
    out->by_distance = must(calloc(out->max_distance + 1, sizeof *out->by_distance));
    for (uint64_t k = 0; k < out->pairs; k++)
        out->by_distance[out->distance[k]]++;
}

void instance_sets(hr_ancestors *out, gsl_rng *rng) {
    uint32_t n = 1 + below(rng, MOST_ROWS), m = chance(rng, 0.1) ? 1 : 1 + below(rng, MOST_ROWS);
    uint8_t in[MOST_ROWS * MOST_ROWS] = {0};
    double share = gsl_rng_uniform(rng);
    for (uint32_t q = 0; q < n; q++) {
        bool all = chance(rng, 0.05), empty = chance(rng, 0.03);
        for (uint32_t x = 0; x < m && !empty; x++)
            in[q * m + x] = all || chance(rng, share);
        if (!empty)
            in[q * m + below(rng, m)] = 1;
    }
    instance_from(out, n, m, in, rng);
}

/* ---- matrices ---- */

/* An embedding in the making: doubles that the dtype represents exactly, or integers of any size. */
typedef struct {
    uint32_t n, m, d;
    double q[MOST_ROWS][MOST_COLS], x[MOST_ROWS][MOST_COLS];
} draft;

static void fill(hr_matrix *out, uint32_t rows, uint32_t cols, hr_dtype dtype, double from[][MOST_COLS]) {
    mpz_t row[MOST_COLS];
    if (hr_matrix_init(out, rows, cols, dtype) != HR_OK) {
        fprintf(stderr, "%s\n", hr_error());
        exit(99);
    }
    for (uint32_t j = 0; j < cols; j++)
        mpz_init(row[j]);
    for (uint32_t i = 0; i < rows; i++) {
        for (uint32_t j = 0; j < cols; j++) {
            size_t k = (size_t)i * cols + j;
            double v = from[i][j];
            if (dtype == HR_FLOAT32)
                out->f32[k] = (float)v;
            else if (dtype == HR_FLOAT64)
                out->f64[k] = v;
            else if (dtype == HR_INT8)
                out->i8[k] = (int8_t)v;
            else if (dtype == HR_INT64)
                out->i64[k] = v >= 0x1p63 ? INT64_MAX : (int64_t)v;
            else
                mpz_set_d(row[j], v);
        }
        if (dtype == HR_BIGINT && hr_bigint_append(out, i, row) != HR_OK)
            exit(99);
    }
    for (uint32_t j = 0; j < cols; j++)
        mpz_clear(row[j]);
}

static hr_dtype any_dtype(gsl_rng *rng) {
    return (hr_dtype)below(rng, 5);
}

static hr_dtype float_dtype(gsl_rng *rng) {
    return chance(rng, 0.5) ? HR_FLOAT32 : HR_FLOAT64;
}

static double as(hr_dtype dtype, double v) {
    return dtype == HR_FLOAT32 ? (double)(float)v : v;
}

/* Scores of exactly +1 and -1 by one coordinate per document, sometimes a margin of 0 or a wrong pair. */
static void plant(draft *t, const hr_ancestors *sets, double size, gsl_rng *rng) {
    uint32_t from = t->d;
    t->d += t->m;
    for (uint32_t q = 0; q < t->n; q++)
        for (uint32_t x = 0; x < t->m; x++)
            t->q[q][from + x] = hr_is_ancestor(sets, q, x) ? size : -size;
    for (uint32_t x = 0; x < t->m; x++)
        t->x[x][from + x] = size;
    double spoil = gsl_rng_uniform(rng);
    uint32_t q = below(rng, t->n), x = below(rng, t->m);
    if (spoil < 0.2)
        t->q[q][from + x] = 0;
    else if (spoil < 0.4)
        t->q[q][from + x] = -t->q[q][from + x];
    else if (spoil < 0.5)
        t->x[x][from + x] = 0;
}

static void ties(draft *t, hr_dtype *dtype, gsl_rng *rng) {
    int most = 1 + (int)below(rng, 3);
    *dtype = any_dtype(rng);
    t->d = 1 + below(rng, 5);
    for (uint32_t j = 0; j < t->d; j++) {
        for (uint32_t i = 0; i < t->n; i++)
            t->q[i][j] = (int)below(rng, (uint32_t)(2 * most + 1)) - most;
        for (uint32_t i = 0; i < t->m; i++)
            t->x[i][j] = (int)below(rng, (uint32_t)(2 * most + 1)) - most;
    }
    if (chance(rng, 0.3))
        memset(t->x[below(rng, t->m)], 0, sizeof t->x[0]);
    if (chance(rng, 0.2))
        memset(t->q[below(rng, t->n)], 0, sizeof t->q[0]);
    if (chance(rng, 0.5))
        memcpy(t->x[below(rng, t->m)], t->x[0], sizeof t->x[0]);
}

static void floats(draft *t, hr_dtype dtype, double scale, gsl_rng *rng) {
    t->d = 1 + below(rng, 8);
    for (uint32_t j = 0; j < t->d; j++) {
        for (uint32_t i = 0; i < t->n; i++)
            t->q[i][j] = as(dtype, gsl_ran_gaussian(rng, 1) * scale);
        for (uint32_t i = 0; i < t->m; i++)
            t->x[i][j] = as(dtype, gsl_ran_gaussian(rng, 1) * scale);
    }
}

/* Pairs of coordinates whose products are as large as 2^100 and cancel exactly: q (w, -w), x (z, z). */
static void cancelling(draft *t, const hr_ancestors *sets, hr_dtype *dtype, gsl_rng *rng) {
    *dtype = chance(rng, 0.8) ? float_dtype(rng) : chance(rng, 0.5) ? HR_INT64 : HR_BIGINT;
    bool integers = hr_dtype_exact(*dtype);
    int bits = 10 + (int)below(rng, integers ? 50 : 41);
    uint32_t pairs = 1 + below(rng, 3);
    for (uint32_t k = 0; k < pairs; k++, t->d += 2) {
        for (uint32_t i = 0; i < t->n; i++) {
            double w = as(*dtype, ldexp(1 + gsl_rng_uniform(rng), bits));
            t->q[i][t->d] = integers ? floor(w) : w;
            t->q[i][t->d + 1] = -t->q[i][t->d];
        }
        for (uint32_t i = 0; i < t->m; i++) {
            double z = as(*dtype, ldexp(1 + gsl_rng_uniform(rng), bits));
            t->x[i][t->d] = t->x[i][t->d + 1] = integers ? floor(z) : z;
        }
    }
    plant(t, sets, 1, rng);
}

static double nudge(hr_dtype dtype, double v, gsl_rng *rng) {
    double to = chance(rng, 0.5) ? INFINITY : -INFINITY;
    return dtype == HR_FLOAT32 ? (double)nextafterf((float)v, (float)to) : nextafter(v, to);
}

static void ulps(draft *t, hr_dtype dtype, gsl_rng *rng) {
    floats(t, dtype, 1, rng);
    for (uint32_t i = 1; i < t->m; i++) {
        memcpy(t->x[i], t->x[chance(rng, 0.8) ? 0 : below(rng, i)], sizeof t->x[0]);
        if (chance(rng, 0.7)) {
            uint32_t j = below(rng, t->d);
            t->x[i][j] = nudge(dtype, t->x[i][j], rng);
        }
    }
}

static void range_of(draft *t, hr_dtype dtype, gsl_rng *rng) {
    int most = dtype == HR_FLOAT32 ? 125 : 1000;
    floats(t, dtype, 1, rng);
    for (uint32_t j = 0; j < t->d; j++) {
        for (uint32_t i = 0; i < t->n; i++)
            t->q[i][j] = as(dtype, ldexp(t->q[i][j], (int)below(rng, 2u * (uint32_t)most) - most));
        for (uint32_t i = 0; i < t->m; i++)
            t->x[i][j] = as(dtype, ldexp(t->x[i][j], (int)below(rng, 2u * (uint32_t)most) - most));
    }
}

/* The ends of the integer types; bigger ones as 2^200 plus little, with the same large part for all
 * documents. */
static void extremes(draft *t, hr_dtype *dtype, gsl_rng *rng) {
    static const double small[] = {-128, 127, -127, 0, 1}, large[] = {-0x1p63, 0x1p63, 0x1p62, -1, 1, 0};
    *dtype = (hr_dtype)(HR_INT8 + below(rng, 3));
    t->d = 2 + below(rng, 4);
    for (uint32_t j = 0; j < t->d; j++)
        for (uint32_t i = 0; i < t->n + t->m; i++) {
            double v = *dtype == HR_INT8 ? small[below(rng, 5)]
                       : *dtype == HR_INT64
                           ? large[below(rng, 6)]
                           : ldexp(floor(gsl_rng_uniform(rng) * 8), 200 * (int)below(rng, 2));
            *(i < t->n ? &t->q[i][j] : &t->x[i - t->n][j]) = v;
        }
    if (*dtype == HR_BIGINT) /* the large coordinate: equal for all documents, so the small ones decide */
        for (uint32_t i = 0; i < t->m; i++)
            t->x[i][0] = 0x1p300 + 0x1p260;
}

static void cosines(draft *t, hr_dtype *dtype, gsl_rng *rng) {
    *dtype = chance(rng, 0.3) ? any_dtype(rng) : float_dtype(rng);
    t->d = 4;
    for (uint32_t i = 0; i < t->n + t->m; i++) {
        double *row = i < t->n ? t->q[i] : t->x[i - t->n];
        double size = 1 + below(rng, 5);
        if (chance(rng, 0.5))
            row[below(rng, 4)] = chance(rng, 0.5) ? size : -size;
        else
            for (uint32_t j = 0; j < 4; j++)
                row[j] = chance(rng, 0.8) ? size : -size;
        if (!hr_dtype_exact(*dtype) && chance(rng, 0.2))
            row[below(rng, 4)] = nudge(*dtype, size, rng);
        if (!hr_dtype_exact(*dtype) && chance(rng, 0.5))
            for (uint32_t j = 0; j < 4; j++)
                row[j] = as(*dtype, ldexp(row[j], 10 - (int)size * 3));
        if (chance(rng, 0.03))
            memset(row, 0, 4 * sizeof *row);
    }
}

void instance_embedding(hr_embedding *out, const hr_ancestors *sets, instance_kind kind, gsl_rng *rng) {
    draft *t = must(calloc(1, sizeof *t));
    hr_dtype dtype = float_dtype(rng);
    t->n = sets->queries;
    t->m = sets->documents;
    bool narrow = dtype == HR_FLOAT32;
    switch (kind) {
    case KIND_TIES:
        ties(t, &dtype, rng);
        break;
    case KIND_CANCELLING:
        cancelling(t, sets, &dtype, rng);
        break;
    case KIND_ULPS:
        ulps(t, dtype, rng);
        break;
    case KIND_TINY:
        floats(t, dtype, narrow ? 0x1p-146 : 0x1p-1071, rng);
        if (chance(rng, 0.5))
            plant(t, sets, narrow ? FLT_TRUE_MIN : DBL_TRUE_MIN, rng);
        break;
    case KIND_HUGE:
        floats(t, dtype, narrow ? 0x1p124 : 0x1p1020, rng);
        if (chance(rng, 0.5))
            plant(t, sets, narrow ? 0x1p100 : 0x1p980, rng);
        break;
    case KIND_RANGE:
        range_of(t, dtype, rng);
        break;
    case KIND_EXTREMES:
        extremes(t, &dtype, rng);
        break;
    case KIND_COSINES:
        cosines(t, &dtype, rng);
        break;
    case KIND_FLOATS:
    case KINDS:
        floats(t, dtype, 1, rng);
        if (chance(rng, 0.3))
            plant(t, sets, 8, rng);
        break;
    }
    hr_embedding_init(out);
    fill(&out->queries, t->n, t->d, dtype, t->q);
    fill(&out->docs, t->m, t->d, dtype, t->x);
    out->origin = must(strdup(instance_names[kind < KINDS ? kind : KIND_FLOATS]));
    free(t);
}
