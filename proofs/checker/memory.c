/* Every block is in one ring, so that a verdict frees all of them wherever it is reached. */
#include "checker.h"
#include <stdlib.h>
typedef union block {
    union block *ring[2]; /* the one before, the one after */
    max_align_t align;
} block;
static block all = {{&all, &all}};

static block *take_out(void *memory) {
    block *b = (block *)memory - 1;
    b->ring[0]->ring[1] = b->ring[1];
    b->ring[1]->ring[0] = b->ring[0];
    return b;
}

static void *resize(void *old, size_t count, size_t size) {
    block *b = NULL;
    if (count <= (SIZE_MAX - sizeof *b) / size)
        b = old ? realloc(take_out(old), sizeof *b + count * size) : calloc(1, sizeof *b + count * size);
    if (!b) hv_end(NULL, HV_UNREAD, "out of memory: %zu times %zu bytes", count, size);
    b->ring[0] = &all;
    b->ring[1] = all.ring[1];
    return all.ring[1]->ring[0] = b, all.ring[1] = b, b + 1;
}

void *hv_alloc(size_t count, size_t size) { return resize(NULL, count, size); }
void *hv_grow(void *old, size_t *room, size_t need, size_t size) {
    if (need <= *room) return old;
    *room = need + need / 2 + 16;
    return resize(old, *room, size);
}

static void *alloc_number(size_t size) { return resize(NULL, 1, size); }
static void *resize_number(void *old, size_t was, size_t size) { return (void)was, resize(old, 1, size); }
static void free_number(void *memory, size_t size) { (void)size, free(take_out(memory)); }
void hv_memory_begin(void) { mp_set_memory_functions(alloc_number, resize_number, free_number); }
void hv_memory_end(void) {
    while (all.ring[1] != &all) free(take_out(all.ring[1] + 1));
    mp_set_memory_functions(NULL, NULL, NULL); /* GMP's own */
}
