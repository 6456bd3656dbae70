#include "hierarchy/digest.h"

#include "hierarchy/canonical.h"

#include <nettle/sha2.h>
#include <stdio.h>

static void hash(void *to, const char *bytes, size_t length) {
    sha256_update(to, length, (const uint8_t *)bytes);
}

void hr_hierarchy_digest(char out[HR_DIGEST_HEX + 1], const hr_hierarchy *hierarchy) {
    struct sha256_ctx context;
    sha256_init(&context);
    hr_canonical_put(hierarchy, hash, &context);
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(&context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        snprintf(out + 2 * i, 3, "%02x", digest[i]);
}
