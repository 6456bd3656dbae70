#include "experiment/plan.h"

#include "base/memory.h"
#include "experiment/plan_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

hr_status hr_plan_open(hr_plan **out, const hr_experiment *experiment, uint64_t seed, hr_plan_name name,
                       void *context) {
    *out = NULL;
    hr_plan *plan = hr_calloc(1, sizeof *plan, "the plan");
    if (!plan)
        return HR_ENOMEM;
    plan->experiment = experiment;
    plan->first_seed = seed;
    plan->sorted = hr_calloc(1, sizeof *plan->sorted, "the plan");
    hr_status status = plan->sorted ? hr_plan_lay(plan, name, context) : HR_ENOMEM;
    if (status != HR_OK) {
        hr_plan_close(plan);
        return status;
    }
    *out = plan;
    return HR_OK;
}

void hr_plan_close(hr_plan *plan) {
    if (!plan)
        return;
    hr_plan_lift(plan);
    for (size_t i = 0; i < plan->nodes; i++) {
        hr_plan_node *node = plan->node[i];
        hr_trial_clear(&node->wanted.trial);
        hr_result_clear(&node->wanted.result);
        free(node->wanted.key);
        free(node->waiter);
        free(node);
    }
    if (plan->sorted)
        free(plan->sorted->list);
    free(plan->sorted);
    free(plan->node);
    free(plan->slot);
    free(plan->heap);
    free(plan);
}

bool hr_plan_done(const hr_plan *plan) {
    return plan->given == plan->nodes;
}

void hr_plan_about(const hr_plan *plan, hr_plan_state *out) {
    *out = (hr_plan_state){.given = plan->given, .failed = plan->failed};
    double expected = plan->asked_cost + plan->left;
    if (hr_plan_done(plan))
        out->share = 1;
    else if (expected > 0 && plan->series_count)
        /* what a series costs is not known before it is opened: as much as the others */
        out->share = plan->given_cost / expected * (double)plan->opened / (double)plan->series_count;
}

/* "sign W=2 H=12 f-sign": what tells the series from the others. */
static void describe(const hr_plan *plan, const hr_plan_series *series, char *out, size_t size) {
    const hr_experiment *e = plan->experiment;
    const hr_plan_place *place = &plan->place[series->place];
    const hr_spec_hierarchy *hierarchy = &e->hierarchy[place->hierarchy];
    size_t used = (size_t)snprintf(out, size, "%s", e->method[series->method].text);
    if (e->hierarchies > 1 && used < size)
        used += (size_t)snprintf(out + used, size - used, " %.24s", hierarchy->text);
    for (size_t v = 0; v < e->variables && used < size; v++)
        if (hierarchy->variables >> v & 1)
            used += (size_t)snprintf(out + used, size - used, " %s=%llu", e->variable[v].name,
                                     (unsigned long long)place->value[v]);
    if (e->notions > 1 && used < size)
        snprintf(out + used, size - used, " %s", hr_notion_names[e->notion[series->notion]]);
}

/* The majority's bracket; before that search, what the seeds' brackets span. */
static void bracket(const hr_plan_series *series, uint32_t *above, uint32_t *least) {
    *above = series->majority.above;
    *least = series->majority.least;
    if (series->phase == HR_PLAN_MAJORITY)
        return;
    bool first = true;
    for (size_t i = 0; i < series->seeds; i++) {
        const hr_plan_seed *seed = &series->seed[i];
        if (!seed->begun || !(seed->least.above || seed->least.least))
            continue;
        *above = first || seed->least.above < *above ? seed->least.above : *above;
        *least = first || (*least && !seed->least.least) ? seed->least.least
                 : *least && seed->least.least > *least  ? seed->least.least
                                                         : *least;
        first = false;
    }
}

static void show(const hr_plan *plan, const hr_plan_series *series, hr_plan_bracket *out) {
    uint32_t above, least;
    char what[64];
    describe(plan, series, what, sizeof what);
    bracket(series, &above, &least);
    if (above && least)
        snprintf(out->text, sizeof out->text, "%s: %u < d <= %u", what, above, least);
    else if (least)
        snprintf(out->text, sizeof out->text, "%s: d <= %u", what, least);
    else if (above)
        snprintf(out->text, sizeof out->text, "%s: %u < d", what, above);
    else
        snprintf(out->text, sizeof out->text, "%s: begins", what);
}

size_t hr_plan_brackets(const hr_plan *plan, hr_plan_bracket *out, size_t most) {
    size_t count = 0;
    for (int working = 1; working >= 0; working--)
        for (size_t i = 0; i < plan->series_count; i++) {
            const hr_plan_series *series = &plan->series[i];
            if ((series->phase != HR_PLAN_SEEDS && series->phase != HR_PLAN_MAJORITY) ||
                (series->at_work > 0) != working)
                continue;
            if (count < most)
                show(plan, series, &out[count]);
            count++;
        }
    return count;
}
