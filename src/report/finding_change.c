#include "report/finding_parts.h"

#include "report/tabulate_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* "U1 sign, H = 6: none up to 96, all from 176": the last d where no seed is feasible before any is, the
 * first from which on all are. */
static bool turn(char *out, size_t size, const hr_point_series *s) {
    size_t none = 0, all = s->points;
    while (none < s->points && s->point[none].y == 0)
        none++;
    while (all > 0 && s->point[all - 1].y == 1)
        all--;
    char from[48] = "all at none of these", to[48] = "some at each of these";
    if (none)
        snprintf(to, sizeof to, "none up to %.10g", s->point[none - 1].x);
    if (all < s->points)
        snprintf(from, sizeof from, "all from %.10g", s->point[all].x);
    snprintf(out, size, "%s: %s, %s", s->label, to, from);
    return s->points > 0;
}

/* "U1 sign: 99.1 % to 32.5 %": the first and the last point that have a value. */
static bool span(char *out, size_t size, const hr_finder *f, const hr_point_series *s) {
    const hr_point *first = NULL, *last = NULL;
    for (size_t k = 0; k < s->points; k++)
        if (isfinite(s->point[k].y)) {
            first = first ? first : &s->point[k];
            last = &s->point[k];
        }
    if (!first || first == last)
        return false;
    char from[64], to[64];
    hr_value_text(from, sizeof from, f->quantity, first->y, false);
    hr_value_text(to, sizeof to, f->quantity, last->y, false);
    snprintf(out, size, "%s: %s at %.10g, %s at %.10g", s->label, from, first->x, to, last->x);
    return true;
}

/* How many bytes the labels of all measured series begin with alike, up to a comma: "U9 tree-best, ". */
static size_t shared_head(const hr_points *points) {
    const char *first = NULL;
    size_t head = 0;
    for (size_t i = 0; i < points->count; i++) {
        const hr_point_series *s = &points->series[i];
        const char *comma = strrchr(s->label, ',');
        if (s->kind != HR_SERIES_MEASURED)
            continue;
        size_t own = comma && comma[1] == ' ' ? (size_t)(comma - s->label) + 2 : 0;
        if (!first) {
            first = s->label;
            head = own;
        }
        if (own != head || strncmp(first, s->label, head))
            return 0;
    }
    return head;
}

/* "U9 tree-best, recall at the last step: 55 % (distance 0); 96 % (distance 1)". */
static void ends(hr_finder *f) {
    const hr_points *points = f->points;
    hr_finding_list list = {0};
    size_t head = shared_head(points);
    char text[512], value[64], quantity[128], *brief = f->out->brief;
    const char *label = "";
    for (size_t i = 0; i < points->count; i++) {
        const hr_point_series *s = &points->series[i];
        size_t last = s->points;
        while (last > 0 && !isfinite(s->point[last - 1].y))
            last--;
        if (s->kind != HR_SERIES_MEASURED || !last)
            continue;
        label = s->label;
        hr_value_text(value, sizeof value, f->quantity, s->point[last - 1].y, false);
        snprintf(text, sizeof text, "%s (%s)", value, label + head);
        hr_find_list(&list, 8, text);
    }
    hr_find_close(&list);
    snprintf(quantity, sizeof quantity, "%s", f->quantity->label);
    if (!head && *quantity >= 'a' && *quantity <= 'z')
        *quantity = (char)(*quantity - 'a' + 'A');
    snprintf(brief, sizeof f->out->brief, "%.*s%s at the last step: %.400s.", (int)head, label, quantity,
             list.text);
}

hr_status hr_find_change(hr_finder *f) {
    bool turns = !strcmp(f->quantity->name, "feasible") && !strcmp(f->e->x, "dimension");
    hr_finding_list list = {0};
    for (size_t i = 0; i < f->points->count && f->quantity->sample; i++) {
        const hr_point_series *s = &f->points->series[i];
        char text[512];
        if (s->kind == HR_SERIES_MEASURED &&
            (turns ? turn(text, sizeof text, s) : span(text, sizeof text, f, s)))
            hr_find_list(&list, 12, text);
    }
    if (!list.shown)
        return HR_OK;
    hr_find_close(&list);
    if (turns)
        snprintf(f->out->brief, sizeof f->out->brief, "Feasible seeds by d. %.480s.", list.text);
    else if (!strcmp(f->e->x, "step"))
        ends(f);
    return turns ? hr_find_say(f, false, "Feasible seeds by d. %s.", list.text)
                 : hr_find_say(f, false, "From the smallest to the largest %s. %s.", hr_find_x(f), list.text);
}
