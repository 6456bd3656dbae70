/* The curves: bands of the seeds behind, lines through what was decided, marks for what was not.
 *
 * A band goes from the lowest to the highest sample of the seeds: nothing is assumed of their distribution,
 * and no seed is hidden.  A line is never drawn across a point whose least dimension was not found. */
#include "report/figure_parts.h"

#include "report/style.h"

#include <math.h>
#include <string.h>

bool hr_figure_least(const hr_figure *f) {
    return !strcmp(f->experiment->y->name, "least-dimension");
}

bool hr_figure_joins(const hr_figure *f, char state) {
    return state == 'F' || state == 'T' || state == 'L' || !hr_figure_least(f);
}

bool hr_figure_upright(const hr_figure *f, const hr_point_series *s) {
    return s->kind == HR_SERIES_THEORY && !strcmp(f->experiment->x, "dimension");
}

bool hr_figure_has(const hr_figure *f, const hr_point_series *s) {
    bool listed = s->kind != HR_SERIES_THEORY;
    for (size_t r = 0; r < f->experiment->references; r++)
        listed = listed || !strcmp(f->experiment->reference[r], s->statement);
    return listed;
}

/* Shares of seeds are 0 or 1 for each seed: their lowest and highest say nothing. */
static bool banded(const hr_figure *f, const hr_point_series *s) {
    return s->kind == HR_SERIES_MEASURED && s->spread && strcmp(f->experiment->y->name, "feasible");
}

static void line_block(FILE *out, const hr_figure *f, const hr_point_series *s) {
    for (size_t p = 0; p < s->points; p++)
        if (isfinite(s->point[p].y) && hr_figure_joins(f, s->point[p].state))
            fprintf(out, "%.17g %.17g\n", s->point[p].x, s->point[p].y);
        else if (isfinite(s->point[p].y) || s->point[p].state == 'U')
            fputc('\n', out);
}

static void band_block(FILE *out, const hr_figure *f, const hr_point_series *s) {
    for (size_t p = 0; p < s->points; p++) {
        const hr_point *q = &s->point[p];
        if (isfinite(q->low) && isfinite(q->high) && hr_figure_joins(f, q->state))
            fprintf(out, "%.17g %.17g %.17g\n", q->x, q->low, q->high);
        else if (isfinite(q->y) || q->state == 'U')
            fputc('\n', out);
    }
}

/* UNKNOWN: x, the open mark, the bracket's two ends.  Nothing found at all: the mark stands on the lower end.
 */
static void unknown_block(FILE *out, const hr_point_series *s) {
    for (size_t p = 0; p < s->points; p++) {
        const hr_point *q = &s->point[p];
        double mark = isfinite(q->y) ? q->y : q->above;
        if (q->state == 'U' && isfinite(mark))
            fprintf(out, "%.17g %.17g %.17g %.17g\n", q->x, mark, isfinite(q->above) ? q->above : mark, mark);
    }
}

/* An UNKNOWN that nothing bounds from above. */
static void open_block(FILE *out, const hr_point_series *s) {
    for (size_t p = 0; p < s->points; p++)
        if (s->point[p].state == 'U' && !isfinite(s->point[p].y) && isfinite(s->point[p].above))
            fprintf(out, "%.17g %.17g\n", s->point[p].x, s->point[p].above);
}

static void infeasible_block(FILE *out, const hr_point_series *s) {
    for (size_t p = 0; p < s->points; p++)
        if (s->point[p].state == 'I' && isfinite(s->point[p].y))
            fprintf(out, "%.17g %.17g\n", s->point[p].x, s->point[p].y);
}

/* What a shape is drawn at: decided points. */
static void shape_block(FILE *out, const hr_figure *f, const hr_point_series *s) {
    for (size_t p = 0; p < s->points; p++)
        if (isfinite(s->point[p].y) && s->point[p].state != 'U' && hr_figure_joins(f, s->point[p].state))
            fprintf(out, "%.17g %.17g\n", s->point[p].x, s->point[p].y);
}

void hr_figure_data(FILE *out, const hr_figure *f) {
    for (size_t i = 0; i < f->points->count; i++) {
        const hr_point_series *s = &f->points->series[i];
        if (!hr_figure_has(f, s) || hr_figure_upright(f, s))
            continue;
        fprintf(out, "$line%zu << EOD\n", i);
        line_block(out, f, s);
        fprintf(out, "EOD\n$shape%zu << EOD\n", i);
        shape_block(out, f, s);
        fprintf(out, "EOD\n$band%zu << EOD\n", i);
        band_block(out, f, s);
        fprintf(out, "EOD\n$unknown%zu << EOD\n", i);
        unknown_block(out, s);
        fprintf(out, "EOD\n$open%zu << EOD\n", i);
        open_block(out, s);
        fprintf(out, "EOD\n$infeasible%zu << EOD\n", i);
        infeasible_block(out, s);
        fputs("EOD\n", out);
    }
}

static size_t in_state(const hr_point_series *s, char state, bool open) {
    size_t count = 0;
    for (size_t p = 0; p < s->points; p++)
        count += s->point[p].state == state &&
                 (open ? !isfinite(s->point[p].y) && isfinite(s->point[p].above)
                       : isfinite(s->point[p].y) || (state == 'U' && isfinite(s->point[p].above)));
    return count;
}

