/* Running gnuplot on a script. */
#ifndef HR_RUN_GNUPLOT_H
#define HR_RUN_GNUPLOT_H

#include "base/error.h"

#include <stddef.h>

/* The drawing formats. */
typedef struct {
    const char *name;          /* "pdf" */
    const char *terminal;      /* gnuplot's */
    const char *file;          /* what the file's name ends in: "FIGURE" + this; the script's output */
    const char *also;          /* a second file that gnuplot writes beside it, or NULL */
    const char *begins, *ends; /* how a whole file of this kind begins, and what stands in its last bytes */
} hr_format;

extern const hr_format hr_formats[]; /* ends with a zeroed row */

/* Runs gnuplot (HRDIM_GNUPLOT, else the one that configure found) with the script in a folder of its own, and
 * moves what it drew to FOLDER/NAME + format->file, whole or not at all. */
hr_status hr_gnuplot(const char *script, const hr_format *format, const char *folder, const char *name);

#endif
