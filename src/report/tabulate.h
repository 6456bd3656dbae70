/* Tables from stored results.
 *
 * A spec whose [table] names columns gets a line per point with these.  Else: series down, x across, y with
 * the lowest and the highest of the seeds, the fitted slope last; turned over when there are many x. */
#ifndef HR_TABULATE_H
#define HR_TABULATE_H

#include "report/format.h"
#include "report/points.h"

enum { HR_GRID_NOTES = 64 };

/* Rows of texts (UTF-8), row 0 is the heading. */
typedef struct hr_grid {
    char *title;
    char **cell; /* rows * columns */
    bool *right; /* a column of numbers, set to the right */
    size_t rows, columns;
    char *note[HR_GRID_NOTES]; /* what a reader must know, one sentence each */
    size_t notes;
} hr_grid;

static inline const char *hr_grid_cell(const hr_grid *grid, size_t row, size_t column) {
    return grid->cell[row * grid->columns + column];
}

/* `plain`: for programs, so numbers ungrouped, shares between 0 and 1, no spread. */
hr_status hr_tabulate(hr_grid *out, const hr_experiment *experiment, const hr_points *points, bool plain);
void hr_grid_clear(hr_grid *grid);

/* Writes FOLDER/NAME + format->file. */
hr_status hr_table_draw(const hr_experiment *experiment, const hr_format *format, const hr_points *points,
                        const char *folder);

/* tabulate_write.c */
void hr_grid_latex(FILE *out, const hr_grid *grid);
void hr_grid_markdown(FILE *out, const hr_grid *grid);
void hr_grid_csv(FILE *out, const hr_grid *grid);

#endif
