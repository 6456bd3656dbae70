#include "experiment/quantity.h"

#include <math.h>
#include <string.h>

static double feasible(const hr_result *result, uint32_t distance) {
    (void)distance;
    hr_verdict verdict = hr_result_verdict(result);
    return verdict == HR_FEASIBLE ? 1 : verdict == HR_INFEASIBLE ? 0 : NAN;
}

static double dimension(const hr_result *result, uint32_t distance) {
    (void)distance;
    return hr_result_number(result, "dimension", NAN);
}

static double margin(const hr_result *result, uint32_t distance) {
    (void)distance;
    return hr_result_number(result, "margin_log10", NAN);
}

static double precision(const hr_result *result, uint32_t distance) {
    (void)distance;
    return hr_result_number(result, "precision", NAN);
}

static double recall(const hr_result *result, uint32_t distance) {
    (void)distance;
    return hr_result_number(result, "recall", NAN);
}

static double macro_recall(const hr_result *result, uint32_t distance) {
    (void)distance;
    return hr_result_number(result, "macro", NAN);
}

static double min_recall(const hr_result *result, uint32_t distance) {
    (void)distance;
    return hr_result_number(result, "min", NAN);
}

/* The array has null where the hierarchy has no pair at that distance. */
static double recall_by_distance(const hr_result *result, uint32_t distance) {
    const json_t *list = result->failed ? NULL : json_object_get(result->outcome, "by_distance");
    const json_t *entry = json_array_get(list, distance);
    return json_is_number(entry) ? json_number_value(entry) : NAN;
}

/* What a recipe's training measured on the way (task.h). */
static const json_t *curve(const hr_result *result) {
    return result->failed ? NULL : json_object_get(result->outcome, "curve");
}

size_t hr_quantity_steps(const hr_result *result) {
    return json_array_size(curve(result));
}

uint64_t hr_quantity_step(const hr_result *result, size_t i) {
    json_int_t step = json_integer_value(json_object_get(json_array_get(curve(result), i), "step"));
    return step > 0 ? (uint64_t)step : 0;
}

/* The last measurement at or before the step; NULL: none, or the training had ended before. */
static const json_t *measured_at(const hr_result *result, uint64_t step) {
    size_t count = hr_quantity_steps(result);
    const json_t *found = NULL;
    if (!count || step > hr_quantity_step(result, count - 1))
        return NULL;
    for (size_t i = 0; i < count && hr_quantity_step(result, i) <= step; i++)
        found = json_array_get(curve(result), i);
    return found;
}

/* A training that was stopped early keeps what it ended with. */
static bool ended(const hr_result *result, uint64_t step) {
    size_t count = hr_quantity_steps(result);
    return count && step > hr_quantity_step(result, count - 1);
}

static double number(const json_t *value) {
    return json_is_number(value) ? json_number_value(value) : NAN;
}

static double recall_at(const hr_result *result, uint64_t step, uint32_t distance) {
    return ended(result, step) ? recall(result, distance)
                               : number(json_object_get(measured_at(result, step), "recall"));
}

static double recall_by_distance_at(const hr_result *result, uint64_t step, uint32_t distance) {
    if (ended(result, step))
        return recall_by_distance(result, distance);
    return number(json_array_get(json_object_get(measured_at(result, step), "by_distance"), distance));
}

static const hr_quantity least_dimension_row = {
    .name = "least-dimension",
    .label = "least feasible dimension d",
    .help = "the least d at which at least half of the seeds are feasible; measured with dimension = least",
    .lower_is_better = true,
};

static const hr_quantity feasible_row = {
    .name = "feasible",
    .label = "share of feasible seeds",
    .help = "1 for FEASIBLE, 0 for INFEASIBLE, nothing for UNKNOWN; the mean over the seeds is their share",
    .sample = feasible,
    .share = true,
};

static const hr_quantity dimension_row = {
    .name = "dimension",
    .label = "dimension d",
    .help = "the dimension of the embedding that was built",
    .sample = dimension,
    .lower_is_better = true,
};

static const hr_quantity margin_row = {
    .name = "margin",
    .label = "margin (unit vectors)",
    .help = "the worst margin over the queries, normalised to unit vectors, as its decimal logarithm; "
            "FEASIBLE only",
    .log10 = true,
    .sample = margin,
};

static const hr_quantity precision_row = {
    .name = "precision",
    .label = "precision (of the reported pairs)",
    .help = "relevant pairs among those that the embedding reports",
    .tally = true,
    .sample = precision,
    .share = true,
};

static const hr_quantity recall_row = {
    .name = "recall",
    .label = "recall (share of the relevant pairs)",
    .help = "retrieved pairs among the relevant ones, over all queries",
    .tally = true,
    .sample = recall,
    .share = true,
};

static const hr_quantity macro_recall_row = {
    .name = "macro-recall",
    .label = "macro recall (mean over the queries)",
    .help = "the mean over the queries of their own recall",
    .tally = true,
    .sample = macro_recall,
    .share = true,
};

static const hr_quantity min_recall_row = {
    .name = "min-recall",
    .label = "min recall (worst distance)",
    .help = "the recall at the distance where it is lowest",
    .tally = true,
    .sample = min_recall,
    .share = true,
};

static const hr_quantity recall_by_distance_row = {
    .name = "recall-by-distance",
    .label = "recall (share of the pairs)",
    .help = "the recall at each distance between query and document, one point per distance",
    .tally = true,
    .by_distance = true,
    .sample = recall_by_distance,
    .share = true,
};

static const hr_quantity recall_in_training_row = {
    .name = "recall-in-training",
    .label = "recall (share of the relevant pairs)",
    .help = "the recall of the validation queries while a recipe trains, one point per measurement",
    .tally = true,
    .sample = recall,
    .at_step = recall_at,
    .share = true,
};

static const hr_quantity recall_by_distance_in_training_row = {
    .name = "recall-by-distance-in-training",
    .label = "recall (share of the pairs)",
    .help = "the same at each distance between query and document",
    .tally = true,
    .by_distance = true,
    .sample = recall_by_distance,
    .at_step = recall_by_distance_at,
    .share = true,
};

const hr_quantity *const hr_quantities[] = {
    &least_dimension_row,
    &feasible_row,
    &dimension_row,
    &margin_row,
    &precision_row,
    &recall_row,
    &macro_recall_row,
    &min_recall_row,
    &recall_by_distance_row,
    &recall_in_training_row,
    &recall_by_distance_in_training_row,
    NULL,
};

const hr_quantity *hr_quantity_find(const char *name) {
    for (const hr_quantity *const *q = hr_quantities; *q; q++)
        if (!strcmp((*q)->name, name))
            return *q;
    return NULL;
}
