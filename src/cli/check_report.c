#include "cli/check_report.h"

#include "cli/call.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* The lowest recall of a distance that has pairs; *distance gets it. */
static double lowest_recall(const hr_check_result *r, uint32_t *distance) {
    double lowest = 1;
    *distance = 0;
    for (uint32_t k = 0; k < r->distances; k++)
        if (r->total[k] && (double)r->hit[k] / (double)r->total[k] < lowest) {
            lowest = (double)r->hit[k] / (double)r->total[k];
            *distance = k;
        }
    return lowest;
}

static double share(uint64_t part, uint64_t whole) {
    return whole ? (double)part / (double)whole : 1;
}

/* rounded down, so that what is not all is never shown as all; "0%" only for nothing */
static const char *percent(char room[16], uint64_t part, uint64_t whole) {
    if (part == whole)
        return "100%";
    if (!part)
        return "0%";
    double value = floor(10000 * share(part, whole)) / 100;
    snprintf(room, 16, "%.2f%%", value > 99.99 ? 99.99 : value < 0.01 ? 0.01 : value);
    return room;
}

static const char *grouped(char room[32], uint64_t number) {
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%" PRIu64, number), out = 0;
    for (int i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0)
            room[out++] = ',';
        room[out++] = digits[i];
    }
    room[out] = '\0';
    return room;
}

static void print_margin(const hr_check_result *r) {
    const char *notion = r->notion == HR_F_GLOBAL ? "cosines" : "unit-normalised";
    if (isnan(r->margin))
        printf("margin       unknown\n");
    else if (isinf(r->margin))
        printf("margin       none: no query has an unmatched document\n");
    else if (r->margin == 0 || fabs(r->margin) > 1e-300)
        printf("margin       %s%.6g (%s; its sign is exact)\n", r->margin_is_bound ? "at least " : "",
               r->margin, notion);
    else
        printf("margin       %s%s10^%.1f (%s; its sign is exact)\n", r->margin_is_bound ? "at least " : "",
               r->margin_sign < 0 ? "-" : "", r->margin_log10, notion);
}

static void print_recall(const hr_check_result *r, uint32_t queries) {
    char a[32], b[32], p[16];
    uint32_t distance;
    double lowest = lowest_recall(r, &distance);
    printf("recall       %s of pairs (%s of %s), macro %.2f%%, min %.2f%% at distance %u\n",
           percent(p, r->retrieved, r->relevant), grouped(a, r->retrieved), grouped(b, r->relevant),
           floor(10000 * r->macro) / 100, floor(10000 * lowest) / 100, distance);
    printf("precision    %s (%s of %s reported)\n", percent(p, r->retrieved, r->reported),
           grouped(a, r->retrieved), grouped(b, r->reported));
    printf("bad queries  %s of %s\n\n", grouped(a, r->bad_queries), grouped(b, queries));
    printf("distance      pairs  retrieved   recall\n");
    for (uint32_t k = 0; k < r->distances; k++)
        printf("%8u %10s %10s %8s\n", k, grouped(a, r->total[k]), grouped(b, r->hit[k]),
               percent(p, r->hit[k], r->total[k]));
}

static void print_worst(const hr_check_report *report) {
    const hr_check_result *r = report->result;
    char q[16], x[16], p[16], y[16];
    if (r->worst_count)
        printf("\nworst pairs\n");
    for (uint32_t i = 0; i < r->worst_count; i++) {
        const hr_worst *w = &r->worst[i];
        printf("  %.3g", w->margin);
        if (w->matched != HR_NONE)
            printf("  %s -> %s (relevant)", hr_query_name(report->hierarchy, w->query, q),
                   hr_document_name(report->hierarchy, w->matched, x));
        if (w->unmatched != HR_NONE)
            printf("%s%s -> %s (not relevant)", w->matched != HR_NONE ? " against " : "  ",
                   hr_query_name(report->hierarchy, w->rival_query, p),
                   hr_document_name(report->hierarchy, w->unmatched, y));
        putchar('\n');
    }
}

