#include "embedding/orders_tile.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { TILE = HR_ORDERS_TILE, WORDS = HR_ORDERS_WORDS };

hr_status hr_orders_tile_init(hr_orders_tile *out, const hr_orders *orders) {
    size_t k = orders->k;
    *out = (hr_orders_tile){.orders = orders};
    out->sorted = hr_alloc(k * TILE, sizeof *out->sorted, "the pairs by the orders");
    out->kept = hr_alloc(k * (TILE + 1) * WORDS, sizeof *out->kept, "the pairs by the orders");
    if (out->sorted && out->kept)
        return HR_OK;
    hr_orders_tile_clear(out);
    return HR_ENOMEM;
}

void hr_orders_tile_clear(hr_orders_tile *tile) {
    free(tile->sorted);
    free(tile->kept);
    *tile = (hr_orders_tile){0};
}

static int ascending(const void *x, const void *y) {
    const hr_placed *p = x, *q = y;
    if (p->level != q->level)
        return p->level < q->level ? -1 : 1;
    return p->slot < q->slot ? -1 : p->slot > q->slot;
}

void hr_orders_tile_load(hr_orders_tile *tile, const uint32_t *list, uint32_t first, uint32_t count) {
    const hr_orders *o = tile->orders;
    tile->count = count;
    memset(tile->all, 0, sizeof tile->all);
    for (uint32_t j = 0; j < count; j++)
        tile->all[j / 64] |= UINT64_C(1) << (j % 64);
    for (uint32_t i = 0; i < o->k; i++) {
        hr_placed *sorted = tile->sorted + (size_t)i * TILE;
        for (uint32_t j = 0; j < count; j++) {
            size_t x = list ? list[first + j] : first + j;
            sorted[j] = (hr_placed){o->document_level[x * o->k + i], j};
        }
        qsort(sorted, count, sizeof *sorted, ascending);
        uint64_t *kept = tile->kept + (size_t)i * (TILE + 1) * WORDS;
        memset(kept + (size_t)count * WORDS, 0, WORDS * sizeof *kept);
        for (uint32_t j = count; j-- > 0;) {
            uint64_t *here = kept + (size_t)j * WORDS;
            memcpy(here, here + WORDS, WORDS * sizeof *here);
            here[sorted[j].slot / 64] |= UINT64_C(1) << (sorted[j].slot % 64);
        }
    }
}

/* How many of the documents have lower levels than u. */
static uint32_t below(const hr_placed *sorted, uint32_t count, uint32_t u) {
    uint32_t low = 0;
    while (count) {
        uint32_t half = count / 2;
        bool right = sorted[low + half].level < u;
        low = right ? low + half + 1 : low;
        count = right ? count - half - 1 : half;
    }
    return low;
}

bool hr_orders_tile_kept(uint64_t bits[HR_ORDERS_WORDS], const hr_orders_tile *tile, uint32_t query) {
    const hr_orders *o = tile->orders;
    uint64_t any = 1;
    memcpy(bits, tile->all, sizeof tile->all);
    for (uint32_t i = 0; i < o->k && any; i++) {
        uint32_t place =
            below(tile->sorted + (size_t)i * TILE, tile->count, o->query_level[(size_t)query * o->k + i]);
        const uint64_t *kept = tile->kept + ((size_t)i * (TILE + 1) + place) * WORDS;
        any = 0;
        for (int w = 0; w < WORDS; w++)
            any |= bits[w] &= kept[w];
    }
    return any;
}
