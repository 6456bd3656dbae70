#include "fuzz.h"

#include "hierarchy/canonical.h"
#include "hierarchy/read.h"

#include <stdlib.h>

typedef struct {
    const uint8_t *at, *end;
} rest;

static void same(void *to, const char *bytes, size_t length) {
    rest *r = to;
    if ((size_t)(r->end - r->at) < length || (length && memcmp(r->at, bytes, length) != 0))
        abort();
    r->at += length;
}

/* There is one spelling of every hierarchy: what was read is written as the same bytes. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    hr_status status = hr_parse_canonical(&h, (const char *)data, size, "fuzz");
    rest r = {data, data + size};
    if (status == HR_OK) {
        hr_canonical_put(&h, same, &r);
        if (r.at != r.end)
            abort();
    }
    hr_fuzz_verify(&h, status);
    return 0;
}
