#include "feasibility/alternate.h"

#include "base/memory.h"
#include "base/progress.h"
#include "feasibility/linear.h"
#include "feasibility/scan.h"
#include "feasibility/soft.h"

#include <cblas.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 1000, PATIENCE = 150 };
enum { POLISH = 30 }; /* rounds after the first that serves all queries: they widen its margin */
enum { LOOK = 3 };    /* rounds from one exact look to the next */
/* By experiment on trees, DAGs and subsets (doc/linear-programs.md).  Documents go further than their step:
 * without that the turns crawl, and siblings drift together.  Queries that no vector serves weigh more and
 * more in the documents' steps, as in boosting, so that the many that are served do not outvote them. */
static const double LAMBDA = 1e-3, BEYOND = 0.7, BOOST = 1.3, MOST_WEIGHT = 1e6;

typedef struct {
    const hr_ancestors *ancestors;
    hr_notion notion;
    size_t dimension, stride; /* d, and the same with a threshold */
    double *query, *doc;      /* rows (q, r) and (x, -1); f-sign: q and x */
    double *before;           /* the documents before their step */
    double *threshold, *weight;
    uint64_t *start; /* the queries of every document */
    uint32_t *member;
    hr_embedding now, best;
    uint64_t best_bad;
    double best_margin;                /* the smallest of its vectors' */
    uint32_t best_round, served_round; /* the first one of 0 bad queries */
} turns;

static void turns_clear(turns *t) {
    free(t->query);
    free(t->doc);
    free(t->before);
    free(t->threshold);
    free(t->weight);
    free(t->start);
    free(t->member);
    hr_embedding_clear(&t->now);
    hr_embedding_clear(&t->best);
}

static hr_status embedding_init(hr_embedding *out, const turns *t) {
    hr_status status = hr_matrix_init(&out->queries, t->ancestors->queries, t->dimension, HR_FLOAT64);
    if (status == HR_OK)
        status = hr_matrix_init(&out->docs, t->ancestors->documents, t->dimension, HR_FLOAT64);
    if (status == HR_OK && !(out->origin = strdup("alternating-lp (U9)")))
        status = hr_fail(HR_ENOMEM, "out of memory: a name");
    return status;
}

/* The documents of mean square length 1, so that lambda means the same for all embeddings; f-query: their
 * mean is 0, which the thresholds make up for. */
static void take_documents(turns *t, const hr_matrix *docs) {
    size_t m = docs->rows, d = t->dimension;
    double largest = 0, square = 0;
    for (size_t i = 0; i < m; i++)
        for (size_t k = 0; k < d; k++)
            largest = fmax(largest, fabs(hr_matrix_get_d(docs, i, k)));
    for (size_t k = 0; k < d && largest > 0; k++) {
        double mean = 0;
        for (size_t i = 0; i < m; i++)
            mean += (t->doc[i * t->stride + k] = hr_matrix_get_d(docs, i, k) / largest) / (double)m;
        for (size_t i = 0; i < m; i++) {
            if (t->notion == HR_F_QUERY)
                t->doc[i * t->stride + k] -= mean;
            square += t->doc[i * t->stride + k] * t->doc[i * t->stride + k];
        }
    }
    double scale = square > 0 ? sqrt((double)m / square) : 1;
    for (size_t i = 0; i < m; i++) {
        cblas_dscal((int)d, scale, t->doc + i * t->stride, 1);
        if (t->notion == HR_F_QUERY)
            t->doc[i * t->stride + d] = -1;
    }
}

