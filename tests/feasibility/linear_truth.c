#include "linear_truth.h"

#include <stdlib.h>

static void *room(size_t count, size_t size) {
    void *memory = calloc(count ? count : 1, size);
    if (!memory)
        exit(99);
    return memory;
}

static void entry(mpq_t out, const hr_matrix *m, size_t row, size_t col) {
    if (hr_dtype_exact(m->dtype)) {
        hr_matrix_get_z(mpq_numref(out), m, row, col);
        mpz_set_ui(mpq_denref(out), 1);
    } else {
        mpq_set_d(out, hr_matrix_get_d(m, row, col));
    }
}

/* The fixed side and who belongs to the subject. */
typedef struct {
    const hr_ancestors *a;
    const hr_linear_options *options;
    const hr_matrix *fixed;
    uint32_t subject, points;
} question;

static question ask(const hr_ancestors *a, const hr_embedding *e, const hr_linear_options *o,
                    uint32_t subject) {
    bool query = o->side == HR_ANY_QUERY;
    return (question){a, o, query ? &e->docs : &e->queries, subject, query ? a->documents : a->queries};
}

static bool member(const question *q, uint32_t point) {
    return q->options->side == HR_ANY_QUERY ? hr_is_ancestor(q->a, q->subject, point)
                                            : hr_is_ancestor(q->a, point, q->subject);
}

/* Columns a = p or -p with the coordinates for thresholds, dims x count, row by row. */
static mpq_t *columns(const question *q, size_t *dims, size_t *count) {
    bool thresholds = q->options->notion == HR_F_QUERY, fixed = q->options->side == HR_ANY_DOCUMENT;
    size_t d = q->fixed->cols;
    *dims = d + thresholds;
    *count = q->points + (thresholds && fixed);
    mpq_t *z = room(*dims * *count, sizeof *z);
    for (size_t i = 0; i < *dims * *count; i++)
        mpq_init(z[i]);
    for (uint32_t j = 0; j < q->points; j++) {
        for (size_t i = 0; i < *dims; i++) {
            mpq_ptr to = z[i * *count + j];
            if (i < d)
                entry(to, q->fixed, j, i);
            else if (fixed)
                mpq_set_d(to, -q->options->threshold[j]);
            else
                mpq_set_si(to, -1, 1);
            if (!member(q, j))
                mpq_neg(to, to);
        }
    }
    if (thresholds && fixed)
        mpq_set_si(z[d * *count + q->points], 1, 1);
    return z;
}

/* Gauss-Jordan on the chosen columns: whether their dependence is unique and of one sign, without zeros. */
static bool positive_dependence(mpq_t *z, size_t dims, size_t count, const size_t *chosen, size_t size) {
    mpq_t *m = room(dims * size, sizeof *m), t;
    size_t rank = 0, free_column = size;
    mpq_init(t);
    for (size_t i = 0; i < dims; i++)
        for (size_t j = 0; j < size; j++) {
            mpq_init(m[i * size + j]);
            mpq_set(m[i * size + j], z[i * count + chosen[j]]);
        }
    bool unique = true;
    size_t *pivot = room(dims, sizeof *pivot);
    for (size_t j = 0; j < size && unique; j++) {
        size_t row = rank;
        while (row < dims && !mpq_sgn(m[row * size + j]))
            row++;
        if (row == dims) {
            unique = free_column == size;
            free_column = j;
            continue;
        }
        for (size_t k = 0; k < size; k++)
            mpq_swap(m[row * size + k], m[rank * size + k]);
        for (size_t i = 0; i < dims; i++) {
            if (i == rank || !mpq_sgn(m[i * size + j]))
                continue;
            mpq_t factor;
            mpq_init(factor);
            mpq_div(factor, m[i * size + j], m[rank * size + j]);
            for (size_t k = 0; k < size; k++) {
                mpq_mul(t, factor, m[rank * size + k]);
                mpq_sub(m[i * size + k], m[i * size + k], t);
            }
            mpq_clear(factor);
        }
        pivot[rank++] = j;
    }
    /* free column 1, the others minus their entry there over the pivot */
    bool positive = unique && free_column < size && rank == size - 1;
    for (size_t i = 0; positive && i < rank; i++)
        positive = mpq_sgn(m[i * size + free_column]) * mpq_sgn(m[i * size + pivot[i]]) < 0;
    for (size_t i = 0; i < dims * size; i++)
        mpq_clear(m[i]);
    mpq_clear(t);
    free(m);
    free(pivot);
    return positive;
}

static bool next_subset(size_t *chosen, size_t size, size_t count) {
    size_t i = size;
    while (i && chosen[i - 1] == count - size + i - 1)
        i--;
    if (!i)
        return false;
    chosen[i - 1]++;
    for (; i < size; i++)
        chosen[i] = chosen[i - 1] + 1;
    return true;
}

