#include "experiment/series.h"

#include "base/memory.h"
#include "base/progress.h"

#include <cblas.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef _OPENMP
#include <omp.h>
#endif

/* Trials of one seed, in the order they were asked for: seeds run side by side, and the sweep gets their
 * trials seed by seed, so that the order does not depend on the threads. */
typedef struct {
    hr_trial *trial;
    size_t count, capacity;
    hr_status status; /* of the seed's search */
    char message[512];
} seed_trials;

typedef struct {
    hr_series *series;
    seed_trials *of; /* one per seed */
    size_t seed;     /* whose search this is */
} context;

enum { MOST_SEEDS = 1000 };

static const hr_loaded *loaded(const hr_series *s, size_t seed) {
    return &s->loaded[s->shared ? 0 : seed];
}

static const hr_spec_method *method(const hr_series *s) {
    return &s->sweep->experiment->method[s->method];
}

static const hr_trial *find(const seed_trials *t, uint32_t dim) {
    for (size_t i = 0; i < t->count; i++)
        if (t->trial[i].dim == dim)
            return &t->trial[i];
    return NULL;
}

/* Seeds are numbered from the sweep's first; 0 where nothing is random, so that such a trial has no seed. */
static uint64_t seed_number(const hr_series *s, size_t seed) {
    return method(s)->method->random || !s->shared ? s->sweep->seed + seed : 0;
}

/* A failure that belongs to this trial alone (too large, does not apply) is its result, UNKNOWN with the
 * reason; the others end the sweep. */
static bool only_this_trial(hr_status status) {
    return status == HR_EINPUT || status == HR_EUSAGE || status == HR_ELIMIT || status == HR_ENOMEM;
}

static hr_status append(const hr_series *s, seed_trials *t, const hr_trial *trial) {
    if (hr_grow(&t->trial, &t->capacity, t->count + 1, sizeof *trial, "the trials") != HR_OK)
        return HR_ENOMEM;
    t->trial[t->count++] = *trial;
    const hr_experiment *e = s->sweep->experiment;
    char message[160];
    snprintf(message, sizeof message, "%s = %llu %s seed %llu d = %u", e->variable,
             (unsigned long long)e->value[s->value], method(s)->text, (unsigned long long)trial->seed,
             trial->dim);
    if (s->tick) {
#pragma omp critical(hr_series_tick)
        s->tick(s->tick_context, message);
    }
    return HR_OK;
}

static hr_status check(hr_trial *trial, const hr_series *s, const hr_loaded *l,
                       const hr_embedding *embedding) {
    const hr_experiment *e = s->sweep->experiment;
    hr_check_options options = {
        .notion = e->notion, .eps = e->eps, .verdict_only = true, .seconds = e->seconds, .worst = 1};
    hr_check_result result;
    hr_status status = hr_check(&result, &l->ancestors, embedding, &options);
    if (status != HR_OK)
        return status;
    trial->verdict = result.verdict;
    trial->width = (uint32_t)result.dimension;
    trial->dtype = result.dtype;
    if (result.verdict == HR_FEASIBLE && isfinite(result.margin_log10))
        trial->margin_log10 = result.margin_log10;
    snprintf(trial->how, sizeof trial->how, "%s", result.how ? result.how : "");
    snprintf(trial->kernel, sizeof trial->kernel, "%s", result.kernel ? result.kernel : "");
    trial->seconds = result.seconds;
    hr_check_result_clear(&result);
    return HR_OK;
}

/* Threads inside a trial cost more than they bring when it is small, above all on a busy machine, and there
 * are none to spare when the seeds run side by side; results do not depend on them.  Returns how many there
 * were. */
static int use_threads(int count) {
    int before = 1;
#ifdef _OPENMP
    before = omp_get_max_threads();
    omp_set_num_threads(count);
#endif
    openblas_set_num_threads(count);
    return before;
}

