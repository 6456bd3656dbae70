/* The page: the plot, and the legend at its right, or below it when its texts are long.
 *
 * The legend is set line by line here and not by gnuplot's `set key`, which breaks a long one into columns
 * over the plot, at another length for every font. */
#include "report/figure_parts.h"

#include <string.h>

/* Of the page, 7 x 4.2 inches at 8.5 points: a line, a character (generous: fonts differ), a sample. */
static const double line = 11.9 / 302.4, character = 6.05 / 504, sample = 0.042, gap = 0.012;
static const double title_character = 5.6 / 504; /* a title is prose: few capitals and digits */

typedef struct {
    double x, y, step; /* the first line's, and down to the next */
    size_t columns, rows;
} block;

static void one(FILE *out, const hr_entry *e, double x, double y, double height) {
    const hr_style *s = &e->style;
    if (e->band)
        fprintf(
            out,
            "set object rectangle from screen %.6g,%.6g to screen %.6g,%.6g fc rgb '#404040' fs transparent "
            "solid 0.16 border lc rgb '#808080'\n",
            x, y - 0.01 / height, x + sample, y + 0.01 / height);
    if (e->line)
        fprintf(out, "set arrow from screen %.6g,%.6g to screen %.6g,%.6g nohead lc rgb '%s' lw %g dt %s\n",
                x, y, x + sample, y, s->colour, e->width, s->dash);
    if (e->point)
        fprintf(out, "set label \"\" at screen %.6g,%.6g point lc rgb '%s' lw 1.4 pt %d ps %g\n",
                x + sample / 2, y, s->colour, s->point, s->size);
    if (strcmp(e->text, " ")) {
        fputs("set label \"", out);
        hr_figure_quoted(out, e->text);
        fprintf(out, "\" at screen %.6g,%.6g left\n", x + sample + gap, y);
    }
}

static void write_block(FILE *out, const hr_legend *legend, const block *b, double height) {
    for (size_t i = 0; i < legend->lines; i++)
        one(out, &legend->entry[i], b->x + (double)(i / b->rows) * (0.98 - b->x) / (double)b->columns,
            b->y - (double)(i % b->rows) * b->step, height);
}

double hr_figure_layout(size_t *title, FILE *out, const hr_legend *legend, size_t y_lines) {
    double left = 0.145 + 0.024 * (double)(y_lines - 1);
    double wide = sample + gap + character * (double)legend->longest, height = 1, right = 0.975;
    block b = {.columns = 1, .rows = legend->lines};
    fputs("unset key\n", out);
    if (0.145 + 0.335 + 0.02 + wide <= 1 && line * (double)(legend->lines - 1) < 0.92) {
        right = 1 - wide - 0.03;
        right = right > 0.66 ? 0.66 : right; /* plots of one paper are alike in width */
        fprintf(out, "set lmargin at screen %.6g\nset rmargin at screen %.6g\n", left, right);
        b.x = right + 0.025;
        b.y = 0.945;
    } else {
        b.columns = wide <= 0.47 ? 2 : 1;
        b.rows = (legend->lines + b.columns - 1) / b.columns;
        height = 1 + line * ((double)b.rows + 0.5);
        fprintf(out, "set lmargin at screen %.6g\nset rmargin at screen %.6g\nset bmargin at screen %.6g\n",
                left, right, (line * ((double)b.rows + 0.5) + 0.165) / height);
        b.x = 0.03;
        b.y = line * (double)b.rows / height;
    }
    *title = (size_t)((right - left + 0.03) / title_character);
    b.step = line / height;
    if (b.x > 0.1 && legend->lines > 1) { /* a little looser where there is room */
        double loose = 0.88 / (double)(legend->lines - 1);
        b.step = loose > 1.2 * line ? 1.2 * line : loose < line ? line : loose;
    }
    write_block(out, legend, &b, height);
    return height;
}
