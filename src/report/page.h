/* One self-contained page with every figure and table of a results folder. */
#ifndef HR_PAGE_H
#define HR_PAGE_H

#include "base/error.h"

#include <stdio.h>

typedef struct {
    const char *results; /* the results folder */
    const char *specs;   /* the folder of the specs; need not exist */
    const char *links;   /* the way from the page to the results folder: "", "results/", "../results/" */
} hr_page_options;

typedef struct {
    size_t figures, tables, texts;
} hr_page_contents;

/* The same results and specs give the same bytes.  HR_EIO or HR_EINPUT naming the file that is missing or
 * damaged; what was written till then is no page. */
hr_status hr_page_write(FILE *out, hr_page_contents *contents, const hr_page_options *options);

#endif
