#include "report/finding_parts.h"

#include "report/number.h"
#include "report/tabulate_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What the slope is of: "ln d against ln H". */
static void fit_words(char *out, size_t size, const hr_experiment *e) {
    const char *y = !strcmp(e->y->name, "least-dimension") ? "d" : e->y->name;
    const char *x = !strcmp(e->x, "dimension") ? "d" : e->x;
    snprintf(out, size, e->fit == HR_FIT_LOGLOG ? "ln %s against ln %s" : "%s against ln %s", y, x);
}

hr_status hr_find_slopes(hr_finder *f) {
    const hr_points *p = f->points;
    char words[64], slope[64], entry[400], *brief = f->out->brief;
    size_t count = 0, least = 0, most = 0;
    hr_finding_list all = {0};
    for (size_t i = 0; i < p->count; i++) {
        const hr_point_series *s = &p->series[i];
        if (s->kind != HR_SERIES_MEASURED || !isfinite(s->slope))
            continue;
        least = !count || s->slope < p->series[least].slope ? i : least;
        most = !count || s->slope > p->series[most].slope ? i : most;
        count++;
        hr_number_slope(slope, sizeof slope, s->slope, s->slope_error);
        snprintf(entry, sizeof entry, "%s %s", s->label, slope);
        hr_find_list(&all, 12, entry);
    }
    if (!count)
        return HR_OK;
    hr_find_close(&all);
    fit_words(words, sizeof words, f->e);
    hr_number_slope(slope, sizeof slope, p->series[least].slope, p->series[least].slope_error);
    int used =
        snprintf(brief, sizeof f->out->brief, "Slope of %s: %s (%s)", words, slope, p->series[least].label);
    if (most != least) {
        hr_number_slope(slope, sizeof slope, p->series[most].slope, p->series[most].slope_error);
        used += snprintf(brief + used, sizeof f->out->brief - (size_t)used, " to %s (%s)", slope,
                         p->series[most].label);
    }
    char theory[160] = "";
    if (isfinite(f->e->slope))
        snprintf(theory, sizeof theory, "; theory%s%s: %g", *f->e->slope_of ? ", " : "", f->e->slope_of,
                 f->e->slope);
    if ((size_t)used < sizeof f->out->brief)
        snprintf(brief + used, sizeof f->out->brief - (size_t)used, "%s.", theory);
    return hr_find_say(f, false, "Fitted slope of %s for %s ≥ %g, with standard errors: %s%s.", words,
                       f->e->x, p->fit_from, all.text, theory);
}

/* The extremes at the largest x. */
hr_status hr_find_extremes(hr_finder *f) {
    const hr_points *p = f->points;
    const hr_point *low = NULL, *high = NULL;
    double last = -INFINITY;
    for (size_t i = 0; i < p->count; i++)
        for (size_t k = 0; k < p->series[i].points && p->series[i].kind == HR_SERIES_MEASURED; k++)
            last = fmax(last, p->series[i].point[k].x);
    hr_finding_list least = {0}, most = {0};
    for (int pass = 0; pass < 2; pass++) /* the values, then who has them */
        for (size_t i = 0; i < p->count; i++) {
            const hr_point_series *s = &p->series[i];
            for (size_t k = 0; k < s->points && s->kind == HR_SERIES_MEASURED; k++) {
                const hr_point *at = &s->point[k];
                bool known = isfinite(at->y) && (f->quantity->sample || at->state == 'F');
                if (at->x != last || !known)
                    continue;
                if (pass && at->y == low->y)
                    hr_find_list(&least, 4, s->label);
                if (pass && at->y == high->y)
                    hr_find_list(&most, 4, s->label);
                low = !pass && (!low || at->y < low->y) ? at : low;
                high = !pass && (!high || at->y > high->y) ? at : high;
            }
        }
    if (!low)
        return HR_OK;
    hr_find_close(&least);
    hr_find_close(&most);
    char from[64], to[64], text[5200];
    hr_value_text(from, sizeof from, f->quantity, low->y, false);
    hr_value_text(to, sizeof to, f->quantity, high->y, false);
    const char *x = !strcmp(f->e->x, "dimension") ? "d" : f->e->x;
    if (low->y == high->y)
        snprintf(text, sizeof text, "At %s = %.10g: %s is %s for all.", x, last, f->quantity->label, from);
    else
        snprintf(text, sizeof text, "At %s = %.10g: %s from %s (%s) to %s (%s).", x, last, f->quantity->label,
                 from, least.text, to, most.text);
    if (!*f->out->brief)
        snprintf(f->out->brief, sizeof f->out->brief, "%.500s", text);
    return hr_find_say(f, false, "%s", text);
}

hr_status hr_find_literature(hr_finder *f) {
    hr_status status = HR_OK;
    for (size_t i = 0; i < f->points->literatures && status == HR_OK; i++) {
        const hr_literature *l = &f->points->literature[i];
        if (isfinite(l->slope))
            status = hr_find_say(f, false, "Literature: %s reports a slope of %g (%s).", l->series, l->slope,
                                 l->source);
    }
    return status;
}
