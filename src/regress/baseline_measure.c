/* What can be recorded, and measuring it by one exact decision. */
#include "regress/baseline_parts.h"
#include "trial/cache.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* NAN where the decision came to no end (a limit of seconds). */
static double counted(const hr_check_result *r, double value) {
    return r->complete ? value : NAN;
}

static double share(uint64_t part, uint64_t whole) {
    return whole ? (double)part / (double)whole : 1;
}

static double of_verdict(const hr_check_result *r, uint32_t distance) {
    (void)distance;
    return r->verdict == HR_FEASIBLE ? 1 : r->verdict == HR_INFEASIBLE ? 0 : NAN;
}

static double of_dimension(const hr_check_result *r, uint32_t distance) {
    (void)distance;
    return (double)r->dimension;
}

/* INFINITY where no query has an unmatched document */
static double of_margin(const hr_check_result *r, uint32_t distance) {
    (void)distance;
    return r->margin;
}

/* -INFINITY is no margin to record: log10 is of positive ones */
static double of_margin_log10(const hr_check_result *r, uint32_t distance) {
    (void)distance;
    return isnan(r->margin)     ? NAN
           : isinf(r->margin)   ? INFINITY
           : r->margin_sign > 0 ? r->margin_log10
                                : -INFINITY;
}

static double of_precision(const hr_check_result *r, uint32_t distance) {
    (void)distance;
    return counted(r, share(r->retrieved, r->reported));
}

static double of_recall(const hr_check_result *r, uint32_t distance) {
    (void)distance;
    return counted(r, share(r->retrieved, r->relevant));
}

static double of_macro(const hr_check_result *r, uint32_t distance) {
    (void)distance;
    return counted(r, r->macro);
}

/* the lowest recall of a distance */
static double of_least_recall(const hr_check_result *r, uint32_t distance) {
    (void)distance;
    double lowest = 1;
    for (uint32_t k = 0; r->complete && k < r->distances; k++)
        if (r->total[k] && share(r->hit[k], r->total[k]) < lowest)
            lowest = share(r->hit[k], r->total[k]);
    return counted(r, lowest);
}

static double of_distance(const hr_check_result *r, uint32_t distance) {
    return r->complete && distance < r->distances ? share(r->hit[distance], r->total[distance]) : NAN;
}

const hr_measure hr_measures[] = {
    {.key = "verdict", .help = "FEASIBLE, INFEASIBLE or UNKNOWN", .of = of_verdict},
    {.key = "dimension",
     .help = "of the embedding; smaller is better",
     .whole = true,
     .lower_is_better = true,
     .of = of_dimension,
     .quantity = "dimension"},
    {.key = "margin", .help = "the worst margin, negative when INFEASIBLE", .none = true, .of = of_margin},
    {.key = "margin-log10",
     .help = "its decimal logarithm, for margins below 1e-300",
     .none = true,
     .of = of_margin_log10,
     .quantity = "margin"},
    {.key = "precision",
     .help = "share of the retrieved pairs that are relevant",
     .share = true,
     .tally = true,
     .of = of_precision,
     .quantity = "precision"},
    {.key = "recall",
     .help = "share of the relevant pairs that are retrieved",
     .share = true,
     .tally = true,
     .of = of_recall,
     .quantity = "recall"},
    {.key = "macro-recall",
     .help = "mean of the queries' recalls",
     .share = true,
     .tally = true,
     .of = of_macro,
     .quantity = "macro-recall"},
    {.key = "min-recall",
     .help = "the lowest recall of a distance",
     .share = true,
     .tally = true,
     .of = of_least_recall,
     .quantity = "min-recall"},
    {.key = "recall@",
     .help = "recall@3: of the pairs at distance 3",
     .share = true,
     .tally = true,
     .of = of_distance,
     .quantity = "recall-by-distance"},
    {.key = "least-dimension",
     .help = "the least d at which half of the seeds are feasible; smaller is better",
     .whole = true,
     .none = true,
     .lower_is_better = true,
     .search = true,
     .quantity = "least-dimension"},
    {0},
};

