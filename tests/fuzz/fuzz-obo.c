#include "fuzz.h"

#include "hierarchy/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const relations[] = {"is_a", "is_a+part_of", "part_of"};
    for (size_t i = 0; i < 3; i++) {
        hr_hierarchy h;
        hr_hierarchy_init(&h);
        hr_fuzz_verify(&h, hr_parse_obo(&h, (const char *)data, size, "fuzz", relations[i]));
    }
    return 0;
}
