/* .npy from and to streams that are already open: files written together, and fuzzing without files. */
#ifndef HR_NPY_STREAM_H
#define HR_NPY_STREAM_H

#include "base/outfile.h"
#include "embedding/matrix.h"

hr_status hr_npy_put(const hr_matrix *matrix, hr_outfile *file);

/* A seekable stream at its beginning, of `size` bytes in all; `path` is for messages. */
hr_status hr_npy_take(hr_matrix *out, FILE *file, uint64_t size, const char *path);

#endif
