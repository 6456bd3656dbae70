/* F-global(eps): one threshold r for all cosines, matched >= r + eps and unmatched <= r - eps.
 *
 * That is: lowest matched cosine - highest unmatched cosine >= 2 eps (strictly above 0 for eps = 0).  The
 * filter finds the few pairs that can be either; their cosines a / sqrt(b) are compared exactly, by signs and
 * squares. */
#include "base/memory.h"
#include "feasibility/cosine.h"
#include "feasibility/decide.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    uint32_t query, document;
    double value, error;
} pair;

typedef struct {
    pair *item;
    size_t used, capacity;
} pair_list;

/* One thread's: the unmatched pairs that may be the highest. */
typedef struct {
    pair_list high;
    hr_exact_scratch scratch;
    hr_cosine best, other;
} worker;

enum { MOST_OPEN = 4096 }; /* more open pairs than this are settled at once, to bound memory */

typedef struct {
    const hr_ancestors *ancestors;
    hr_operand operand;
    hr_exact exact;
    double *value; /* the matched pairs' cosines, in float64 */
    int threads;
    worker *worker;
    _Atomic double least; /* the highest unmatched cosine is at least this */
    atomic_bool stop, late;
} global;

static void raise_least(global *g, double value) {
    double seen = atomic_load(&g->least);
    while (value > seen && !atomic_compare_exchange_weak(&g->least, &seen, value))
        ;
}

/* The highest (direction 1) or lowest (-1) pair of a list, exactly; ties go to the first in (query,
 * document). Leaves its cosine in w->best. */
static const pair *extreme(const global *g, worker *w, const pair_list *list, int direction) {
    const pair *best = NULL;
    for (size_t i = 0; i < list->used; i++) {
        const pair *p = &list->item[i];
        hr_cosine *cosine = best ? &w->other : &w->best;
        hr_cosine_set(cosine, &g->exact, p->query, p->document, &w->scratch);
        int order = best ? direction * hr_cosine_compare(&w->other, &w->best) : 1;
        bool first =
            best && (p->query < best->query || (p->query == best->query && p->document < best->document));
        if (order < 0 || (order == 0 && !first))
            continue;
        if (best) {
            mpz_swap(w->best.score, w->other.score);
            mpz_swap(w->best.norm2, w->other.norm2);
        }
        best = p;
    }
    return best;
}

/* Forgets pairs below `least`. */
static void prune(pair_list *list, double least) {
    size_t kept = 0;
    for (size_t i = 0; i < list->used; i++)
        if (list->item[i].value + list->item[i].error >= least)
            list->item[kept++] = list->item[i];
    list->used = kept;
}

static hr_status add(pair_list *list, pair p) {
    if (hr_grow(&list->item, &list->capacity, list->used + 1, sizeof *list->item, "open pairs") != HR_OK)
        return HR_ENOMEM;
    list->item[list->used++] = p;
    return HR_OK;
}

static void begin(const hr_scan *scan, hr_row *row, uint32_t query) {
    global *g = scan->context;
    row->query = query;
    row->norm = 1;
    row->least = atomic_load(&g->least);
    row->ceiling = INFINITY;
    row->used = 0;
}

static hr_status visit(const hr_scan *scan, hr_row *row, uint32_t first, size_t count, const double *score) {
    global *g = scan->context;
    double error = hr_filter_error(&g->operand, 1, 1);
    row->least = atomic_load(&g->least);
    for (size_t c = 0; c < count; c++) {
        uint32_t document = first + (uint32_t)c;
        if (score[c] + error < row->least || hr_is_ancestor(g->ancestors, row->query, document))
            continue;
        if (score[c] - error > row->least) {
            raise_least(g, score[c] - error);
            row->least = atomic_load(&g->least);
        }
        if (hr_grow(&row->candidate, &row->capacity, row->used + 1, sizeof *row->candidate, "open pairs") !=
            HR_OK)
            return HR_ENOMEM;
        row->candidate[row->used++] = (hr_candidate){document, score[c], error};
    }
    return HR_OK;
}

