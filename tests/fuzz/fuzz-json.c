#include "fuzz.h"

#include "hierarchy/read.h"

#include <ctype.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    /* {"nodes": 4000000000} honestly asks for 32 GiB, and a smaller count for time: not what is tested here
     */
    size_t digits = 0;
    for (size_t i = 0; i < size; i++) {
        digits = isdigit(data[i]) ? digits + 1 : 0;
        if (digits > 4)
            return 0;
    }
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    hr_fuzz_verify(&h, hr_parse_json(&h, (const char *)data, size, "fuzz"));
    return 0;
}
