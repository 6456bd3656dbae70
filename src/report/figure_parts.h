/* The parts of a figure's script. */
#ifndef HR_FIGURE_PARTS_H
#define HR_FIGURE_PARTS_H

#include "report/points.h"
#include "report/style.h"

#include <stdio.h>

typedef struct {
    const hr_experiment *experiment;
    const hr_points *points;
} hr_figure;

/* A line of the legend: a sample, or none, and its text. */
typedef struct {
    char text[480];
    bool line, point, band;
    double width; /* of the line */
    hr_style style;
} hr_entry;

typedef struct {
    hr_entry *entry;
    size_t lines, capacity, longest; /* characters */
    bool failed;                     /* out of memory */
} hr_legend;

/* figure.c: text inside gnuplot's double quotes. */
void hr_figure_quoted(FILE *out, const char *text);
/* Is the series on the page?  Theory's only when the spec refers to it. */
bool hr_figure_has(const hr_figure *f, const hr_point_series *series);
/* Theory's bound on the dimension, where the dimension is across: an upright line. */
bool hr_figure_upright(const hr_figure *f, const hr_point_series *series);
/* The states whose points a line joins.  A least dimension that was not found joins nothing. */
bool hr_figure_joins(const hr_figure *f, char state);
bool hr_figure_least(const hr_figure *f);

/* figure_axes.c */
void hr_figure_axes(FILE *out, const hr_figure *f);
/* figure_curves.c: data blocks, and what stands behind `plot` */
void hr_figure_data(FILE *out, const hr_figure *f);
void hr_figure_curves(FILE *out, const hr_figure *f);
/* figure_legend.c: what it says */
hr_status hr_figure_legend(hr_legend *legend, const hr_figure *f);
/* figure_layout.c: the page's height beside others', the margins (the y label has so many lines), the legend
 * at its place; how many characters of a title have room over the plot */
double hr_figure_layout(size_t *title, FILE *out, const hr_legend *legend, size_t y_lines);

#endif
