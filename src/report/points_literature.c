/* What other work reports, as series beside our own. */
#include "base/memory.h"
#include "report/points.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static hr_point point_at(double x, double y) {
    return (hr_point){.x = x,
                      .y = y,
                      .above = NAN,
                      .low = NAN,
                      .high = NAN,
                      .mean = NAN,
                      .sd = NAN,
                      .seeds = NAN,
                      .decided = NAN,
                      .state = 'L'};
}

/* A level has no x: its line goes from the first to the last x of what is measured. */
static void add_level(hr_points *points, hr_point_series *s, double level) {
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < points->count; i++)
        for (size_t p = 0; p < points->series[i].points; p++)
            if (points->series[i].kind == HR_SERIES_MEASURED) {
                low = fmin(low, points->series[i].point[p].x);
                high = fmax(high, points->series[i].point[p].x);
            }
    s->level = true;
    if (low <= high)
        s->point[s->points++] = point_at(low, level);
    if (low < high)
        s->point[s->points++] = point_at(high, level);
}

static hr_status add_series(hr_points *points, const hr_literature *from) {
    if (hr_grow(&points->series, &points->capacity, points->count + 1, sizeof *points->series, "a figure") !=
        HR_OK)
        return HR_ENOMEM;
    hr_point_series *s = &points->series[points->count++];
    *s = (hr_point_series){.kind = HR_SERIES_LITERATURE,
                           .hierarchy = "",
                           .name = from->name,
                           .statement = "",
                           .notion = "",
                           .dimension = "",
                           .distance = "",
                           .slope = from->slope,
                           .slope_error = NAN,
                           .fit_from = NAN};
    for (size_t v = 0; v < HR_SPEC_VARIABLES; v++)
        s->variable[v] = "";
    snprintf(s->label, sizeof s->label, "%s", from->series);
    if (hr_grow(&s->point, &s->capacity, from->points + 2, sizeof *s->point, "a figure") != HR_OK)
        return HR_ENOMEM;
    for (size_t p = 0; p < from->points; p++)
        s->point[s->points++] = point_at(from->x[p], from->y[p]);
    if (isfinite(from->level))
        add_level(points, s, from->level);
    return HR_OK;
}

hr_status hr_points_literature(hr_points *points, const hr_experiment *experiment) {
    hr_status status = HR_OK;
    for (size_t i = 0; i < experiment->literatures && status == HR_OK; i++) {
        hr_literature *l = &points->literature[points->literatures];
        status = hr_literature_read(l, experiment->folder, experiment->literature[i]);
        if (status != HR_OK)
            break;
        points->literatures++;
        if (l->points || isfinite(l->level))
            status = add_series(points, l);
    }
    return status;
}
