/* Where results come from: who built the program, from what, with which libraries, on what machine, how it
 * was called.  Kept beside the results, so that the numbers themselves can be compared byte for byte. */
#ifndef HR_PROVENANCE_H
#define HR_PROVENANCE_H

#include "base/error.h"

#include <jansson.h>
#include <stdint.h>
#include <time.h>

typedef struct {
    int argc;
    char **argv;
    uint64_t seed;
    time_t start;
} hr_provenance;

/* A new object, the caller's; NULL with a message.  The end of the run is now. */
json_t *hr_provenance_json(const hr_provenance *provenance);

#endif
