#include "sweep-by-hand.h"

#include "experiment/results_field.h"
#include "trial/task.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint64_t mix(uint64_t h, const char *text) {
    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * 0x100000001b3u;
    h ^= h >> 29;
    h *= 0xbf58476d1ce4e5b9u;
    return h ^ h >> 32;
}

/* The value of "NAME=" in the text, else `otherwise`. */
static uint64_t number_in(const char *text, const char *name, uint64_t otherwise) {
    const char *at = strstr(text, name);
    return at ? strtoull(at + strlen(name), NULL, 10) : otherwise;
}

void hand_values(hr_experiment *e, size_t variable, const char *name, uint64_t low, uint64_t high) {
    hr_spec_variable *v = &e->variable[variable];
    free(v->value);
    snprintf(v->name, sizeof v->name, "%s", name);
    v->values = high - low + 1;
    v->value = malloc(v->values * sizeof *v->value);
    for (uint64_t i = low; v->value && i <= high; i++)
        v->value[i - low] = i;
    if (e->variables <= variable)
        e->variables = variable + 1;
}

void hand_method(hr_experiment *e, const char *text) {
    hr_spec_method *method = &e->method[e->methods++];
    snprintf(method->text, sizeof method->text, "%s", text);
    if (hr_task_method(&method->method, &method->options, text) != HR_OK)
        abort();
}

void hand_dims(hr_experiment *e, uint32_t count, uint32_t step) {
    free(e->dim);
    e->dim_mode = HR_DIM_VALUES;
    e->dims = count;
    e->dim = malloc(count * sizeof *e->dim);
    for (uint32_t i = 0; e->dim && i < count; i++)
        e->dim[i] = (i + 1) * step;
}

void hand_experiment(hr_experiment *e) {
    memset(e, 0, sizeof *e);
    e->name = strdup("hand");
    e->path = strdup("bench/hand.ini");
    e->folder = strdup("bench");
    e->text = strdup("[sweep]\n");
    e->hierarchies = 1;
    snprintf(e->hierarchy[0].text, sizeof e->hierarchy[0].text, "tree:width=2,height={H}");
    e->hierarchy[0].variables = 1;
    hand_values(e, 0, "H", 3, 8);
    hand_method(e, "sign");
    hand_method(e, "gaussian");
    hand_method(e, "interval");
    e->notions = 1;
    e->seeds = 5;
    e->records = 1;
    e->record[0] = hr_quantity_find("least-dimension");
    e->figure = true;
    snprintf(e->x, sizeof e->x, "H");
    e->y = e->record[0];
    e->fit = HR_FIT_LOGLOG;
    e->slope = NAN;
}

void hand_clear(hr_experiment *e) {
    for (size_t v = 0; v < e->variables; v++)
        free(e->variable[v].value);
    free(e->dim);
    free(e->name);
    free(e->path);
    free(e->folder);
    free(e->text);
}

hr_status hand_name(char **out, const char *what, void *context) {
    (void)context;
    *out = strdup(what);
    return *out ? HR_OK : hr_fail(HR_ENOMEM, "out of memory");
}

uint32_t hand_threshold(const hr_trial *trial) {
    uint64_t height = number_in(trial->hierarchy, "height=", 4);
    uint64_t base = height * height * (*trial->subject == 's' ? 6 : 3);
    char what[256];
    snprintf(what, sizeof what, "%.200s %.40s", trial->hierarchy, trial->subject);
    return (uint32_t)(base + mix(trial->seed, what) % (base / 4 + 1));
}

static json_t *distances(uint64_t h) {
    json_t *list = json_array();
    for (unsigned k = 0; k < 4; k++) /* no pair has distance 2 */
        json_array_append_new(list, k == 2 ? json_null() : json_real(1.0 / (1 + k + (double)(h % 5))));
    return list;
}

static void check(hr_result *out, const hr_wanted *wanted, const hand_nature *nature) {
    const hr_trial *trial = &wanted->trial;
    uint64_t h = mix(1, wanted->key);
    uint32_t threshold = hand_threshold(trial), d = trial->dim ? trial->dim : 2 * threshold;
    bool feasible = d >= threshold;
    if (nature->ragged && d + nature->ragged > threshold && d < threshold + nature->ragged)
        feasible = h % 7 < 3;
    out->failed = nature->all_fail || h / 100 % 100 < nature->failed;
    if (out->failed) {
        out->reason = strdup("too large, \"really\"");
        return;
    }
    const char *verdict = hr_verdict_names[h / 10000 % 100 < nature->unknown ? HR_UNKNOWN
                                           : feasible                        ? HR_FEASIBLE
                                                                             : HR_INFEASIBLE];
    out->outcome = json_pack("{s:s, s:i, s:s, s:s}", "verdict", verdict, "dimension", (int)d, "dtype",
                             "float32", "how", "by hand");
    if (!trial->tally)
        return;
    json_object_set_new(out->outcome, "recall", json_real((double)(h % 1000) / 1000));
    json_object_set_new(out->outcome, "by_distance", distances(h));
}

void hand_run(hr_result *out, const hr_wanted *wanted, const hand_nature *nature) {
    const hr_trial *trial = &wanted->trial;
    uint64_t height = number_in(trial->hierarchy, "height=", 4);
    json_int_t nodes = ((json_int_t)2 << (height < 30 ? height : 30)) - 1;
    hr_result_init(out);
    if (!strcmp(trial->task->name, "check"))
        check(out, wanted, nature);
    else if (!strcmp(trial->task->name, "size"))
        out->outcome = json_pack("{s:I, s:I, s:I}", "n", nodes, "m", nodes, "s", (json_int_t)height + 1);
    else if (!strcmp(trial->task->name, "theorem"))
        out->outcome = json_pack("{s:I}", "dimension", (json_int_t)(20 * height * height));
    else
        out->outcome =
            json_pack("{s:b, s:I, s:s}", "applies", strcmp(trial->subject, "sign, exact tails") != 0,
                      "dimension", (json_int_t)(30 * height * height), "known", "proved");
    out->times = json_pack("{s:s, s:f, s:f}", "kernel", "none", "build_seconds", 0.25, "check_seconds", 0.5);
}

hr_status hand_finish(hr_plan *plan, const hand_nature *nature, size_t outstanding, uint64_t order) {
    hr_wanted **out = malloc(outstanding * sizeof(hr_wanted *));
    size_t count = 0;
    hr_status status = out ? HR_OK : HR_ENOMEM;
    while (status == HR_OK && !hr_plan_done(plan)) {
        hr_wanted *wanted = NULL;
        while (count < outstanding && (wanted = hr_plan_next(plan)))
            out[count++] = wanted;
        if (!count) {
            status = hr_fail(HR_EINTERNAL, "the plan is not done, and wants nothing");
            break;
        }
        order = order * 6364136223846793005u + 1442695040888963407u;
        size_t which = (size_t)(order >> 33) % count;
        hr_result result;
        hand_run(&result, out[which], nature);
        status = hr_plan_give(plan, out[which], &result);
        out[which] = out[--count];
    }
    free(out);
    return status;
}

char *hand_files(const hr_plan *plan) {
    char *text = NULL;
    size_t size;
    FILE *file = open_memstream(&text, &size);
    hr_summary summary;
    if (!file || hr_plan_summary(&summary, plan) != HR_OK)
        abort();
    hr_results_points(file, &summary);
    hr_results_fits(file, &summary);
    if (hr_results_trials(file, plan) != HR_OK || fclose(file))
        abort();
    hr_summary_clear(&summary);
    return text;
}