static hr_status turns_init(turns *t, const hr_ancestors *ancestors, const hr_embedding *start,
                            hr_notion notion) {
    size_t n = ancestors->queries, m = ancestors->documents;
    *t = (turns){.ancestors = ancestors, .notion = notion, .best_bad = UINT64_MAX};
    t->dimension = start->docs.cols;
    t->stride = t->dimension + (notion == HR_F_QUERY);
    hr_embedding_init(&t->now);
    hr_embedding_init(&t->best);
    t->query = hr_calloc(n * t->stride, sizeof *t->query, "queries");
    t->doc = hr_calloc(m * t->stride, sizeof *t->doc, "documents");
    t->before = hr_alloc(m * t->stride, sizeof *t->before, "documents");
    t->threshold = hr_calloc(n, sizeof *t->threshold, "thresholds");
    t->weight = hr_alloc(n, sizeof *t->weight, "weights");
    if (!t->query || !t->doc || !t->before || !t->threshold || !t->weight)
        return HR_ENOMEM;
    for (size_t i = 0; i < n; i++)
        t->weight[i] = 1;
    take_documents(t, &start->docs);
    hr_status status = hr_descendants_build(ancestors, &t->start, &t->member);
    if (status == HR_OK)
        status = embedding_init(&t->now, t);
    return status == HR_OK ? embedding_init(&t->best, t) : status;
}

/* One side's step: `count` subjects with their members among the problem's points. */
static hr_status step(double *vector, size_t stride, size_t count, const hr_soft_problem *problem,
                      const uint64_t *start, const uint32_t *member) {
    hr_status status = HR_OK;
#pragma omp parallel
    {
        hr_soft soft;
        hr_status mine = hr_soft_init(&soft, problem);
#pragma omp for schedule(dynamic, 4)
        for (size_t i = 0; i < count; i++)
            if (mine == HR_OK)
                hr_soft_solve(vector + i * stride, &soft, problem, member + start[i],
                              (size_t)(start[i + 1] - start[i]));
        hr_soft_clear(&soft);
        if (mine != HR_OK) {
#pragma omp critical
            status = mine;
        }
    }
    /* messages are kept per thread, and it may have been another one that failed */
    return status == HR_OK ? HR_OK : hr_fail(HR_ENOMEM, "out of memory: alternating-lp; use fewer --threads");
}

static hr_status step_queries(turns *t) {
    hr_soft_problem problem = {.points = t->ancestors->documents,
                               .dimension = t->stride,
                               .stride = t->stride,
                               .point = t->doc,
                               .lambda = LAMBDA};
    return step(t->query, t->stride, t->ancestors->queries, &problem, t->ancestors->start,
                t->ancestors->document);
}

static hr_status step_documents(turns *t) {
    size_t n = t->ancestors->queries, m = t->ancestors->documents, d = t->dimension;
    hr_soft_problem problem = {.points = n,
                               .dimension = d,
                               .stride = t->stride,
                               .point = t->query,
                               .offset = t->threshold,
                               .weight = t->weight,
                               .lambda = LAMBDA};
    for (size_t i = 0; t->stride > d && i < n; i++)
        t->threshold[i] = t->query[i * t->stride + d];
    memcpy(t->before, t->doc, m * t->stride * sizeof *t->doc);
    hr_status status = step(t->doc, t->stride, m, &problem, t->start, t->member);
    for (size_t i = 0; i < m * t->stride; i++) /* a threshold's -1 stays */
        t->doc[i] += BEYOND * (t->doc[i] - t->before[i]);
    return status;
}

static void copy_rows(hr_matrix *out, const double *row, size_t stride) {
    for (size_t i = 0; i < out->rows; i++)
        memcpy(out->f64 + i * out->cols, row + i * stride, out->cols * sizeof *row);
}

/* Every query for which a vector serves takes it; the others take the step's, and gain weight. */
static void take_vectors(turns *t, const hr_linear_result *found) {
    for (size_t i = 0; i < found->count; i++) {
        if (found->each[i] != HR_FEASIBLE) {
            t->weight[i] = fmin(t->weight[i] * BOOST, MOST_WEIGHT);
            continue;
        }
        t->weight[i] = fmax(t->weight[i] / BOOST, 1);
        memcpy(t->now.queries.f64 + i * t->dimension, found->vectors.f64 + i * t->dimension,
               t->dimension * sizeof(double));
    }
}

