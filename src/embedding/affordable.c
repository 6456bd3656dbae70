#include "embedding/affordable.h"

#include <stdio.h>
#include <unistd.h>

hr_status hr_affordable(double bytes, const char *what, const char *mend) {
    const double gib = 1073741824.0;
    double memory = (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
    if (memory <= 0 || bytes <= memory)
        return HR_OK;
    return hr_fail(HR_ELIMIT, "%s needs %.1f GiB and this machine has %.1f GiB; %s", what, bytes / gib,
                   memory / gib, mend);
}

hr_status hr_affordable_dimension(double dimension, const char *what) {
    if (dimension <= HR_DIMENSION_MOST)
        return HR_OK;
    return hr_fail(HR_ELIMIT,
                   "%s: %.0f dimensions are above the %d that can be decided; choose fewer with --dim", what,
                   dimension, HR_DIMENSION_MOST);
}

hr_status hr_affordable_pair(double rows, double cols, double size, const char *what) {
    char text[128];
    hr_status status = hr_affordable_dimension(cols, what);
    if (status != HR_OK)
        return status;
    snprintf(text, sizeof text, "%s in %.0f dimensions", what, cols);
    return hr_affordable(rows * cols * size, text,
                         "choose fewer dimensions with --dim, or a smaller hierarchy");
}