static bool small(const hr_loaded *l, uint32_t dim) {
    return (double)l->ancestors.queries * l->ancestors.documents * (dim ? dim : l->ancestors.s) < 3e8;
}

static hr_status run_trial(const context *c, size_t seed, uint32_t dim) {
    const hr_series *s = c->series;
    const hr_loaded *l = loaded(s, seed);
    hr_trial trial = {.value = s->value,
                      .method = s->method,
                      .instance = l->instance,
                      .seed = seed_number(s, seed),
                      .dim = dim,
                      .verdict = HR_UNKNOWN,
                      .margin_log10 = NAN};
    hr_method_options options = method(s)->options;
    options.dim = dim;
    options.seed = trial.seed;
    options.f_query = s->sweep->experiment->notion == HR_F_QUERY;
    double start = hr_seconds();
    hr_embedding embedding;
    hr_embedding_init(&embedding);
    hr_status status = hr_method_build(&embedding, method(s)->method, &l->hierarchy, &l->ancestors, &options);
    trial.build_seconds = hr_seconds() - start;
    if (status == HR_OK)
        status = check(&trial, s, l, &embedding);
    hr_embedding_clear(&embedding);
    if (only_this_trial(status)) {
        snprintf(trial.how, sizeof trial.how, "failed: %s", hr_error());
        status = HR_OK;
    }
    return status == HR_OK ? append(s, &c->of[seed], &trial) : status;
}

/* One trial at a time, with all threads inside it where they help. */
static hr_status run_alone(const context *c, size_t seed, uint32_t dim) {
    int threads = small(loaded(c->series, seed), dim) ? use_threads(1) : 0;
    hr_status status = run_trial(c, seed, dim);
    if (threads)
        use_threads(threads);
    return status;
}

typedef struct {
    context base;
    bool alone;
} seed_search;

static hr_status decide_seed(hr_verdict *verdict, uint32_t d, void *data) {
    const seed_search *search = data;
    const context *c = &search->base;
    if (!find(&c->of[c->seed], d)) {
        hr_status status = search->alone ? run_alone(c, c->seed, d) : run_trial(c, c->seed, d);
        if (status != HR_OK)
            return status;
    }
    *verdict = find(&c->of[c->seed], d)->verdict;
    return HR_OK;
}

/* What happens for every seed of a list, side by side; each has its own trials, so nothing is shared but the
 * progress.  A failure's message is kept per thread: it is carried over. */
static hr_status each_seed(const context *c, const size_t *seed, size_t count,
                           hr_status (*visit)(const context *c, size_t seed, void *data), void *data) {
    int blas = openblas_get_num_threads();
    openblas_set_num_threads(1);
#pragma omp parallel for schedule(dynamic, 1)
    for (size_t i = 0; i < count; i++) {
        seed_trials *t = &c->of[seed[i]];
        t->status = visit(c, seed[i], data);
        if (t->status != HR_OK)
            snprintf(t->message, sizeof t->message, "%s", hr_error());
    }
    openblas_set_num_threads(blas);
    for (size_t i = 0; i < count; i++)
        if (c->of[seed[i]].status != HR_OK)
            return hr_fail(c->of[seed[i]].status, "%s", c->of[seed[i]].message);
    return HR_OK;
}

static hr_status visit_dimension(const context *c, size_t seed, void *data) {
    return run_trial(c, seed, *(const uint32_t *)data);
}

/* What is certain of d from the counts: at least half feasible, more than half infeasible, or neither. */
static hr_verdict majority(size_t feasible, size_t infeasible, size_t seeds) {
    return 2 * feasible >= seeds ? HR_FEASIBLE : 2 * infeasible > seeds ? HR_INFEASIBLE : HR_UNKNOWN;
}

/* At least half of the seeds?  Known trials first; then as many of the others as could decide it, until it
 * is. */
