/* NAME.csv and NAME.fits.csv: a row per point, a row per line through them. */
#include "experiment/results_field.h"

#include <math.h>
#include <string.h>

void hr_write_number(FILE *file, double value) {
    if (isfinite(value))
        fprintf(file, "%.9g", value);
}

void hr_field_text(FILE *file, const char *text, char end) {
    bool quoted = text && strpbrk(text, ",\"\n\r");
    if (quoted)
        putc('"', file);
    for (; text && *text; text++) {
        if (*text == '"')
            putc('"', file);
        putc(*text, file);
    }
    if (quoted)
        putc('"', file);
    putc(end, file);
}

void hr_field_number(FILE *file, double value, char end) {
    hr_write_number(file, value);
    putc(end, file);
}

void hr_field_count(FILE *file, uint64_t value, char end) {
    if (value)
        fprintf(file, "%llu", (unsigned long long)value);
    putc(end, file);
}

static const char *const kinds[] = {"measured", "theory"};

/* A column per variable; empty for those that the hierarchy does not have. */
static void variable_names(FILE *file, const hr_experiment *e) {
    for (size_t v = 0; v < e->variables; v++)
        hr_field_text(file, e->variable[v].name, ',');
}

static void variable_values(FILE *file, const hr_experiment *e, const hr_row *row) {
    for (size_t v = 0; v < e->variables; v++) {
        if (e->hierarchy[row->hierarchy].variables >> v & 1)
            fprintf(file, "%llu", (unsigned long long)row->value[v]);
        putc(',', file);
    }
}

static void distance(FILE *file, const hr_row *row) {
    if (row->distance >= 0)
        fprintf(file, "%d", (int)row->distance);
    putc(',', file);
}

/* Only where something is recorded at steps. */
static bool has_steps(const hr_experiment *e) {
    bool any = false;
    for (size_t r = 0; r < e->records; r++)
        any = any || e->record[r]->at_step;
    return any;
}

static void step(FILE *file, const hr_row *row) {
    if (row->step >= 0)
        fprintf(file, "%lld", (long long)row->step);
    putc(',', file);
}

void hr_results_points(FILE *file, const hr_summary *summary) {
    const hr_experiment *e = summary->experiment;
    fputs("kind,hierarchy,", file);
    variable_names(file, e);
    fprintf(
        file,
        "name,statement,notion,dimension,distance,%squantity,y,state,above,low,high,mean,sd,seeds,decided,"
        "trials,n,m,s\n",
        has_steps(e) ? "step," : "");
    for (size_t i = 0; i < summary->rows; i++) {
        const hr_row *row = &summary->row[i];
        fprintf(file, "%s,", kinds[row->kind]);
        hr_field_text(file, e->hierarchy[row->hierarchy].text, ',');
        variable_values(file, e, row);
        hr_field_text(file, row->name, ',');
        hr_field_text(file, row->statement, ',');
        fprintf(file, "%s,", hr_notion_names[row->notion]);
        hr_field_count(file, row->dimension, ',');
        distance(file, row);
        if (has_steps(e))
            step(file, row);
        hr_field_text(file, row->quantity->name, ',');
        hr_field_number(file, row->y, ',');
        hr_field_text(file, row->known, ',');
        hr_field_number(file, row->above, ',');
        hr_field_number(file, row->low, ',');
        hr_field_number(file, row->high, ',');
        hr_field_number(file, row->mean, ',');
        hr_field_number(file, row->sd, ',');
        fprintf(file, "%zu,%zu,%zu,", row->seeds, row->decided, row->trials);
        hr_field_count(file, row->n, ',');
        hr_field_count(file, row->m, ',');
        hr_field_count(file, row->s, '\n');
    }
}

/* A variable that is the same in all points of the series: the one that is x is not. */
static void series_values(FILE *file, const hr_summary *summary, const hr_row *like) {
    const hr_experiment *e = summary->experiment;
    for (size_t v = 0; v < e->variables; v++) {
        bool same = e->hierarchy[like->hierarchy].variables >> v & 1;
        for (size_t i = 0; i < summary->rows && same; i++)
            same =
                !hr_row_same_series(e, like, &summary->row[i]) || summary->row[i].value[v] == like->value[v];
        if (same)
            fprintf(file, "%llu", (unsigned long long)like->value[v]);
        putc(',', file);
    }
}

void hr_results_fits(FILE *file, const hr_summary *summary) {
    const hr_experiment *e = summary->experiment;
    fputs("kind,hierarchy,name,statement,notion,dimension,distance,", file);
    variable_names(file, e);
    fputs("x,model,from,points,slope,slope_error,intercept,intercept_error,r2\n", file);
    for (size_t i = 0; i < summary->fits; i++) {
        const hr_fit_row *row = &summary->fit[i];
        const hr_row *like = row->like;
        fprintf(file, "%s,", kinds[like->kind]);
        hr_field_text(file, e->hierarchy[like->hierarchy].text, ',');
        hr_field_text(file, like->name, ',');
        hr_field_text(file, like->statement, ',');
        fprintf(file, "%s,", hr_notion_names[like->notion]);
        hr_field_count(file, e->dim_mode == HR_DIM_VALUES && strcmp(e->x, "dimension") ? like->dimension : 0,
                       ',');
        if (strcmp(e->x, "distance"))
            distance(file, like);
        else
            putc(',', file);
        series_values(file, summary, like);
        hr_field_text(file, e->x, ',');
        fprintf(file, "%s,", hr_fit_names[e->fit]);
        hr_field_number(file, row->from, ',');
        fprintf(file, "%zu,", row->fit.points);
        hr_field_number(file, row->fit.slope, ',');
        hr_field_number(file, row->fit.slope_error, ',');
        hr_field_number(file, row->fit.intercept, ',');
        hr_field_number(file, row->fit.intercept_error, ',');
        hr_field_number(file, row->fit.r2, '\n');
    }
}