static hr_status finish(const hr_scan *scan, hr_row *row, int thread) {
    global *g = scan->context;
    worker *w = &g->worker[thread];
    double least = atomic_load(&g->least);
    for (size_t i = 0; i < row->used; i++) {
        const hr_candidate *c = &row->candidate[i];
        if (c->score + c->error < least)
            continue;
        hr_status status = add(&w->high, (pair){row->query, c->document, c->score, c->error});
        if (status != HR_OK)
            return status;
    }
    if (w->high.used > MOST_OPEN)
        prune(&w->high, least);
    if (w->high.used > MOST_OPEN) {
        w->high.item[0] = *extreme(g, w, &w->high, 1);
        w->high.used = 1;
    }
    return HR_OK;
}

/* Every matched cosine in float64: value[i] for pair i of the ancestor sets; the lowest upper end is
 * returned. */
static hr_status matched_values(global *g, double error, double *lowest) {
    const hr_ancestors *a = g->ancestors;
    size_t d = g->operand.dimension;
    double low = INFINITY;
    hr_status status = HR_OK;
#pragma omp parallel reduction(min : low)
    {
        double *q = hr_alloc(d, sizeof *q, "a row"), *x = hr_alloc(d, sizeof *x, "a row");
        if (!q || !x) {
#pragma omp critical
            status = HR_ENOMEM;
        }
#pragma omp for schedule(dynamic, 64)
        for (uint32_t query = 0; query < a->queries; query++) {
            if (!q || !x)
                continue;
            hr_operand_query(q, &g->operand, query);
            for (uint64_t i = a->start[query]; i < a->start[query + 1]; i++) {
                hr_operand_doc(x, &g->operand, a->document[i]);
                double sum = 0;
                for (size_t k = 0; k < d; k++)
                    sum += q[k] * x[k];
                g->value[i] = sum;
                low = fmin(low, sum + error);
            }
        }
        free(q);
        free(x);
    }
    *lowest = low;
    return status == HR_OK ? HR_OK : hr_fail(HR_ENOMEM, "out of memory: a row");
}

/* The pairs that may be the lowest matched one. */
static hr_status low_pairs(pair_list *low, const global *g, double error, double lowest) {
    const hr_ancestors *a = g->ancestors;
    for (uint32_t query = 0; query < a->queries; query++)
        for (uint64_t i = a->start[query]; i < a->start[query + 1]; i++)
            if (g->value[i] - error <= lowest &&
                add(low, (pair){query, a->document[i], g->value[i], error}) != HR_OK)
                return HR_ENOMEM;
    return HR_OK;
}

/* Which matched pairs lie 2 eps above the highest unmatched one, whose cosine is in `highest`. */
static void count_retrieved(hr_tally *tally, uint32_t *recalled, const global *g, worker *w,
                            const hr_cosine *highest, double high_value, double error, double eps) {
    const hr_ancestors *a = g->ancestors;
    for (uint32_t query = 0; query < a->queries; query++) {
        for (uint64_t i = a->start[query]; i < a->start[query + 1]; i++) {
            double gap = g->value[i] - high_value - 2 * eps;
            bool yes = !highest || gap > error;
            if (highest && fabs(gap) <= error) {
                hr_cosine_set(&w->other, &g->exact, query, a->document[i], &w->scratch);
                int order = hr_cosine_compare_gap(&w->other, highest, eps);
                yes = eps > 0 ? order >= 0 : order > 0;
            }
            if (!yes)
                continue;
            recalled[query]++;
            tally->hit[a->distance[i]]++;
        }
        uint64_t relevant = a->start[query + 1] - a->start[query];
        tally->retrieved += recalled[query];
        tally->bad_queries += recalled[query] < relevant;
    }
    tally->reported = tally->retrieved; /* nothing unmatched lies above the highest unmatched cosine */
}

