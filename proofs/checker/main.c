/* The program hrdim-verify. */
#include "checker.h"
#include <errno.h>
#include <string.h>
int main(int argc, char **argv) {
    int status = HV_UNREAD;
    FILE *file[2] = {NULL, NULL};
    if (argc == 2 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")))
        status = HV_ACCEPTED,
        puts("usage: hrdim-verify CERTIFICATE HIERARCHY\n\n"
             "Accepts or rejects a certificate of hrdim, in one line.\n"
             "CERTIFICATE may be -, standard input; HIERARCHY is in canonical form or an edge list, child<TAB>parent.\n"
             "exit status: 0 accepted, 1 rejected, 2 cannot be read, or is past a limit of this program");
    else if (argc != 3)
        fputs("hrdim-verify: wanted: CERTIFICATE and HIERARCHY; see hrdim-verify --help\n", stderr);
    else if (!(file[0] = strcmp(argv[1], "-") ? fopen(argv[1], "rb") : stdin) || !(file[1] = fopen(argv[2], "rb")))
        fprintf(stderr, "hrdim-verify: %s: cannot read: %s\n", argv[file[0] ? 2 : 1], strerror(errno));
    else
        status = hv_verify(file, argv + 1, stdout, stderr);
    if (!fflush(stdout) && !ferror(stdout)) return status;
    fputs("hrdim-verify: standard output: cannot write\n", stderr);
    return HV_UNREAD;
}
