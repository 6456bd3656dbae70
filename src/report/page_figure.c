#include "report/page_parts.h"

#include "report/figure.h"
#include "report/html.h"
#include "report/svg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the marks mean, of those that are there. */
static void legend(FILE *out, const hr_experiment *e, const hr_points *points) {
    bool theory = false, spread = false, unknown = points->nowhere > 0, infeasible = false;
    char notion[32];
    for (size_t i = 0; i < points->count; i++) {
        const hr_point_series *s = &points->series[i];
        theory = theory || s->kind == HR_SERIES_THEORY;
        spread = spread || (s->kind == HR_SERIES_MEASURED && s->spread);
        for (size_t p = 0; p < s->points; p++) {
            unknown = unknown || s->point[p].state == 'U';
            infeasible = infeasible || (s->point[p].state == 'I' && !e->y->sample); /* a value, else */
        }
    }
    hr_notion_words(notion, sizeof notion, points->notion);
    hr_html(out, "%s: %s against %s%s%s. Points are measured", e->title, e->ylabel, e->xlabel,
            *notion ? ", " : "", notion);
    if (spread)
        hr_html(out, ", with all %zu seeds", (size_t)points->seeds);
    if (unknown)
        fputs(", open points are UNKNOWN", out);
    if (infeasible)
        fputs(", crosses are not feasible", out);
    fputs(theory && e->references ? "; dashed lines are what theory says suffices." : ".", out);
    if (points->nowhere)
        hr_html(out, " %zu UNKNOWN point%s nothing known from either side and cannot be drawn.",
                points->nowhere, points->nowhere == 1 ? " has" : "s have");
    for (size_t i = 0; i < points->literatures; i++)
        if (points->literature[i].points ||
            isfinite(points->literature[i].level)) /* slopes are told with what was found */
            hr_html(out, " %s: %s.", points->literature[i].series, points->literature[i].source);
}

/* The drawing, behind the XML declaration, which has no place in a page; the caption is to follow. */
static hr_status begin(FILE *out, const hr_page_entry *entry, const char *svg, const char *title) {
    char label[HR_SPEC_TEXT + 32];
    const char *drawing = strstr(svg, "<svg");
    if (!drawing)
        return hr_fail(HR_EINTERNAL, "%s: gnuplot drew no SVG", entry->name);
    snprintf(label, sizeof label, "Figure: %s", title);
    hr_html(out, "<figure id=\"%s.figure\">", entry->id);
    hr_page_scroll_begin(out, label);
    fputs(drawing, out);
    hr_page_scroll_end(out);
    fputs("<figcaption>", out);
    return HR_OK;
}

hr_status hr_page_drawing(FILE *out, const hr_page_entry *entry, const hr_page_source *source,
                          const char *name) {
    char *svg, file[280];
    snprintf(file, sizeof file, "%s.svg", name);
    hr_status status = hr_page_slurp(&svg, source->options->results, file);
    if (status != HR_OK)
        return status;
    size_t length = strlen(svg);
    status = hr_svg_own(&svg, &length, name, entry->title, "The numbers stand in the table.");
    if (status == HR_OK)
        status = begin(out, entry, svg, entry->title);
    if (status == HR_OK)
        hr_html(out, "%s, drawn from the numbers below.</figcaption></figure>\n", file);
    free(svg);
    return status;
}

hr_status hr_page_figure(FILE *out, const hr_page_entry *entry, const hr_experiment *e,
                         const hr_points *points) {
    char *svg;
    hr_status status = hr_figure_svg(&svg, e, points);
    if (status != HR_OK)
        return hr_fail_prefix(status, "the figure of %s", e->name);
    status = begin(out, entry, svg, e->title);
    free(svg);
    if (status != HR_OK)
        return status;
    legend(out, e, points);
    fputs("</figcaption></figure>\n", out);
    return HR_OK;
}
