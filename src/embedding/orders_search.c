#include "embedding/orders_search.h"

#include "base/memory.h"
#include "base/progress.h"
#include "base/random.h"
#include "embedding/orders_chains.h"
#include "hierarchy/order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Pairs, members and places looked at by one unit of effort, to cover all pairs (some minutes at most) and
 * then to do with fewer orders (some seconds, less where few pairs are left). */
static const double COVER_UNIT = 2e10, UNIT = 3e9, UNIT_OF_PAIR = 1.2e5;
/* So few pairs are all left to the search, too. */
static const uint64_t SMALL = 4000000;

/* The two depth-first orders: position p and n - 1 - p, counted from 1. */
static hr_status depth_first(hr_orders *out, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors) {
    hr_forest forest;
    hr_status status = hr_forest_build(&forest, hierarchy, HR_KEEP_MOST_ANCESTORS);
    if (status != HR_OK)
        return status;
    uint32_t n = ancestors->queries, *position = hr_query_positions(hierarchy, &forest);
    hr_forest_clear(&forest);
    status = position ? hr_orders_init(out, 2, n, ancestors->documents) : HR_ENOMEM;
    for (uint32_t q = 0; q < n && status == HR_OK; q++) {
        out->query_level[2 * q] = 1 + position[q];
        out->query_level[2 * q + 1] = n - position[q];
    }
    free(position);
    for (uint32_t i = 0; i < 2 && status == HR_OK; i++)
        hr_orders_lift(out, i, ancestors);
    return status;
}

/* The base's coordinates and one for each chain, of whose places `place` holds k * documents. */
static hr_status assemble(hr_orders *out, const hr_orders *base, const hr_leftover *l, const uint32_t *place,
                          uint32_t chains, const hr_ancestors *a) {
    uint32_t k = base->k + chains;
    hr_status status = hr_orders_init(out, k, base->n, base->m);
    if (status != HR_OK)
        return status;
    for (uint32_t i = 0; i < base->k; i++) {
        for (uint32_t q = 0; q < base->n; q++)
            out->query_level[(size_t)q * k + i] = base->query_level[(size_t)q * base->k + i];
        for (uint32_t x = 0; x < base->m; x++)
            out->document_level[(size_t)x * k + i] = base->document_level[(size_t)x * base->k + i];
    }
    for (uint32_t c = 0; c < chains; c++) {
        for (uint32_t h = 0; h < l->hard; h++) {
            uint32_t *v = &out->document_level[(size_t)l->hard_document[h] * k + base->k + c];
            for (uint32_t j = l->above_start[h]; j < l->above_start[h + 1]; j++) {
                uint32_t at = place[(size_t)c * l->documents + l->above[j]];
                *v = at < *v ? at : *v;
            }
        }
        hr_orders_lower(out, base->k + c, l->documents, a);
    }
    return HR_OK;
}

typedef struct {
    uint32_t k, *place;
    size_t capacity;
} found;

static hr_status keep(found *best, const hr_chains *s) {
    uint32_t documents = s->leftover->documents;
    hr_status status = hr_grow(&best->place, &best->capacity, (size_t)s->k * documents + 1,
                               sizeof *best->place, "the orders found");
    for (uint32_t i = 0; i < s->k && status == HR_OK; i++)
        memcpy(best->place + (size_t)i * documents, s->chain[i].place, documents * sizeof *best->place);
    best->k = s->k;
    return status;
}

/* Orders until every pair is covered; s->open is not 0 where there would be too many, or where work or time
 * ended before. */
static hr_status cover_all(hr_chains *s, double effort, double deadline) {
    uint64_t work = (uint64_t)(effort * COVER_UNIT);
    hr_status status = HR_OK;
    hr_progress_start("pairs in orders", s->open);
    while (s->open && s->k < HR_ORDERS_MOST && status == HR_OK && s->work <= work &&
           (deadline <= 0 || hr_seconds() <= deadline)) {
        uint32_t open = s->open;
        status = hr_chains_add(s, work);
        hr_progress_add(open - s->open);
    }
    hr_progress_finish();
    return status;
}

