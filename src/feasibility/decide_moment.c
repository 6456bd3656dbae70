/* U4 by its structure [Wang].  Document j is (t_j, ..., t_j^2k), query q minus the coefficients of t^1 ..
 * t^2k of P_q(t) = prod over S(q) of (t - t_i)^2, so <q, x_j> = P_q(0) - P_q(t_j).
 *
 * Theorem.  Let the t_j be distinct.  P_q(t_j) is 0 for j in S(q), and a positive integer for the others.  So
 * every matched score is P_q(0), every unmatched one at most P_q(0) - 1: F-query holds, with the gap min over
 * unmatched j of P_q(t_j).  log P_q is concave between neighbouring roots and monotone beyond the outer ones,
 * so the minimum is attained next to a root in the order of all t. */
#include "feasibility/structure.h"

#include "base/memory.h"
#include "base/progress.h"
#include "feasibility/confirm.h"
#include "feasibility/family_measure.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const hr_ancestors *a;
    const hr_embedding *embedding;
    const int64_t *t;
    uint32_t *order, *place; /* documents by ascending t, and the place of each */
    size_t k;
} moment;

/* Scratch and best margin of one thread. */
typedef struct {
    mpz_t *root; /* prod (t - t_i), k + 1 coefficients */
    mpz_t sum, room;
    uint32_t *set; /* places of S(q), ascending */
    size_t k;
    double least; /* log2 of gap / |q| */
    uint32_t query, rival;
} worker;

typedef struct {
    int64_t t;
    uint32_t document;
} placed;

static int ascending(const void *a, const void *b) {
    const placed *x = a, *y = b;
    return (x->t > y->t) - (x->t < y->t);
}

static hr_status sort_documents(moment *m, bool *distinct) {
    uint32_t documents = m->a->documents;
    placed *order = hr_alloc(documents, sizeof *order, "points in order");
    m->order = hr_alloc(documents, sizeof *m->order, "points in order");
    m->place = hr_alloc(documents, sizeof *m->place, "points in order");
    if (!order || !m->order || !m->place) {
        free(order);
        return HR_ENOMEM;
    }
    for (uint32_t j = 0; j < documents; j++)
        order[j] = (placed){m->t[j], j};
    qsort(order, documents, sizeof *order, ascending);
    *distinct = true;
    for (uint32_t j = 0; j < documents; j++) {
        m->order[j] = order[j].document;
        m->place[order[j].document] = j;
        *distinct = *distinct && !(j && order[j].t == order[j - 1].t);
    }
    free(order);
    return HR_OK;
}

static hr_status worker_init(worker *w, size_t k) {
    *w = (worker){.k = k, .least = INFINITY, .query = HR_NONE};
    w->root = hr_alloc(k + 1, sizeof *w->root, "a polynomial");
    w->set = hr_alloc(k, sizeof *w->set, "a set of documents");
    if (!w->root || !w->set) {
        free(w->root);
        free(w->set);
        return HR_ENOMEM;
    }
    for (size_t j = 0; j <= k; j++)
        mpz_init(w->root[j]);
    mpz_inits(w->sum, w->room, NULL);
    return HR_OK;
}

static void worker_clear(worker *w) {
    for (size_t j = 0; j <= w->k; j++)
        mpz_clear(w->root[j]);
    mpz_clears(w->sum, w->room, NULL);
    free(w->root);
    free(w->set);
}

/* root *= t - value */
static void times(worker *w, size_t degree, int64_t value) {
    mpz_t *p = w->root;
    hr_integer_set(w->room, value);
    mpz_set(p[degree + 1], p[degree]);
    for (size_t j = degree; j; j--) {
        mpz_mul(p[j], p[j], w->room);
        mpz_sub(p[j], p[j - 1], p[j]);
    }
    mpz_mul(p[0], p[0], w->room);
    mpz_neg(p[0], p[0]);
}

/* Whether row q is minus the coefficients of powers 1 .. 2k of the square of w->root, of this degree. */
static bool confirm_query(const moment *m, uint32_t q, size_t degree, worker *w, hr_squares *squares) {
    hr_entries entries;
    hr_entries_start(&entries, &m->embedding->queries, q);
    for (size_t j = 1; j <= 2 * m->k; j++) {
        mpz_set_ui(w->sum, 0);
        size_t i = j > degree ? j - degree : 0;
        for (; i <= degree && 2 * i < j; i++) /* pairs i < j - i count twice */
            mpz_submul(w->sum, w->root[i], w->root[j - i]);
        mpz_mul_2exp(w->sum, w->sum, 1);
        if (j % 2 == 0 && j / 2 <= degree)
            mpz_submul(w->sum, w->root[j / 2], w->root[j / 2]);
        if (!hr_entries_next(&entries, w->sum, w->room))
            return false;
        hr_squares_add(squares, w->sum);
    }
    return true;
}

