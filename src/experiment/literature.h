/* What other work reports, drawn beside our own: literature.csv in the folder of the spec.
 *
 *   name,series,source,x,y,slope
 *
 * Rows of one name are one series: its points (x, y); or one row with a slope and neither x nor y; or one row
 * with y alone, a level that holds at no x of ours. */
#ifndef HR_LITERATURE_H
#define HR_LITERATURE_H

#include "base/error.h"

#include <stddef.h>

typedef struct {
    char *name;   /* "wang-top-2", as a spec's key `literature` has it */
    char *series; /* "Wang 2026, trained centroid": for a legend */
    char *source; /* "Wang et al., ICML 2026, arXiv 2601.20844: ...": for a caption */
    double *x, *y;
    size_t points;
    double slope; /* NAN: none is reported */
    double level; /* NAN: none */
} hr_literature;

/* The series of that name in FOLDER/literature.csv.  HR_EIO, HR_EINPUT with the line, or HR_EUSAGE with the
 * names that are there and the nearest. */
hr_status hr_literature_read(hr_literature *out, const char *folder, const char *name);
void hr_literature_clear(hr_literature *literature);

#endif
