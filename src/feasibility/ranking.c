#define _GNU_SOURCE /* qsort_r */
#include "feasibility/ranking.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The rank-th largest of the values (rank from 0), by Hoare's selection; reorders them. */
static double select_largest(double *value, size_t count, size_t rank) {
    size_t low = 0, high = count - 1;
    while (low < high) {
        double a = value[low], b = value[low + (high - low) / 2], c = value[high];
        double pivot = fmax(fmin(a, b), fmin(fmax(a, b), c)); /* the median of three */
        size_t i = low, j = high;
        for (;;) {
            while (value[i] > pivot)
                i++;
            while (value[j] < pivot)
                j--;
            if (i >= j)
                break;
            double swap = value[i];
            value[i++] = value[j];
            value[j--] = swap;
        }
        /* value[low .. j] >= pivot >= value[j + 1 .. high] */
        if (i == j && value[i] < pivot)
            j--;
        if (rank <= j)
            high = j;
        else
            low = j + 1;
    }
    return value[rank];
}

/* Whether the filter's scores of this query are exact: then a document that only ties with the wanted-th
 * best, and comes after `wanted` as good ones, changes nothing: its whole group has a rank beyond |S(q)|
 * without it. */
static bool exact_scores(const hr_row *row) {
    return row->used && row->candidate[0].error == 0; /* all of a query's errors are 0, or none is */
}

static hr_status forget(hr_row *row) {
    double *low = hr_alloc(row->used, sizeof *low, "candidates");
    if (!low)
        return HR_ENOMEM;
    for (size_t i = 0; i < row->used; i++)
        low[i] = row->candidate[i].score - row->candidate[i].error;
    /* at least `wanted` documents reach the wanted-th largest lower end */
    double least = select_largest(low, row->used, row->wanted - 1);
    free(low);
    if (least > row->least)
        row->least = least;
    bool exact = exact_scores(row);
    size_t kept = 0, ties = row->wanted; /* ties: how many that just reach `least` are kept */
    for (size_t i = 0; exact && i < row->used; i++)
        ties -= row->candidate[i].score > row->least;
    for (size_t i = 0; i < row->used; i++) {
        const hr_candidate *c = &row->candidate[i];
        if (c->score + c->error < row->least)
            continue;
        if (exact && c->score == row->least) {
            if (!ties)
                continue;
            ties--;
        }
        row->candidate[kept++] = *c;
    }
    row->used = kept;
    return HR_OK;
}

hr_status hr_row_add(hr_row *row, hr_candidate candidate) {
    if (candidate.score + candidate.error < row->least ||
        (candidate.error == 0 && candidate.score == row->least))
        return HR_OK;
    if (row->used == row->capacity) {
        size_t room = 2 * (size_t)row->wanted + 32;
        if (row->capacity >= room) {
            hr_status status = forget(row);
            if (status != HR_OK)
                return status;
        }
        /* when most are kept (many near ties) forgetting does not help: make more room */
        if (row->capacity < room || row->used > row->capacity / 4 * 3) {
            size_t need = row->capacity < room ? room : 2 * row->capacity;
            if (hr_grow(&row->candidate, &row->capacity, need, sizeof *row->candidate, "candidates") != HR_OK)
                return HR_ENOMEM;
        }
    }
    row->candidate[row->used++] = candidate;
    return HR_OK;
}

hr_status hr_ranking_init(hr_ranking *ranking, const hr_operand *operand, const hr_exact *exact,
                          const uint32_t *twin) {
    *ranking = (hr_ranking){.operand = operand, .exact = exact, .twin = twin};
    hr_exact_scratch_init(&ranking->scratch);
    ranking->query = hr_alloc(operand->dimension, sizeof(double), "a row");
    ranking->doc = hr_alloc(operand->dimension, sizeof(double), "a row");
    return ranking->query && ranking->doc ? HR_OK : HR_ENOMEM;
}

void hr_ranking_clear(hr_ranking *ranking) {
    if (!ranking->operand)
        return;
    hr_exact_scratch_clear(&ranking->scratch);
    for (size_t i = 0; i < ranking->value_capacity; i++)
        mpz_clear(ranking->value[i]);
    free(ranking->value);
    free(ranking->query);
    free(ranking->doc);
    free(ranking->item);
    memset(ranking, 0, sizeof *ranking);
}

/* The exact score as an integer in units of 2^(qe + xe), computed once; NULL when out of memory. */
static mpz_t *exact_value(hr_ranking *r, hr_ranked *x) {
    if (x->exact < 0) {
        if (r->values == r->value_capacity) {
            size_t old = r->value_capacity;
            if (hr_grow(&r->value, &r->value_capacity, old + 1, sizeof *r->value, "exact scores") != HR_OK) {
                r->status = HR_ENOMEM;
                return NULL;
            }
            for (size_t i = old; i < r->value_capacity; i++)
                mpz_init(r->value[i]);
        }
        hr_exact_score(r->value[r->values], r->exact, r->current, x->document, &r->scratch);
        x->exact = (int32_t)r->values++;
        r->opened_exact++;
    }
    return &r->value[x->exact];
}

int hr_rank_compare(hr_ranking *r, hr_ranked *x, hr_ranked *y) {
    if (x->score - x->error > y->score + y->error)
        return 1;
    if (x->score + x->error < y->score - y->error)
        return -1;
    if (r->twin[x->document] == r->twin[y->document])
        return 0;
    if (x->error == 0 && y->error == 0)
        return (x->score > y->score) - (x->score < y->score);
    if (!exact_value(r, x) || !exact_value(r, y))
        return 0;
    int order = mpz_cmp(r->value[x->exact], r->value[y->exact]);
    return (order > 0) - (order < 0);
}

