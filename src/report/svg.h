/* gnuplot's SVG made fit to stand beside others on one page. */
#ifndef HR_SVG_H
#define HR_SVG_H

#include "base/error.h"

#include <stddef.h>

/* Every id, and every reference to one, gets "NAME-" before it (gnuplot calls them alike in every figure);
 * the figure's title and description take the place of gnuplot's, for screen readers; the titles of single
 * curves
 * ("gnuplot_plot_1", shown under the mouse) go.  Replaces *svg. */
hr_status hr_svg_own(char **svg, size_t *length, const char *name, const char *title,
                     const char *description);

#endif
