/* Whether a construction fits this machine, asked before it starts. */
#ifndef HR_AFFORDABLE_H
#define HR_AFFORDABLE_H

#include "base/error.h"

/* HR_ELIMIT when `bytes` pass the physical memory: "WHAT needs N GiB, this machine has M GiB; MEND". */
hr_status hr_affordable(double bytes, const char *what, const char *mend);

/* Dimensions that scores are bounded and decided for (doc/error-bound.md); HR_ELIMIT above. */
enum { HR_DIMENSION_MOST = 4000000 };
hr_status hr_affordable_dimension(double dimension, const char *what);

/* Both for dense matrices: `rows` vectors in all, with entries of `size` bytes. */
hr_status hr_affordable_pair(double rows, double cols, double size, const char *what);

#endif
