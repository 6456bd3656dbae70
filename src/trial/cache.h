/* How trials take hierarchies out of the cache (opened and closed by task.h). */
#ifndef HR_CACHE_H
#define HR_CACHE_H

#include "hierarchy/digest.h"
#include "trial/task.h"

enum { HR_DIGEST_SHORT = 16 }; /* hexadecimal digits of the digest in a trial's key: 64 bits */

typedef struct {
    hr_loaded loaded;
    char digest[HR_DIGEST_SHORT + 1]; /* of what was read; "" where a generator made it all */
} hr_held;

/* Opens it where nobody has; several threads that ask at once wait for the one that opens it. */
hr_status hr_cache_hold(const hr_held **out, hr_cache *cache, const char *what);
void hr_cache_leave(hr_cache *cache, const hr_held *held);

/* hr_cache_close leaves it alone from now on: trials that nobody waits for use it until the process ends. */
void hr_cache_keep(hr_cache *cache);

#endif
