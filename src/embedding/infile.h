/* Opening an embedding's file: a regular one, whose size is known before anything is believed of its header.
 */
#ifndef HR_INFILE_H
#define HR_INFILE_H

#include "base/error.h"

#include <stdint.h>
#include <stdio.h>

/* The caller closes *file.  On failure nothing is open. */
hr_status hr_infile_open(FILE **file, uint64_t *size, const char *path);

#endif
