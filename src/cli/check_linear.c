#include "cli/check_linear.h"

#include "base/memory.h"
#include "cli/call.h"
#include "cli/certificate.h"
#include "cli/check_linear_certificate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const hr_check_linear_call *call;
    const hr_linear_result *result;
    hr_certificate_report certificate;
    char room[16];
} facts;

static bool any_query(const facts *f) {
    return f->call->options.side == HR_ANY_QUERY;
}

static const char *name_of(facts *f, uint32_t subject) {
    return any_query(f) ? hr_query_name(f->call->hierarchy, subject, f->room)
                        : hr_document_name(f->call->hierarchy, subject, f->room);
}

static double share(uint32_t part, uint32_t whole) {
    return whole ? (double)part / whole : 0;
}

static const char *margin_kind(const facts *f) {
    return f->call->options.largest ? "the largest there is" : "of the vectors found";
}

static hr_status print_text(facts *f) {
    const hr_linear_result *r = f->result;
    const hr_ancestors *a = f->call->ancestors;
    const char *side = any_query(f) ? "query" : "document";
    printf("verdict      %s (any %s, %s)\n", hr_verdict_names[r->verdict], side,
           hr_notion_names[f->call->options.notion]);
    printf("hierarchy    %s: %u queries, %u documents, %llu pairs, s = %u\n", f->call->hierarchy->source,
           a->queries, a->documents, (unsigned long long)a->pairs, a->s);
    printf("embedding    %s: %zu dimensions; its %s are fixed\n", f->call->embedding->origin,
           f->call->embedding->docs.cols, any_query(f) ? "documents" : "queries");
    printf("feasible     %u of %u (%.2f%%): a vector serves, decided exactly\n", r->feasible, r->count,
           100 * share(r->feasible, r->count));
    printf("infeasible   %u (%.2f%%): no vector serves, certified exactly\n", r->infeasible,
           100 * share(r->infeasible, r->count));
    printf("unknown      %u\n", r->unknown);
    if (r->worst != HR_NONE && isfinite(r->margin[r->worst]))
        printf("margin       %.6g smallest, at %s (%s; largest coordinate %s)\n", r->margin[r->worst],
               name_of(f, r->worst), margin_kind(f),
               any_query(f) || f->call->options.notion == HR_F_SIGN ? "1" : "as it is");
    if (r->first_bad != HR_NONE)
        printf("first bad    %s\n", name_of(f, r->first_bad));
    hr_certificate_print(&f->certificate);
    printf("decided in   %.2f s, %.3g ms a %s\n", r->seconds, 1000 * r->seconds / fmax(r->count, 1), side);
    return hr_finish_output();
}

static json_t *number(double value) {
    return isfinite(value) ? json_real(value) : json_null();
}

/* Names are JSON strings when they are UTF-8, else null: the index beside them always says which. */
static json_t *name_json(facts *f, uint32_t subject) {
    json_t *string = subject == HR_NONE ? NULL : json_string(name_of(f, subject));
    return string ? string : json_null();
}

static json_t *index_json(uint32_t subject) {
    return subject == HR_NONE ? json_null() : json_integer(subject);
}

static hr_status print_json(facts *f) {
    const hr_linear_result *r = f->result;
    json_t *source = json_string(f->call->hierarchy->source);
    json_t *origin = json_string(f->call->embedding->origin);
    json_t *object = json_pack(
        "{ss ss ss so so sI si si si si sf sf so sb so so so so sf}", "verdict", hr_verdict_names[r->verdict],
        "question", any_query(f) ? "any-query" : "any-document", "notion",
        hr_notion_names[f->call->options.notion], "hierarchy", source ? source : json_null(), "embedding",
        origin ? origin : json_null(), "dimension", (json_int_t)f->call->embedding->docs.cols, "count",
        (int)r->count, "feasible", (int)r->feasible, "infeasible", (int)r->infeasible, "unknown",
        (int)r->unknown, "feasible_share", share(r->feasible, r->count), "infeasible_share",
        share(r->infeasible, r->count), "margin", number(r->worst == HR_NONE ? NAN : r->margin[r->worst]),
        "margin_is_largest", f->call->options.largest, "worst", index_json(r->worst), "worst_name",
        name_json(f, r->worst), "first_infeasible", index_json(r->first_bad), "first_infeasible_name",
        name_json(f, r->first_bad), "seconds", r->seconds);
    if (object)
        hr_certificate_json(object, &f->certificate);
    return hr_print_json(hr_call_provenance(object, f->call->common->seed));
}

/* The fixed side as it is, the other with the vectors found; rows for which none was found keep the
 * embedding's. */
static hr_status write_found(const hr_check_linear_call *call, const hr_linear_result *result) {
    bool query = call->options.side == HR_ANY_QUERY;
    const hr_matrix *before = query ? &call->embedding->queries : &call->embedding->docs;
    hr_embedding out;
    hr_embedding_init(&out);
    out.queries = query ? result->vectors : call->embedding->queries;
    out.docs = query ? call->embedding->docs : result->vectors;
    out.origin = call->embedding->origin;
    for (size_t i = 0; i < result->count; i++)
        for (size_t k = 0; result->each[i] != HR_FEASIBLE && k < before->cols; k++)
            result->vectors.f64[i * before->cols + k] = hr_matrix_get_d(before, i, k);
    return hr_embedding_write(&out, call->write, HR_FLOAT64); /* its matrices stay their owners' */
}

/* Writes what was asked for, prints, and clears the result. */
static hr_status conclude(const hr_check_linear_call *call, const hr_linear_options *options,
                          hr_linear_result *result, int *exit_status) {
    static const int by_verdict[] = {HR_EXIT_FEASIBLE, HR_EXIT_INFEASIBLE, HR_EXIT_UNKNOWN};
    facts f = {.call = call, .result = result, .certificate = {.file = call->certificate}};
    hr_status status = HR_OK;
    *exit_status = by_verdict[result->verdict];
    if (call->certificate)
        status = hr_check_linear_certify(&f.certificate.certificate, call, options, result);
    if (status == HR_OK && call->write)
        status = write_found(call, result);
    if (status == HR_OK && !hr_certificate_alone(&f.certificate, "check"))
        status = call->common->json ? print_json(&f) : print_text(&f);
    hr_certificate_clear(&f.certificate.certificate);
    hr_linear_result_clear(result);
    return status;
}

hr_status hr_check_linear(const hr_check_linear_call *call, int *exit_status) {
    const hr_matrix *fixed =
        call->options.side == HR_ANY_QUERY ? &call->embedding->docs : &call->embedding->queries;
    if (call->write && fixed->dtype == HR_BIGINT)
        return hr_fail(HR_EUSAGE, "check: --write: the fixed vectors are integers that no .npy holds; give "
                                  "--rounded, or --dtype float64");
    hr_linear_options options = call->options;
    hr_linear_result result;
    double *threshold = NULL;
    hr_status status = HR_OK;
    if (options.side == HR_ANY_DOCUMENT && options.notion == HR_F_QUERY) {
        threshold = hr_alloc(call->ancestors->queries, sizeof *threshold, "thresholds");
        status = threshold ? hr_linear_thresholds(threshold, call->ancestors, call->embedding) : HR_ENOMEM;
        options.threshold = threshold;
    }
    if (status == HR_OK)
        status = hr_linear_all(&result, call->ancestors, call->embedding, &options);
    if (status == HR_OK)
        status = conclude(call, &options, &result, exit_status);
    free(threshold);
    return status;
}
