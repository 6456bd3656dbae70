/* Running gnuplot on a script. */
#ifndef HR_RUN_GNUPLOT_H
#define HR_RUN_GNUPLOT_H

#include "report/format.h"

/* What it drew: the file, and the one that some formats have beside it (NULL: none). */
typedef struct {
    char *bytes[2]; /* NUL-terminated behind their length */
    size_t length[2];
} hr_drawing;

void hr_drawing_clear(hr_drawing *drawing);

/* Runs gnuplot (HRDIM_GNUPLOT, else the one that configure found) with the script in a folder of its own and
 * reads what it drew, whole or not at all.  `height` stretches the page.  The same script gives the same
 * bytes: the time of drawing is taken out. */
hr_status hr_gnuplot(hr_drawing *out, const char *script, const hr_format *format, double height,
                     const char *name);

/* Texts of the script as LaTeX has them; frees the script, NULL when memory is short. */
char *hr_gnuplot_latex(char *script);

#endif
