#include "retrieve/evaluate.h"

#include "base/memory.h"
#include "base/progress.h"
#include "feasibility/decide.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* The decision's scan, with a look at every ranking. */
typedef struct {
    hr_decision decision; /* first: its scan leads back here */
    hr_status (*finish)(const hr_scan *scan, hr_row *row, int thread);
    hr_top *top;
} listing;

static hr_status finish(const hr_scan *scan, hr_row *row, int thread) {
    const listing *l = (const listing *)((const char *)scan - offsetof(hr_decision, scan));
    hr_status status = l->finish(scan, row, thread);
    const hr_ancestors *a = l->decision.ancestors;
    const hr_ranking *ranking = &l->decision.ranking[thread];
    uint64_t start = a->start[row->query];
    for (size_t i = 0; status == HR_OK && i < a->start[row->query + 1] - start; i++) {
        l->top->document[start + i] = ranking->item[i].document;
        l->top->score[start + i] = ranking->item[i].score;
    }
    return status;
}

static hr_status scan_all(hr_check_result *out, hr_top *top, const hr_ancestors *ancestors,
                          const hr_embedding *embedding) {
    const hr_check_options options = {.notion = HR_F_QUERY, .route = HR_ROUTE_PAIRS};
    listing l = {.top = top};
    hr_status status = hr_decision_init(&l.decision, ancestors, embedding, &options, 0);
    if (status == HR_OK && top) {
        l.finish = l.decision.scan.finish;
        l.decision.scan.finish = finish;
    }
    if (status == HR_OK) {
        out->kernel = hr_scan_kernel(&l.decision.operand, false);
        status = hr_scan_run(&l.decision.scan);
    }
    if (status == HR_OK)
        status = hr_decision_end(out, &l.decision);
    hr_decision_clear(&l.decision);
    return status;
}

static void summarise(hr_evaluation *out, hr_check_result *r, uint32_t queries) {
    *out = (hr_evaluation){.relevant = r->relevant,
                           .retrieved = r->retrieved,
                           .overall = (double)r->retrieved / (double)r->relevant,
                           .macro = r->macro,
                           .min = 2,
                           .complete_queries = queries - r->bad_queries,
                           .distances = r->distances,
                           .total = r->total,
                           .hit = r->hit,
                           .kernel = r->kernel};
    r->total = r->hit = NULL; /* handed over */
    for (uint32_t k = 0; k < out->distances; k++)
        if (out->total[k] && (double)out->hit[k] / (double)out->total[k] < out->min) {
            out->min = (double)out->hit[k] / (double)out->total[k];
            out->worst_distance = k;
        }
}

hr_status hr_evaluate(hr_evaluation *out, hr_top *top, const hr_ancestors *ancestors,
                      const hr_embedding *embedding) {
    double start = hr_seconds();
    hr_check_result result = {.notion = HR_F_QUERY, .dimension = embedding->docs.cols};
    memset(out, 0, sizeof *out);
    if (top)
        memset(top, 0, sizeof *top);
    hr_status status = hr_embedding_fits(embedding, ancestors);
    if (status == HR_OK && !ancestors->pairs)
        status = hr_fail(HR_EINPUT, "no query has a document, so there is nothing to retrieve");
    if (status == HR_OK && top) {
        top->document = hr_alloc(ancestors->pairs, sizeof *top->document, "the retrieved documents");
        top->score = hr_alloc(ancestors->pairs, sizeof *top->score, "the retrieved documents");
        if (!top->document || !top->score)
            status = HR_ENOMEM;
    }
    if (status == HR_OK)
        status = scan_all(&result, top, ancestors, embedding);
    if (status == HR_OK) {
        summarise(out, &result, ancestors->queries);
        out->seconds = hr_seconds() - start;
    } else if (top) {
        hr_top_clear(top);
    }
    hr_check_result_clear(&result);
    return status;
}

void hr_evaluation_clear(hr_evaluation *evaluation) {
    free(evaluation->total);
    free(evaluation->hit);
    memset(evaluation, 0, sizeof *evaluation);
}

void hr_top_clear(hr_top *top) {
    free(top->document);
    free(top->score);
    memset(top, 0, sizeof *top);
}
