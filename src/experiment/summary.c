/* From the trials that were given to the points of the figure. */
#include "experiment/summary.h"

#include "base/memory.h"
#include "experiment/plan_parts.h"

#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    hr_summary *out;
    const hr_plan *plan;
    double *sample; /* room for one number per seed */
} building;

void hr_summary_clear(hr_summary *summary) {
    free(summary->row);
    free(summary->fit);
    memset(summary, 0, sizeof *summary);
}

static hr_status add(building *b, const hr_row *row) {
    hr_summary *out = b->out;
    if (hr_grow(&out->row, &out->row_capacity, out->rows + 1, sizeof *row, "the summary") != HR_OK)
        return HR_ENOMEM;
    out->row[out->rows++] = *row;
    return HR_OK;
}

static hr_row begin(const building *b, size_t place, hr_row_kind kind, const char *name,
                    const char *statement, hr_notion notion) {
    const hr_plan_place *at = &b->plan->place[place];
    hr_row row = {.kind = kind,
                  .hierarchy = at->hierarchy,
                  .notion = notion,
                  .distance = -1,
                  .step = -1,
                  .y = NAN,
                  .state = HR_UNKNOWN,
                  .above = NAN,
                  .low = NAN,
                  .high = NAN,
                  .mean = NAN,
                  .sd = NAN};
    memcpy(row.value, at->value, sizeof row.value);
    snprintf(row.name, sizeof row.name, "%s", name);
    snprintf(row.statement, sizeof row.statement, "%s", statement);
    for (size_t i = 0; i < at->instances; i++) {
        uint32_t n = hr_plan_size(&at->instance[i], "n"), m = hr_plan_size(&at->instance[i], "m"),
                 s = hr_plan_size(&at->instance[i], "s");
        row.n = n > row.n ? n : row.n;
        row.m = m > row.m ? m : row.m;
        row.s = s > row.s ? s : row.s;
    }
    return row;
}

static void spread(hr_row *row, double *x, size_t count) {
    row->decided = count;
    if (!count)
        return;
    gsl_stats_minmax(&row->low, &row->high, x, 1, count);
    row->mean = gsl_stats_mean(x, 1, count);
    row->sd = count > 1 ? gsl_stats_sd(x, 1, count) : NAN;
}

static const hr_result *given(const hr_plan_node *node) {
    return node && node->wanted.given ? &node->wanted.result : NULL;
}

/* The trials of the series that were given. */
static size_t trials_of(const hr_plan_series *series) {
    size_t count = 0;
    for (size_t i = 0; i < series->seeds; i++)
        for (size_t k = 0; k < series->seed[i].count; k++)
            count += given(series->seed[i].asked[k].node) != NULL;
    return count;
}

/* What a search found: the majority's least d, and over the seeds each one's own. */
static void searched(building *b, const hr_plan_series *series, hr_row *row) {
    size_t found = 0;
    for (size_t i = 0; i < series->seeds; i++)
        if (series->seed[i].least.state == HR_FEASIBLE)
            b->sample[found++] = series->seed[i].least.least;
    spread(row, b->sample, found);
    const hr_least *least = &series->majority;
    row->state = series->phase == HR_PLAN_DONE ? least->state : HR_UNKNOWN;
    uint32_t y = least->least ? least->least : row->state == HR_INFEASIBLE ? series->ceiling : 0;
    row->y = y ? (double)y : NAN;
    row->above = least->above ? (double)least->above : NAN;
}

/* A construction with its own dimension: the least d that half of the seeds reach is the median of the
 * dimensions that were feasible.  A seed whose verdict is UNKNOWN could have moved it down. */
static void own(building *b, const hr_plan_series *series, hr_row *row) {
    size_t found = 0, infeasible = 0;
    double largest = NAN;
    for (size_t i = 0; i < series->seeds; i++) {
        const hr_result *result = given(hr_plan_known(series, i, 0));
        hr_verdict verdict = result ? hr_result_verdict(result) : HR_UNKNOWN;
        double d = result ? hr_result_number(result, "dimension", NAN) : NAN;
        if (verdict == HR_FEASIBLE && d >= 1)
            b->sample[found++] = d;
        infeasible += verdict == HR_INFEASIBLE;
        largest = d > largest || isnan(largest) ? d : largest;
    }
    spread(row, b->sample, found);
    gsl_sort(b->sample, 1, found);
    bool half = 2 * found >= series->seeds;
    if (half)
        row->y = b->sample[(series->seeds + 1) / 2 - 1];
    if (half && found + infeasible == series->seeds)
        row->state = HR_FEASIBLE;
    else if (!half && 2 * infeasible > series->seeds) {
        row->state = HR_INFEASIBLE;
        row->y = largest;
    }
}