static hr_status search(found *best, hr_chains *s, const hr_orders_options *options, double deadline) {
    double effort = options->effort > 0 ? options->effort : 1;
    uint64_t work = (uint64_t)(effort * fmin(UNIT, UNIT_OF_PAIR * s->leftover->pairs));
    hr_status status = cover_all(s, effort, deadline);
    if (status != HR_OK || s->open) {
        best->k = HR_NONE;
        return status;
    }
    status = keep(best, s);
    s->work = 0;
    hr_progress_start("fewer orders", s->k);
    while (status == HR_OK && s->k) {
        hr_chains_drop(s);
        hr_chains_repair(s, work, deadline);
        if (s->open)
            break;
        hr_progress_add(1);
        status = keep(best, s);
    }
    hr_progress_finish();
    return status;
}

static hr_status cover(found *best, hr_orders_facts *facts, const hr_leftover *l,
                       const hr_orders_options *options, double deadline) {
    hr_chains chains;
    gsl_rng *rng = hr_rng_new(options->seed, HR_STREAM_ORDERS, 0);
    if (!rng)
        return HR_ENOMEM;
    hr_status status = hr_chains_init(&chains, l, rng);
    if (status == HR_OK)
        status = search(best, &chains, options, deadline);
    if (status == HR_OK && best->k == HR_NONE) {
        facts->tried = chains.k;
        facts->open = chains.open;
    }
    hr_chains_clear(&chains);
    gsl_rng_free(rng);
    return status;
}

/* The base and the further orders that cover what it leaves; out->k = 0: none found. */
static hr_status extend(hr_orders *out, hr_orders_facts *facts, const hr_orders *base,
                        const hr_ancestors *ancestors, const hr_orders_options *options, double deadline) {
    hr_leftover l;
    found best = {0};
    hr_status status = hr_leftover_build(&l, base, ancestors);
    if (status != HR_OK)
        return status;
    *facts = (hr_orders_facts){base->k, l.left, l.hard, l.documents, l.patterns, l.pairs, 0, 0};
    status = cover(&best, facts, &l, options, deadline);
    if (status == HR_OK &&
        base->k + best.k == 0) /* every query wants everything: one coordinate all the same */
        status = hr_orders_init(out, 1, base->n, base->m);
    else if (status == HR_OK && best.k != HR_NONE)
        status = assemble(out, base, &l, best.place, best.k, ancestors);
    free(best.place);
    hr_leftover_clear(&l);
    return status;
}

/* Without the two depth-first orders: all pairs are left to the search. */
static hr_status try_all(hr_orders *out, hr_orders_facts *facts, const hr_ancestors *ancestors,
                         const hr_orders_options *options, double deadline) {
    hr_orders none, other = {0};
    hr_orders_facts others;
    hr_status status = hr_orders_init(&none, 0, ancestors->queries, ancestors->documents);
    if (status == HR_OK)
        status = extend(&other, &others, &none, ancestors, options, deadline);
    hr_orders_clear(&none);
    if (status == HR_OK && other.k && (!out->k || other.k < out->k)) {
        hr_orders old = *out;
        *out = other;
        other = old;
        *facts = others;
    }
    hr_orders_clear(&other);
    return status;
}

hr_status hr_orders_find(hr_orders *out, hr_orders_facts *facts, const hr_hierarchy *hierarchy,
                         const hr_ancestors *ancestors, const hr_orders_options *options) {
    double deadline = options->seconds > 0 ? hr_seconds() + options->seconds : 0;
    hr_orders base = {0};
    *out = (hr_orders){0};
    hr_status status = depth_first(&base, hierarchy, ancestors);
    if (status == HR_OK)
        status = extend(out, facts, &base, ancestors, options, deadline);
    hr_orders_clear(&base);
    if (status == HR_OK && (uint64_t)ancestors->queries * ancestors->documents <= SMALL)
        status = try_all(out, facts, ancestors, options, deadline);
    bool good = true;
    if (status == HR_OK && out->k)
        status = hr_orders_check(&good, out, ancestors);
    if (status == HR_OK && !good)
        status = hr_fail(HR_EINTERNAL, "the orders of U11 do not pass their check; this is a bug");
    if (status != HR_OK)
        hr_orders_clear(out);
    return status;
}
