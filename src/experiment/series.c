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

typedef struct {
    hr_series *series;
    size_t seed;    /* index, for one seed's search */
    uint32_t fixed; /* dimension asked of a method that takes none: 0 */
} context;

static const hr_loaded *loaded(const hr_series *s, size_t seed) {
    return &s->loaded[s->shared ? 0 : seed];
}

static const hr_spec_method *method(const hr_series *s) {
    return &s->sweep->experiment->method[s->method];
}

static const hr_trial *find(const hr_series *s, uint64_t seed, uint32_t dim) {
    for (size_t i = s->first; i < s->sweep->trials; i++)
        if (s->sweep->trial[i].seed == seed && s->sweep->trial[i].dim == dim)
            return &s->sweep->trial[i];
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

static hr_status append(hr_series *s, const hr_trial *trial) {
    hr_sweep *sweep = s->sweep;
    if (hr_grow(&sweep->trial, &sweep->trial_capacity, sweep->trials + 1, sizeof *trial, "the trials") !=
        HR_OK)
        return HR_ENOMEM;
    sweep->trial[sweep->trials++] = *trial;
    char message[160];
    snprintf(message, sizeof message, "%s = %llu %s seed %llu d = %u", sweep->experiment->variable,
             (unsigned long long)sweep->experiment->value[s->value], method(s)->text,
             (unsigned long long)trial->seed, trial->dim);
    if (s->tick)
        s->tick(s->tick_context, message);
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

/* Threads cost more than they bring to a small trial, above all on a busy machine; results do not depend on
 * them. Returns how many there were, for the way back. */
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

static hr_status run_trial(hr_series *s, size_t seed, uint32_t dim, hr_trial *trial) {
    const hr_loaded *l = loaded(s, seed);
    *trial = (hr_trial){.value = s->value,
                        .method = s->method,
                        .instance = l->instance,
                        .seed = seed_number(s, seed),
                        .dim = dim,
                        .verdict = HR_UNKNOWN,
                        .margin_log10 = NAN};
    hr_method_options options = method(s)->options;
    options.dim = dim;
    options.seed = trial->seed;
    double start = hr_seconds();
    int threads = small(l, dim) ? use_threads(1) : 0;
    hr_embedding embedding;
    hr_embedding_init(&embedding);
    hr_status status = hr_method_build(&embedding, method(s)->method, &l->hierarchy, &l->ancestors, &options);
    trial->build_seconds = hr_seconds() - start;
    if (status == HR_OK)
        status = check(trial, s, l, &embedding);
    hr_embedding_clear(&embedding);
    if (threads)
        use_threads(threads);
    if (only_this_trial(status)) {
        snprintf(trial->how, sizeof trial->how, "failed: %s", hr_error());
        status = HR_OK;
    }
    return status == HR_OK ? append(s, trial) : status;
}

static hr_status decide_seed(hr_verdict *verdict, uint32_t d, void *data) {
    context *c = data;
    const hr_trial *known = find(c->series, seed_number(c->series, c->seed), d);
    if (known) {
        *verdict = known->verdict;
        return HR_OK;
    }
    hr_trial trial;
    hr_status status = run_trial(c->series, c->seed, d, &trial);
    *verdict = trial.verdict;
    return status;
}

/* What is certain of d from the counts: at least half feasible, more than half infeasible, or neither. */
static hr_verdict majority(size_t feasible, size_t infeasible, size_t seeds) {
    return 2 * feasible >= seeds ? HR_FEASIBLE : 2 * infeasible > seeds ? HR_INFEASIBLE : HR_UNKNOWN;
}

/* At least half of the seeds?  Known trials first, then seed by seed until it is decided. */
static hr_status decide_half(hr_verdict *verdict, uint32_t d, void *data) {
    context *c = data;
    hr_series *s = c->series;
    size_t feasible = 0, infeasible = 0;
    for (size_t i = 0; i < s->seeds; i++) {
        const hr_trial *known = find(s, seed_number(s, i), d);
        feasible += known && known->verdict == HR_FEASIBLE;
        infeasible += known && known->verdict == HR_INFEASIBLE;
    }
    *verdict = majority(feasible, infeasible, s->seeds);
    for (size_t i = 0; i < s->seeds && *verdict == HR_UNKNOWN; i++) {
        if (find(s, seed_number(s, i), d))
            continue;
        hr_trial trial;
        hr_status status = run_trial(s, i, d, &trial);
        if (status != HR_OK)
            return status;
        feasible += trial.verdict == HR_FEASIBLE;
        infeasible += trial.verdict == HR_INFEASIBLE;
        *verdict = majority(feasible, infeasible, s->seeds);
    }
    return HR_OK;
}

static void spread(hr_row *row, const uint32_t *sample, size_t count) {
    double x[1000];
    size_t found = 0;
    for (size_t i = 0; i < count && i < 1000; i++)
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
static hr_status run_fixed(hr_series *s, hr_row *row, uint32_t *sample) {
    size_t infeasible = 0, unknown = 0;
    uint32_t largest = 0;
    for (size_t i = 0; i < s->seeds; i++) {
        hr_trial trial;
        hr_status status = run_trial(s, i, 0, &trial);
        if (status != HR_OK)
            return status;
        sample[i] = trial.verdict == HR_FEASIBLE ? trial.width : 0;
        infeasible += trial.verdict == HR_INFEASIBLE;
        unknown += trial.verdict == HR_UNKNOWN;
        largest = trial.width > largest ? trial.width : largest;
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

static hr_status run_search(hr_series *s, hr_row *row, uint32_t *sample, uint32_t theorem) {
    const hr_experiment *e = s->sweep->experiment;
    uint64_t ceiling = e->most ? e->most : theorem < 16 ? 64 : 4 * (uint64_t)theorem;
    double guess = s->guess * theorem;
    hr_least_options options = {.start = guess < 1 ? 1 : (uint32_t)guess,
                                .ceiling = ceiling > INT32_MAX ? INT32_MAX : (uint32_t)ceiling};
    context c = {.series = s};
    hr_least least;
    for (c.seed = 0; c.seed < s->seeds; c.seed++) {
        hr_status status = hr_least_search(&least, &options, decide_seed, &c);
        if (status != HR_OK)
            return status;
        sample[c.seed] = least.state == HR_FEASIBLE ? least.least : 0;
        /* the other seeds lie nearby */
        uint32_t middle = hr_least_median(sample, c.seed + 1);
        if (middle) {
            options.start = middle;
            options.step = middle / 32 + 1;
        }
    }
    spread(row, sample, s->seeds);
    uint32_t half = hr_least_median(sample, s->seeds);
    options.start = half ? half : options.ceiling;
    options.step = 1;
    hr_status status = hr_least_search(&least, &options, decide_half, &c);
    row->state = least.state;
    row->d = least.least ? least.least : options.ceiling;
    row->above = least.above;
    if (least.state == HR_FEASIBLE)
        s->guess = row->d / theorem;
    return status;
}

hr_status hr_series_run(hr_series *series, hr_row *row) {
    const hr_spec_method *m = method(series);
    hr_sweep *sweep = series->sweep;
    series->first = sweep->trials;
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
    if (!sample)
        return HR_ENOMEM;
    uint32_t theorem = 0;
    hr_status status = m->method->takes_dim ? own_dimension(series, &theorem) : HR_OK;
    if (status == HR_OK)
        status = theorem ? run_search(series, row, sample, theorem) : run_fixed(series, row, sample);
    free(sample);
    row->known = hr_verdict_names[row->state];
    row->trials = sweep->trials - series->first;
    return status;
}
