#include "embedding/orders_embedding.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { TILE = 512, WORDS = TILE / 64 }; /* documents looked at together: one cache line of bits */

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

typedef struct {
    uint32_t level, document;
} placed;

static int ascending(const void *x, const void *y) {
    const placed *p = x, *q = y;
    if (p->level != q->level)
        return p->level < q->level ? -1 : 1;
    return p->document < q->document ? -1 : p->document > q->document;
}

/* One thread's: for each coordinate the tile's documents by level, and for every count of them the bits of
 * those that remain at a higher place. */
typedef struct {
    placed *sorted; /* k * TILE */
    uint64_t *kept; /* k * (TILE + 1) * WORDS: bits of the documents from place j on */
} tile;

static void load(tile *t, const hr_orders *o, uint32_t first, uint32_t count) {
    for (uint32_t i = 0; i < o->k; i++) {
        placed *sorted = t->sorted + (size_t)i * TILE;
        for (uint32_t j = 0; j < count; j++)
            sorted[j] = (placed){o->document_level[(size_t)(first + j) * o->k + i], j};
        qsort(sorted, count, sizeof *sorted, ascending);
        uint64_t *kept = t->kept + (size_t)i * (TILE + 1) * WORDS;
        memset(kept + (size_t)count * WORDS, 0, WORDS * sizeof *kept);
        for (uint32_t j = count; j-- > 0;) {
            uint64_t *here = kept + (size_t)j * WORDS;
            memcpy(here, here + WORDS, WORDS * sizeof *here);
            here[sorted[j].document / 64] |= UINT64_C(1) << (sorted[j].document % 64);
        }
    }
}

/* How many of the tile's documents have lower levels than u. */
static uint32_t below(const placed *sorted, uint32_t count, uint32_t u) {
    uint32_t low = 0;
    while (count) {
        uint32_t half = count / 2;
        bool right = sorted[low + half].level < u;
        low = right ? low + half + 1 : low;
        count = right ? count - half - 1 : half;
    }
    return low;
}

/* The pairs of all queries with the tile's documents that no coordinate excludes. */
static uint64_t count_kept(const tile *t, const hr_orders *o, uint32_t count) {
    uint64_t total = 0;
    for (uint32_t q = 0; q < o->n; q++) {
        uint64_t bits[WORDS], any = 1;
        memset(bits, 0xff, sizeof bits);
        for (uint32_t i = 0; i < o->k && any; i++) {
            const placed *sorted = t->sorted + (size_t)i * TILE;
            uint32_t place = below(sorted, count, o->query_level[(size_t)q * o->k + i]);
            const uint64_t *kept = t->kept + ((size_t)i * (TILE + 1) + place) * WORDS;
            any = 0;
            for (int w = 0; w < WORDS; w++)
                any |= bits[w] &= kept[w];
        }
        for (int w = 0; w < WORDS && any; w++)
            total += (uint64_t)__builtin_popcountll(bits[w]);
    }
    return total;
}

static hr_status count_all(uint64_t *total, const hr_orders *o) {
    uint64_t sum = 0;
    bool room = true;
#pragma omp parallel reduction(+ : sum) reduction(&& : room)
    {
        tile t = {.sorted = hr_alloc((size_t)o->k * TILE, sizeof *t.sorted, "the check of the orders"),
                  .kept =
                      hr_alloc((size_t)o->k * (TILE + 1) * WORDS, sizeof *t.kept, "the check of the orders")};
        room = t.sorted && t.kept;
#pragma omp for schedule(dynamic, 1)
        for (uint32_t first = 0; first < o->m; first += TILE) {
            uint32_t count = o->m - first < TILE ? o->m - first : TILE;
            if (!t.sorted || !t.kept)
                continue;
            load(&t, o, first, count);
            sum += count_kept(&t, o, count);
        }
        free(t.sorted);
        free(t.kept);
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
    hr_status status = count_all(&kept, orders);
    *good = status == HR_OK && kept == ancestors->pairs;
    return status;
}
