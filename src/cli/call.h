/* How this process was called: for the provenance of the results that it prints. */
#ifndef HR_CALL_H
#define HR_CALL_H

#include "cli/command.h"

/* main.c, before anything takes options out of argv. */
hr_status hr_call_remember(int argc, char **argv);

/* Adds "provenance" (experiment/provenance.h) to a result that hr_print_json will print.  Takes NULL, gives
 * NULL. */
json_t *hr_call_provenance(json_t *result, uint64_t seed);

#endif
