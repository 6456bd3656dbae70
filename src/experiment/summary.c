#include "base/memory.h"
#include "experiment/series.h"

#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

hr_status hr_sweep_add_row(hr_sweep *sweep, const hr_row *row) {
    if (hr_grow(&sweep->row, &sweep->row_capacity, sweep->rows + 1, sizeof *row, "the summary") != HR_OK)
        return HR_ENOMEM;
    sweep->row[sweep->rows++] = *row;
    return HR_OK;
}

/* One bound over the seeds' hierarchies: d is the least dimension that is enough for at least half of them.
 */
static hr_status theory_row(hr_sweep *sweep, hr_row *row, const hr_bound *bound, const hr_loaded *loaded,
                            size_t count) {
    double *d = hr_alloc(count, sizeof *d, "a theory curve");
    if (!d)
        return HR_ENOMEM;
    hr_known weakest = HR_PROVED;
    size_t found = 0;
    hr_status status = HR_OK;
    for (size_t i = 0; i < count && status == HR_OK; i++) {
        const hr_instance *instance = &sweep->instance[loaded[i].instance];
        row->n = instance->n > row->n ? instance->n : row->n;
        row->m = instance->m > row->m ? instance->m : row->m;
        row->s = instance->s > row->s ? instance->s : row->s;
        hr_problem problem = {.hierarchy = &loaded[i].hierarchy,
                              .ancestors = &loaded[i].ancestors,
                              .notion = sweep->experiment->notion,
                              .eps = sweep->experiment->eps};
        hr_bound_row result;
        status = bound->compute(&result, &problem);
        if (status == HR_OK && result.applies) {
            d[found++] = result.dimension;
            weakest = result.known > weakest ? result.known : weakest;
        }
    }
    if (status == HR_OK && found) {
        gsl_sort(d, 1, found);
        row->low = d[0];
        row->high = d[found - 1];
        row->mean = gsl_stats_mean(d, 1, found);
        row->sd = found > 1 ? gsl_stats_sd(d, 1, found) : NAN;
        row->d = 2 * found >= count ? d[(count + 1) / 2 - 1] : 0;
    }
    row->decided = found;
    row->state = row->d > 0 ? HR_FEASIBLE : HR_UNKNOWN;
    row->known = hr_known_names[weakest];
    free(d);
    return status;
}

hr_status hr_theory_rows(hr_sweep *sweep, size_t value, const hr_loaded *loaded, size_t count) {
    const hr_experiment *e = sweep->experiment;
    for (size_t t = 0; t < e->theories; t++)
        for (const hr_bound *const *b = hr_bounds; *b; b++) {
            if (strcmp((*b)->statement, e->theory[t]))
                continue;
            hr_row row = {.kind = HR_THEORY, .value = value, .statement = (*b)->statement, .seeds = count};
            snprintf(row.name, sizeof row.name, "%s", (*b)->name);
            hr_status status = theory_row(sweep, &row, *b, loaded, count);
            if (status == HR_OK && row.d > 0)
                status = hr_sweep_add_row(sweep, &row);
            if (status != HR_OK)
                return status;
        }
    return HR_OK;
}

static hr_status fit_series(hr_sweep *sweep, const hr_row *like, uint64_t from, double *x, double *y) {
    size_t count = 0;
    bool varies = false;
    for (size_t i = 0; i < sweep->rows; i++) {
        const hr_row *row = &sweep->row[i];
        uint64_t value = sweep->experiment->value[row->value];
        if (row->kind != like->kind || strcmp(row->name, like->name) || row->state != HR_FEASIBLE || !value ||
            value < from)
            continue;
        x[count] = (double)value;
        y[count] = row->d;
        varies = varies || y[count] != y[0];
        count++;
    }
    if (count < 3 || !varies)
        return HR_OK;
    hr_fit_row fit = {.kind = like->kind, .statement = like->statement, .from = (uint64_t)x[0]};
    strcpy(fit.name, like->name);
    hr_status status = hr_fit_line(&fit.fit, sweep->experiment->fit, x, y, count);
    if (status == HR_OK)
        status = hr_grow(&sweep->fit, &sweep->fit_capacity, sweep->fits + 1, sizeof fit, "the fits");
    if (status == HR_OK)
        sweep->fit[sweep->fits++] = fit;
    return status;
}

static hr_status fit_from(hr_sweep *sweep, uint64_t from, double *x) {
    hr_status status = HR_OK;
    for (size_t i = 0; i < sweep->rows && status == HR_OK; i++) {
        bool first = true;
        for (size_t j = 0; j < i; j++)
            first = first && (sweep->row[j].kind != sweep->row[i].kind ||
                              strcmp(sweep->row[j].name, sweep->row[i].name));
        if (first)
            status = fit_series(sweep, &sweep->row[i], from, x, x + sweep->rows);
    }
    return status;
}

hr_status hr_sweep_fit(hr_sweep *sweep) {
    const hr_experiment *e = sweep->experiment;
    if (e->fit == HR_FIT_NONE || !sweep->rows)
        return HR_OK;
    double *x = hr_alloc(2 * sweep->rows, sizeof *x, "the fits");
    if (!x)
        return HR_ENOMEM;
    hr_status status = fit_from(sweep, 0, x);
    if (status == HR_OK && e->fit_from > e->value[0])
        status = fit_from(sweep, e->fit_from, x);
    free(x);
    return status;
}