static hr_status conclude(hr_check_result *out, global *g, const hr_check_options *options, double error,
                          double lowest) {
    const hr_ancestors *a = g->ancestors;
    double least = atomic_load(&g->least);
    pair_list low = {0}, high = {0};
    hr_tally tally = {0};
    hr_cosine highest;
    hr_cosine_init(&highest);
    worker *w = &g->worker[0];
    uint32_t *recalled = hr_calloc(a->queries, sizeof *recalled, "recall by query");
    hr_status status = recalled ? hr_tally_init(&tally, a, options) : HR_ENOMEM;
    for (int t = 0; t < g->threads && status == HR_OK; t++) {
        prune(&g->worker[t].high, least);
        for (size_t i = 0; i < g->worker[t].high.used && status == HR_OK; i++)
            status = add(&high, g->worker[t].high.item[i]);
    }
    if (status == HR_OK)
        status = low_pairs(&low, g, error, lowest);
    if (status != HR_OK)
        goto done;

    const pair *top = extreme(g, w, &high, 1);
    if (top) {
        mpz_swap(highest.score, w->best.score);
        mpz_swap(highest.norm2, w->best.norm2);
    }
    count_retrieved(&tally, recalled, g, w, top ? &highest : NULL, top ? top->value : 0,
                    2 * error + (top ? top->error : 0) + 0x1p-50, options->eps);
    const pair *bottom = extreme(g, w, &low, -1);
    if (top && bottom) {
        long exponent;
        int sign = hr_cosine_compare_gap(&w->best, &highest, options->eps);
        double gap = hr_cosine_gap(&w->best, &highest, options->eps, &exponent);
        hr_tally_worst(&tally, hr_margin_of(sign, gap, exponent, 2),
                       (hr_worst){.query = bottom->query,
                                  .matched = bottom->document,
                                  .rival_query = top->query,
                                  .unmatched = top->document});
    }
    out->verdict = tally.bad_queries ? HR_INFEASIBLE : HR_FEASIBLE;
    status = hr_tally_result(out, &tally, a, recalled, options);
done:
    hr_cosine_clear(&highest);
    hr_tally_clear(&tally);
    free(recalled);
    free(low.item);
    free(high.item);
    return status;
}

static void clear(global *g) {
    for (int t = 0; g->worker && t < g->threads; t++) {
        hr_exact_scratch_clear(&g->worker[t].scratch);
        hr_cosine_clear(&g->worker[t].best);
        hr_cosine_clear(&g->worker[t].other);
        free(g->worker[t].high.item);
    }
    free(g->worker);
    free(g->value);
    hr_operand_clear(&g->operand);
}

hr_status hr_decide_global(hr_check_result *out, const hr_ancestors *ancestors, const hr_embedding *embedding,
                           const hr_check_options *options, double deadline) {
    global g = {.ancestors = ancestors, .threads = hr_scan_threads(), .least = -INFINITY};
    hr_status status = hr_operand_init(&g.operand, embedding, true);
    if (status == HR_OK)
        status = hr_exact_init(&g.exact, embedding);
    uint32_t *order = hr_alloc(ancestors->queries, sizeof *order, "the order of the queries");
    g.value = hr_alloc(ancestors->pairs, sizeof *g.value, "matched cosines");
    g.worker = hr_calloc((size_t)g.threads, sizeof *g.worker, "threads");
    if (status == HR_OK && (!order || !g.value || !g.worker))
        status = HR_ENOMEM;
    for (int t = 0; g.worker && t < g.threads; t++) {
        hr_exact_scratch_init(&g.worker[t].scratch);
        hr_cosine_init(&g.worker[t].best);
        hr_cosine_init(&g.worker[t].other);
    }
    double error = hr_refined_error(&g.operand, 1, 1, 1), lowest = INFINITY;
    if (status == HR_OK)
        status = matched_values(&g, error, &lowest);
    if (status == HR_OK) {
        for (uint32_t q = 0; q < ancestors->queries; q++)
            order[q] = q;
        hr_scan scan = {.operand = &g.operand,
                        .queries = ancestors->queries,
                        .documents = ancestors->documents,
                        .order = order,
                        .blas = options->route == HR_ROUTE_BLAS,
                        .context = &g,
                        .begin = begin,
                        .visit = visit,
                        .finish = finish,
                        .stop = &g.stop,
                        .late = &g.late,
                        .deadline = deadline};
        out->how = "all pairs";
        out->kernel = hr_scan_kernel(&g.operand, scan.blas);
        status = hr_scan_run(&scan);
    }
    if (status == HR_OK && atomic_load(&g.late)) {
        out->verdict = HR_UNKNOWN;
        out->margin = out->margin_log10 = NAN;
    } else if (status == HR_OK) {
        status = conclude(out, &g, options, error, lowest);
    }
    free(order);
    clear(&g);
    return status;
}
