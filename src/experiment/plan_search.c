/* The searches of a series, replayed over the results that are there. */
#include "experiment/plan_parts.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    hr_plan *plan;
    hr_plan_series *series;
    size_t unit;
    bool missing; /* the search stopped because it waits */
} search;

/* Not a failure, but the way out of hr_least_search: who called sees `missing` before the status. */
static hr_status stop(search *s) {
    s->missing = true;
    return HR_EINTERNAL;
}

/* The trial's verdict for the search: FEASIBLE, or a recall that is enough. */
static hr_verdict verdict_of(const hr_plan *plan, const hr_plan_series *series, const hr_result *result) {
    double reach = plan->experiment->method[series->method].reach;
    if (!(reach > 0))
        return hr_result_verdict(result);
    double recall = hr_result_number(result, "recall", NAN);
    return isnan(recall) ? HR_UNKNOWN : recall >= reach ? HR_FEASIBLE : HR_INFEASIBLE;
}

static hr_status decide_seed(hr_verdict *verdict, uint32_t d, void *context) {
    search *s = context;
    hr_plan_node *node;
    hr_status status = hr_plan_ask(s->plan, s->series, s->unit, d, s->unit, &node);
    if (status != HR_OK)
        return status;
    if (!node->wanted.given)
        return stop(s);
    *verdict = verdict_of(s->plan, s->series, &node->wanted.result);
    return HR_OK;
}

hr_verdict hr_plan_majority(size_t feasible, size_t infeasible, size_t seeds) {
    return 2 * feasible >= seeds ? HR_FEASIBLE : 2 * infeasible > seeds ? HR_INFEASIBLE : HR_UNKNOWN;
}

typedef struct {
    size_t feasible, infeasible, unasked;
} count;

static count count_at(const hr_plan *plan, const hr_plan_series *series, uint32_t d) {
    count c = {0};
    for (size_t i = 0; i < series->seeds; i++) {
        const hr_plan_node *node = hr_plan_known(series, i, d);
        c.unasked += !node;
        if (!node || !node->wanted.given)
            continue;
        hr_verdict verdict = verdict_of(plan, series, &node->wanted.result);
        c.feasible += verdict == HR_FEASIBLE;
        c.infeasible += verdict == HR_INFEASIBLE;
    }
    return c;
}

/* At least half of the seeds?  The series' trials at d first, then as many of the other seeds as could decide
 * it, side by side, until it is decided. */
static hr_status decide_half(hr_verdict *verdict, uint32_t d, void *context) {
    search *s = context;
    size_t seeds = s->series->seeds;
    for (;;) {
        count c = count_at(s->plan, s->series, d);
        *verdict = hr_plan_majority(c.feasible, c.infeasible, seeds);
        if (*verdict != HR_UNKNOWN || !c.unasked)
            return HR_OK;
        size_t yes = (seeds + 1) / 2 - c.feasible, no = seeds / 2 + 1 - c.infeasible;
        size_t need = yes < no ? yes : no;
        bool all_given = true;
        for (size_t i = 0; i < seeds && need; i++) {
            if (hr_plan_known(s->series, i, d))
                continue;
            hr_plan_node *node;
            hr_status status = hr_plan_ask(s->plan, s->series, i, d, s->unit, &node);
            if (status != HR_OK)
                return status;
            all_given = all_given && node->wanted.given;
            need--;
        }
        if (!all_given)
            return stop(s);
    }
}

static hr_status run(search *s, hr_least *out, const hr_least_options *options, hr_decide decide,
                     bool *done) {
    hr_status status = hr_least_search(out, options, decide, s);
    *done = !s->missing && status == HR_OK;
    return s->missing ? HR_OK : status;
}

hr_status hr_plan_search_seed(hr_plan *plan, hr_plan_series *series, size_t seed, bool *done) {
    search s = {.plan = plan, .series = series, .unit = seed};
    /* random embeddings are feasible well below what the theorem guarantees; the other seeds lie near the
     * first */
    double guess = 0.4 * series->own;
    uint32_t start = guess < 1 ? 1 : (uint32_t)guess;
    if (seed && series->seed[0].least.state == HR_FEASIBLE)
        start = series->seed[0].least.least;
    hr_least_options options = {.start = start, .ceiling = series->ceiling};
    return run(&s, &series->seed[seed].least, &options, decide_seed, done);
}

static uint32_t sample(const hr_plan_seed *seed) {
    return seed->least.state == HR_FEASIBLE ? seed->least.least : 0;
}

/* The d that at least half of the seeds reach by themselves; 0: none. */
static hr_status median(uint32_t *out, const hr_plan_series *series) {
    uint32_t *samples = hr_alloc(series->seeds, sizeof *samples, "the least dimensions of the seeds");
    if (!samples)
        return HR_ENOMEM;
    for (size_t i = 0; i < series->seeds; i++)
        samples[i] = sample(&series->seed[i]);
    *out = hr_least_median(samples, series->seeds);
    free(samples);
    return HR_OK;
}

hr_status hr_plan_search_majority(hr_plan *plan, hr_plan_series *series, bool *done) {
    search s = {.plan = plan, .series = series, .unit = series->seeds};
    uint32_t half;
    hr_status status = median(&half, series);
    if (status != HR_OK)
        return status;
    hr_least_options options = {
        .start = half ? half : series->ceiling, .step = 1, .ceiling = series->ceiling};
    return run(&s, &series->majority, &options, decide_half, done);
}