static hr_status add_least(building *b, const hr_plan_series *series, hr_row row) {
    row.quantity = hr_quantity_find("least-dimension");
    row.trials = trials_of(series);
    if (series->search)
        searched(b, series, &row);
    else
        own(b, series, &row);
    row.known = hr_verdict_names[row.state];
    return add(b, &row);
}

static double sample_of(const hr_row *row, const hr_result *result) {
    uint32_t distance = row->distance > 0 ? (uint32_t)row->distance : 0;
    if (result->failed)
        return NAN;
    if (!row->quantity->at_step)
        return row->quantity->sample(result, distance);
    return row->step < 0 ? NAN : row->quantity->at_step(result, (uint64_t)row->step, distance);
}

/* One quantity at one dimension, distance and step over the seeds. */
static void measure(building *b, const hr_plan_series *series, uint32_t dim, hr_row *row) {
    size_t count = 0, feasible = 0, infeasible = 0;
    double largest = 0;
    for (size_t i = 0; i < series->seeds; i++) {
        const hr_result *result = given(hr_plan_known(series, i, dim));
        if (!result)
            continue;
        row->trials++;
        hr_verdict verdict = hr_result_verdict(result);
        feasible += verdict == HR_FEASIBLE;
        infeasible += verdict == HR_INFEASIBLE;
        double d = hr_result_number(result, "dimension", 0);
        largest = d > largest ? d : largest;
        double x = sample_of(row, result);
        if (isfinite(x))
            b->sample[count++] = x;
    }
    spread(row, b->sample, count);
    row->y = row->mean;
    row->state = hr_plan_majority(feasible, infeasible, series->seeds);
    row->known = hr_verdict_names[row->state];
    row->dimension = dim ? dim : largest <= UINT32_MAX ? (uint32_t)largest : 0;
    /* a share of seeds has no spread of its own: how far the undecided ones could move it */
    if (count && row->quantity->share && !strcmp(row->quantity->name, "feasible")) {
        row->low = (double)feasible / (double)series->seeds;
        row->high = (double)(series->seeds - infeasible) / (double)series->seeds;
    }
}

/* One more than the largest distance that a trial reports. */
static size_t distances(const hr_plan_series *series, uint32_t dim) {
    size_t most = 0;
    for (size_t i = 0; i < series->seeds; i++) {
        const hr_result *result = given(hr_plan_known(series, i, dim));
        size_t count = result ? json_array_size(json_object_get(result->outcome, "by_distance")) : 0;
        most = count > most ? count : most;
    }
    return most < INT32_MAX ? most : INT32_MAX;
}

static hr_status add_distances(building *b, const hr_plan_series *series, uint32_t dim, const hr_row *like) {
    size_t count = distances(series, dim), added = 0;
    for (size_t k = 0; k < count; k++) {
        hr_row row = *like;
        row.distance = (int32_t)k;
        measure(b, series, dim, &row);
        if (!row.decided) /* no pair has this distance */
            continue;
        added++;
        if (add(b, &row) != HR_OK)
            return HR_ENOMEM;
    }
    if (added)
        return HR_OK;
    hr_row row = *like; /* nothing is known: said so in a row */
    measure(b, series, dim, &row);
    return add(b, &row);
}

/* The smallest step above `step` that some seed measured; -1: none. */
static int64_t next_step(const hr_plan_series *series, uint32_t dim, int64_t step) {
    int64_t next = -1;
    for (size_t i = 0; i < series->seeds; i++) {
        const hr_result *result = given(hr_plan_known(series, i, dim));
        for (size_t k = result ? hr_quantity_steps(result) : 0; k-- > 0;) {
            int64_t at = (int64_t)hr_quantity_step(result, k);
            if (at > step && (next < 0 || at < next))
                next = at;
        }
    }
    return next;
}

/* A row for each step that some seed measured; of recipes that measure nothing one that says so. */
static hr_status add_steps(building *b, const hr_plan_series *series, uint32_t dim, const hr_row *like) {
    hr_status status = HR_OK;
    int64_t step = next_step(series, dim, -1);
    do {
        hr_row row = *like;
        row.step = step;
        if (row.quantity->by_distance) {
            status = add_distances(b, series, dim, &row);
        } else {
            measure(b, series, dim, &row);
            status = add(b, &row);
        }
        step = step < 0 ? -1 : next_step(series, dim, step);
    } while (step >= 0 && status == HR_OK);
    return status;
}