/* Which queries can be served by the documents as they are?  Decided exactly. */
static hr_status look(turns *t, uint32_t round) {
    copy_rows(&t->now.queries, t->query, t->stride);
    copy_rows(&t->now.docs, t->doc, t->stride);
    hr_linear_options options = {.side = HR_ANY_QUERY, .notion = t->notion};
    hr_linear_result found;
    hr_status status = hr_linear_all(&found, t->ancestors, &t->now, &options);
    if (status != HR_OK)
        return status;
    take_vectors(t, &found);
    uint64_t bad = found.count - found.feasible;
    double margin = found.worst == HR_NONE ? 0 : found.margin[found.worst];
    hr_linear_result_clear(&found);
    if (bad == 0 && t->best_bad > 0)
        t->served_round = round;
    if (bad < t->best_bad || (bad == 0 && margin > t->best_margin)) {
        hr_embedding best = t->now;
        t->now = t->best;
        t->best = best;
        t->best_bad = bad;
        t->best_margin = margin;
        t->best_round = round;
    }
    char line[160];
    snprintf(line, sizeof line, "round %u: no vector serves %llu of %u queries, at best %llu\n", round + 1,
             (unsigned long long)bad, t->ancestors->queries, (unsigned long long)t->best_bad);
    hr_progress_show(line);
    return HR_OK;
}

static bool done(const turns *t, uint32_t round) {
    return t->best_bad ? round - t->best_round >= PATIENCE : round - t->served_round >= POLISH;
}

static hr_status take_turns(turns *t, uint32_t *made, uint32_t limit) {
    hr_status status = HR_OK;
    for (uint32_t round = 0; status == HR_OK && round < limit; round++) {
        *made = round + 1;
        status = step_queries(t);
        if (status == HR_OK && (round % LOOK == 0 || *made == limit))
            status = look(t, round);
        if (done(t, round))
            break;
        if (status == HR_OK && *made < limit)
            status = step_documents(t);
    }
    return status;
}

static hr_status decide(hr_verdict *verdict, uint64_t *bad, double *margin, const hr_ancestors *ancestors,
                        const hr_embedding *embedding, hr_notion notion) {
    hr_check_options options = {.notion = notion};
    hr_check_result result;
    hr_status status = hr_check(&result, ancestors, embedding, &options);
    if (status != HR_OK)
        return status;
    *verdict = result.verdict;
    *bad = result.bad_queries;
    *margin = result.margin;
    hr_check_result_clear(&result);
    return HR_OK;
}

static hr_status improve(hr_embedding *embedding, hr_alternate_result *r, turns *t,
                         const hr_alternate_options *options) {
    int blas_threads = openblas_get_num_threads();
    openblas_set_num_threads(1); /* the threads are ours, a subject each */
    hr_progress_take();
    hr_status status = take_turns(t, &r->rounds, options->rounds ? options->rounds : ROUNDS);
    hr_progress_release();
    openblas_set_num_threads(blas_threads);
    hr_verdict verdict = HR_UNKNOWN;
    uint64_t bad = 0;
    double margin = 0;
    if (status == HR_OK)
        status = decide(&verdict, &bad, &margin, t->ancestors, &t->best, options->notion);
    if (status != HR_OK || !(bad < r->bad || (bad == r->bad && margin > r->margin)))
        return status;
    hr_embedding before = *embedding;
    *embedding = t->best;
    t->best = before;
    r->verdict = verdict;
    r->bad = bad;
    r->margin = margin;
    r->improved = true;
    return HR_OK;
}

hr_status hr_alternate(hr_embedding *embedding, hr_alternate_result *r, const hr_ancestors *ancestors,
                       const hr_alternate_options *options) {
    *r = (hr_alternate_result){0};
    if (options->notion == HR_F_GLOBAL)
        return hr_fail(HR_EUSAGE, "alternating-lp improves for f-query and f-sign, not for f-global");
    hr_status status = decide(&r->verdict, &r->bad, &r->margin, ancestors, embedding, options->notion);
    r->verdict_before = r->verdict;
    r->bad_before = r->bad;
    r->margin_before = r->margin;
    if (status != HR_OK || r->verdict == HR_FEASIBLE)
        return status;
    hr_embedding start; /* powers of integers that overflow are balanced, the verdict does not matter here */
    status = hr_embedding_round(&start, embedding, HR_FLOAT64);
    if (status != HR_OK)
        return status;
    turns t;
    status = turns_init(&t, ancestors, &start, options->notion);
    hr_embedding_clear(&start);
    if (status == HR_OK)
        status = improve(embedding, r, &t, options);
    turns_clear(&t);
    return status;
}
