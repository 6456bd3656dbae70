/* hrdim-verify as other programs call it: `hrdim verify`, and the fuzzer. */
#ifndef HV_VERIFY_H
#define HV_VERIFY_H
#include <stdio.h>

enum { HV_ACCEPTED, HV_REJECTED, HV_UNREAD }; /* exit statuses; the last: cannot be read, or is past a limit */
int hv_main(int argc, char **argv);

/* One line goes to `out` (accepted, rejected) or to `errors`; closes both files. */
int hv_verify(FILE *certificate, const char *certificate_name, FILE *hierarchy, const char *hierarchy_name, FILE *out,
              FILE *errors);
#endif
