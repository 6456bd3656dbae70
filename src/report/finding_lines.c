#include "report/finding_parts.h"

#include "report/number.h"
#include "report/tabulate_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What the slope is of: "ln d against ln H". */
static void fit_words(char *out, size_t size, const hr_experiment *e) {
    const char *y = !strcmp(e->y->name, "least-dimension") ? "d" : e->y->name;
    snprintf(out, size, e->fit == HR_FIT_LOGLOG ? "ln %s against ln %s" : "%s against ln %s", y, e->x);
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

const char *hr_find_x(const hr_finder *f) {
    return !strcmp(f->e->x, "dimension") ? "d" : f->e->x;
}

/* Has the point a value that was decided? */
static bool known(const hr_finder *f, const hr_point_series *s, const hr_point *at) {
    return s->kind == HR_SERIES_MEASURED && isfinite(at->y) && (f->quantity->sample || at->state == 'F');
}

/* The measured points whose y is this, at this x (NAN: anywhere), by the names of their series; their number
 * when they are many. */
static void who(hr_finding_list *list, const hr_finder *f, double y, double x) {
    char text[320];
    for (size_t i = 0; i < f->points->count; i++) {
        const hr_point_series *s = &f->points->series[i];
        for (size_t k = 0; k < s->points; k++) {
            const hr_point *at = &s->point[k];
            if (!known(f, s, at) || at->y != y || (isfinite(x) && at->x != x))
                continue;
            if (isfinite(x))
                snprintf(text, sizeof text, "%s", s->label);
            else
                snprintf(text, sizeof text, "%s, %s = %.10g", s->label, hr_find_x(f), at->x);
            hr_find_list(list, 3, text);
        }
    }
    if (list->hidden) /* some of many would say no more than their number */
        snprintf(list->text, sizeof list->text, "%zu points", list->shown + list->hidden);
}

/* The extremes: of least dimensions at the largest x, of other quantities anywhere. */
hr_status hr_find_extremes(hr_finder *f) {
    const hr_points *p = f->points;
    double last = -INFINITY, low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < p->count; i++)
        for (size_t k = 0; k < p->series[i].points && p->series[i].kind == HR_SERIES_MEASURED; k++)
            last = fmax(last, p->series[i].point[k].x);
    last = f->quantity->sample ? NAN : last;
    for (size_t i = 0; i < p->count; i++)
        for (size_t k = 0; k < p->series[i].points; k++) {
            const hr_point *at = &p->series[i].point[k];
            if (!known(f, &p->series[i], at) || (isfinite(last) && at->x != last))
                continue;
            low = fmin(low, at->y);
            high = fmax(high, at->y);
        }
    if (!(low <= high))
        return HR_OK;
    hr_finding_list least = {0}, most = {0};
    who(&least, f, low, last);
    who(&most, f, high, last);
    char from[64], to[64], where[96] = "", text[5200];
    hr_value_text(from, sizeof from, f->quantity, low, false);
    hr_value_text(to, sizeof to, f->quantity, high, false);
    if (isfinite(last))
        snprintf(where, sizeof where, "At %s = %.10g: ", hr_find_x(f), last);
    if (low == high)
        snprintf(text, sizeof text, "%s%s is %s for all.", where, f->quantity->label, from);
    else
        snprintf(text, sizeof text, "%s%s from %s (%s) to %s (%s).", where, f->quantity->label, from,
                 least.text, to, most.text);
    if (text[0] >= 'a' && text[0] <= 'z')
        text[0] = (char)(text[0] - 'a' + 'A');
    if (!*f->out->brief)
        snprintf(f->out->brief, sizeof f->out->brief, "%.500s", text);
    return hr_find_say(f, false, "%s", text);
}

hr_status hr_find_literature(hr_finder *f) {
    hr_status status = HR_OK;
    for (size_t i = 0; i < f->points->literatures && status == HR_OK; i++) {
        const hr_literature *l = &f->points->literature[i];
        char *brief = f->out->brief;
        size_t used = strlen(brief), room = sizeof f->out->brief - used;
        if (!isfinite(l->slope))
            continue;
        if (used && strlen(l->series) + 32 < room)
            snprintf(brief + used, room, " %s: %g.", l->series, l->slope);
        status = hr_find_say(f, false, "Literature: %s reports a slope of %g (%s).", l->series, l->slope,
                             l->source);
    }
    return status;
}
