#include "learn/sampler.h"

#include "base/memory.h"
#include "base/random.h"
#include "learn/uniform.h"

#include <stdlib.h>
#include <string.h>

static uint64_t draw64(gsl_rng *rng) {
    uint64_t high = gsl_rng_get(rng), low = gsl_rng_get(rng);
    return high << 32 | low;
}

uint64_t hr_uniform(gsl_rng *rng, uint64_t n) {
    __uint128_t product = (__uint128_t)draw64(rng) * n;
    if ((uint64_t)product < n)
        for (uint64_t least = -n % n; (uint64_t)product < least;)
            product = (__uint128_t)draw64(rng) * n;
    return (uint64_t)(product >> 64);
}

static bool in_range(const hr_sampler_part *part, uint32_t distance) {
    return distance >= part->low && distance <= part->high;
}

/* Lists the part's pairs and queries; counts only where the lists are not there. */
static void list_part(hr_sampler *s, size_t p, const uint8_t *allowed) {
    const hr_ancestors *a = s->ancestors;
    s->part[p].pairs = 0;
    s->part[p].queries = 0;
    for (uint32_t q = 0; q < a->queries; q++) {
        if (allowed && !allowed[q])
            continue;
        uint64_t before = s->part[p].pairs;
        for (uint64_t i = a->start[q]; i < a->start[q + 1]; i++)
            if (in_range(&s->plan.part[p], a->distance[i])) {
                if (s->part[p].pair)
                    s->part[p].pair[s->part[p].pairs] = i;
                s->part[p].pairs++;
            }
        if (s->part[p].pairs > before) {
            if (s->part[p].query)
                s->part[p].query[s->part[p].queries] = q;
            s->part[p].queries++;
        }
    }
}

static hr_status empty_part(const hr_ancestors *a, const hr_sampler_part *part) {
    if (!a->pairs)
        return hr_fail(HR_EINPUT, "no query has a document, so there is nothing to train on");
    if (part->low > a->max_distance)
        return hr_fail(HR_EINPUT,
                       "the sampler asks for pairs of distance %u and more, but the longest distance is %u",
                       part->low, a->max_distance);
    return hr_fail(HR_EINPUT,
                   "no training pair has a distance from %u to %u; the sampler has nothing to draw",
                   part->low, part->high < a->max_distance ? part->high : a->max_distance);
}

static hr_status init_part(hr_sampler *s, size_t p, const uint8_t *allowed) {
    const hr_sampler_part *plan = &s->plan.part[p];
    list_part(s, p, allowed);
    if (!s->part[p].pairs)
        return empty_part(s->ancestors, plan);
    if (plan->unit == HR_DRAW_PAIRS && s->part[p].pairs < s->ancestors->pairs) {
        s->part[p].pair = hr_alloc(s->part[p].pairs, sizeof *s->part[p].pair, "the pairs of a distance");
        if (!s->part[p].pair)
            return HR_ENOMEM;
    }
    if (plan->unit != HR_DRAW_PAIRS) {
        s->part[p].query = hr_alloc(s->part[p].queries, sizeof *s->part[p].query, "the queries to train");
        if (!s->part[p].query)
            return HR_ENOMEM;
    }
    if (plan->unit == HR_DRAW_SWEEP) {
        s->part[p].order = hr_alloc(s->part[p].queries, sizeof *s->part[p].order, "the order of an epoch");
        if (!s->part[p].order)
            return HR_ENOMEM;
    }
    s->part[p].epoch = UINT64_MAX;
    list_part(s, p, allowed);
    return HR_OK;
}

hr_status hr_sampler_init(hr_sampler *out, const hr_ancestors *ancestors, const hr_sampler_plan *plan,
                          const uint8_t *allowed, uint64_t seed, uint32_t stage) {
    *out = (hr_sampler){.ancestors = ancestors, .plan = *plan, .seed = seed, .stage = stage};
    hr_status status = HR_OK;
    for (size_t p = 0; p < plan->parts && status == HR_OK; p++)
        status = init_part(out, p, allowed);
    if (status != HR_OK)
        hr_sampler_clear(out);
    return status;
}