hr_status hr_check_print(const hr_check_report *report) {
    const hr_check_result *r = report->result;
    const hr_ancestors *a = report->ancestors;
    char n[32], m[32], pairs[32], eps[48] = "";
    if (r->notion == HR_F_GLOBAL)
        snprintf(eps, sizeof eps, ", eps = %g", r->eps);
    printf("verdict      %s (%s%s)\n", hr_verdict_names[r->verdict], hr_notion_names[r->notion], eps);
    printf("hierarchy    %s: %s queries, %s documents, %s pairs, s = %u\n", report->hierarchy->source,
           grouped(n, a->queries), grouped(m, a->documents), grouped(pairs, a->pairs), a->s);
    printf("embedding    %s: %zu dimensions, %s", report->embedding->origin, r->dimension,
           hr_embedding_type(report->embedding));
    if (hr_dtype_exact(r->dtype))
        printf(" of %.0f bits", hr_embedding_bits(report->embedding));
    putchar('\n');
    printf("decided by   %s%s%s, in %.2f s\n", r->how, r->kernel ? ", " : "", r->kernel ? r->kernel : "",
           r->seconds);
    if (r->opened_exact)
        printf("             the filter left %s scores to exact arithmetic\n", grouped(n, r->opened_exact));
    hr_certificate_print(&report->certificate);
    print_margin(r);
    if (r->complete) {
        print_recall(r, a->queries);
        print_worst(report);
    }
    return hr_finish_output();
}

static json_t *real(double value) {
    return isfinite(value) ? json_real(value) : json_null();
}

/* Names are JSON strings when they are UTF-8, else null: the index beside them always says which. */
static json_t *name(const char *text) {
    json_t *string = json_string(text);
    return string ? string : json_null();
}

static json_t *recall_json(const hr_check_result *r) {
    uint32_t distance;
    json_t *by_distance = json_array();
    for (uint32_t k = 0; k < r->distances; k++)
        json_array_append_new(by_distance, r->total[k] ? real(share(r->hit[k], r->total[k])) : json_null());
    return json_pack("{sf sf sf so}", "overall", share(r->retrieved, r->relevant), "macro", r->macro, "min",
                     lowest_recall(r, &distance), "by_distance", by_distance);
}

static json_t *worst_json(const hr_check_report *report) {
    char room[16];
    json_t *worst = json_array();
    for (uint32_t i = 0; i < report->result->worst_count; i++) {
        const hr_worst *w = &report->result->worst[i];
        json_t *entry = json_pack("{so si so}", "margin", real(w->margin), "query", (int)w->query,
                                  "query_name", name(hr_query_name(report->hierarchy, w->query, room)));
        if (w->matched != HR_NONE) {
            json_object_set_new(entry, "matched", json_integer(w->matched));
            json_object_set_new(entry, "matched_name",
                                name(hr_document_name(report->hierarchy, w->matched, room)));
        }
        if (w->unmatched != HR_NONE) {
            json_object_set_new(entry, "rival_query", json_integer(w->rival_query));
            json_object_set_new(entry, "unmatched", json_integer(w->unmatched));
            json_object_set_new(entry, "unmatched_name",
                                name(hr_document_name(report->hierarchy, w->unmatched, room)));
        }
        json_array_append_new(worst, entry);
    }
    return worst;
}

hr_status hr_check_print_json(const hr_check_report *report) {
    const hr_check_result *r = report->result;
    const hr_ancestors *a = report->ancestors;
    json_t *object = json_pack(
        "{ss ss so sI so si so sb ss so ss sf}", "verdict", hr_verdict_names[r->verdict], "notion",
        hr_notion_names[r->notion], "eps", r->notion == HR_F_GLOBAL ? real(r->eps) : json_null(), "dimension",
        (json_int_t)r->dimension, "margin", real(r->margin), "margin_sign", r->margin_sign, "margin_log10",
        real(r->margin_log10), "margin_is_bound", r->margin_is_bound, "decided_by", r->how, "kernel",
        r->kernel ? json_string(r->kernel) : json_null(), "type", hr_embedding_type(report->embedding),
        "seconds", r->seconds);
    if (!object)
        return hr_print_json(NULL);
    json_object_set_new(object, "hierarchy", name(report->hierarchy->source));
    json_object_set_new(object, "embedding", name(report->embedding->origin));
    json_object_set_new(object, "bits", json_integer((json_int_t)hr_embedding_bits(report->embedding)));
    json_object_set_new(object, "queries", json_integer(a->queries));
    json_object_set_new(object, "documents", json_integer(a->documents));
    json_object_set_new(object, "s", json_integer(a->s));
    hr_certificate_json(object, &report->certificate);
    if (r->complete) {
        json_object_set_new(object, "relevant", json_integer((json_int_t)r->relevant));
        json_object_set_new(object, "retrieved", json_integer((json_int_t)r->retrieved));
        json_object_set_new(object, "reported", json_integer((json_int_t)r->reported));
        json_object_set_new(object, "precision", real(share(r->retrieved, r->reported)));
        json_object_set_new(object, "recall", recall_json(r));
        json_object_set_new(object, "bad_queries", json_integer((json_int_t)r->bad_queries));
        json_object_set_new(object, "settled_exactly", json_integer((json_int_t)r->opened_exact));
        json_object_set_new(object, "worst", worst_json(report));
    }
    return hr_print_json(hr_call_provenance(object, report->seed));
}
