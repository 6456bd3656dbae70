#include "learn/holdout.h"

#include "base/memory.h"
#include "base/random.h"
#include "learn/uniform.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* held[p] = 1 for some of the pairs begin .. end-1 at one distance, whose places are place[0 .. count-1]. */
static uint64_t draw(uint8_t *held, uint64_t *place, uint64_t count, double share, gsl_rng *rng) {
    uint64_t wanted = (uint64_t)(share * (double)count + gsl_rng_uniform(rng));
    if (wanted > count) /* by rounding */
        wanted = count;
    for (uint64_t i = 0; i < wanted; i++) {
        uint64_t j = i + hr_uniform(rng, count - i), swap = place[i];
        place[i] = place[j];
        place[j] = swap;
        held[place[i]] = 1;
    }
    return wanted;
}

/* Marks the held-out pairs of a query; `place` has room for all of its pairs. */
static void draw_query(uint8_t *held, uint64_t *place, const hr_ancestors *a, uint32_t query, double share,
                       gsl_rng *rng) {
    uint64_t begin = a->start[query], end = a->start[query + 1], all = 0, last = 0;
    for (uint32_t k = 0; k <= a->max_distance; k++) {
        uint64_t count = 0;
        for (uint64_t p = begin; p < end; p++)
            if (a->distance[p] == k)
                place[count++] = p;
        if (!count)
            continue;
        uint64_t drawn = draw(held, place, count, share, rng);
        if (drawn)
            last = place[drawn - 1];
        all += drawn;
    }
    if (all && all == end - begin)
        held[last] = 0;
}

/* The pairs whose mark is `mark`. */
static hr_status take(hr_ancestors *out, const hr_ancestors *a, const uint8_t *held, uint8_t mark) {
    *out = (hr_ancestors){.queries = a->queries, .documents = a->documents};
    for (uint64_t p = 0; p < a->pairs; p++)
        out->pairs += held[p] == mark;
    out->start = hr_alloc((size_t)a->queries + 1, sizeof *out->start, "the split pairs");
    out->document = hr_alloc(out->pairs, sizeof *out->document, "the split pairs");
    out->distance = hr_alloc(out->pairs, sizeof *out->distance, "the split pairs");
    out->by_distance = hr_calloc((size_t)a->max_distance + 1, sizeof *out->by_distance, "the split pairs");
    if (!out->start || !out->document || !out->distance || !out->by_distance)
        return HR_ENOMEM;
    uint64_t used = 0;
    for (uint32_t q = 0; q < a->queries; q++) {
        out->start[q] = used;
        for (uint64_t p = a->start[q]; p < a->start[q + 1]; p++) {
            if (held[p] != mark)
                continue;
            out->document[used] = a->document[p];
            out->distance[used++] = a->distance[p];
            out->by_distance[a->distance[p]]++;
            if (a->distance[p] > out->max_distance)
                out->max_distance = a->distance[p];
        }
        if (used - out->start[q] > out->s)
            out->s = (uint32_t)(used - out->start[q]);
    }
    out->start[a->queries] = used;
    return HR_OK;
}

static hr_status mark(uint8_t *held, const hr_ancestors *a, double share, uint64_t seed) {
    uint64_t *place = hr_alloc(a->s, sizeof *place, "the split pairs");
    gsl_rng *rng = place ? hr_rng_new(seed, HR_STREAM_HOLDOUT, 0) : NULL;
    hr_status status = rng ? HR_OK : HR_ENOMEM;
    for (uint32_t q = 0; q < a->queries && status == HR_OK; q++) {
        hr_rng_stream(rng, seed, HR_STREAM_HOLDOUT, q);
        draw_query(held, place, a, q, share, rng);
    }
    if (rng)
        gsl_rng_free(rng);
    free(place);
    return status;
}

hr_status hr_holdout_split(hr_ancestors *trained, hr_ancestors *held, const hr_ancestors *ancestors,
                           double share, uint64_t seed) {
    memset(trained, 0, sizeof *trained);
    memset(held, 0, sizeof *held);
    if (!(share > 0 && share < 1))
        return hr_fail(HR_EUSAGE, "--holdout %g: must lie between 0 and 1", share);
    uint8_t *marks = hr_calloc(ancestors->pairs, 1, "the split pairs");
    hr_status status = marks ? mark(marks, ancestors, share, seed) : HR_ENOMEM;
    if (status == HR_OK)
        status = take(trained, ancestors, marks, 0);
    if (status == HR_OK)
        status = take(held, ancestors, marks, 1);
    if (status == HR_OK && !held->pairs)
        status = hr_fail(HR_EINPUT, "--holdout %g: no pair is held out of %llu; give a larger share", share,
                         (unsigned long long)ancestors->pairs);
    free(marks);
    if (status != HR_OK) {
        hr_ancestors_clear(trained);
        hr_ancestors_clear(held);
    }
    return status;
}

hr_status hr_holdout_build(hr_ancestors *trained, hr_ancestors *held, const hr_hierarchy *hierarchy,
                           double share, uint64_t seed) {
    hr_ancestors all;
    memset(trained, 0, sizeof *trained);
    memset(held, 0, sizeof *held);
    hr_status status = hr_ancestors_build(&all, hierarchy);
    if (status == HR_OK)
        status = hr_holdout_split(trained, held, &all, share, seed);
    hr_ancestors_clear(&all);
    return status;
}
