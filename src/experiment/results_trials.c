/* NAME.trials.csv and NAME.times.csv: a row per trial. */
#include "experiment/plan_parts.h"
#include "experiment/results_field.h"
#include "trial/task.h"

#include <math.h>
#include <string.h>

static const char *word(const json_t *object, const char *name) {
    return json_string_value(json_object_get(object, name));
}

/* "1;0.5;;0.25": one number per distance, none where no pair has it. */
static void by_distance(FILE *file, size_t k, double x, char between) {
    if (k)
        putc(between, file);
    hr_write_number(file, x);
}

static void all_distances(FILE *file, const hr_quantity *quantity, const hr_result *result) {
    size_t count = json_array_size(json_object_get(result->outcome, "by_distance"));
    for (size_t k = 0; k < count; k++)
        by_distance(file, k, quantity->sample(result, (uint32_t)k), ';');
}

/* "0=0.01;100=0.5": step and number; by distance the numbers have blanks between them. */
static void all_steps(FILE *file, const hr_quantity *quantity, const hr_result *result) {
    size_t count = json_array_size(json_object_get(result->outcome, "by_distance"));
    for (size_t i = 0; i < hr_quantity_steps(result); i++) {
        uint64_t step = hr_quantity_step(result, i);
        fprintf(file, "%s%llu=", i ? ";" : "", (unsigned long long)step);
        for (size_t k = 0; k < (quantity->by_distance ? count : 1); k++)
            by_distance(file, k, quantity->at_step(result, step, (uint32_t)k), ' ');
    }
}

static void quantities(FILE *file, const hr_experiment *e, const hr_result *result, bool is_check) {
    for (size_t r = 0; r < e->records; r++) {
        const hr_quantity *q = e->record[r];
        if (!q->sample)
            continue;
        putc(',', file);
        if (!is_check || result->failed)
            continue;
        if (q->at_step)
            all_steps(file, q, result);
        else if (q->by_distance)
            all_distances(file, q, result);
        else
            hr_write_number(file, q->sample(result, 0));
    }
    putc('\n', file);
}

static void header(FILE *file, const hr_experiment *e) {
    fputs("trial,key,hierarchy,", file);
    for (size_t v = 0; v < e->variables; v++)
        hr_field_text(file, e->variable[v].name, ',');
    fputs(
        "n,m,s,method,statement,version,notion,eps,asked,seed,state,reason,verdict,d,how,dtype,margin_log10",
        file);
    for (size_t r = 0; r < e->records; r++)
        if (e->record[r]->sample) {
            putc(',', file);
            fputs(e->record[r]->name, file);
        }
    putc('\n', file);
}

/* Whose work it is: the method, or the bound. */
static void subject(FILE *file, const hr_plan *plan, const hr_plan_node *node) {
    const hr_spec_method *method = &plan->experiment->method[node->order.subject];
    switch (node->order.class) {
    case HR_PLAN_SIZE:
        fputs(",,,", file);
        break;
    case HR_PLAN_BOUND:
        hr_field_text(file, plan->bound[node->order.subject]->name, ',');
        fprintf(file, "%s,,", plan->bound[node->order.subject]->statement);
        break;
    default:
        /* of several searches over one recipe, all name it */
        hr_field_text(file, method->method ? method->text : node->wanted.trial.subject, ',');
        fprintf(file, "%s,%d,", hr_spec_method_statement(method), hr_spec_method_version(method));
    }
}

static void trial(FILE *file, const hr_plan *plan, size_t number, const hr_plan_node *node) {
    const hr_experiment *e = plan->experiment;
    const hr_plan_place *place = &plan->place[node->order.place];
    const hr_plan_instance *instance = &place->instance[node->order.instance];
    const hr_trial *t = &node->wanted.trial;
    const hr_result *result = &node->wanted.result;
    bool is_check = node->order.class == HR_PLAN_CHECK;
    fprintf(file, "%zu,", number);
    hr_field_text(file, node->wanted.key, ',');
    hr_field_text(file, t->hierarchy, ',');
    for (size_t v = 0; v < e->variables; v++) {
        if (e->hierarchy[place->hierarchy].variables >> v & 1)
            fprintf(file, "%llu", (unsigned long long)place->value[v]);
        putc(',', file);
    }
    hr_field_count(file, hr_plan_size(instance, "n"), ',');
    hr_field_count(file, hr_plan_size(instance, "m"), ',');
    hr_field_count(file, hr_plan_size(instance, "s"), ',');
    subject(file, plan, node);
    hr_field_text(file, t->task->uses & HR_USES_NOTION ? hr_notion_names[t->notion] : NULL, ',');
    hr_field_number(file, t->notion == HR_F_GLOBAL ? t->eps : NAN, ',');
    hr_field_count(file, t->dim, ',');
    /* the first of several seeds may be 0 */
    if (t->seed || (is_check && hr_spec_method_random(&e->method[node->order.subject])))
        fprintf(file, "%llu", (unsigned long long)t->seed);
    putc(',', file);
    fprintf(file, "%s,", result->failed ? "failed" : "done");
    hr_field_text(file, result->reason, ',');
    hr_field_text(file, is_check ? hr_verdict_names[hr_result_verdict(result)] : NULL, ',');
    hr_field_number(file, hr_result_number(result, "dimension", NAN), ',');
    hr_field_text(file, word(result->outcome, "how"), ',');
    hr_field_text(file, word(result->outcome, "dtype"), ',');
    hr_write_number(file, hr_result_number(result, "margin_log10", NAN));
    quantities(file, e, result, is_check);
}

hr_status hr_results_trials(FILE *file, const hr_plan *plan) {
    size_t count;
    const hr_wanted *const *list = hr_plan_trials(plan, &count);
    if (!list)
        return HR_ENOMEM;
    header(file, plan->experiment);
    for (size_t i = 0; i < count; i++)
        trial(file, plan, i + 1, (const hr_plan_node *)list[i]);
    return HR_OK;
}

static void seconds(FILE *file, const hr_result *result, const char *name, char end) {
    const json_t *value = json_object_get(result->times, name);
    if (json_is_number(value))
        fprintf(file, "%.6f", json_number_value(value));
    putc(end, file);
}

hr_status hr_results_times(FILE *file, const hr_plan *plan) {
    size_t count;
    const hr_wanted *const *list = hr_plan_trials(plan, &count);
    if (!list)
        return HR_ENOMEM;
    fputs("trial,kernel,build_seconds,check_seconds\n", file);
    for (size_t i = 0; i < count; i++) {
        fprintf(file, "%zu,", i + 1);
        hr_field_text(file, word(list[i]->result.times, "kernel"), ',');
        seconds(file, &list[i]->result, "build_seconds", ',');
        seconds(file, &list[i]->result, "check_seconds", '\n');
    }
    return HR_OK;
}