static int by_place(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* log2 of P_q at the place. */
static double value_at(const moment *m, const worker *w, size_t size, uint32_t place) {
    double bits = 0, product = 1;
    long double t = m->t[m->order[place]];
    for (size_t i = 0; i < size; i++) {
        product *= (double)fabsl(t - (long double)m->t[m->order[w->set[i]]]);
        if (i % 8 == 7) { /* factors are below 2^65 */
            bits += log2(product);
            product = 1;
        }
    }
    return 2 * (bits + log2(product));
}

static void least_gap(const moment *m, uint32_t q, size_t size, worker *w, double length) {
    qsort(w->set, size, sizeof *w->set, by_place);
    for (size_t i = 0; i < size; i++)
        for (int side = 0; side < 2; side++) {
            int64_t place = (int64_t)w->set[i] + (side ? 1 : -1);
            bool member = side ? i + 1 < size && w->set[i + 1] == place : i && w->set[i - 1] == place;
            if (place < 0 || place >= m->a->documents || member)
                continue;
            double gap = value_at(m, w, size, (uint32_t)place) - length;
            if (gap < w->least) {
                w->least = gap;
                w->query = q;
                w->rival = m->order[place];
            }
        }
}

static bool confirm_row(const moment *m, uint32_t q, worker *w) {
    const hr_ancestors *a = m->a;
    size_t size = (size_t)(a->start[q + 1] - a->start[q]);
    if (size > m->k)
        return false;
    mpz_set_ui(w->root[0], 1);
    for (size_t i = 0; i < size; i++) {
        uint32_t x = a->document[a->start[q] + i];
        times(w, i, m->t[x]);
        w->set[i] = m->place[x];
    }
    hr_squares squares = {0};
    if (!confirm_query(m, q, size, w, &squares))
        return false;
    least_gap(m, q, size, w, hr_squares_log2_length(&squares));
    return true;
}

/* Ties go to the first query, whatever the threads were. */
static void merge(worker *into, const worker *from) {
    if (from->least < into->least || (from->least == into->least && from->query < into->query)) {
        into->least = from->least;
        into->query = from->query;
        into->rival = from->rival;
    }
}

static hr_status confirm_queries(const moment *m, bool *confirmed, worker *best) {
    atomic_bool differs = false, failed = false;
    *best = (worker){.least = INFINITY, .query = HR_NONE};
#pragma omp parallel
    {
        worker w;
        bool ready = worker_init(&w, m->k) == HR_OK;
        if (!ready)
            atomic_store(&failed, true);
#pragma omp for schedule(dynamic, 64)
        for (uint32_t q = 0; q < m->a->queries; q++)
            if (ready && !atomic_load_explicit(&differs, memory_order_relaxed) && !confirm_row(m, q, &w))
                atomic_store(&differs, true);
        if (ready) {
#pragma omp critical(hr_decide_moment_merge)
            merge(best, &w);
            worker_clear(&w);
        }
    }
    if (failed)
        return hr_fail(HR_ENOMEM, "out of memory while checking the structure of an embedding");
    *confirmed = !differs;
    return HR_OK;
}

static double widest_document(const moment *m) {
    double widest = -INFINITY;
    for (uint32_t j = 0; j < m->a->documents; j++)
        widest = fmax(widest, hr_log2_powers(m->t[j], 1, 2 * m->k));
    return widest;
}

static hr_status feasible(hr_check_result *out, const moment *m, const worker *best,
                          const hr_check_options *options) {
    hr_status status =
        hr_decided_feasible(out, m->a, HR_MOMENT_STRUCTURE, best->least - widest_document(m) - 1, false);
    if (status == HR_OK && best->query != HR_NONE && options->worst) {
        uint32_t matched = m->a->document[m->a->start[best->query]]; /* all of S(q) tie */
        out->worst[out->worst_count++] =
            (hr_worst){best->query, matched, best->query, best->rival, out->margin};
    }
    return status;
}

static hr_status decide(hr_check_result *out, moment *m, const hr_check_options *options) {
    bool confirmed;
    worker best;
    hr_status status = sort_documents(m, &confirmed);
    if (confirmed && status == HR_OK)
        status = hr_confirm_powers(&confirmed, &m->embedding->docs, m->t, 1);
    if (confirmed && status == HR_OK)
        status = confirm_queries(m, &confirmed, &best);
    return confirmed && status == HR_OK ? feasible(out, m, &best, options) : status;
}

hr_status hr_decide_moment(hr_check_result *out, const hr_ancestors *ancestors, const hr_embedding *embedding,
                           const hr_check_options *options) {
    double start = hr_seconds();
    const hr_structure *s = &embedding->structure;
    moment m = {.a = ancestors, .embedding = embedding, .t = s->point, .k = embedding->docs.cols / 2};
    hr_decided_start(out, embedding, options);
    if (s->kind != HR_MOMENT_STRUCTURE || options->notion != HR_F_QUERY || !s->point ||
        s->points != ancestors->documents || embedding->docs.rows != ancestors->documents ||
        embedding->queries.rows != ancestors->queries || embedding->docs.cols % 2 ||
        embedding->queries.cols != embedding->docs.cols || !ancestors->documents)
        return HR_OK;
    hr_status status = decide(out, &m, options);
    free(m.order);
    free(m.place);
    if (status != HR_OK) {
        hr_check_result_clear(out);
        hr_decided_start(out, embedding, options);
    }
    out->seconds = hr_seconds() - start;
    return status;
}
