#include "report/figure.h"

#include "base/memory.h"
#include "report/style.h"

#include <gsl/gsl_sort_double.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned earlier(const hr_points *points, size_t i) {
    unsigned again = 0;
    for (size_t j = 0; j < i; j++)
        again += points->series[j].theory == points->series[i].theory &&
                 !strcmp(points->series[j].statement, points->series[i].statement);
    return again;
}

static bool drawn(const hr_experiment *e, const hr_point_series *s) {
    bool listed = !s->theory;
    for (size_t r = 0; r < e->references; r++)
        listed = listed || !strcmp(e->reference[r], s->statement);
    return listed;
}

/* Inside gnuplot's double quotes. */
static void quoted(FILE *out, const char *text) {
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            putc('\\', out);
        putc(*text, out);
    }
}

static void data(FILE *out, const hr_points *points) {
    for (size_t i = 0; i < points->count; i++) {
        const hr_point_series *s = &points->series[i];
        for (const char *state = s->theory ? "T" : "FUI"; *state; state++) {
            fprintf(out, "$s%zu%c << EOD\n", i, *state);
            for (size_t p = 0; p < s->points; p++)
                if (s->point[p].state == *state)
                    fprintf(out, "%.17g %.17g %.17g %.17g\n", s->point[p].x, s->point[p].y, s->point[p].low,
                            s->point[p].high);
            fputs("EOD\n", out);
        }
    }
}

static size_t count_state(const hr_point_series *s, char state) {
    size_t count = 0;
    for (size_t p = 0; p < s->points; p++)
        count += s->point[p].state == state;
    return count;
}

/* Digits that the standard error leaves: 2.33 +- 0.05. */
static void slope_text(char *out, size_t size, const hr_point_series *s) {
    *out = '\0';
    if (!isfinite(s->slope) || !isfinite(s->slope_error))
        return;
    int digits = s->slope_error > 0 ? (int)ceil(1 - log10(s->slope_error)) : 2;
    digits = digits < 0 ? 0 : digits > 2 ? 2 : digits;
    if (s->slope_error < 0.005) /* an exact line of a formula */
        snprintf(out, size, ", slope %.*f", digits, s->slope);
    else
        snprintf(out, size, ", slope %.*f ± %.*f", digits, s->slope, digits, s->slope_error);
}

static void header(FILE *out, const hr_experiment *e, const hr_points *points) {
    fputs("set encoding utf8\n"
          "set key outside right top Left reverse spacing 1.25 samplen 2.5 width -2\n"
          "set border 3 lc rgb '#404040'\nset tics nomirror textcolor rgb '#202020'\n"
          "set grid ytics lt 1 lc rgb '#e4e4e4' lw 0.6\nset errorbars 0.6\n",
          out);
    fputs("set title \"", out);
    quoted(out, e->title);
    /* "f-query" is the notion F-query of theory.md */
    fprintf(out, ": least feasible dimension (F%s)\"\nset xlabel \"", points->notion + !!*points->notion);
    quoted(out, e->xlabel);
    fputs("\"\nset ylabel \"", out);
    quoted(out, e->ylabel);
    fputs("\"\n", out);
}

static void axes(FILE *out, const hr_experiment *e, const hr_points *points) {
    double low = INFINITY, high = -INFINITY;
    size_t ticks = 0;
    double tick[HR_SPEC_VALUES];
    for (size_t i = 0; i < points->count; i++)
        for (size_t p = 0; p < points->series[i].points; p++) {
            double x = points->series[i].point[p].x;
            bool known = false;
            for (size_t k = 0; k < ticks; k++)
                known = known || tick[k] == x;
            if (!known && ticks < HR_SPEC_VALUES)
                tick[ticks++] = x;
            low = fmin(low, x);
            high = fmax(high, x);
        }
    gsl_sort(tick, 1, ticks);
    bool logx = e->logx && low > 0, room = high > low;
    if (logx) {
        double margin = room ? pow(high / low, 0.04) : 1.5;
        fprintf(out, "set logscale x\nset xrange [%.9g:%.9g]\n", low / margin, high * margin);
    } else {
        double margin = room ? 0.04 * (high - low) : 1;
        fprintf(out, "set xrange [%.9g:%.9g]\n", low - margin, high + margin);
    }
    if (ticks <= 16) { /* the very values that were computed; no number where it would touch the next */
        fputs("set xtics (", out);
        double next = INFINITY;
        for (size_t k = ticks; k-- > 0;) {
            double place = logx ? log(tick[k]) / log(high / low) : tick[k] / (high - low);
            bool touches = room && next - place < 0.03 * (1 + floor(log10(fmax(tick[k], 1)))); /* per digit */
            if (touches)
                fprintf(out, "\"\" %.17g%s", tick[k], k ? ", " : "");
            else
                fprintf(out, "\"%g\" %.17g%s", tick[k], tick[k], k ? ", " : "");
            next = touches ? next : place;
        }
        fputs(")\n", out);
    }
    if (!e->logy) {
        fputs("set yrange [0:*]\n", out);
        return;
    }
    double most = 1;
    for (size_t i = 0; i < points->count; i++)
        for (size_t p = 0; drawn(e, &points->series[i]) && p < points->series[i].points; p++)
            most = fmax(most, fmax(points->series[i].point[p].y, points->series[i].point[p].high));
    fprintf(out, "set logscale y\nset yrange [1:%.9g]\nset ytics (", 1.5 * most);
    for (double decade = 1; decade < 1e9; decade *= 10)
        fprintf(out, "%s\"%.0f\" %.0f, \"%.0f\" %.0f, \"%.0f\" %.0f", decade > 1 ? ", " : "", decade, decade,
                2 * decade, 2 * decade, 5 * decade, 5 * decade);
    fputs(")\n", out);
}

