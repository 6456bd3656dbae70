#include "report/page_parts.h"

#include "report/html.h"
#include "report/tabulate.h"

#include <string.h>

static void cells(FILE *out, const hr_grid *grid, size_t row) {
    fputs("<tr>", out);
    for (size_t c = 0; c < grid->columns; c++)
        hr_page_cell(out, hr_grid_cell(grid, row, c), row == 0, c == 0, grid->right[c]);
    fputs("</tr>\n", out);
}

static void put(FILE *out, const hr_grid *grid) {
    hr_page_scroll_begin(out, grid->title);
    hr_html(out, "<table><caption>%s</caption>\n<thead>\n", grid->title);
    cells(out, grid, 0);
    fputs("</thead>\n<tbody>\n", out);
    for (size_t row = 1; row < grid->rows; row++)
        cells(out, grid, row);
    fputs("</tbody></table>", out);
    hr_page_scroll_end(out);
    if (!grid->notes)
        return;
    fputs("<p class=\"quiet\">", out);
    for (size_t i = 0; i < grid->notes; i++)
        hr_html(out, i ? " %s" : "%s", grid->note[i]);
    fputs("</p>\n", out);
}

hr_status hr_page_numbers(FILE *out, const hr_experiment *experiment, const hr_points *points) {
    hr_grid grid;
    hr_status status = hr_tabulate(&grid, experiment, points, false);
    if (status != HR_OK)
        return status;
    put(out, &grid);
    hr_grid_clear(&grid);
    return HR_OK;
}
