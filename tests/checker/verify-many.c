/* The checker on many certificates in one process, for tests/checker/mutation.py.
 *
 * Standard input: records "LENGTH LENGTH\n", then the bytes of a certificate and those of its hierarchy.  For
 * each, one line on standard output: the exit status of hrdim-verify and what it said. */
#include "../../proofs/checker/checker.h"

#include <stdlib.h>

static char *take(size_t length) {
    char *bytes = malloc(length + 1);
    if (!bytes || fread(bytes, 1, length, stdin) != length)
        exit(99);
    return bytes;
}

int main(void) {
    char *const names[] = {(char[]){"certificate"}, (char[]){"hierarchy"}};
    size_t length[2];
    while (scanf("%zu %zu", &length[0], &length[1]) == 2 && getchar() == '\n') {
        char *certificate = take(length[0]), *hierarchy = take(length[1]), *said = NULL;
        size_t used = 0;
        FILE *from[2] = {length[0] ? fmemopen(certificate, length[0], "rb") : fopen("/dev/null", "rb"),
                         length[1] ? fmemopen(hierarchy, length[1], "rb") : fopen("/dev/null", "rb")};
        FILE *to = open_memstream(&said, &used);
        if (!from[0] || !from[1] || !to)
            return 99;
        int status = hv_verify(from, names, to, to);
        if (fclose(to) || fclose(from[0]) || fclose(from[1]))
            return 99;
        printf("%d %s", status, said); /* what it said ends its line */
        fflush(stdout);
        free(said);
        free(certificate);
        free(hierarchy);
    }
    return 0;
}
