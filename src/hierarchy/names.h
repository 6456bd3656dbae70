/* Names to numbers: every distinct name once, in one pool, numbered in the order of first mention. */
#ifndef HR_NAMES_H
#define HR_NAMES_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint32_t count;
    char *pool; /* NUL-terminated names, one after the other */
    size_t pool_used, pool_room;
    uint64_t *start; /* count + 1 offsets into pool */
    size_t start_room;
    uint32_t *slot; /* open addressing: a name's number, or HR_NONE */
    uint32_t *hash; /* of each name, so that growing need not read the pool */
    size_t hash_room, slots;
} hr_names;

/* A zeroed hr_names is empty.  The name must not be empty or hold NUL (the caller checks). */
hr_status hr_names_add(hr_names *names, const char *name, size_t length, uint32_t *number, bool *fresh);
/* The number of name, or HR_NONE. */
uint32_t hr_names_find(const hr_names *names, const char *name, size_t length);
void hr_names_clear(hr_names *names);

static inline const char *hr_names_get(const hr_names *names, uint32_t number) {
    return names->pool + names->start[number];
}

#endif
