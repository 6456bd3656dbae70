/* What F-query and F-sign do with the scores of one query. */
#include "feasibility/decide.h"

#include "base/memory.h"
#include "feasibility/twins.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void begin(const hr_scan *scan, hr_row *row, uint32_t query) {
    const hr_decision *decision = scan->context;
    const hr_ancestors *a = decision->ancestors;
    uint64_t relevant = a->start[query + 1] - a->start[query];
    row->query = query;
    row->norm = scan->operand->query_norm[query];
    /* the best |S(q)| + 1 documents hold the lowest retrieved one and the best that is not */
    row->wanted = (uint32_t)(relevant < a->documents ? relevant + 1 : relevant);
    row->least = -INFINITY;
    row->ceiling = decision->options->notion == HR_F_SIGN ? 0 : INFINITY;
    row->used = row->open_used = 0;
    row->positive = 0;
}

/* Most scores of a stretch are too low: they are passed over without a branch each. */
static hr_status visit_query(const hr_scan *scan, hr_row *row, uint32_t first, size_t count,
                             const double *score) {
    const hr_operand *o = scan->operand;
    double least = row->least - hr_filter_error(o, row->norm, o->largest_doc);
    least -= fabs(least) * 0x1p-50; /* the difference was rounded */
    for (size_t low = 0; low < count; low += 64) {
        size_t wide = count - low < 64 ? count - low : 64;
        uint64_t open = 0;
        for (size_t c = 0; c < wide; c++)
            open |= (uint64_t)(score[low + c] >= least) << c;
        for (; open; open &= open - 1) {
            size_t c = low + (size_t)__builtin_ctzll(open);
            double error = hr_filter_error(o, row->norm, o->doc_norm[first + c]);
            if (score[c] + error < row->least)
                continue;
            hr_status status = hr_row_add(row, (hr_candidate){first + (uint32_t)c, score[c], error});
            if (status != HR_OK)
                return status;
        }
    }
    return HR_OK;
}

/* F-sign ranks the best documents too, for the margin, and counts every score that may be positive.  In a bad
 * embedding that is half of all pairs: the common case is one branch-free pass. */
static hr_status visit_sign(const hr_scan *scan, hr_row *row, uint32_t first, size_t count,
                            const double *score) {
    const hr_operand *o = scan->operand;
    double most = hr_filter_error(o, row->norm, o->largest_doc), least = row->least - most;
    uint64_t positive = 0, open = 0, best = 0;
#pragma omp simd reduction(+ : positive, open, best)
    for (size_t c = 0; c < count; c++) {
        positive += score[c] > most;
        open += fabs(score[c]) <= most;
        best += score[c] >= least;
    }
    row->positive += positive;
    for (size_t c = 0; open && c < count; c++) {
        if (fabs(score[c]) > most)
            continue;
        if (hr_grow(&row->open, &row->open_capacity, row->open_used + 1, sizeof *row->open, "open pairs") !=
            HR_OK)
            return HR_ENOMEM;
        row->open[row->open_used++] = first + (uint32_t)c;
    }
    return best ? visit_query(scan, row, first, count, score) : HR_OK;
}

typedef struct {
    hr_ranked *lowest_matched, *highest_unmatched; /* NULL: there is none */
} ends;

static ends find_ends(hr_ranking *ranking) {
    ends found = {0};
    for (size_t i = 0; i < ranking->count; i++) {
        hr_ranked *x = &ranking->item[i];
        if (x->matched)
            found.lowest_matched = x;
        else if (!found.highest_unmatched)
            found.highest_unmatched = x;
    }
    return found;
}

static void note_bad(hr_decision *decision, hr_tally *tally) {
    tally->bad_queries++;
    if (decision->options->verdict_only)
        atomic_store(&decision->stop, true);
}

static hr_worst worst_of(uint32_t query, const ends *e) {
    return (hr_worst){.query = query,
                      .matched = e->lowest_matched ? e->lowest_matched->document : HR_NONE,
                      .rival_query = query,
                      .unmatched = e->highest_unmatched ? e->highest_unmatched->document : HR_NONE};
}