static hr_status add_measured(building *b, const hr_plan_series *series, const hr_row *like) {
    const hr_experiment *e = b->plan->experiment;
    bool listed = e->dim_mode == HR_DIM_VALUES && hr_spec_method_takes_dim(&e->method[series->method]);
    hr_status status = HR_OK;
    for (size_t d = 0; d < (listed ? e->dims : 1); d++)
        for (size_t r = 0; r < e->records && status == HR_OK; r++) {
            if (!e->record[r]->sample)
                continue;
            uint32_t dim = listed ? e->dim[d] : 0;
            hr_row row = *like;
            row.quantity = e->record[r];
            if (e->record[r]->at_step) {
                if (!e->method[series->method].method) /* constructions are not trained */
                    status = add_steps(b, series, dim, &row);
                continue;
            }
            if (e->record[r]->by_distance) {
                status = add_distances(b, series, dim, &row);
                continue;
            }
            measure(b, series, dim, &row);
            status = add(b, &row);
        }
    return status;
}

static hr_status add_series(building *b, const hr_plan_series *series) {
    const hr_experiment *e = b->plan->experiment;
    const hr_spec_method *method = &e->method[series->method];
    hr_row row = begin(b, series->place, HR_MEASURED, method->text, hr_spec_method_statement(method),
                       e->notion[series->notion]);
    row.seeds = series->seeds;
    return e->dim_mode == HR_DIM_LEAST ? add_least(b, series, row) : add_measured(b, series, &row);
}

/* One bound over the seeds' hierarchies: y is the least dimension that is enough for at least half of them.
 */
static hr_status add_bound(building *b, size_t place, const hr_bound *bound, size_t notion,
                           hr_plan_node *const *node) {
    const hr_plan_place *at = &b->plan->place[place];
    hr_row row =
        begin(b, place, HR_THEORY, bound->name, bound->statement, b->plan->experiment->notion[notion]);
    size_t found = 0, weakest = 0;
    for (size_t i = 0; i < at->instances; i++) {
        const hr_result *result = given(node[i]);
        row.trials += result != NULL;
        if (!result || result->failed || !json_is_true(json_object_get(result->outcome, "applies")))
            continue;
        b->sample[found++] = hr_result_number(result, "dimension", NAN);
        const char *known = json_string_value(json_object_get(result->outcome, "known"));
        for (size_t k = 0; known && hr_known_names[k]; k++)
            if (!strcmp(known, hr_known_names[k]) && k > weakest)
                weakest = k;
    }
    bool complete = row.trials == at->instances, half = 2 * found >= at->instances;
    if (complete && !half)
        return HR_OK;
    row.quantity = hr_quantity_find("least-dimension");
    row.seeds = at->instances;
    row.known = hr_verdict_names[HR_UNKNOWN];
    if (complete) {
        spread(&row, b->sample, found);
        gsl_sort(b->sample, 1, found);
        row.y = b->sample[(at->instances + 1) / 2 - 1];
        row.state = HR_FEASIBLE;
        row.known = hr_known_names[weakest];
    }
    return add(b, &row);
}

static hr_status add_place(building *b, size_t place) {
    const hr_plan *plan = b->plan;
    size_t per_place = plan->experiment->methods * plan->experiment->notions;
    hr_status status = HR_OK;
    for (size_t i = 0; i < per_place && status == HR_OK; i++)
        status = add_series(b, &plan->series[place * per_place + i]);
    hr_plan_node *const *node = plan->place[place].bound;
    for (size_t i = 0; i < plan->bounds; i++)
        for (size_t f = 0; f < plan->experiment->notions && status == HR_OK; f++) {
            status = add_bound(b, place, plan->bound[i], f, node);
            node += plan->place[place].instances;
        }
    return status;
}

hr_status hr_plan_summary(hr_summary *out, const hr_plan *plan) {
    *out = (hr_summary){.experiment = plan->experiment};
    building b = {.out = out, .plan = plan};
    b.sample = hr_alloc(plan->experiment->seeds, sizeof *b.sample, "the summary");
    hr_status status = b.sample ? HR_OK : HR_ENOMEM;
    for (size_t p = 0; p < plan->places && status == HR_OK; p++)
        status = add_place(&b, p);
    free(b.sample);
    if (status == HR_OK)
        status = hr_summary_fit(out);
    if (status != HR_OK)
        hr_summary_clear(out);
    return status;
}
