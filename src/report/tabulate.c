#include "report/tabulate.h"

#include "base/memory.h"
#include "report/number.h"
#include "report/tabulate_parts.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

hr_status hr_grid_init(hr_grid *grid, size_t rows, size_t columns) {
    memset(grid, 0, sizeof *grid);
    grid->cell = hr_calloc(rows * columns, sizeof *grid->cell, "a table");
    grid->right = hr_calloc(columns, sizeof *grid->right, "a table");
    grid->rows = grid->cell ? rows : 0;
    grid->columns = columns;
    for (size_t i = 0; grid->cell && i < rows * columns; i++)
        if (hr_grid_set(grid, i / columns, i % columns, "") != HR_OK)
            return HR_ENOMEM;
    return grid->cell && grid->right ? HR_OK : HR_ENOMEM;
}

hr_status hr_grid_set(hr_grid *grid, size_t row, size_t column, const char *text) {
    char *copy = strdup(text);
    if (!copy)
        return hr_fail(HR_ENOMEM, "out of memory: a table");
    free(grid->cell[row * grid->columns + column]);
    grid->cell[row * grid->columns + column] = copy;
    return HR_OK;
}

hr_status hr_grid_note(hr_grid *grid, const char *format, ...) {
    char text[1200];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (grid->notes == HR_GRID_NOTES)
        return HR_OK;
    grid->note[grid->notes] = strdup(text);
    return grid->note[grid->notes++] ? HR_OK : hr_fail(HR_ENOMEM, "out of memory: a table");
}

void hr_grid_clear(hr_grid *grid) {
    for (size_t i = 0; i < grid->rows * grid->columns; i++)
        free(grid->cell[i]);
    for (size_t i = 0; i < grid->notes; i++)
        free(grid->note[i]);
    free(grid->cell);
    free(grid->right);
    free(grid->title);
    memset(grid, 0, sizeof *grid);
}

void hr_value_text(char *out, size_t size, const hr_quantity *quantity, double value, bool plain) {
    if (!isfinite(value))
        snprintf(out, size, "%s", "");
    else if (plain)
        snprintf(out, size, "%.9g", value);
    else if (quantity->share)
        hr_number_percent(out, size, value);
    else if (quantity->log10)
        hr_number_fixed(out, size, value, 2);
    else
        hr_number_text(out, size, value);
}

hr_status hr_tabulate(hr_grid *out, const hr_experiment *experiment, const hr_points *points, bool plain) {
    hr_status status = experiment->columns ? hr_tabulate_columns(out, experiment, points, plain)
                                           : hr_tabulate_series(out, experiment, points, plain);
    if (status == HR_OK && !(out->title = strdup(experiment->title)))
        status = hr_fail(HR_ENOMEM, "out of memory: a table");
    if (status != HR_OK)
        hr_grid_clear(out);
    return status;
}

hr_status hr_table_draw(const hr_experiment *experiment, const hr_format *format, const hr_points *points,
                        const char *folder) {
    hr_grid grid;
    hr_status status = hr_tabulate(&grid, experiment, points, !strcmp(format->name, "csv"));
    if (status != HR_OK)
        return status;
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    bool bad = !out;
    if (out) {
        format->write(out, &grid);
        bad = ferror(out);
        bad = fclose(out) || bad;
    }
    hr_grid_clear(&grid);
    status = bad ? hr_fail(HR_ENOMEM, "out of memory: a table")
                 : hr_format_write(folder, experiment->name, format->file, text, length);
    free(text);
    return status;
}