static hr_status finish_query(const hr_scan *scan, hr_row *row, int thread) {
    hr_decision *decision = scan->context;
    const hr_ancestors *a = decision->ancestors;
    hr_ranking *ranking = &decision->ranking[thread];
    hr_tally *tally = &decision->tally[thread];
    size_t relevant = a->start[row->query + 1] - a->start[row->query];
    hr_status status = hr_rank(ranking, row, a);
    if (status != HR_OK)
        return status;
    /* documents that tie share the rank of the last of them; a rank up to |S(q)| is retrieved */
    uint32_t retrieved = 0;
    for (size_t i = 0, end; i < ranking->count && i < relevant; i = end) {
        for (end = i + 1; end < ranking->count; end++)
            if (hr_rank_compare(ranking, &ranking->item[i], &ranking->item[end]))
                break;
        if (end > relevant)
            break;
        tally->reported += end - i;
        for (size_t j = i; j < end; j++)
            if (ranking->item[j].matched) {
                retrieved++;
                tally->hit[a->distance[ranking->item[j].place]]++;
            }
    }
    tally->retrieved += retrieved;
    decision->recalled[row->query] = retrieved;

    ends e = find_ends(ranking);
    int sign = 1;
    if (e.lowest_matched && e.highest_unmatched) {
        sign = hr_rank_compare(ranking, e.lowest_matched, e.highest_unmatched);
        long exponent;
        double gap = hr_rank_gap(ranking, e.lowest_matched, e.highest_unmatched, &exponent);
        double scale = 2 * row->norm * scan->operand->largest_doc;
        hr_tally_worst(tally, hr_margin_of(sign, gap, exponent, scale), worst_of(row->query, &e));
    }
    if (sign <= 0)
        note_bad(decision, tally);
    return ranking->status;
}

static hr_status finish_sign(const hr_scan *scan, hr_row *row, int thread) {
    hr_decision *decision = scan->context;
    const hr_ancestors *a = decision->ancestors;
    hr_ranking *ranking = &decision->ranking[thread];
    hr_tally *tally = &decision->tally[thread];
    hr_status status = hr_rank(ranking, row, a);
    if (status != HR_OK)
        return status;
    uint32_t retrieved = 0;
    for (size_t i = 0; i < ranking->count; i++)
        if (ranking->item[i].matched && hr_rank_sign(ranking, &ranking->item[i]) > 0) {
            retrieved++;
            tally->hit[a->distance[ranking->item[i].place]]++;
        }
    uint64_t positive = row->positive;
    for (size_t i = 0; i < row->open_used; i++)
        positive += hr_rank_sign_of(ranking, row, row->open[i]) > 0;
    tally->retrieved += retrieved;
    tally->reported += positive;
    decision->recalled[row->query] = retrieved;

    ends e = find_ends(ranking);
    double scale = row->norm * scan->operand->largest_doc;
    hr_margin least = {1, INFINITY, INFINITY};
    for (int side = 0; side < 2; side++) {
        hr_ranked *x = side ? e.highest_unmatched : e.lowest_matched;
        if (!x)
            continue;
        long exponent;
        int sign = (side ? -1 : 1) * hr_rank_sign(ranking, x);
        double value = hr_rank_gap(ranking, x, NULL, &exponent);
        hr_margin margin = hr_margin_of(sign, value, exponent, scale);
        if (hr_margin_compare(margin, least) < 0)
            least = margin;
    }
    hr_tally_worst(tally, least, worst_of(row->query, &e));
    if (least.sign <= 0)
        note_bad(decision, tally);
    return ranking->status;
}

typedef struct {
    uint64_t relevant;
    uint32_t query;
} sized;

static int largest_first(const void *a, const void *b) {
    const sized *x = a, *y = b;
    if (x->relevant != y->relevant)
        return x->relevant < y->relevant ? 1 : -1;
    return (x->query > y->query) - (x->query < y->query);
}

