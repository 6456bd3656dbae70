#include "fuzz.h"

#include "hierarchy/read.h"

/* The data file, and behind a byte 0x1e the index file, if any. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *text = (const char *)data, *index = size ? memchr(data, 0x1e, size) : NULL;
    size_t length = index ? (size_t)(index - text) : size;
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    hr_fuzz_verify(&h, hr_parse_wordnet(&h, text, length, NULL, 0, "fuzz"));
    if (index)
        hr_fuzz_verify(&h, hr_parse_wordnet(&h, text, length, index + 1, size - length - 1, "fuzz"));
    return 0;
}