static hr_status decide_half(hr_verdict *verdict, uint32_t d, void *data) {
    const context *c = data;
    size_t seeds = c->series->seeds;
    for (;;) {
        size_t feasible = 0, infeasible = 0, missing[MOST_SEEDS], count = 0;
        for (size_t i = 0; i < seeds; i++) {
            const hr_trial *known = find(&c->of[i], d);
            if (!known)
                missing[count++] = i;
            feasible += known && known->verdict == HR_FEASIBLE;
            infeasible += known && known->verdict == HR_INFEASIBLE;
        }
        *verdict = majority(feasible, infeasible, seeds);
        if (*verdict != HR_UNKNOWN || !count)
            return HR_OK;
        size_t yes = (seeds + 1) / 2 - feasible, no = seeds / 2 + 1 - infeasible, need = yes < no ? yes : no;
        hr_status status = count == 1 || seeds == 1
                               ? run_alone(c, missing[0], d)
                               : each_seed(c, missing, need < count ? need : count, visit_dimension, &d);
        if (status != HR_OK)
            return status;
    }
}

static void spread(hr_row *row, const uint32_t *sample, size_t count) {
    double x[MOST_SEEDS];
    size_t found = 0;
    for (size_t i = 0; i < count && i < MOST_SEEDS; i++)
        if (sample[i])
            x[found++] = sample[i];
    row->decided = found;
    row->sd = row->mean = row->low = row->high = NAN;
    if (!found)
        return;
    gsl_stats_minmax(&row->low, &row->high, x, 1, found);
    row->mean = gsl_stats_mean(x, 1, found);
    if (found > 1)
        row->sd = gsl_stats_sd(x, 1, found);
}

/* The theorem's dimension, the largest over the seeds; 0 when the method does not apply to one of them. */
static hr_status own_dimension(const hr_series *s, uint32_t *dim) {
    *dim = 0;
    for (size_t i = 0; i < (s->shared ? 1 : s->seeds); i++) {
        const hr_loaded *l = loaded(s, i);
        uint32_t d;
        hr_status status =
            method(s)->method->dimension(&d, &l->hierarchy, &l->ancestors, &method(s)->options);
        if (status != HR_OK) {
            *dim = 0;
            return only_this_trial(status) ? HR_OK : status;
        }
        *dim = d > *dim ? d : *dim;
    }
    return HR_OK;
}

/* One trial per seed at the construction's own dimension. */
static hr_status run_fixed(const context *c, hr_row *row, uint32_t *sample) {
    const hr_series *s = c->series;
    size_t infeasible = 0, unknown = 0;
    uint32_t largest = 0;
    for (size_t i = 0; i < s->seeds; i++) {
        hr_status status = run_alone(c, i, 0);
        if (status != HR_OK)
            return status;
        const hr_trial *trial = &c->of[i].trial[0];
        sample[i] = trial->verdict == HR_FEASIBLE ? trial->width : 0;
        infeasible += trial->verdict == HR_INFEASIBLE;
        unknown += trial->verdict == HR_UNKNOWN;
        largest = trial->width > largest ? trial->width : largest;
    }
    spread(row, sample, s->seeds);
    uint32_t half = hr_least_median(sample, s->seeds);
    row->state = half ? HR_FEASIBLE : 2 * infeasible > s->seeds ? HR_INFEASIBLE : HR_UNKNOWN;
    /* a seed whose verdict is UNKNOWN could have moved the median down */
    if (half && unknown)
        row->state = HR_UNKNOWN;
    row->d = half ? half : largest;
    return HR_OK;
}

typedef struct {
    hr_least_options options;
    uint32_t *sample;
    bool alone;
} search_plan;

static hr_status visit_search(const context *c, size_t seed, void *data) {
    const search_plan *plan = data;
    seed_search search = {.base = *c, .alone = plan->alone};
    search.base.seed = seed;
    hr_least least;
    hr_status status = hr_least_search(&least, &plan->options, decide_seed, &search);
    plan->sample[seed] = status == HR_OK && least.state == HR_FEASIBLE ? least.least : 0;
    return status;
}

