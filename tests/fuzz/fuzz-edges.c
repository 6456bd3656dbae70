#include "fuzz.h"

#include "hierarchy/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char separators[] = {0, '\t', ','};
    for (size_t i = 0; i < sizeof separators; i++) {
        hr_hierarchy h;
        hr_hierarchy_init(&h);
        hr_fuzz_verify(&h, hr_parse_edges(&h, (const char *)data, size, "fuzz", separators[i]));
    }
    return 0;
}