static uint32_t *query_order(const hr_ancestors *a) {
    uint32_t *order = hr_alloc(a->queries, sizeof *order, "the order of the queries");
    sized *all = hr_alloc(a->queries, sizeof *all, "the order of the queries");
    if (order && all) {
        for (uint32_t q = 0; q < a->queries; q++)
            all[q] = (sized){a->start[q + 1] - a->start[q], q};
        qsort(all, a->queries, sizeof *all, largest_first);
        for (uint32_t q = 0; q < a->queries; q++)
            order[q] = all[q].query;
    }
    bool ok = order && all;
    free(all);
    if (!ok)
        free(order);
    return ok ? order : NULL;
}

hr_status hr_decision_init(hr_decision *d, const hr_ancestors *ancestors, const hr_embedding *embedding,
                           const hr_check_options *options, double deadline) {
    memset(d, 0, sizeof *d);
    d->ancestors = ancestors;
    d->options = options;
    d->threads = hr_scan_threads();
    bool sign = options->notion == HR_F_SIGN;
    d->scan = (hr_scan){.operand = &d->operand,
                        .queries = ancestors->queries,
                        .documents = ancestors->documents,
                        .blas = options->route == HR_ROUTE_BLAS,
                        .context = d,
                        .begin = begin,
                        .visit = sign ? visit_sign : visit_query,
                        .finish = sign ? finish_sign : finish_query,
                        .stop = &d->stop,
                        .late = &d->late,
                        .deadline = deadline};
    hr_status status = hr_operand_init(&d->operand, embedding, false);
    if (status == HR_OK)
        status = hr_exact_init(&d->exact, embedding);
    if (status != HR_OK)
        return status;
    d->twin = hr_twins(&embedding->docs);
    d->order = query_order(ancestors);
    d->scan.order = d->order;
    d->recalled = hr_calloc(ancestors->queries, sizeof *d->recalled, "recall by query");
    d->tally = hr_calloc((size_t)d->threads, sizeof *d->tally, "tallies");
    d->ranking = hr_calloc((size_t)d->threads, sizeof *d->ranking, "rankings");
    if (!d->twin || !d->order || !d->recalled || !d->tally || !d->ranking)
        return HR_ENOMEM;
    for (int t = 0; t < d->threads && status == HR_OK; t++) {
        status = hr_tally_init(&d->tally[t], ancestors, options);
        if (status == HR_OK)
            status = hr_ranking_init(&d->ranking[t], &d->operand, &d->exact, d->twin);
    }
    return status;
}

void hr_decision_clear(hr_decision *d) {
    for (int t = 0; t < d->threads; t++) {
        if (d->tally)
            hr_tally_clear(&d->tally[t]);
        if (d->ranking)
            hr_ranking_clear(&d->ranking[t]);
    }
    free(d->tally);
    free(d->ranking);
    free(d->twin);
    free(d->order);
    free(d->recalled);
    hr_operand_clear(&d->operand);
}

hr_status hr_decision_end(hr_check_result *out, hr_decision *d) {
    hr_tally *sum = &d->tally[0];
    for (int t = 0; t < d->threads; t++) {
        d->tally[t].opened_double = d->ranking[t].opened_double;
        d->tally[t].opened_exact = d->ranking[t].opened_exact;
        if (t)
            hr_tally_merge(sum, &d->tally[t], d->ancestors->max_distance + 1);
    }
    bool violated = sum->bad_queries > 0, late = atomic_load(&d->late);
    out->verdict = violated ? HR_INFEASIBLE : late ? HR_UNKNOWN : HR_FEASIBLE;
    out->margin = out->margin_log10 = NAN;
    if (late || (violated && d->options->verdict_only))
        return HR_OK; /* which violation came first depends on the threads: say nothing of it */
    return hr_tally_result(out, sum, d->ancestors, d->recalled, d->options);
}