bool truth_feasible(const hr_ancestors *ancestors, const hr_embedding *embedding,
                    const hr_linear_options *options, uint32_t subject) {
    question q = ask(ancestors, embedding, options, subject);
    size_t dims, count;
    mpq_t *z = columns(&q, &dims, &count);
    bool meets = false;
    size_t *chosen = room(dims + 1, sizeof *chosen);
    for (size_t size = 1; size <= dims + 1 && size <= count && !meets; size++) {
        for (size_t i = 0; i < size; i++)
            chosen[i] = i;
        do
            meets = positive_dependence(z, dims, count, chosen, size);
        while (!meets && next_subset(chosen, size, count));
    }
    for (size_t i = 0; i < dims * count; i++)
        mpq_clear(z[i]);
    free(z);
    free(chosen);
    return !meets;
}

static void times_power(mpq_t x, long exponent) {
    if (exponent >= 0)
        mpq_mul_2exp(x, x, (mp_bitcnt_t)exponent);
    else
        mpq_div_2exp(x, x, (mp_bitcnt_t)-exponent);
}

bool truth_vector(const hr_ancestors *ancestors, const hr_embedding *embedding,
                  const hr_linear_options *options, uint32_t subject, const hr_linear_answer *answer) {
    question q = ask(ancestors, embedding, options, subject);
    bool serves = answer->dimension == q.fixed->cols && mpz_sgn(answer->divisor) > 0;
    mpq_t score, x, v;
    mpq_inits(score, x, v, NULL);
    for (uint32_t j = 0; serves && j < q.points; j++) {
        mpq_set_ui(score, 0, 1);
        for (size_t k = 0; k < q.fixed->cols; k++) {
            entry(x, q.fixed, j, k);
            mpq_set_z(v, answer->vector[k]);
            mpq_mul(x, x, v);
            mpq_add(score, score, x);
        }
        times_power(score, answer->exponent);
        mpq_set_z(v, answer->divisor);
        mpq_div(score, score, v);
        if (options->notion == HR_F_QUERY && options->side == HR_ANY_QUERY) {
            mpq_set_z(x, answer->threshold);
            times_power(x, answer->threshold_exponent);
        } else if (options->notion == HR_F_QUERY) {
            mpq_set_d(x, options->threshold[j]);
        } else {
            mpq_set_ui(x, 0, 1);
        }
        int order = mpq_cmp(score, x);
        serves = member(&q, j) ? order > 0 : order < 0;
    }
    mpq_clears(score, x, v, NULL);
    return serves;
}

/* Adds w times column `k` of the terms (k = cols: 1, k = cols + 1: the threshold). */
static void add_terms(mpq_t sum, const question *q, const hr_linear_term *term, size_t terms, size_t k,
                      int sign) {
    mpq_t x, w;
    mpq_inits(x, w, NULL);
    for (size_t i = 0; i < terms; i++) {
        if (k < q->fixed->cols)
            entry(x, q->fixed, term[i].index, k);
        else if (k == q->fixed->cols)
            mpq_set_ui(x, 1, 1);
        else
            mpq_set_d(x, q->options->threshold[term[i].index]);
        mpq_set_z(w, term[i].weight);
        mpq_mul(x, x, w);
        if (sign > 0)
            mpq_add(sum, sum, x);
        else
            mpq_sub(sum, sum, x);
    }
    mpq_clears(x, w, NULL);
}

static bool fair_terms(const question *q, const hr_linear_term *term, size_t terms, bool members) {
    for (size_t i = 0; i < terms; i++)
        if (mpz_sgn(term[i].weight) <= 0 || term[i].index >= q->points ||
            member(q, term[i].index) != members || (i && term[i - 1].index >= term[i].index))
            return false;
    return true;
}

bool truth_farkas(const hr_ancestors *ancestors, const hr_embedding *embedding,
                  const hr_linear_options *options, uint32_t subject, const hr_linear_answer *answer) {
    question q = ask(ancestors, embedding, options, subject);
    bool holds = answer->members + answer->others > 0 &&
                 fair_terms(&q, answer->member, answer->members, true) &&
                 fair_terms(&q, answer->other, answer->others, false);
    size_t cols = q.fixed->cols, last = cols + 1 + (options->side == HR_ANY_DOCUMENT);
    mpq_t sum;
    mpq_init(sum);
    for (size_t k = 0; holds && k < (options->notion == HR_F_QUERY ? last : cols); k++) {
        if (k == cols && options->side == HR_ANY_DOCUMENT)
            continue; /* weights need not have equal sums */
        mpq_set_ui(sum, 0, 1);
        add_terms(sum, &q, answer->member, answer->members, k, 1);
        add_terms(sum, &q, answer->other, answer->others, k, -1);
        holds = k > cols ? mpq_sgn(sum) >= 0 : mpq_sgn(sum) == 0;
    }
    mpq_clear(sum);
    return holds;
}
