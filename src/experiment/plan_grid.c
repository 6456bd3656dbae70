/* The grid laid out: places, their hierarchies, the bounds of the theory, the series. */
#include "base/memory.h"
#include "experiment/plan_parts.h"
#include "trial/task.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_SERIES = 1000000 }; /* that a plan can lay out: their tables alone take a gigabyte */

static char *copy_text(const char *text) {
    size_t size = strlen(text) + 1;
    char *copy = hr_alloc(size, 1, "a trial");
    return copy ? memcpy(copy, text, size) : NULL;
}

/* The caller's own strings; not normalised yet. */
static hr_status make(hr_trial *out, const hr_plan *plan, const char *task, const char *hierarchy,
                      const char *subject, hr_notion notion) {
    const hr_experiment *e = plan->experiment;
    *out = (hr_trial){.task = hr_task_find(task),
                      .hierarchy = copy_text(hierarchy),
                      .subject = copy_text(subject),
                      .notion = notion,
                      .eps = e->eps,
                      .seconds = e->seconds,
                      .tally = e->tally};
    if (out->hierarchy && out->subject)
        return HR_OK;
    hr_trial_clear(out);
    return HR_ENOMEM;
}

/* The pieces that nothing but series wait for: they cost little beside the checks. */
static hr_status want_piece(hr_plan *plan, hr_plan_node **out, const char *task, const char *subject,
                            const hr_plan_order *order) {
    const hr_experiment *e = plan->experiment;
    const hr_plan_instance *instance = &plan->place[order->place].instance[order->instance];
    hr_trial trial;
    hr_status status = make(&trial, plan, task, instance->hierarchy, subject, e->notion[order->notion]);
    if (status != HR_OK)
        return status;
    status = hr_trial_normalise(&trial);
    if (status != HR_OK) {
        hr_trial_clear(&trial);
        return status;
    }
    return hr_plan_want(plan, out, &trial, order, 1e-3);
}

static size_t places_of(const hr_experiment *e, size_t hierarchy) {
    size_t count = 1;
    for (size_t v = 0; v < e->variables; v++)
        if (e->hierarchy[hierarchy].variables >> v & 1)
            count = e->variable[v].values && count > MOST_SERIES / e->variable[v].values
                        ? MOST_SERIES + 1
                        : count * e->variable[v].values;
    return count;
}

/* The values of place `index` of its hierarchy: the last variable moves fastest. */
static void set_values(const hr_experiment *e, hr_plan_place *place, size_t index) {
    for (size_t v = e->variables; v-- > 0;)
        if (e->hierarchy[place->hierarchy].variables >> v & 1) {
            place->value[v] = e->variable[v].value[index % e->variable[v].values];
            index /= e->variable[v].values;
        }
}

static hr_status lay_place(hr_plan *plan, size_t at, hr_plan_name name, void *context) {
    const hr_experiment *e = plan->experiment;
    hr_plan_place *place = &plan->place[at];
    place->instances = e->hierarchy[place->hierarchy].seeded ? e->seeds : 1;
    place->instance = hr_calloc(place->instances, sizeof *place->instance, "the hierarchies");
    place->bound =
        hr_calloc(plan->bounds * e->notions * place->instances, sizeof *place->bound, "the bounds");
    if (!place->instance || !place->bound)
        return HR_ENOMEM;
    bool seeded = e->hierarchy[place->hierarchy].seeded;
    for (size_t i = 0; i < place->instances; i++) {
        char *text =
            hr_experiment_hierarchy(e, place->hierarchy, place->value, seeded ? plan->first_seed + i : 0);
        hr_status status = text ? name(&place->instance[i].hierarchy, text, context) : HR_ENOMEM;
        free(text);
        if (status != HR_OK)
            return hr_fail_prefix(status, "%s", e->path);
        hr_plan_order order = {.place = at, .class = HR_PLAN_SIZE, .instance = i};
        status = want_piece(plan, &place->instance[i].size, "size", "", &order);
        if (status != HR_OK)
            return status;
    }
    return HR_OK;
}

static hr_status lay_bounds(hr_plan *plan, size_t at) {
    hr_plan_place *place = &plan->place[at];
    hr_plan_node **bound = place->bound;
    for (size_t b = 0; b < plan->bounds; b++)
        for (size_t f = 0; f < plan->experiment->notions; f++)
            for (size_t i = 0; i < place->instances; i++) {
                hr_plan_order order = {
                    .place = at, .class = HR_PLAN_BOUND, .subject = b, .notion = f, .instance = i};
                hr_status status = want_piece(plan, bound++, "bound", plan->bound[b]->name, &order);
                if (status != HR_OK)
                    return status;
            }
    return HR_OK;
}

/* Beside the hierarchy a series' trials differ in d and seed only. */
static hr_status make_check(hr_trial *out, const hr_plan *plan, const hr_plan_series *series,
                            size_t instance) {
    const hr_experiment *e = plan->experiment;
    const hr_spec_method *method = &e->method[series->method];
    hr_status status = make(out, plan, method->method ? "check" : "train",
                            plan->place[series->place].instance[instance].hierarchy, method->text,
                            e->notion[series->notion]);
    if (status != HR_OK)
        return status;
    out->dim = 1;
    out->seed = 1;
    status = hr_trial_normalise(out);
    if (status != HR_OK)
        hr_trial_clear(out);
    return status;
}

