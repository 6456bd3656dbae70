#include "embedding/orders_embedding.h"

#include "base/memory.h"
#include "embedding/orders_tile.h"

#include <stdlib.h>
#include <string.h>

hr_status hr_orders_init(hr_orders *out, uint32_t k, uint32_t n, uint32_t m) {
    *out = (hr_orders){.k = k, .n = n, .m = m};
    out->query_level = hr_calloc((size_t)n * k, sizeof *out->query_level, "the levels of the queries");
    out->document_level = hr_alloc((size_t)m * k, sizeof *out->document_level, "the levels of the documents");
    if (!out->query_level || !out->document_level) {
        hr_orders_clear(out);
        return HR_ENOMEM;
    }
    memset(out->document_level, 0xff, (size_t)m * k * sizeof *out->document_level);
    return HR_OK;
}

void hr_orders_clear(hr_orders *orders) {
    free(orders->query_level);
    free(orders->document_level);
    *orders = (hr_orders){0};
}

static bool keeps_pairs(const hr_orders *o, const hr_ancestors *a) {
    bool good = true;
#pragma omp parallel for schedule(static) reduction(&& : good)
    for (uint32_t q = 0; q < a->queries; q++)
        for (uint64_t p = a->start[q]; p < a->start[q + 1]; p++)
            for (uint32_t i = 0; i < o->k; i++)
                good = good && o->query_level[(size_t)q * o->k + i] <=
                                   o->document_level[(size_t)a->document[p] * o->k + i];
    return good;
}

static uint64_t count_in_tile(const hr_orders_tile *tile) {
    uint64_t total = 0;
    for (uint32_t q = 0; q < tile->orders->n; q++) {
        uint64_t bits[HR_ORDERS_WORDS];
        if (!hr_orders_tile_kept(bits, tile, q))
            continue;
        for (int w = 0; w < HR_ORDERS_WORDS; w++)
            total += (uint64_t)__builtin_popcountll(bits[w]);
    }
    return total;
}

static hr_status count_kept(uint64_t *total, const hr_orders *o) {
    uint64_t sum = 0;
    bool room = true;
#pragma omp parallel reduction(+ : sum) reduction(&& : room)
    {
        hr_orders_tile tile;
        room = hr_orders_tile_init(&tile, o) == HR_OK;
#pragma omp for schedule(dynamic, 1)
        for (uint32_t first = 0; first < o->m; first += HR_ORDERS_TILE) {
            if (!tile.kept)
                continue;
            uint32_t left = o->m - first;
            hr_orders_tile_load(&tile, NULL, first, left < HR_ORDERS_TILE ? left : HR_ORDERS_TILE);
            sum += count_in_tile(&tile);
        }
        hr_orders_tile_clear(&tile);
    }
    *total = sum;
    return room ? HR_OK : hr_fail(HR_ENOMEM, "out of memory: the check of the orders");
}

hr_status hr_orders_check(bool *good, const hr_orders *orders, const hr_ancestors *ancestors) {
    *good = false;
    if (!orders->k || orders->n != ancestors->queries || orders->m != ancestors->documents)
        return HR_OK;
    for (size_t i = 0; i < (size_t)orders->n * orders->k; i++)
        if (orders->query_level[i] == HR_NONE)
            return HR_OK;
    if (!keeps_pairs(orders, ancestors))
        return HR_OK;
    uint64_t kept;
    hr_status status = count_kept(&kept, orders);
    *good = status == HR_OK && kept == ancestors->pairs;
    return status;
}

void hr_orders_lift(hr_orders *o, uint32_t coordinate, const hr_ancestors *a) {
    size_t k = o->k;
    for (uint32_t x = 0; x < o->m; x++)
        o->document_level[x * k + coordinate] = 0;
    for (uint32_t q = 0; q < a->queries; q++) {
        uint32_t u = o->query_level[q * k + coordinate];
        for (uint64_t p = a->start[q]; p < a->start[q + 1]; p++) {
            uint32_t *v = &o->document_level[a->document[p] * k + coordinate];
            *v = *v < u ? u : *v;
        }
    }
}

void hr_orders_lower(hr_orders *o, uint32_t coordinate, uint32_t top, const hr_ancestors *a) {
    size_t k = o->k;
    for (uint32_t q = 0; q < a->queries; q++) {
        uint32_t least = top;
        for (uint64_t p = a->start[q]; p < a->start[q + 1]; p++) {
            uint32_t v = o->document_level[a->document[p] * k + coordinate];
            least = v < least ? v : least;
        }
        o->query_level[q * k + coordinate] = least;
    }
}