/* Series that vary over the seeds stand a little beside each other, so that their bars can be told apart. */
static void abscissa(char *out, size_t size, const hr_experiment *e, const hr_points *points, size_t i) {
    size_t rank = 0, spread = 0;
    for (size_t j = 0; j < points->count; j++) {
        spread += !points->series[j].theory && points->series[j].spread;
        rank += j < i && !points->series[j].theory && points->series[j].spread;
    }
    double low = INFINITY, high = -INFINITY, shift = (double)rank - ((double)spread - 1) / 2;
    for (size_t j = 0; j < points->count; j++)
        for (size_t p = 0; p < points->series[j].points; p++) {
            low = fmin(low, points->series[j].point[p].x);
            high = fmax(high, points->series[j].point[p].x);
        }
    if (!points->series[i].spread || points->series[i].theory || !(high > low))
        snprintf(out, size, "1");
    else if (e->logx && low > 0)
        snprintf(out, size, "($1*%.9g)", pow(high / low, 0.009 * shift));
    else
        snprintf(out, size, "($1+%.9g)", 0.009 * shift * (high - low));
}

/* "runs:dual=yes,runs=2" reads "runs, dual, runs 2" in a legend. */
static void series_name(FILE *out, const char *name) {
    char text[128], *end;
    snprintf(text, sizeof text, "%s", name);
    for (char *part = strtok_r(text, ":,", &end); part; part = strtok_r(NULL, ":,", &end)) {
        char *value = strchr(part, '=');
        if (value)
            *value++ = '\0';
        if (part != text)
            fputs(*part == ' ' ? "," : ", ", out);
        quoted(out, part);
        if (value && strcmp(value, "yes")) {
            putc(' ', out);
            quoted(out, value);
        }
    }
}

static void measured(FILE *out, const hr_experiment *e, const hr_points *points, size_t i) {
    const hr_point_series *s = &points->series[i];
    hr_style style = hr_style_of(s->statement, earlier(points, i));
    char slope[64], x[48];
    slope_text(slope, sizeof slope, s);
    abscissa(x, sizeof x, e, points, i);
    if (count_state(s, 'F')) {
        if (s->spread)
            fprintf(out, ", \\\n $s%zuF using %s:2:3:4 with yerrorbars lc rgb '%s' lw 1 pt -1 notitle", i, x,
                    style.colour);
        fprintf(out, ", \\\n $s%zuF using %s:2 with linespoints lc rgb '%s' lw 1.6 pt %d ps %g title \"%s ",
                i, x, style.colour, style.point, style.size, s->statement);
    } else {
        fprintf(out, ", \\\n NaN with linespoints lc rgb '%s' pt %d ps %g title \"%s ", style.colour,
                style.point - 1, style.size, s->statement);
    }
    series_name(out, s->name);
    fprintf(out, "%s\"", slope);
    if (count_state(s, 'U'))
        fprintf(out, ", \\\n $s%zuU using %s:2 with points lc rgb '%s' lw 1.4 pt %d ps %g notitle", i, x,
                style.colour, style.point - 1, 1.3 * style.size);
    if (count_state(s, 'I'))
        fprintf(out, ", \\\n $s%zuI using %s:2 with points lc rgb '%s' lw 1.4 pt 2 ps 1.4 notitle", i, x,
                style.colour);
}

