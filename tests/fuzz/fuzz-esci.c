#include "fuzz.h"

#include "hierarchy/read.h"

/* With and without options: they decide which columns must be there. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const hr_esci_options all = {0}, some = {"us", "train", "small"};
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    hr_fuzz_verify(&h, hr_parse_esci(&h, (const char *)data, size, "fuzz", &all));
    hr_fuzz_verify(&h, hr_parse_esci(&h, (const char *)data, size, "fuzz", &some));
    return 0;
}
