#include "base/memory.h"

#include "base/error.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void *fail(size_t count, size_t size, const char *what) {
    hr_fail(HR_ENOMEM,
            "out of memory: %s needs %.0f MiB; use a smaller hierarchy or dimension, or a larger machine",
            what, (double)count * (double)size / 1048576.0);
    return NULL;
}

void *hr_alloc(size_t count, size_t size, const char *what) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        return fail(count, size, what);
    void *p = malloc(bytes ? bytes : 1);
    return p ? p : fail(count, size, what);
}

void *hr_calloc(size_t count, size_t size, const char *what) {
    void *p = calloc(count ? count : 1, size ? size : 1);
    return p ? p : fail(count, size, what);
}

int hr_grow(void *array, size_t *capacity, size_t need, size_t size, const char *what) {
    if (need <= *capacity)
        return HR_OK;
    size_t want = *capacity + *capacity / 2 + 16, bytes;
    if (want < need)
        want = need;
    void *old;
    memcpy(&old, array, sizeof old); /* array is a T **; T is unknown here */
    void *p = __builtin_mul_overflow(want, size, &bytes) ? NULL : realloc(old, bytes);
    if (!p) {
        fail(want, size, what);
        return HR_ENOMEM;
    }
    memcpy(array, &p, sizeof p);
    *capacity = want;
    return HR_OK;
}