static void theory(FILE *out, const hr_points *points, size_t i) {
    const hr_point_series *s = &points->series[i];
    unsigned again = earlier(points, i);
    char slope[64];
    slope_text(slope, sizeof slope, s);
    char *and = strstr(slope, " ±");
    if (and) /* a formula has no error; its curve is not a line */
        *and = '\0';
    fprintf(out, ", \\\n $s%zuT using 1:2 with lines lc rgb '%s' lw 1.3 dashtype %s title \"%s ", i,
            hr_style_of(s->statement, 0).colour, hr_style_dash(again), s->statement);
    series_name(out, s->name);
    fprintf(out, "%s\"", slope);
}

static void group(FILE *out, const char *text) {
    fputs(", \\\n keyentry with lines lt nodraw title \"", out);
    quoted(out, text);
    putc('"', out);
}

static void curves(FILE *out, const hr_experiment *e, const hr_points *points) {
    char text[128];
    bool any_theory = false, fitted = false, unknown = false, infeasible = false, spread = false;
    for (size_t i = 0; i < points->count; i++) {
        const hr_point_series *s = &points->series[i];
        any_theory = any_theory || (s->theory && drawn(e, s));
        spread = spread || (!s->theory && s->spread);
        fitted = fitted || isfinite(s->slope);
        unknown = unknown || count_state(s, 'U');
        infeasible = infeasible || count_state(s, 'I');
    }
    fputs("plot NaN notitle", out);
    if (spread)
        snprintf(text, sizeof text, "measured (bars: all %.0f seeds)", points->seeds);
    group(out, spread ? text : "measured");
    for (size_t i = 0; i < points->count; i++)
        if (!points->series[i].theory)
            measured(out, e, points, i);
    if (unknown)
        fputs(", \\\n keyentry with points pt 6 lc rgb '#404040' title \"open: UNKNOWN\"", out);
    if (infeasible)
        fputs(", \\\n keyentry with points pt 2 lc rgb '#404040' title \"cross: not feasible there\"", out);
    if (any_theory) {
        group(out, " ");
        group(out, "theory: so many suffice");
        for (size_t i = 0; i < points->count; i++)
            if (points->series[i].theory && drawn(e, &points->series[i]))
                theory(out, points, i);
        if (isfinite(e->slope) && fitted) {
            snprintf(text, sizeof text, "%s: slope %g", e->slope_of, e->slope);
            group(out, text);
        }
    }
    if (fitted) {
        group(out, " ");
        snprintf(text, sizeof text, "slopes: %s against ln %s, %s ≥ %g",
                 e->fit == HR_FIT_LOGLOG ? "ln d" : "d", e->variable, e->variable, points->fit_from);
        group(out, text);
    }
    putc('\n', out);
}

char *hr_figure_script(const hr_experiment *experiment, const hr_points *points) {
    char *script = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&script, &length);
    if (!out) {
        hr_fail(HR_ENOMEM, "out of memory: a figure");
        return NULL;
    }
    data(out, points);
    header(out, experiment, points);
    axes(out, experiment, points);
    curves(out, experiment, points);
    bool bad = ferror(out);
    if (fclose(out) || bad) {
        free(script);
        hr_fail(HR_ENOMEM, "out of memory: a figure");
        return NULL;
    }
    return script;
}

/* LaTeX's own characters, and those that our texts hold beyond ASCII. */
static char *for_latex(char *script) {
    char *out = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&out, &length);
    bool inside = false;
    for (const char *c = script; stream && *c; c++) {
        if (*c == '"')
            inside = !inside;
        if (inside && strchr("_%&#", *c))
            fprintf(stream, "\\\\%c", *c);
        else if (inside && *c == '^')
            fputs("\\\\string^", stream);
        else if (inside && !strncmp(c, "±", 2))
            fputs("$\\\\pm$", stream), c++; /* two bytes */
        else if (inside && !strncmp(c, "≥", 3))
            fputs("$\\\\ge$", stream), c += 2;
        else if (inside && !strncmp(c, "²", 2))
            fputs("$^2$", stream), c++;
        else
            putc(*c, stream);
    }
    free(script);
    if (stream && !fclose(stream))
        return out;
    hr_fail(HR_ENOMEM, "out of memory: a figure");
    return NULL;
}

hr_status hr_figure_draw(const hr_experiment *experiment, const hr_format *format, const hr_points *points,
                         const char *folder) {
    char *script = hr_figure_script(experiment, points);
    if (script && !strcmp(format->name, "tex"))
        script = for_latex(script);
    if (!script)
        return HR_ENOMEM;
    hr_status status = hr_gnuplot(script, format, folder, experiment->name);
    free(script);
    return status;
}
