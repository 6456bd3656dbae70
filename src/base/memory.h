/* Memory that may not be there: every allocation is checked, and names what it was for. */
#ifndef HR_MEMORY_H
#define HR_MEMORY_H

#include <stddef.h>

/* count * size bytes, uninitialised; NULL with HR_ENOMEM's message ("out of memory: WHAT needs N MiB").
 * count == 0 gives a valid pointer.  Free with free(). */
void *hr_alloc(size_t count, size_t size, const char *what);

/* The same, zeroed. */
void *hr_calloc(size_t count, size_t size, const char *what);

/* Makes room for at least `need` elements in *array, whose capacity is *capacity; grows by half.
 * Returns an hr_status (int, so that this header needs no other). */
int hr_grow(void *array /* T ** */, size_t *capacity, size_t need, size_t size, const char *what);

#endif
