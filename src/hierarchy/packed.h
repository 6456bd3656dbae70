/* Compressed files, unpacked by the programs that everyone has for them. */
#ifndef HR_PACKED_H
#define HR_PACKED_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Does a file with this beginning hold xz, gzip, bzip2, zstd or lz4? */
bool hr_is_packed(const char *head, size_t length);

/* Starts the program that unpacks the file, and gives the end of the pipe to read from. */
hr_status hr_unpack_start(const char *path, const char *head, size_t length, int *fd, int *child);
/* When everything was read: whether the program was content. */
hr_status hr_unpack_finish(const char *path, const char *head, size_t length, int child);

#endif
