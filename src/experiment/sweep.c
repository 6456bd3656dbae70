#include "experiment/sweep.h"

#include "base/memory.h"
#include "base/progress.h"
#include "experiment/series.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The progress line counts thousandths of the work, shared out by the cost of one decision, n m s (d grows
 * with s). How many decisions a search takes is not known before: it is assumed, and put right when the
 * series ends. */
typedef struct {
    char what[256];
    double total, done; /* in units of cost */
    double cost;        /* of one trial of the present series */
    double left;        /* of the present series' share */
    uint64_t shown;     /* thousandths */
    const hr_experiment *experiment;
} progress;

enum { THOUSAND = 1000 };

static void advance(progress *p, double cost) {
    cost = cost < p->left ? cost : p->left;
    p->left -= cost;
    p->done += cost;
    uint64_t now = (uint64_t)(THOUSAND * p->done / p->total);
    hr_progress_add(now - p->shown);
    p->shown = now;
}

static void tick(void *context, const char *message) {
    progress *p = context;
    snprintf(p->what, sizeof p->what, "%s: %s", p->experiment->name, message);
    advance(p, p->cost);
}

static double expected_trials(const hr_experiment *e, const hr_method *method) {
    size_t seeds = method->random || e->seeded ? e->seeds : 1;
    return method->takes_dim ? 6.5 * (double)seeds + 6 : (double)seeds;
}

static double cost(const hr_instance *i, const hr_method *method) {
    /* a construction with its own dimension is mostly decided by its structure */
    return (double)i->n * i->m * (method->takes_dim ? i->s : 1) + 1e5;
}

static hr_status load(hr_loaded *out, const hr_instance *instance, size_t index) {
    memset(out, 0, sizeof *out);
    hr_hierarchy_init(&out->hierarchy);
    out->instance = index;
    hr_status status = hr_hierarchy_open(&out->hierarchy, instance->text);
    if (status == HR_OK)
        status = hr_ancestors_build(&out->ancestors, &out->hierarchy);
    return status;
}

static void unload(hr_loaded *loaded) {
    hr_ancestors_clear(&loaded->ancestors);
    hr_hierarchy_clear(&loaded->hierarchy);
}

/* Every hierarchy is opened once before the first trial: a value that cannot be is found now, not in an hour.
 */
static hr_status survey(hr_sweep *sweep) {
    const hr_experiment *e = sweep->experiment;
    for (size_t v = 0; v < e->values; v++)
        for (uint64_t i = 0; i < (e->seeded ? e->seeds : 1); i++) {
            if (hr_grow(&sweep->instance, &sweep->instance_capacity, sweep->instances + 1,
                        sizeof *sweep->instance, "the hierarchies") != HR_OK)
                return HR_ENOMEM;
            hr_instance *instance = &sweep->instance[sweep->instances];
            *instance = (hr_instance){.value = v, .seed = e->seeded ? sweep->seed + i : 0};
            instance->text = hr_experiment_hierarchy(e, e->value[v], instance->seed);
            if (!instance->text)
                return HR_ENOMEM;
            sweep->instances++;
            hr_loaded loaded;
            hr_status status = load(&loaded, instance, sweep->instances - 1);
            instance->n = loaded.ancestors.queries;
            instance->m = loaded.ancestors.documents;
            instance->s = loaded.ancestors.s;
            unload(&loaded);
            if (status != HR_OK)
                return hr_fail_prefix(status, "%s", e->path);
        }
    return HR_OK;
}

static hr_status run_value(hr_sweep *sweep, size_t value, const hr_loaded *loaded, size_t count,
                           double *guess, progress *p) {
    const hr_experiment *e = sweep->experiment;
    hr_status status = HR_OK;
    for (size_t m = 0; m < e->methods && status == HR_OK; m++) {
        const hr_method *method = e->method[m].method;
        hr_series series = {.sweep = sweep,
                            .value = value,
                            .method = m,
                            .loaded = loaded,
                            .shared = !e->seeded,
                            .seeds = method->random || e->seeded ? e->seeds : 1,
                            .guess = guess[m],
                            .tick = tick,
                            .tick_context = p};
        p->cost = cost(&sweep->instance[loaded[0].instance], method);
        p->left = p->cost * expected_trials(e, method);
        hr_row row;
        status = hr_series_run(&series, &row);
        if (status == HR_OK)
            status = hr_sweep_add_row(sweep, &row);
        guess[m] = series.guess;
        advance(p, p->left);
    }
    return status == HR_OK ? hr_theory_rows(sweep, value, loaded, count) : status;
}

static hr_status run_values(hr_sweep *sweep, progress *p) {
    const hr_experiment *e = sweep->experiment;
    size_t count = e->seeded ? e->seeds : 1;
    double guess[HR_SPEC_METHODS];
    for (size_t m = 0; m < e->methods; m++)
        guess[m] = 0.4; /* where the first search starts, as a share of the theorem's dimension */
    hr_loaded *loaded = hr_calloc(count, sizeof *loaded, "the hierarchies");
    if (!loaded)
        return HR_ENOMEM;
    hr_status status = HR_OK;
    for (size_t v = 0; v < e->values && status == HR_OK; v++) {
        size_t opened = 0;
        while (opened < count && status == HR_OK) {
            size_t index = v * count + opened;
            status = load(&loaded[opened++], &sweep->instance[index], index);
        }
        if (status == HR_OK)
            status = run_value(sweep, v, loaded, count, guess, p);
        while (opened)
            unload(&loaded[--opened]);
    }
    free(loaded);
    return status;
}

hr_status hr_sweep_run(hr_sweep *out, const hr_experiment *experiment, uint64_t seed) {
    memset(out, 0, sizeof *out);
    out->experiment = experiment;
    out->seed = seed;
    hr_status status = survey(out);
    if (status != HR_OK)
        return status;
    progress p = {.experiment = experiment};
    for (size_t m = 0; m < experiment->methods; m++)
        for (size_t i = 0; i < out->instances; i += experiment->seeded ? experiment->seeds : 1)
            p.total += cost(&out->instance[i], experiment->method[m].method) *
                       expected_trials(experiment, experiment->method[m].method);
    snprintf(p.what, sizeof p.what, "%s", experiment->name);
    hr_progress_start(p.what, THOUSAND);
    status = run_values(out, &p);
    hr_progress_finish();
    return status == HR_OK ? hr_sweep_fit(out) : status;
}

void hr_sweep_clear(hr_sweep *sweep) {
    for (size_t i = 0; i < sweep->instances; i++)
        free(sweep->instance[i].text);
    free(sweep->instance);
    free(sweep->trial);
    free(sweep->row);
    free(sweep->fit);
    memset(sweep, 0, sizeof *sweep);
}