static hr_status run_search(context *c, hr_row *row, uint32_t *sample, uint32_t theorem) {
    hr_series *s = c->series;
    const hr_experiment *e = s->sweep->experiment;
    uint64_t ceiling = e->most ? e->most : theorem < 16 ? 64 : 4 * (uint64_t)theorem;
    double guess = s->guess * theorem;
    search_plan plan = {.options = {.start = guess < 1 ? 1 : (uint32_t)guess,
                                    .ceiling = ceiling > INT32_MAX ? INT32_MAX : (uint32_t)ceiling},
                        .sample = sample,
                        .alone = true};
    size_t others[MOST_SEEDS];
    for (size_t i = 1; i < s->seeds; i++)
        others[i - 1] = i;
    hr_status status = visit_search(c, 0, &plan);
    if (status == HR_OK && sample[0])
        plan.options.start = sample[0]; /* the other seeds lie nearby */
    plan.alone = false;
    if (status == HR_OK)
        status = each_seed(c, others, s->seeds - 1, visit_search, &plan);
    if (status != HR_OK)
        return status;
    spread(row, sample, s->seeds);
    uint32_t half = hr_least_median(sample, s->seeds);
    plan.options.start = half ? half : plan.options.ceiling;
    plan.options.step = 1;
    hr_least least;
    status = hr_least_search(&least, &plan.options, decide_half, c);
    row->state = least.state;
    row->d = least.least ? least.least : plan.options.ceiling;
    row->above = least.above;
    if (least.state == HR_FEASIBLE)
        s->guess = row->d / theorem;
    return status;
}

/* Into the sweep, seed by seed. */
static hr_status hand_over(const context *c) {
    hr_sweep *sweep = c->series->sweep;
    for (size_t i = 0; i < c->series->seeds; i++) {
        const seed_trials *t = &c->of[i];
        if (hr_grow(&sweep->trial, &sweep->trial_capacity, sweep->trials + t->count, sizeof *t->trial,
                    "the trials") != HR_OK)
            return HR_ENOMEM;
        if (t->count)
            memcpy(sweep->trial + sweep->trials, t->trial, t->count * sizeof *t->trial);
        sweep->trials += t->count;
    }
    return HR_OK;
}

hr_status hr_series_run(hr_series *series, hr_row *row) {
    const hr_spec_method *m = method(series);
    hr_sweep *sweep = series->sweep;
    size_t before = sweep->trials;
    *row = (hr_row){.kind = HR_MEASURED,
                    .value = series->value,
                    .statement = m->method->statement,
                    .seeds = series->seeds};
    snprintf(row->name, sizeof row->name, "%s", m->text);
    for (size_t i = 0; i < (series->shared ? 1 : series->seeds); i++) {
        const hr_instance *instance = &sweep->instance[series->loaded[i].instance];
        row->n = instance->n > row->n ? instance->n : row->n;
        row->m = instance->m > row->m ? instance->m : row->m;
        row->s = instance->s > row->s ? instance->s : row->s;
    }
    uint32_t *sample = hr_calloc(series->seeds, sizeof *sample, "the least dimensions of the seeds");
    context c = {.series = series, .of = hr_calloc(series->seeds, sizeof *c.of, "the trials of the seeds")};
    uint32_t theorem = 0;
    hr_status status = sample && c.of ? HR_OK : HR_ENOMEM;
    if (status == HR_OK && m->method->takes_dim)
        status = own_dimension(series, &theorem);
    if (status == HR_OK)
        status = theorem ? run_search(&c, row, sample, theorem) : run_fixed(&c, row, sample);
    if (status == HR_OK)
        status = hand_over(&c);
    for (size_t i = 0; c.of && i < series->seeds; i++)
        free(c.of[i].trial);
    free(c.of);
    free(sample);
    row->known = hr_verdict_names[row->state];
    row->trials = sweep->trials - before;
    return status;
}