void hr_sampler_clear(hr_sampler *s) {
    for (size_t p = 0; p < HR_SAMPLER_PARTS; p++) {
        free(s->part[p].pair);
        free(s->part[p].query);
        free(s->part[p].order);
    }
    memset(s, 0, sizeof *s);
}

/* The query of a pair: the last whose pairs begin at or before it. */
static uint32_t query_of(const hr_ancestors *a, uint64_t pair) {
    uint32_t low = 0, high = a->queries;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (a->start[middle] <= pair)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* A uniform pair of the query within the range, which holds at least one. */
static uint64_t pair_of(const hr_ancestors *a, gsl_rng *rng, uint32_t query, const hr_sampler_part *part) {
    uint64_t count = 0;
    for (uint64_t i = a->start[query]; i < a->start[query + 1]; i++)
        count += in_range(part, a->distance[i]);
    uint64_t wanted = hr_uniform(rng, count), i = a->start[query];
    while (!in_range(part, a->distance[i]) || wanted--)
        i++;
    return i;
}

/* The queries of an epoch in their order (Fisher and Yates). */
static hr_status shuffle(hr_sampler *s, size_t p, uint64_t epoch) {
    if (s->part[p].epoch == epoch)
        return HR_OK;
    gsl_rng *rng = hr_rng_new(s->seed, HR_STREAM_SWEEP + s->stage, (uint32_t)epoch);
    if (!rng)
        return HR_ENOMEM;
    uint32_t *order = s->part[p].order;
    memcpy(order, s->part[p].query, s->part[p].queries * sizeof *order);
    for (uint32_t i = s->part[p].queries; i > 1; i--) {
        uint32_t j = (uint32_t)hr_uniform(rng, i), swap = order[i - 1];
        order[i - 1] = order[j];
        order[j] = swap;
    }
    gsl_rng_free(rng);
    s->part[p].epoch = epoch;
    return HR_OK;
}

static hr_status draw_one(hr_draw_row *out, hr_sampler *s, gsl_rng *rng, uint64_t index) {
    const hr_ancestors *a = s->ancestors;
    size_t p = 0;
    if (s->plan.parts > 1)
        for (double u = gsl_rng_uniform(rng); p + 1 < s->plan.parts && u >= s->plan.part[p].share; p++)
            u -= s->plan.part[p].share;
    const hr_sampler_part *part = &s->plan.part[p];
    out->low = part->low;
    out->high = part->high;
    if (part->unit == HR_DRAW_PAIRS) {
        uint64_t k = hr_uniform(rng, s->part[p].pairs);
        out->pair = s->part[p].pair ? s->part[p].pair[k] : k;
        out->query = query_of(a, out->pair);
        return HR_OK;
    }
    if (part->unit == HR_DRAW_SWEEP) {
        hr_status status = shuffle(s, p, index / s->part[p].queries);
        if (status != HR_OK)
            return status;
        out->query = s->part[p].order[index % s->part[p].queries];
    } else {
        out->query = s->part[p].query[hr_uniform(rng, s->part[p].queries)];
    }
    out->pair = pair_of(a, rng, out->query, part);
    return HR_OK;
}

hr_status hr_sampler_draw(hr_draw_row *out, hr_sampler *s, uint64_t step, size_t count) {
    gsl_rng *rng = hr_rng_new(s->seed, HR_STREAM_SAMPLER + s->stage, (uint32_t)step);
    hr_status status = rng ? HR_OK : HR_ENOMEM;
    for (size_t i = 0; i < count && status == HR_OK; i++)
        status = draw_one(&out[i], s, rng, step * count + i);
    if (rng)
        gsl_rng_free(rng);
    return status;
}
