#include "cli/eval_report.h"

#include "cli/call.h"

#include <math.h>

static double percent(double share) {
    return floor(1e4 * share) / 100;
}

static double share(const hr_evaluation *v, uint32_t k) {
    return (double)v->hit[k] / (double)v->total[k];
}

static void print_interval(const hr_interval *i) {
    printf(" [%.2f, %.2f]", 100 * i->low, 100 * i->high);
}

static void print_recall(const char *what, const hr_evaluation *v, const hr_recall_intervals *i) {
    printf("%-12s overall %.2f%%", what, percent(v->overall));
    if (i)
        print_interval(&i->overall);
    printf(", macro %.2f%%", percent(v->macro));
    if (i)
        print_interval(&i->macro);
    printf(", min %.2f%% at distance %u\n", percent(v->min), v->worst_distance);
}

static void print_head(const hr_eval_facts *f) {
    const hr_embedding *e = f->embedding;
    printf("hierarchy    %s: %zu queries, %zu documents\n", f->hierarchy->source, e->queries.rows,
           e->docs.rows);
    printf("embedding    %s: %zu dimensions\n", e->origin, e->docs.cols);
    if (!isnan(f->holdout))
        printf("held out     %llu pairs; the %llu trained ones are not ranked for their query\n",
               (unsigned long long)f->evaluation->relevant, (unsigned long long)f->trained);
    print_recall("recall", f->evaluation, f->intervals);
    if (f->against) {
        print_recall("against", f->other, NULL);
        printf("difference   overall %+.2f", 100 * (f->evaluation->overall - f->other->overall));
        print_interval(&f->differences->overall);
        printf(", macro %+.2f", 100 * (f->evaluation->macro - f->other->macro));
        print_interval(&f->differences->macro);
        putchar('\n');
    }
    if (f->resamples)
        printf("intervals    95%%, bootstrap over queries, %llu resamples\n",
               (unsigned long long)f->resamples);
    printf("complete     %llu of %zu queries\n\n", (unsigned long long)f->evaluation->complete_queries,
           e->queries.rows);
}

hr_status hr_eval_print(const hr_eval_facts *f) {
    const hr_evaluation *v = f->evaluation;
    print_head(f);
    printf("distance      pairs  retrieved   recall%s%s\n", f->intervals ? "    95% interval" : "",
           f->against ? "   against  difference" : "");
    for (uint32_t k = 0; k < v->distances; k++) {
        if (!v->total[k])
            continue;
        printf("%8u %10llu %10llu %7.2f%%", k, (unsigned long long)v->total[k], (unsigned long long)v->hit[k],
               percent(share(v, k)));
        if (f->intervals)
            print_interval(&f->intervals->by_distance[k]);
        if (f->against) {
            printf(" %7.2f%% %+.2f", percent(share(f->other, k)), 100 * (share(v, k) - share(f->other, k)));
            print_interval(&f->differences->by_distance[k]);
        }
        putchar('\n');
    }
    return hr_finish_output();
}

static json_t *name(const char *text) {
    json_t *string = json_string(text ? text : "");
    return string ? string : json_null();
}

static json_t *recall(const hr_evaluation *v) {
    json_t *by_distance = json_array();
    for (uint32_t k = 0; k < v->distances; k++)
        json_array_append_new(by_distance, v->total[k] ? json_real(share(v, k)) : json_null());
    return json_pack("{sf sf sf sI so}", "overall", v->overall, "macro", v->macro, "min", v->min,
                     "worst_distance", (json_int_t)v->worst_distance, "by_distance", by_distance);
}

static json_t *interval(const hr_interval *i) {
    return isfinite(i->low) ? json_pack("[ff]", i->low, i->high) : json_null();
}

static json_t *intervals(const hr_recall_intervals *i) {
    json_t *by_distance = json_array();
    for (uint32_t k = 0; k < i->distances; k++)
        json_array_append_new(by_distance, interval(&i->by_distance[k]));
    return json_pack("{so so so}", "overall", interval(&i->overall), "macro", interval(&i->macro),
                     "by_distance", by_distance);
}

hr_status hr_eval_print_json(const hr_eval_facts *f) {
    const hr_evaluation *v = f->evaluation;
    const hr_embedding *e = f->embedding;
    json_t *pairs = json_array();
    for (uint32_t k = 0; k < v->distances; k++)
        json_array_append_new(pairs, json_integer((json_int_t)v->total[k]));
    json_t *object = json_pack(
        "{so so sI sI sI sI sI sI so so ss sf}", "hierarchy", name(f->hierarchy->source), "embedding",
        name(e->origin), "queries", (json_int_t)e->queries.rows, "documents", (json_int_t)e->docs.rows,
        "dimension", (json_int_t)e->docs.cols, "relevant", (json_int_t)v->relevant, "retrieved",
        (json_int_t)v->retrieved, "complete_queries", (json_int_t)v->complete_queries, "recall", recall(v),
        "pairs_by_distance", pairs, "kernel", v->kernel, "seconds", v->seconds);
    if (object && !isnan(f->holdout))
        json_object_set_new(object, "holdout",
                            json_pack("{sf sI}", "share", f->holdout, "trained", (json_int_t)f->trained));
    if (object && f->resamples)
        json_object_set_new(object, "resamples", json_integer((json_int_t)f->resamples));
    if (object && f->intervals)
        json_object_set_new(object, "intervals", intervals(f->intervals));
    if (object && f->against)
        json_object_set_new(object, "against",
                            json_pack("{so so so}", "embedding", name(f->against->origin), "recall",
                                      recall(f->other), "difference_intervals", intervals(f->differences)));
    return hr_print_json(hr_call_provenance(object, f->seed));
}
