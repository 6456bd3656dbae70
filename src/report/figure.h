/* The figure of a spec, from its stored results alone. */
#ifndef HR_FIGURE_H
#define HR_FIGURE_H

#include "experiment/spec.h"
#include "report/gnuplot.h"
#include "report/points.h"

/* The gnuplot script without its terminal; the caller frees. */
char *hr_figure_script(const hr_experiment *experiment, const hr_points *points);

/* Draws FOLDER/NAME.FORMAT. */
hr_status hr_figure_draw(const hr_experiment *experiment, const hr_format *format, const hr_points *points,
                         const char *folder);

#endif
