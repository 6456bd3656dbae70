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
    hr_status (*visit)(const hr_scan *scan, hr_row *row, uint32_t first, size_t count, const double *score);
    hr_status (*finish)(const hr_scan *scan, hr_row *row, int thread);
    hr_top *top;   /* NULL: not wanted */
    uint32_t *hit; /* the same */
    const hr_ancestors *left_out;
} listing;

static const listing *of_scan(const hr_scan *scan) {
    return (const listing *)((const char *)scan - offsetof(hr_decision, scan));
}

/* The place of the first of the list's documents from..end-1 that is not below `document`. */
static uint64_t seek(const uint32_t *list, uint64_t from, uint64_t end, uint32_t document) {
    while (from < end) {
        uint64_t middle = from + (end - from) / 2;
        if (list[middle] < document)
            from = middle + 1;
        else
            end = middle;
    }
    return from;
}

/* The stretches between the query's documents that are left out. */
static hr_status visit(const hr_scan *scan, hr_row *row, uint32_t first, size_t count, const double *score) {
    const listing *l = of_scan(scan);
    const hr_ancestors *out = l->left_out;
    uint64_t end = out->start[row->query + 1];
    uint64_t at = seek(out->document, out->start[row->query], end, first);
    hr_status status = HR_OK;
    for (size_t from = 0; from < count && status == HR_OK;) {
        size_t to = at < end && out->document[at] < first + count ? out->document[at] - first : count;
        if (to > from)
            status = l->visit(scan, row, first + (uint32_t)from, to - from, score + from);
        from = to + 1;
        at++;
    }
    return status;
}

static void list_top(const listing *l, uint32_t query, const hr_ranking *ranking) {
    uint64_t start = l->decision.ancestors->start[query];
    for (size_t i = 0; i < l->decision.ancestors->start[query + 1] - start; i++) {
        l->top->document[start + i] = ranking->item[i].document;
        l->top->score[start + i] = ranking->item[i].score;
    }
}

static hr_status finish(const hr_scan *scan, hr_row *row, int thread) {
    const listing *l = of_scan(scan);
    const hr_tally *tally = &l->decision.tally[thread];
    size_t distances = (size_t)l->decision.ancestors->max_distance + 1;
    uint32_t *hit = l->hit ? l->hit + row->query * distances : NULL;
    for (size_t k = 0; hit && k < distances; k++)
        hit[k] = (uint32_t)-tally->hit[k]; /* modulo 2^32: the query's hits are the difference */
    hr_status status = l->finish(scan, row, thread);
    for (size_t k = 0; hit && k < distances; k++)
        hit[k] += (uint32_t)tally->hit[k];
    if (status == HR_OK && l->top)
        list_top(l, row->query, &l->decision.ranking[thread]);
    return status;
}

static hr_status scan_all(hr_check_result *out, listing *l, const hr_ancestors *ancestors,
                          const hr_embedding *embedding) {
    const hr_check_options options = {.notion = HR_F_QUERY, .route = HR_ROUTE_PAIRS};
    hr_status status = hr_decision_init(&l->decision, ancestors, embedding, &options, 0);
    if (status == HR_OK && (l->top || l->hit)) {
        l->finish = l->decision.scan.finish;
        l->decision.scan.finish = finish;
    }
    if (status == HR_OK && l->left_out) {
        l->visit = l->decision.scan.visit;
        l->decision.scan.visit = visit;
    }
    if (status == HR_OK) {
        out->kernel = hr_scan_kernel(&l->decision.operand, false);
        status = hr_scan_run(&l->decision.scan);
    }
    if (status == HR_OK)
        status = hr_decision_end(out, &l->decision);
    hr_decision_clear(&l->decision);
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
    return hr_evaluate_held_out(out, top, NULL, ancestors, NULL, embedding);
}

hr_status hr_evaluate_held_out(hr_evaluation *out, hr_top *top, uint32_t *hit, const hr_ancestors *ancestors,
                               const hr_ancestors *left_out, const hr_embedding *embedding) {
    listing l = {.top = top, .hit = hit, .left_out = left_out};
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
        status = scan_all(&result, &l, ancestors, embedding);
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