int hr_rank_sign(hr_ranking *r, hr_ranked *x) {
    if (x->score > x->error)
        return 1;
    if (x->score < -x->error)
        return -1;
    if (x->error == 0)
        return 0;
    mpz_t *value = exact_value(r, x);
    return value ? mpz_sgn(*value) : 0;
}

double hr_rank_gap(hr_ranking *r, hr_ranked *x, hr_ranked *y, long *exponent) {
    double gap = x->score - (y ? y->score : 0), error = x->error + (y ? y->error : 0);
    *exponent = 0;
    if (fabs(gap) >= 0x1p30 * error)
        return gap;
    if (!exact_value(r, x) || (y && !exact_value(r, y)))
        return 0;
    mpz_t difference;
    mpz_init_set(difference, r->value[x->exact]);
    if (y)
        mpz_sub(difference, difference, r->value[y->exact]);
    long e;
    double mantissa = mpz_get_d_2exp(&e, difference);
    mpz_clear(difference);
    const hr_operand *o = r->operand;
    *exponent = e + r->exact->query_exponent + r->exact->doc_exponent + o->query_scale[r->current] +
                o->doc_scale[x->document];
    return mantissa;
}

/* Recomputes in float64 what the filter left, with the sum of |q_k x_k| in the bound in place of |q| |x|:
 * where the entries of a row differ by powers of ten, most of the filter's bound is Cauchy's and Schwarz's.
 */
static void refine(hr_ranking *r, hr_ranked *x, double query_norm) {
    const hr_operand *o = r->operand;
    hr_operand_doc(r->doc, o, x->document);
    double sum = 0, size = 0;
    for (size_t k = 0; k < o->dimension; k++) {
        double product = r->query[k] * r->doc[k];
        sum += product;
        size += fabs(product);
    }
    x->score = sum;
    x->error = hr_refined_error(o, query_norm, o->doc_norm[x->document], size);
    r->opened_double += o->narrow;
}

int hr_rank_sign_of(hr_ranking *r, const hr_row *row, uint32_t document) {
    hr_ranked x = {.document = document, .exact = -1};
    refine(r, &x, row->norm);
    int sign = hr_rank_sign(r, &x);
    if (x.exact >= 0) /* nobody asks for its value again */
        r->values--;
    return sign;
}

static int by_document(const void *a, const void *b) {
    const hr_candidate *x = a, *y = b;
    return (x->document > y->document) - (x->document < y->document);
}

static int best_first(const void *a, const void *b, void *context) {
    /* equal scores in the order of documents: the result does not depend on the sort */
    hr_ranked *x = (hr_ranked *)(uintptr_t)a, *y = (hr_ranked *)(uintptr_t)b;
    int order = hr_rank_compare(context, x, y);
    return order ? -order : (x->document > y->document) - (x->document < y->document);
}

/* Candidates come in the order of documents, unless tiles were taken in another one. */
static void sort_candidates(hr_row *row) {
    for (size_t i = 1; i < row->used; i++)
        if (row->candidate[i - 1].document > row->candidate[i].document) {
            qsort(row->candidate, row->used, sizeof *row->candidate, by_document);
            return;
        }
}

/* What the sharper scores show to be below the wanted-th best, again. */
static hr_status forget_refined(hr_ranking *r, uint32_t wanted) {
    if (r->count <= 2 * (size_t)wanted + 32)
        return HR_OK;
    double *low = hr_alloc(r->count, sizeof *low, "candidates");
    if (!low)
        return HR_ENOMEM;
    for (size_t i = 0; i < r->count; i++)
        low[i] = r->item[i].score - r->item[i].error;
    double least = select_largest(low, r->count, wanted - 1);
    free(low);
    size_t kept = 0;
    for (size_t i = 0; i < r->count; i++)
        if (r->item[i].matched || r->item[i].score + r->item[i].error >= least)
            r->item[kept++] = r->item[i];
    r->count = kept;
    return HR_OK;
}

hr_status hr_rank(hr_ranking *r, hr_row *row, const hr_ancestors *ancestors) {
    const hr_operand *o = r->operand;
    uint64_t at = ancestors->start[row->query], end = ancestors->start[row->query + 1];
    r->current = row->query;
    r->count = r->values = 0;
    r->status = HR_OK;
    if (row->used > row->wanted && forget(row) != HR_OK)
        return HR_ENOMEM;
    if (hr_grow(&r->item, &r->capacity, row->used + (end - at), sizeof *r->item, "ranked documents") != HR_OK)
        return HR_ENOMEM;
    hr_operand_query(r->query, o, row->query);
    sort_candidates(row);
    /* merge S(q) with the candidates that still matter; both ascend by document */
    for (size_t i = 0; i < row->used || at < end;) {
        hr_ranked *x = &r->item[r->count];
        const hr_candidate *c = i < row->used ? &row->candidate[i] : NULL;
        bool matched = at < end && (!c || ancestors->document[at] <= c->document);
        bool both = matched && c && ancestors->document[at] == c->document;
        *x = (hr_ranked){.document = matched ? ancestors->document[at] : c->document,
                         .matched = matched,
                         .place = matched ? at : 0,
                         .exact = -1};
        i += !matched || both;
        at += matched;
        if (!matched && c->score + c->error < row->least)
            continue;
        if ((!matched || both) && o->error_free) {
            x->score = c->score;
            x->error = c->error;
        } else {
            refine(r, x, row->norm);
        }
        r->count++;
    }
    if (forget_refined(r, row->wanted) != HR_OK)
        return HR_ENOMEM;
    qsort_r(r->item, r->count, sizeof *r->item, best_first, r);
    return r->status;
}
