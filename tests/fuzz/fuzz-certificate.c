#include "fuzz.h"

#include "../../proofs/checker/checker.h"

#include <ctype.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

#define MUST(condition)                                                                                      \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);                   \
            abort();                                                                                         \
        }                                                                                                    \
    } while (0)

static const char head[] = "hrdim certificate 1\nhierarchy ";

/* No fuzzer guesses a digest: where one must stand, that of the hierarchy is put. */
static void put_digest(char *certificate, size_t length, const uint8_t *hierarchy, size_t hierarchy_length) {
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    if (length < sizeof head - 1 + 2 * sizeof digest || memcmp(certificate, head, sizeof head - 1) != 0)
        return;
    sha256_init(&context);
    sha256_update(&context, hierarchy_length, hierarchy);
    sha256_digest(&context, sizeof digest, digest);
    for (size_t i = 0; i < 2 * sizeof digest; i++)
        certificate[sizeof head - 1 + i] = "0123456789abcdef"[digest[i / 2] >> (i % 2 ? 0 : 4) & 15];
}

/* A claim of 1,000,000 dimensions honestly asks for time and memory: not what is tested here. */
static bool is_large(const char *certificate, size_t length) {
    size_t digits = 0, line = 1;
    for (size_t i = 0; i < length && line < 4; i++) {
        line += certificate[i] == '\n';
        digits = isdigit((unsigned char)certificate[i]) ? digits + 1 : 0;
        if (line == 3 && digits > 5)
            return true;
    }
    return false;
}

static FILE *open_bytes(void *bytes, size_t length) {
    FILE *file = length ? fmemopen(bytes, length, "rb") : fopen("/dev/null", "rb");
    MUST(file);
    return file;
}

/* A hierarchy, a byte 0x1e, a certificate: one line is said, by the stream that belongs to the verdict. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const uint8_t *between = size ? memchr(data, 0x1e, size) : NULL;
    if (!between)
        return 0;
    size_t hierarchy_length = (size_t)(between - data), length = size - hierarchy_length - 1;
    char *certificate = malloc(length + 1), *hierarchy = malloc(hierarchy_length + 1),
         *said[2] = {NULL, NULL};
    size_t said_length[2];
    MUST(certificate && hierarchy);
    memcpy(certificate, between + 1, length);
    memcpy(hierarchy, data, hierarchy_length);
    put_digest(certificate, length, data, hierarchy_length);
    if (!is_large(certificate, length)) {
        FILE *to[2] = {open_memstream(&said[0], &said_length[0]), open_memstream(&said[1], &said_length[1])};
        MUST(to[0] && to[1]);
        FILE *from[2] = {open_bytes(certificate, length), open_bytes(hierarchy, hierarchy_length)};
        char *const names[] = {(char[]){"certificate"}, (char[]){"hierarchy"}};
        int status = hv_verify(from, names, to[0], to[1]);
        MUST(!fclose(from[0]) && !fclose(from[1]));
        MUST(!fclose(to[0]) && !fclose(to[1]));
        MUST(status == HV_ACCEPTED || status == HV_REJECTED || status == HV_UNREAD);
        const char *line = said[status == HV_UNREAD];
        MUST(!strncmp(line,
                      status == HV_ACCEPTED   ? "accepted: "
                      : status == HV_REJECTED ? "rejected: "
                                              : "hrdim-verify: ",
                      10));
        MUST(strchr(line, '\n') == line + strlen(line) - 1 && said_length[status != HV_UNREAD] == 0);
    }
    free(said[0]);
    free(said[1]);
    free(certificate);
    free(hierarchy);
    return 0;
}