static hr_status lay_series(hr_plan *plan, hr_plan_series *series) {
    const hr_experiment *e = plan->experiment;
    const hr_plan_place *place = &plan->place[series->place];
    const hr_spec_method *method = &e->method[series->method];
    bool seeded = e->hierarchy[place->hierarchy].seeded;
    series->seeds = hr_spec_method_random(method) || seeded ? e->seeds : 1;
    series->seeds_left = series->seeds;
    series->search = e->dim_mode == HR_DIM_LEAST && hr_spec_method_takes_dim(method);
    series->check = hr_calloc(place->instances, sizeof *series->check, "the plan");
    series->theorem = hr_calloc(place->instances, sizeof *series->theorem, "the plan");
    series->seed = hr_calloc(series->seeds, sizeof *series->seed, "the plan");
    series->waiting = hr_calloc(series->seeds + 1, sizeof *series->waiting, "the plan");
    if (!series->check || !series->theorem || !series->seed || !series->waiting)
        return HR_ENOMEM;
    hr_status status = HR_OK;
    for (size_t i = 0; i < place->instances && status == HR_OK; i++) {
        status = make_check(&series->check[i], plan, series, i);
        if (status == HR_OK)
            status = hr_plan_wait(place->instance[i].size, series, series->seeds);
        if (status != HR_OK || !series->search || !method->method) /* training has no theorem */
            continue;
        hr_plan_order order = {.place = series->place,
                               .class = HR_PLAN_THEOREM,
                               .subject = series->method,
                               .notion = series->notion,
                               .instance = i};
        status = want_piece(plan, &series->theorem[i], "theorem", method->text, &order);
        if (status == HR_OK)
            status = hr_plan_wait(series->theorem[i], series, series->seeds);
    }
    return status;
}

static hr_status list_bounds(hr_plan *plan) {
    const hr_experiment *e = plan->experiment;
    size_t all = 0;
    while (hr_bounds[all])
        all++;
    plan->bound = hr_calloc(all * e->theories, sizeof *plan->bound, "the bounds");
    if (!plan->bound)
        return HR_ENOMEM;
    for (size_t t = 0; t < e->theories; t++)
        for (size_t b = 0; b < all; b++)
            if (!strcmp(hr_bounds[b]->statement, e->theory[t]))
                plan->bound[plan->bounds++] = hr_bounds[b];
    return HR_OK;
}

static hr_status make_tables(hr_plan *plan) {
    const hr_experiment *e = plan->experiment;
    for (size_t h = 0; h < e->hierarchies && plan->places <= MOST_SERIES; h++)
        plan->places += places_of(e, h);
    plan->series_count = plan->places * e->methods * e->notions;
    if (plan->places > MOST_SERIES || plan->series_count > MOST_SERIES) {
        plan->places = plan->series_count = 0;
        return hr_fail(HR_ELIMIT, "%s: the grid has more than %d series; give the variables fewer values",
                       e->path, MOST_SERIES);
    }
    plan->place = hr_calloc(plan->places, sizeof *plan->place, "the plan");
    plan->series = hr_calloc(plan->series_count, sizeof *plan->series, "the plan");
    if (!plan->place || !plan->series) {
        plan->places = plan->series_count = 0;
        return HR_ENOMEM;
    }
    hr_plan_place *place = plan->place;
    for (size_t h = 0; h < e->hierarchies; h++) {
        size_t count = places_of(e, h);
        for (size_t i = 0; i < count; i++, place++) {
            place->hierarchy = h;
            set_values(e, place, i);
        }
    }
    hr_plan_series *series = plan->series;
    for (size_t p = 0; p < plan->places; p++)
        for (size_t m = 0; m < e->methods; m++)
            for (size_t f = 0; f < e->notions; f++, series++) {
                series->place = p;
                series->method = m;
                series->notion = f;
            }
    return list_bounds(plan);
}

hr_status hr_plan_lay(hr_plan *plan, hr_plan_name name, void *context) {
    hr_status status = make_tables(plan);
    for (size_t p = 0; p < plan->places && status == HR_OK; p++) {
        status = lay_place(plan, p, name, context);
        if (status == HR_OK)
            status = lay_bounds(plan, p);
    }
    for (size_t i = 0; i < plan->series_count && status == HR_OK; i++)
        status = lay_series(plan, &plan->series[i]);
    return status;
}

static void lift_series(const hr_plan *plan, hr_plan_series *series) {
    for (size_t i = 0; series->check && i < plan->place[series->place].instances; i++)
        hr_trial_clear(&series->check[i]);
    for (size_t i = 0; series->seed && i < series->seeds; i++)
        free(series->seed[i].asked);
    free(series->check);
    free(series->theorem);
    free(series->seed);
    free(series->waiting);
}

void hr_plan_lift(hr_plan *plan) {
    for (size_t i = 0; i < plan->series_count; i++)
        lift_series(plan, &plan->series[i]);
    for (size_t p = 0; p < plan->places; p++) {
        for (size_t i = 0; plan->place[p].instance && i < plan->place[p].instances; i++)
            free(plan->place[p].instance[i].hierarchy);
        free(plan->place[p].instance);
        free(plan->place[p].bound);
    }
    free(plan->series);
    free(plan->place);
    free(plan->bound);
}
