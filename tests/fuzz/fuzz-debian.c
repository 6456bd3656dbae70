#include "fuzz.h"

#include "hierarchy/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    hr_fuzz_verify(&h, hr_parse_debian(&h, (const char *)data, size, "fuzz"));
    return 0;
}