static void band(FILE *out, const hr_figure *f, size_t i) {
    hr_style style = hr_style_of(f->points, i);
    size_t with = 0;
    for (size_t p = 0; p < f->points->series[i].points; p++)
        with += isfinite(f->points->series[i].point[p].low);
    if (with == 1) { /* a band has no width at a single x */
        fprintf(out, ", \\\n $band%zu using 1:2:2:3 with yerrorbars lc rgb '%s' lw 1 pt -1 notitle", i,
                style.colour);
        return;
    }
    fprintf(
        out,
        ", \\\n $band%zu using 1:2:3 with filledcurves lc rgb '%s' fs transparent solid 0.16 noborder notitle",
        i, style.colour);
    for (int edge = 2; edge <= 3; edge++)
        fprintf(out, ", \\\n $band%zu using 1:%d with lines lc rgb '%s' lw 0.5 notitle", i, edge,
                style.colour);
}

static void measured(FILE *out, const hr_figure *f, size_t i) {
    const hr_point_series *s = &f->points->series[i];
    hr_style style = hr_style_of(f->points, i);
    fprintf(out, ", \\\n $line%zu using 1:2 with lines lc rgb '%s' lw 1.6 dt %s notitle", i, style.colour,
            style.dash);
    fprintf(out, ", \\\n $shape%zu using 1:2 with points lc rgb '%s' lw 1.6 pt %d ps %g notitle", i,
            style.colour, style.point, style.size);
    if (in_state(s, 'U', false)) {
        if (hr_figure_least(f))
            fprintf(out, ", \\\n $unknown%zu using 1:2:3:4 with yerrorbars lc rgb '%s' lw 1.1 pt -1 notitle",
                    i, style.colour);
        if (in_state(s, 'U', true)) /* 12 % of the axis upwards, with a head: no end is known */
            fprintf(out,
                    ", \\\n $open%zu using 1:2:(0):(%s) with vectors filled head size graph 0.012,20 lc rgb "
                    "'%s' lw 1.1 notitle",
                    i, f->experiment->logy ? "$2*0.6" : "0.12*(GPVAL_Y_MAX-GPVAL_Y_MIN)", style.colour);
        for (int on = 0; on < 2; on++) /* white inside, so that no line shows through */
            fprintf(out, ", \\\n $unknown%zu using 1:2 with points lc rgb '%s' lw 1.4 pt %d ps %g notitle", i,
                    on ? style.colour : "#ffffff", style.point - on, 1.3 * style.size);
    }
    if (hr_figure_least(f) && in_state(s, 'I', false))
        fprintf(out, ", \\\n $infeasible%zu using 1:2 with points lc rgb '%s' lw 1.4 pt 2 ps 1.4 notitle", i,
                style.colour);
}

static void theory(FILE *out, const hr_figure *f, size_t i) {
    const hr_point_series *s = &f->points->series[i];
    if (!hr_figure_has(f, s) || hr_figure_upright(f, s)) /* an arrow: figure.c */
        return;
    hr_style style = hr_style_of(f->points, i);
    fprintf(out, ", \\\n $line%zu using 1:2 with lines lc rgb '%s' lw 1.3 dt %s notitle", i, style.colour,
            style.dash);
}

static void literature(FILE *out, const hr_figure *f, size_t i) {
    hr_style style = hr_style_of(f->points, i);
    fprintf(out, ", \\\n $line%zu using 1:2 with linespoints lc rgb '%s' lw 0.8 dt %s pt %d ps %g notitle", i,
            style.colour, style.dash, style.point, style.size);
}

/* The last x at which a measured series has a value; -infinity: it has none. */
static double reach(const hr_point_series *s) {
    double last = -INFINITY;
    for (size_t p = 0; p < s->points && s->kind == HR_SERIES_MEASURED; p++)
        if (isfinite(s->point[p].y) || isfinite(s->point[p].above))
            last = fmax(last, s->point[p].x);
    return last;
}

/* What goes further is drawn first: where two series run together, the shorter one is not hidden. */
static void all_measured(FILE *out, const hr_figure *f) {
    const hr_points *points = f->points;
    for (double drawn = INFINITY, next; drawn > -INFINITY; drawn = next) {
        next = -INFINITY;
        for (size_t i = 0; i < points->count; i++)
            if (reach(&points->series[i]) < drawn)
                next = fmax(next, reach(&points->series[i]));
        for (size_t i = 0; i < points->count && next > -INFINITY; i++)
            if (reach(&points->series[i]) == next)
                measured(out, f, i);
    }
}

void hr_figure_curves(FILE *out, const hr_figure *f) {
    const hr_points *points = f->points;
    fputs("plot NaN notitle", out);
    for (size_t i = 0; i < points->count; i++)
        if (banded(f, &points->series[i]))
            band(out, f, i);
    for (size_t i = 0; i < points->count; i++)
        if (points->series[i].kind == HR_SERIES_THEORY)
            theory(out, f, i);
        else if (points->series[i].kind == HR_SERIES_LITERATURE)
            literature(out, f, i);
    all_measured(out, f);
}
