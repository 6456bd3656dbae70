/* The two kinds of tables, and what both need. */
#ifndef HR_TABULATE_PARTS_H
#define HR_TABULATE_PARTS_H

#include "report/tabulate.h"

/* tabulate.c: an empty grid; a cell's copy; a note, made as by printf. */
hr_status hr_grid_init(hr_grid *grid, size_t rows, size_t columns);
hr_status hr_grid_set(hr_grid *grid, size_t row, size_t column, const char *text);
hr_status hr_grid_note(hr_grid *grid, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A value of the quantity. */
void hr_value_text(char *out, size_t size, const hr_quantity *quantity, double value, bool plain);

hr_status hr_tabulate_series(hr_grid *out, const hr_experiment *experiment, const hr_points *points,
                             bool plain);
hr_status hr_tabulate_columns(hr_grid *out, const hr_experiment *experiment, const hr_points *points,
                              bool plain);

#endif
