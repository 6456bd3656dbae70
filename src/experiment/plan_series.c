/* A series from its first trial to its last. */
#include "base/memory.h"
#include "experiment/plan_parts.h"

hr_plan_node *hr_plan_known(const hr_plan_series *series, size_t seed, uint32_t dim) {
    const hr_plan_seed *s = &series->seed[seed];
    for (size_t i = 0; i < s->count; i++)
        if (s->asked[i].dim == dim)
            return s->asked[i].node;
    return NULL;
}

/* Takes what was asked for, or all of it, off the series' expected cost. */
static void spend(hr_plan *plan, hr_plan_series *series, double cost) {
    cost = cost < series->left ? cost : series->left;
    series->left -= cost;
    plan->left -= cost;
}

static hr_status ask_new(hr_plan *plan, hr_plan_series *series, size_t seed, uint32_t dim, size_t unit,
                         hr_plan_node **out) {
    size_t instance = plan->place[series->place].instances > 1 ? seed : 0;
    const hr_trial *check = &series->check[instance];
    hr_plan_order order = {.place = series->place,
                           .class = HR_PLAN_CHECK,
                           .subject = series->method,
                           .notion = series->notion,
                           .dim = dim,
                           .seed = seed,
                           .instance = instance};
    hr_plan_seed *s = &series->seed[seed];
    hr_trial trial;
    if (hr_grow(&s->asked, &s->capacity, s->count + 1, sizeof *s->asked, "the plan") != HR_OK ||
        hr_trial_copy(&trial, check) != HR_OK)
        return HR_ENOMEM;
    trial.dim = check->dim ? dim : 0;
    /* 0 where nothing is random, so that such a trial has no seed */
    trial.seed = check->seed ? plan->first_seed + seed : 0;
    double cost = hr_plan_cost(plan, series, instance, dim);
    hr_status status = hr_plan_want(plan, out, &trial, &order, cost);
    if (status != HR_OK)
        return status;
    s->asked[s->count++] = (hr_plan_asked){dim, *out};
    spend(plan, series, series->search ? series->typical_cost : cost);
    return hr_plan_wait(*out, series, unit);
}

hr_status hr_plan_ask(hr_plan *plan, hr_plan_series *series, size_t seed, uint32_t dim, size_t unit,
                      hr_plan_node **out) {
    *out = hr_plan_known(series, seed, dim);
    return *out ? HR_OK : ask_new(plan, series, seed, dim, unit, out);
}

static hr_status finish(hr_plan *plan, hr_plan_series *series) {
    series->phase = HR_PLAN_DONE;
    spend(plan, series, series->left);
    return HR_OK;
}

static hr_status run_majority(hr_plan *plan, hr_plan_series *series) {
    bool done;
    hr_status status = hr_plan_search_majority(plan, series, &done);
    return status == HR_OK && done ? finish(plan, series) : status;
}

static hr_status run_seed(hr_plan *plan, hr_plan_series *series, size_t seed) {
    hr_plan_seed *s = &series->seed[seed];
    s->begun = true;
    hr_status status = hr_plan_search_seed(plan, series, seed, &s->done);
    if (status != HR_OK || !s->done)
        return status;
    series->seeds_left--;
    for (size_t i = 1; seed == 0 && i < series->seeds && status == HR_OK; i++)
        status = run_seed(plan, series, i);
    if (status != HR_OK || series->seeds_left || series->phase != HR_PLAN_SEEDS)
        return status;
    series->phase = HR_PLAN_MAJORITY;
    return run_majority(plan, series);
}

/* One trial per seed and listed dimension; without a choice of dimension, at the method's own. */
static hr_status run_fixed(hr_plan *plan, hr_plan_series *series) {
    const hr_experiment *e = plan->experiment;
    bool listed = e->dim_mode == HR_DIM_VALUES && hr_spec_method_takes_dim(&e->method[series->method]);
    series->phase = HR_PLAN_FIXED;
    for (size_t d = 0; d < (listed ? e->dims : 1); d++)
        for (size_t i = 0; i < series->seeds; i++) {
            hr_plan_node *node;
            hr_status status = hr_plan_ask(plan, series, i, listed ? e->dim[d] : 0, series->seeds, &node);
            if (status != HR_OK)
                return status;
        }
    return series->waiting[series->seeds] ? HR_OK : finish(plan, series);
}

/* The theorem's dimension, the largest over the instances; 0 when it does not apply to one of them.  What is
 * trained has none: 2 s are enough for some embedding (U4), whether or not training finds one. */
static uint32_t own_dimension(const hr_plan *plan, const hr_plan_series *series) {
    uint32_t own = 0;
    for (size_t i = 0; i < plan->place[series->place].instances; i++) {
        double d = series->theorem[i] ? hr_result_number(&series->theorem[i]->wanted.result, "dimension", 0)
                                      : 2.0 * hr_plan_size(&plan->place[series->place].instance[i], "s");
        if (!(d >= 1 && d <= INT32_MAX))
            return 0;
        own = d > own ? (uint32_t)d : own;
    }
    return own;
}

static hr_status run_search(hr_plan *plan, hr_plan_series *series) {
    uint64_t most = plan->experiment->most;
    uint64_t ceiling = most ? most : series->own < 16 ? 64 : 4 * (uint64_t)series->own;
    series->ceiling = ceiling > INT32_MAX ? INT32_MAX : (uint32_t)ceiling;
    series->phase = HR_PLAN_SEEDS;
    double guess = 0.4 * series->own;
    series->typical_cost = hr_plan_cost(plan, series, 0, guess < 1 ? 1 : (uint32_t)guess);
    /* as measured on trees and random DAGs: 6 to 7 trials a seed, then a few to settle the majority */
    series->left = series->typical_cost * (6.5 * (double)series->seeds + 6);
    plan->left += series->left;
    return run_seed(plan, series, 0);
}

static hr_status open_series(hr_plan *plan, hr_plan_series *series) {
    plan->opened++;
    series->own = series->search ? own_dimension(plan, series) : 0;
    series->search = series->own != 0; /* where the theorem does not apply a trial says why */
    return series->search ? run_search(plan, series) : run_fixed(plan, series);
}

hr_status hr_plan_advance(hr_plan *plan, hr_plan_series *series, size_t unit) {
    if (unit < series->seeds)
        return run_seed(plan, series, unit);
    switch (series->phase) {
    case HR_PLAN_CLOSED:
        return open_series(plan, series);
    case HR_PLAN_FIXED:
        return finish(plan, series);
    case HR_PLAN_MAJORITY:
        return run_majority(plan, series);
    default:
        return hr_fail(HR_EINTERNAL, "plan: a series went on that waits for nothing");
    }
}
