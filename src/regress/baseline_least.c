/* The least dimension of a construction: a plan of one series (plan.h), as in a sweep. */
#include "experiment/plan.h"
#include "experiment/summary.h"
#include "farm/farm.h"
#include "regress/baseline_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef _OPENMP
#include <omp.h>
#endif

/* The grid of one point. */
static hr_status make_experiment(hr_experiment *e, const hr_baseline_entry *entry) {
    memset(e, 0, sizeof *e);
    hr_spec_hierarchy *hierarchy = &e->hierarchy[0];
    hr_spec_method *method = &e->method[0];
    if (strlen(entry->hierarchy) >= sizeof hierarchy->text || strlen(entry->method) >= sizeof method->text)
        return hr_fail(HR_EUSAGE, "%s: [%s]: the hierarchy's or the method's text is too long", entry->where,
                       entry->name);
    strcpy(hierarchy->text, entry->hierarchy);
    strcpy(method->text, entry->method);
    e->path = (char *)(uintptr_t)entry->where; /* for messages, never freed */
    e->hierarchies = e->methods = e->notions = e->records = 1;
    e->dim_mode = HR_DIM_LEAST;
    e->notion[0] = entry->notion;
    e->eps = entry->eps;
    e->seeds = entry->seeds;
    e->most = entry->most;
    e->seconds = entry->seconds;
    e->record[0] = hr_quantity_find("least-dimension");
    return hr_task_method(&method->method, &method->options, entry->method);
}

static hr_status name_hierarchy(char **out, const char *what, void *cache) {
    return hr_trial_hierarchy(out, what, cache);
}

/* One result into the plan; the first failure's reason is kept. */
static hr_status take(hr_plan *plan, hr_farm *farm, hr_baseline_value *v) {
    bool got;
    uint64_t ticket;
    hr_result result;
    hr_result_init(&result);
    hr_status status = hr_farm_take(farm, &got, &ticket, &result, 1);
    if (status != HR_OK || !got)
        return status;
    if (result.failed && !*v->note)
        snprintf(v->note, sizeof v->note, "%s", result.reason ? result.reason : "");
    return hr_plan_give(plan, (hr_wanted *)(uintptr_t)ticket, &result);
}

static hr_status run(hr_plan *plan, hr_farm *farm, hr_baseline_value *v) {
    hr_status status = HR_OK;
    while (status == HR_OK && !hr_plan_done(plan)) {
        hr_wanted *wanted;
        while (status == HR_OK && hr_farm_room(farm) && (wanted = hr_plan_next(plan)))
            status = hr_farm_submit(farm, (uint64_t)(uintptr_t)wanted, &wanted->trial);
        if (status == HR_OK && !hr_farm_outstanding(farm) && !hr_plan_done(plan))
            status = hr_fail(HR_EINTERNAL, "a plan waits for nothing");
        else if (status == HR_OK)
            status = take(plan, farm, v);
    }
    return status;
}

/* The majority's answer; a note says what is known where there is none. */
static void conclude(hr_baseline_value *v, const hr_row *row) {
    v->measured = row->state == HR_FEASIBLE ? row->y : row->state == HR_INFEASIBLE ? INFINITY : NAN;
    if (row->state == HR_FEASIBLE)
        v->note[0] = '\0';
    else if (row->state == HR_INFEASIBLE)
        snprintf(v->note, sizeof v->note, "infeasible up to %.0f", row->y);
    else if (!*v->note && isfinite(row->y))
        snprintf(v->note, sizeof v->note, "at most %.0f; not above %.0f for certain", row->y,
                 isnan(row->above) ? 0 : row->above);
}

static hr_status search(hr_baseline_entry *entry, const hr_experiment *experiment, hr_plan *plan,
                        hr_cache *cache) {
    hr_baseline_value *v = entry->value; /* the only one: hr_baseline_read sees to it */
    hr_farm_options options = {.cache = cache};
#ifdef _OPENMP
    options.threads = (unsigned)omp_get_max_threads(); /* --threads */
#endif
    hr_farm *farm;
    hr_status status = hr_farm_open(&farm, &options);
    if (status != HR_OK)
        return status;
    status = run(plan, farm, v);
    hr_farm_close(farm);
    hr_summary summary = {0};
    if (status == HR_OK)
        status = hr_plan_summary(&summary, plan);
    size_t i = 0;
    while (i < summary.rows && summary.row[i].quantity != experiment->record[0])
        i++;
    if (status == HR_OK && i == summary.rows)
        status = hr_fail(HR_EINTERNAL, "a plan has no row of its least dimension");
    if (status == HR_OK)
        conclude(v, &summary.row[i]);
    hr_summary_clear(&summary);
    return status;
}

hr_status hr_baseline_least_entry(hr_baseline_entry *entry, hr_cache *cache) {
    hr_experiment *experiment = calloc(1, sizeof *experiment); /* large: its grids are arrays */
    hr_plan *plan = NULL;
    if (!experiment)
        return hr_fail(HR_ENOMEM, "out of memory: a baseline");
    hr_status status = make_experiment(experiment, entry);
    if (status == HR_OK)
        status = hr_plan_open(&plan, experiment, entry->seed, name_hierarchy, cache);
    if (status == HR_EIO && entry->optional) {
        entry->skipped = strdup(hr_error());
        status = entry->skipped ? HR_OK : hr_fail(HR_ENOMEM, "out of memory: a baseline");
    } else if (status == HR_OK) {
        status = search(entry, experiment, plan, cache);
    }
    hr_plan_close(plan);
    free(experiment);
    return status;
}
