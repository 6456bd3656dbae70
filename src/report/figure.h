/* The figure of a spec, from its stored results alone. */
#ifndef HR_FIGURE_H
#define HR_FIGURE_H

#include "report/format.h"
#include "report/points.h"

/* Draws FOLDER/NAME.FORMAT. */
hr_status hr_figure_draw(const hr_experiment *experiment, const hr_format *format, const hr_points *points,
                         const char *folder);

/* The same SVG in memory, to be put into a page: the caller frees. */
hr_status hr_figure_svg(char **out, const hr_experiment *experiment, const hr_points *points);

#endif
