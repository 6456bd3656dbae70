#include "base/sort.h"

#include "base/memory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { BITS = 11, VALUES = 1 << BITS }; /* the counts of a digit fit the first-level cache */

typedef struct {
    uint64_t *key;
    uint32_t *item;
} list;

static void by_digit(list to, list from, size_t count, int shift) {
    size_t place[VALUES] = {0}, sum = 0;
    for (size_t i = 0; i < count; i++)
        place[from.key[i] >> shift & (VALUES - 1)]++;
    for (size_t v = 0; v < VALUES; v++) {
        size_t here = place[v];
        place[v] = sum;
        sum += here;
    }
    for (size_t i = 0; i < count; i++) {
        size_t at = place[from.key[i] >> shift & (VALUES - 1)]++;
        to.key[at] = from.key[i];
        to.item[at] = from.item[i];
    }
}

hr_status hr_sort_by_keys(uint64_t *key, uint32_t *item, size_t count) {
    uint64_t differ = 0;
    for (size_t i = 1; i < count; i++)
        differ |= key[i] ^ key[0];
    if (!differ)
        return HR_OK;
    list from = {key, item}, to = {hr_alloc(count, sizeof *key, "sorting"), NULL}, room;
    if (to.key)
        to.item = hr_alloc(count, sizeof *item, "sorting");
    room = to;
    bool ready = room.item != NULL;
    for (int shift = 0; ready && shift < 64; shift += BITS) {
        if (!(differ >> shift & (VALUES - 1)))
            continue;
        by_digit(to, from, count, shift);
        list swap = from;
        from = to;
        to = swap;
    }
    if (ready && from.key != key) {
        memcpy(key, from.key, count * sizeof *key);
        memcpy(item, from.item, count * sizeof *item);
    }
    free(room.key);
    free(room.item);
    return ready ? HR_OK : HR_ENOMEM;
}