static hr_status obtain(hr_embedding *out, const hr_baseline_entry *e, const hr_loaded *loaded) {
    if (e->embedding)
        return hr_embedding_read(out, e->embedding, true);
    if (e->queries)
        return hr_embedding_read_npy(out, e->queries, e->docs);
    const hr_method *method;
    hr_method_options options;
    hr_status status = hr_task_method(&method, &options, e->method);
    options.dim = (uint32_t)e->dim;
    options.seed = e->seed;
    options.f_query = e->notion == HR_F_QUERY;
    if (status == HR_OK)
        status = hr_method_build(out, method, loaded->hierarchy, loaded->ancestors, &options);
    return status;
}

static hr_status take(hr_baseline_entry *e, const hr_check_result *r) {
    for (size_t i = 0; i < e->values; i++) {
        hr_baseline_value *v = &e->value[i];
        v->measured = v->measure->of(r, v->distance);
        bool counts = r->complete || !v->measure->tally;
        if (r->verdict == HR_UNKNOWN && isnan(v->measured))
            snprintf(v->note, sizeof v->note, "undecided after %g seconds", e->seconds);
        else if (v->measured == -INFINITY)
            return hr_fail(HR_EINPUT, "%s: %s: the margin is not positive; record margin", v->line->where,
                           v->line->key);
        else if (v->measure->of == of_distance && counts &&
                 (v->distance >= r->distances || !r->total[v->distance]))
            return hr_fail(HR_EINPUT, "%s: %s: no pair is at distance %u; the farthest are at %u",
                           v->line->where, v->line->key, v->distance, r->distances ? r->distances - 1 : 0);
    }
    return HR_OK;
}

static hr_status check(hr_baseline_entry *e, const hr_loaded *loaded) {
    hr_embedding embedding;
    hr_embedding_init(&embedding);
    hr_check_result result = {0};
    hr_check_options options = {
        .notion = e->notion, .eps = e->eps, .verdict_only = true, .seconds = e->seconds, .worst = 1};
    for (size_t i = 0; i < e->values; i++) /* the worst margin needs all pairs, too, when it is negative */
        options.verdict_only = options.verdict_only && (e->value[i].measure->of == of_verdict ||
                                                        e->value[i].measure->of == of_dimension);
    hr_status status = obtain(&embedding, e, loaded);
    if (status == HR_OK)
        status = hr_check(&result, loaded->ancestors, &embedding, &options);
    if (status == HR_OK)
        status = take(e, &result);
    hr_check_result_clear(&result);
    hr_embedding_clear(&embedding);
    return status;
}

static hr_status check_entry(hr_baseline_entry *e, hr_cache *cache) {
    const hr_held *held;
    hr_status status = hr_cache_hold(&held, cache, e->hierarchy);
    if (status == HR_EIO && e->optional) {
        e->skipped = strdup(hr_error());
        return e->skipped ? HR_OK : hr_fail(HR_ENOMEM, "out of memory: a baseline");
    }
    if (status == HR_OK) {
        status = check(e, &held->loaded);
        hr_cache_leave(cache, held);
    }
    return status;
}

hr_status hr_baseline_measure(hr_baseline_entry *e, hr_cache *cache) {
    hr_status status = e->results                  ? hr_baseline_results_entry(e)
                       : e->value->measure->search ? hr_baseline_least_entry(e, cache)
                                                   : check_entry(e, cache);
    if (status != HR_OK) {
        /* messages about a value name its line already */
        size_t place = strcspn(hr_error(), ":");
        bool placed = !strncmp(hr_error(), e->where, place) && e->where[place] == ':';
        return placed ? status : hr_fail_prefix(status, "%s: [%s]", e->where, e->name);
    }
    e->measured = !e->skipped;
    for (size_t i = 0; e->measured && i < e->values; i++)
        e->value[i].change = hr_baseline_compare(&e->value[i]);
    return HR_OK;
}

hr_status hr_baseline_complete(const hr_baseline_entry *e) {
    for (size_t i = 0; i < e->values; i++)
        if (!e->value[i].given)
            return hr_fail(
                HR_EUSAGE,
                "%s: %s of [%s] has no value yet; fill it in by hrdim regress --update, look at it, "
                "commit it",
                e->value[i].line->where, e->value[i].line->key, e->name);
    return HR_OK;
}
