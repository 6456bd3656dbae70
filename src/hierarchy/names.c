#include "hierarchy/names.h"

#include "base/memory.h"
#include "hierarchy/hierarchy.h"

#include <stdlib.h>
#include <string.h>

/* Eight bytes at a time, folded through a 64 x 64 -> 128 bit product (the idea of wyhash).  Only the table
 * sees it: numbers depend on the order of mention alone. */
static uint64_t fold(uint64_t a, uint64_t b) {
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint32_t hash_of(const char *name, size_t length) {
    uint64_t state = 0x9e3779b97f4a7c15 ^ length, word;
    for (; length >= 8; length -= 8, name += 8) {
        memcpy(&word, name, 8);
        state = fold(state ^ word, 0xa0761d6478bd642f);
    }
    word = 0;
    memcpy(&word, name, length);
    return (uint32_t)fold(state ^ word, 0xe7037ed1a0b428db);
}

/* The slot of the name, or the free slot where it belongs. */
static size_t probe(const hr_names *names, const char *name, size_t length, uint32_t hash) {
    size_t mask = names->slots - 1, at = hash & mask;
    for (; names->slot[at] != HR_NONE; at = (at + 1) & mask) {
        uint32_t known = names->slot[at];
        if (names->hash[known] == hash && names->start[known + 1] - names->start[known] == length + 1 &&
            !memcmp(hr_names_get(names, known), name, length))
            break;
    }
    return at;
}

static hr_status grow_table(hr_names *names) {
    size_t slots = names->slots ? 2 * names->slots : 1024;
    uint32_t *slot = hr_alloc(slots, sizeof *slot, "the table of names");
    if (!slot)
        return HR_ENOMEM;
    memset(slot, 0xff, slots * sizeof *slot); /* HR_NONE */
    for (uint32_t i = 0; i < names->count; i++) {
        size_t at = names->hash[i] & (slots - 1);
        while (slot[at] != HR_NONE)
            at = (at + 1) & (slots - 1);
        slot[at] = i;
    }
    free(names->slot);
    names->slot = slot;
    names->slots = slots;
    return HR_OK;
}

hr_status hr_names_add(hr_names *names, const char *name, size_t length, uint32_t *number, bool *fresh) {
    *fresh = false;
    if (2 * (size_t)names->count >= names->slots && grow_table(names) != HR_OK) /* at most half full */
        return HR_ENOMEM;
    uint32_t hash = hash_of(name, length);
    size_t at = probe(names, name, length, hash);
    if (names->slot[at] != HR_NONE) {
        *number = names->slot[at];
        return HR_OK;
    }
    if (names->count >= HR_NONE - 1)
        return hr_fail(HR_ELIMIT, "more than %u nodes", HR_NONE - 1);
    if (hr_grow(&names->pool, &names->pool_room, names->pool_used + length + 1, 1, "the names") != HR_OK ||
        hr_grow(&names->start, &names->start_room, (size_t)names->count + 2, sizeof *names->start,
                "the names") != HR_OK ||
        hr_grow(&names->hash, &names->hash_room, (size_t)names->count + 1, sizeof *names->hash,
                "the names") != HR_OK)
        return HR_ENOMEM;
    memcpy(names->pool + names->pool_used, name, length);
    names->pool[names->pool_used + length] = '\0';
    names->start[names->count] = names->pool_used;
    names->pool_used += length + 1;
    names->start[names->count + 1] = names->pool_used;
    names->hash[names->count] = hash;
    names->slot[at] = *number = names->count++;
    *fresh = true;
    return HR_OK;
}

uint32_t hr_names_find(const hr_names *names, const char *name, size_t length) {
    return names->slots ? names->slot[probe(names, name, length, hash_of(name, length))] : HR_NONE;
}

void hr_names_clear(hr_names *names) {
    free(names->pool);
    free(names->start);
    free(names->slot);
    free(names->hash);
    memset(names, 0, sizeof *names);
}
