#include "report/figure.h"

#include "base/memory.h"
#include "report/figure_parts.h"
#include "report/gnuplot.h"
#include "report/style.h"
#include "report/svg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void hr_figure_quoted(FILE *out, const char *text) {
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            putc('\\', out);
        if (*text == '\n')
            fputs("\\n", out);
        else
            putc(*text, out);
    }
}

/* A text longer than `width` characters continues on the next line; how many lines it has. */
static size_t wrap(char *text, size_t width) {
    size_t column = 0, lines = 1;
    for (char *c = text, *blank = NULL; *c; c++) {
        column += ((unsigned char)*c & 0xC0) != 0x80;
        blank = *c == ' ' ? c : blank;
        if (column > width && blank) {
            *blank = '\n';
            column = (size_t)(c - blank);
            blank = NULL;
            lines++;
        }
    }
    return lines;
}

static void label(FILE *out, const char *what, const char *text) {
    fprintf(out, "set %s \"", what);
    hr_figure_quoted(out, text);
    fputs("\"\n", out);
}

static void title(FILE *out, const hr_figure *f, size_t characters) {
    enum { MOST = 36 };
    char text[HR_SPEC_TEXT + 80], notion[64] = "";
    if (*f->points->notion)
        hr_notion_words(notion, sizeof notion, f->points->notion);
    snprintf(text, sizeof text, "%s%s%s%s", f->experiment->title, *notion ? " (" : "", notion,
             *notion ? ")" : "");
    wrap(text, characters < MOST ? characters : MOST);
    label(out, "title", text);
}

/* The labels of the axes; the lines of the y label. */
static size_t header(FILE *out, const hr_figure *f) {
    enum { X = 50, Y = 40 }; /* as many characters have room */
    char text[HR_SPEC_TEXT + 80];
    fputs("set encoding utf8\n"
          "set border 3 lc rgb '#404040'\nset tics nomirror textcolor rgb '#202020'\n"
          "set grid ytics lt 1 lc rgb '#e4e4e4' lw 0.6\nset errorbars 0.6\n",
          out);
    snprintf(text, sizeof text, "%s", f->experiment->xlabel);
    wrap(text, X);
    label(out, "xlabel", text);
    hr_value_label(text, sizeof text, f->experiment);
    size_t lines = wrap(text, Y);
    label(out, "ylabel", text);
    return lines;
}

static void uprights(FILE *out, const hr_figure *f) {
    for (size_t i = 0; i < f->points->count; i++) {
        const hr_point_series *s = &f->points->series[i];
        hr_style style = hr_style_of(f->points, i);
        for (size_t p = 0; hr_figure_upright(f, s) && hr_figure_has(f, s) && p < s->points; p++)
            fprintf(
                out,
                "set arrow from first %.17g, graph 0 to first %.17g, graph 1 nohead back lc rgb '%s' lw 1.3 dt %s\n",
                s->point[p].x, s->point[p].x, style.colour, style.dash);
    }
}

/* The gnuplot script without its terminal; the caller frees.  `height` is how much taller than the others the
 * figure must be for its legend, 1: as all. */
static char *make_script(double *height, const hr_experiment *experiment, const hr_points *points) {
    const hr_figure f = {experiment, points};
    hr_legend legend;
    char *script = NULL;
    size_t length = 0;
    FILE *out = hr_figure_legend(&legend, &f) == HR_OK ? open_memstream(&script, &length) : NULL;
    bool bad = !out;
    if (out) {
        hr_figure_data(out, &f);
        size_t lines = header(out, &f), characters;
        *height = hr_figure_layout(&characters, out, &legend, lines);
        title(out, &f, characters);
        hr_figure_axes(out, &f);
        uprights(out, &f);
        hr_figure_curves(out, &f);
        putc('\n', out);
        bad = ferror(out);
        bad = fclose(out) || bad;
    }
    free(legend.entry);
    if (!bad)
        return script;
    free(script);
    hr_fail(HR_ENOMEM, "out of memory: a figure");
    return NULL;
}

/* The files of a format, in memory.  SVG gets ids of its own, so that a page can hold several figures. */
static hr_status render(hr_drawing *out, const hr_experiment *experiment, const hr_format *format,
                        const hr_points *points) {
    double height;
    char *script = make_script(&height, experiment, points);
    if (script && !strcmp(format->name, "tex"))
        script = hr_gnuplot_latex(script);
    if (!script)
        return HR_ENOMEM;
    hr_status status = hr_gnuplot(out, script, format, height, experiment->name);
    free(script);
    if (status == HR_OK && !strcmp(format->name, "svg")) {
        status = hr_svg_own(&out->bytes[0], &out->length[0], experiment->name, experiment->title,
                            experiment->question);
        if (status != HR_OK)
            hr_drawing_clear(out);
    }
    return status;
}

hr_status hr_figure_draw(const hr_experiment *experiment, const hr_format *format, const hr_points *points,
                         const char *folder) {
    hr_drawing drawing;
    hr_status status = render(&drawing, experiment, format, points);
    if (status != HR_OK)
        return status;
    for (int file = 1; file >= 0 && status == HR_OK; file--) /* what the first refers to is there before it */
        if (drawing.bytes[file])
            status = hr_format_write(folder, experiment->name, file ? format->also : format->file,
                                     drawing.bytes[file], drawing.length[file]);
    hr_drawing_clear(&drawing);
    return status;
}

hr_status hr_figure_svg(char **out, const hr_experiment *experiment, const hr_points *points) {
    const hr_format *format = hr_format_find("svg");
    hr_drawing drawing;
    hr_status status = render(&drawing, experiment, format, points);
    if (status != HR_OK)
        return status;
    *out = drawing.bytes[0];
    drawing.bytes[0] = NULL;
    hr_drawing_clear(&drawing);
    return HR_OK;
}
