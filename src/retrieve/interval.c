#include "retrieve/interval.h"

#include "base/memory.h"
#include "base/random.h"
#include "learn/uniform.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A query's counts: pairs and retrieved pairs at every distance, and of all distances in the last place. */
typedef struct {
    uint32_t queries;
    size_t width;   /* distances + 1 */
    double *total;  /* queries x width */
    double *gained; /* queries x width: hit - less */
} counts;

static hr_status count(counts *c, const hr_ancestors *a, const uint32_t *hit, const uint32_t *less) {
    size_t distances = (size_t)a->max_distance + 1;
    *c = (counts){.width = distances + 1};
    c->total = hr_calloc((size_t)a->queries * c->width, sizeof *c->total, "the counts by query");
    c->gained = hr_calloc((size_t)a->queries * c->width, sizeof *c->gained, "the counts by query");
    if (!c->total || !c->gained)
        return HR_ENOMEM;
    for (uint32_t q = 0; q < a->queries; q++) {
        if (a->start[q] == a->start[q + 1])
            continue;
        double *total = c->total + c->queries * c->width, *gained = c->gained + c->queries * c->width;
        for (uint64_t p = a->start[q]; p < a->start[q + 1]; p++)
            total[a->distance[p]]++;
        for (size_t k = 0; k < distances; k++) {
            gained[k] = (double)hit[q * distances + k] - (less ? (double)less[q * distances + k] : 0);
            total[distances] += total[k];
            gained[distances] += gained[k];
        }
        c->queries++;
    }
    return HR_OK;
}

/* value[0 .. width-1]: recall by distance and of all pairs; value[width]: the mean over queries. */
static void resample(double *value, double *sum, const counts *c, gsl_rng *rng) {
    double macro = 0;
    memset(sum, 0, 2 * c->width * sizeof *sum);
    for (uint32_t i = 0; i < c->queries; i++) {
        size_t q = hr_uniform(rng, c->queries);
        const double *total = c->total + q * c->width, *gained = c->gained + q * c->width;
        for (size_t k = 0; k < c->width; k++) {
            sum[k] += total[k];
            sum[c->width + k] += gained[k];
        }
        macro += gained[c->width - 1] / total[c->width - 1];
    }
    for (size_t k = 0; k < c->width; k++)
        value[k] = sum[k] > 0 ? sum[c->width + k] / sum[k] : (double)NAN;
    value[c->width] = macro / c->queries;
}

/* value: resamples x (width + 1) */
static hr_status resample_all(double *value, const counts *c, uint32_t resamples, uint64_t seed) {
    hr_status status = HR_OK;
#pragma omp parallel
    {
        double *sum = hr_alloc(2 * c->width, sizeof *sum, "a resample");
        gsl_rng *rng = hr_rng_new(seed, HR_STREAM_BOOTSTRAP, 0);
        if (!sum || !rng) {
#pragma omp atomic write
            status = HR_ENOMEM;
        }
#pragma omp barrier
#pragma omp for schedule(static)
        for (uint32_t r = 0; r < resamples; r++) {
            if (!sum || !rng)
                continue;
            hr_rng_stream(rng, seed, HR_STREAM_BOOTSTRAP, r);
            resample(value + r * (c->width + 1), sum, c, rng);
        }
        if (rng)
            gsl_rng_free(rng);
        free(sum);
    }
    return status == HR_OK ? HR_OK : hr_fail(HR_ENOMEM, "out of memory: the resamples");
}

hr_interval hr_interval_of(double *value, size_t count) {
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        if (isfinite(value[i]))
            value[used++] = value[i];
    if (!used)
        return (hr_interval){(double)NAN, (double)NAN};
    gsl_sort(value, 1, used);
    return (hr_interval){gsl_stats_quantile_from_sorted_data(value, 1, used, 0.025),
                         gsl_stats_quantile_from_sorted_data(value, 1, used, 0.975)};
}

hr_status hr_recall_bootstrap(hr_recall_intervals *out, const hr_ancestors *ancestors, const uint32_t *hit,
                              const uint32_t *less, uint32_t resamples, uint64_t seed) {
    counts c;
    memset(out, 0, sizeof *out);
    out->distances = ancestors->max_distance + 1;
    out->by_distance = hr_alloc(out->distances, sizeof *out->by_distance, "the intervals");
    hr_status status = count(&c, ancestors, hit, less);
    double *value = hr_alloc((size_t)resamples * (c.width + 1), sizeof *value, "the resamples");
    double *column = hr_alloc(resamples, sizeof *column, "the resamples");
    if (!out->by_distance || !value || !column)
        status = HR_ENOMEM;
    if (status == HR_OK)
        status = resample_all(value, &c, resamples, seed);
    for (size_t k = 0; k <= c.width && status == HR_OK; k++) {
        for (uint32_t r = 0; r < resamples; r++)
            column[r] = value[r * (c.width + 1) + k];
        hr_interval interval = hr_interval_of(column, resamples);
        *(k < out->distances ? &out->by_distance[k] : k < c.width ? &out->overall : &out->macro) = interval;
    }
    free(value);
    free(column);
    free(c.total);
    free(c.gained);
    if (status != HR_OK)
        hr_recall_intervals_clear(out);
    return status;
}

void hr_recall_intervals_clear(hr_recall_intervals *intervals) {
    free(intervals->by_distance);
    memset(intervals, 0, sizeof *intervals);
}
