/* Ranges and ticks.  Across: the very values that were computed; where their numbers would touch, round
 * values on a linear axis, and on a logarithmic one no number where it would touch the next. */
#include "report/figure_parts.h"

#include "report/number.h"

#include <gsl/gsl_sort_double.h>
#include <math.h>
#include <string.h>

typedef struct {
    double low, high;
} range;

static void widen(range *r, double value) {
    if (isfinite(value)) {
        r->low = fmin(r->low, value);
        r->high = fmax(r->high, value);
    }
}

/* `"text" place` of a tick list. */
/* gnuplot reads a label as a format of the place: a percent sign is doubled. */
static void tick(FILE *out, bool *first, const char *text, double place) {
    fputs(*first ? "\"" : ", \"", out);
    for (; *text; text++)
        fputs(*text == '%' ? "%%" : (char[]){*text, '\0'}, out);
    fprintf(out, "\" %.17g", place);
    *first = false;
}

static size_t collect(double *value, range *r, const hr_figure *f) {
    size_t count = 0;
    for (size_t i = 0; i < f->points->count; i++) {
        const hr_point_series *s = &f->points->series[i];
        bool ticks =
            s->kind == HR_SERIES_MEASURED || (s->kind == HR_SERIES_THEORY && !hr_figure_upright(f, s));
        for (size_t p = 0; hr_figure_has(f, s) && p < s->points; p++) {
            double x = s->point[p].x;
            bool known = !ticks;
            widen(r, x);
            for (size_t k = 0; k < count && !known; k++)
                known = value[k] == x;
            if (!known && count < HR_SPEC_VALUES)
                value[count++] = x;
        }
    }
    gsl_sort(value, 1, count);
    return count;
}

/* Writes to `out` unless it is NULL.  True when every tick has its number. */
static bool x_ticks(FILE *out, const double *value, size_t count, const range *r, bool logx) {
    bool first = true, all = true;
    double next = INFINITY, next_length = 0,
           room = r->high > r->low ? (logx ? log(r->high / r->low) : r->high - r->low) : 1;
    if (out)
        fputs("set xtics (", out);
    for (size_t k = count; k-- > 0;) {
        char text[48];
        hr_number_text(text, sizeof text, value[k]);
        double place = (logx ? log(value[k]) : value[k]) / room;
        double length = (double)strlen(text);
        bool touches = next - place < 0.025 + 0.0175 * (length + next_length); /* half a character each */
        all = all && !touches;
        if (out)
            tick(out, &first, touches ? "" : text, value[k]);
        if (!touches) {
            next = place;
            next_length = length;
        }
    }
    if (out)
        fputs(")\n", out);
    return all;
}

/* The smallest of 1, 2 and 5 in a decade that is at least so much. */
static double round_step(double least) {
    double decade = pow(10, floor(log10(least)));
    return decade * (least <= decade ? 1 : least <= 2 * decade ? 2 : least <= 5 * decade ? 5 : 10);
}

/* As many as have room for their numbers. */
static void round_ticks(FILE *out, const range *r) {
    enum { MOST = 5 };
    double value[MOST + 2]; /* the step is at least a MOST-th of the range */
    size_t count = 0;
    for (int pieces = MOST; pieces > 0; pieces--) {
        double step = round_step((r->high - r->low) / pieces);
        count = 0;
        for (double at = ceil(r->low / step); at * step <= r->high && count < MOST + 2; at++)
            value[count++] = at * step + 0.0; /* no -0 */
        if (x_ticks(NULL, value, count, r, false))
            break;
    }
    x_ticks(out, value, count, r, false);
}

static void x_axis(FILE *out, const hr_figure *f) {
    range r = {INFINITY, -INFINITY};
    double value[HR_SPEC_VALUES];
    size_t count = collect(value, &r, f);
    if (!(r.low <= r.high)) /* nothing is on the page */
        r = (range){0, 1};
    bool logx = f->experiment->logx && r.low > 0, room = r.high > r.low;
    if (logx) {
        double margin = room ? pow(r.high / r.low, 0.04) : 1.5;
        fprintf(out, "set logscale x\nset xrange [%.9g:%.9g]\n", r.low / margin, r.high * margin);
    } else {
        double margin = room ? 0.04 * (r.high - r.low) : 1;
        fprintf(out, "set xrange [%.9g:%.9g]\n", r.low - margin, r.high + margin);
    }
    if (room && !logx && (!count || !x_ticks(NULL, value, count, &r, logx)))
        round_ticks(out, &r);
    else if (count && count <= 24)
        x_ticks(out, value, count, &r, logx);
}

/* 1, 2 and 5 in every decade, or 1 alone when there are many. */
static void log_ticks(FILE *out, const range *r) {
    bool first = true, many = r->high / r->low > 1e5;
    fputs("set ytics (", out);
    for (double decade = pow(10, floor(log10(r->low))); decade <= r->high; decade *= 10)
        for (int step = 1; step <= (many ? 1 : 5); step += step == 1 ? 1 : 3) {
            char text[48];
            hr_number_text(text, sizeof text, step * decade);
            if (step * decade >= r->low * (1 - 1e-9) && step * decade <= r->high * (1 + 1e-9))
                tick(out, &first, text, step * decade);
        }
    fputs(")\n", out);
}

static void percent_axis(FILE *out) {
    bool first = true;
    fputs("set yrange [-0.02:1.03]\nset ytics (", out);
    for (int percent = 0; percent <= 100; percent += 20) {
        char text[16];
        snprintf(text, sizeof text, "%d %%", percent);
        tick(out, &first, text, percent / 100.0);
    }
    fputs(")\n", out);
}

static void y_axis(FILE *out, const hr_figure *f) {
    range r = {INFINITY, -INFINITY};
    const hr_experiment *e = f->experiment;
    for (size_t i = 0; i < f->points->count; i++) {
        const hr_point_series *s = &f->points->series[i];
        for (size_t p = 0; hr_figure_has(f, s) && !hr_figure_upright(f, s) && p < s->points; p++) {
            widen(&r, s->point[p].y);
            widen(&r, s->point[p].above);
            widen(&r, s->point[p].low);
            widen(&r, s->point[p].high);
        }
    }
    if (!(r.low <= r.high))
        r = (range){1, 10};
    if (e->y->share) {
        percent_axis(out);
    } else if (e->logy && !e->y->log10 && r.low > 0) {
        r.low = r.low >= 1 ? 1 : r.low / 1.5; /* counts begin at 1 */
        r.high *= 1.5;
        fprintf(out, "set logscale y\nset yrange [%.9g:%.9g]\n", r.low, r.high);
        log_ticks(out, &r);
    } else if (r.low >= 0 && !e->y->log10) {
        fprintf(out, "set yrange [0:%.9g]\n", r.high > 0 ? 1.08 * r.high : 1);
    } else {
        double margin = r.high > r.low ? 0.06 * (r.high - r.low) : 0.5;
        fprintf(out, "set yrange [%.9g:%.9g]\n", r.low - margin, r.high + margin);
    }
}

void hr_figure_axes(FILE *out, const hr_figure *f) {
    x_axis(out, f);
    y_axis(out, f);
}
