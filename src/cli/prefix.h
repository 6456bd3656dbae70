/* -o PREFIX: the files of an embedding begin with it. */
#ifndef HR_PREFIX_H
#define HR_PREFIX_H

#include "base/error.h"

/* PREFIX + ending; the caller frees.  NULL with a message. */
char *hr_prefix_file(const char *prefix, const char *ending);

/* A folder that is missing or unwritable is told before the work, not after it.  `example` ends the mend. */
hr_status hr_prefix_check(const char *prefix, const char *command, const char *example);

/* The same for a file, or "-". */
hr_status hr_output_check(const char *file);

#endif
