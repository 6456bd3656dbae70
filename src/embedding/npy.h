/* NumPy's .npy, versions 1.0 to 3.0 read, 1.0 written: two-dimensional, C or Fortran order, either byte
 * order, <f2 <f4 <f8 <i1 <i2 <i4 <i8 and the unsigned ones that fit.  float16 becomes float32, integers
 * int8 or int64.  Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
#ifndef HR_NPY_H
#define HR_NPY_H

#include "embedding/matrix.h"

/* Refuses NaN and infinity, truncated or overlong files, other shapes: one line with the file and place. */
hr_status hr_npy_read(hr_matrix *out, const char *path);
/* HR_BIGINT is refused (HR_ELIMIT): round it first, or write the exact form. */
hr_status hr_npy_write(const hr_matrix *matrix, const char *path);

#endif
