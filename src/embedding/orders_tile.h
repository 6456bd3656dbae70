/* All pairs of queries and documents by U11's levels, 512 documents at a time: one cache line of bits. */
#ifndef HR_ORDERS_TILE_H
#define HR_ORDERS_TILE_H

#include "embedding/orders_embedding.h"

enum { HR_ORDERS_TILE = 512, HR_ORDERS_WORDS = HR_ORDERS_TILE / 64 };

typedef struct hr_placed {
    uint32_t level, slot;
} hr_placed;

/* For each coordinate the tile's documents by level, and for every place the bits of those from there on. */
typedef struct {
    const hr_orders *orders;
    uint32_t count;
    uint64_t all[HR_ORDERS_WORDS]; /* the bits of the tile's documents */
    hr_placed *sorted;             /* k * HR_ORDERS_TILE */
    uint64_t *kept;                /* k * (HR_ORDERS_TILE + 1) * HR_ORDERS_WORDS */
} hr_orders_tile;

hr_status hr_orders_tile_init(hr_orders_tile *out, const hr_orders *orders);
void hr_orders_tile_clear(hr_orders_tile *tile);

/* Slots 0 .. count-1 are documents first, first + 1, ... of the list; list NULL: their own numbers. */
void hr_orders_tile_load(hr_orders_tile *tile, const uint32_t *list, uint32_t first, uint32_t count);

/* The documents that no coordinate excludes for the query; false when there are none. */
bool hr_orders_tile_kept(uint64_t bits[HR_ORDERS_WORDS], const hr_orders_tile *tile, uint32_t query);

#endif
