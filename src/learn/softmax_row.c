/* What is left to do of a row when all its candidates have been seen: its loss, and its part of the gradient.
 */
#include "learn/softmax.h"

#include <math.h>
#include <string.h>

/* Brings the segments of a row to one reference: the shift, the total and the sum of vectors of segment 0. */
static void join_segments(const hr_softmax_job *j, size_t row) {
    hr_softmax *s = j->s;
    size_t d = s->dimension;
    float shift = s->shift[row];
    for (size_t g = 1; g < s->segments; g++)
        shift = fmaxf(shift, s->shift[g * j->rows + row]);
    if (isinf(shift) && shift < 0)
        shift = 0;
    for (size_t g = 0; g < s->segments; g++) {
        float factor = expf(s->shift[g * j->rows + row] - shift), *sum = s->sum + (g * j->rows + row) * d;
        s->total[g * j->rows + row] *= (double)factor;
        if (g == 0) {
            s->fast->scale(sum, factor, sum, d);
        } else {
            s->fast->axpy(s->sum + row * d, factor, sum, d);
            s->total[row] += s->total[g * j->rows + row];
        }
    }
    s->shift[row] = shift;
}

/* log of a sum of exp over the exp of one of its terms, 1/e: the sum of the others is given, both relative
 * to `most`.  Precise where the term is nearly all of the sum, and where it is nearly nothing of it. */
static double log_ratio(double others, double e, double score, double most) {
    return e > 1e-200 ? log1p(others / e) : log(others + e) + most - score;
}

/* The targets' sum is part of the denominator. */
static double among_negatives(const hr_softmax_job *j, size_t row, float *score, uint64_t count,
                              double weight) {
    const hr_softmax *s = j->s;
    double shift = s->total[row] > 0 ? (double)s->shift[row] : -INFINITY, most = shift, loss = 0;
    for (uint64_t t = 0; t < count; t++)
        most = fmax(most, (double)score[t]);
    double rest = s->total[row] > 0 ? s->total[row] * exp(shift - most) : 0, whole = rest;
    for (uint64_t t = 0; t < count; t++)
        whole += exp((double)score[t] - most);
    for (uint64_t t = 0; t < count; t++) {
        double e = exp((double)score[t] - most), others = count == 1 ? rest : whole - e;
        loss += log_ratio(others, e, (double)score[t], most);
        score[t] = (float)(weight * (count == 1 ? -rest / whole : e / whole - 1 / (double)count));
    }
    s->row[row + j->first].factor = (float)(s->total[row] > 0 ? weight * exp(shift - most) / whole : 0);
    return loss / (double)count;
}

/* Every target has a denominator of its own, and a largest term of its own. */
static double among_others(const hr_softmax_job *j, size_t row, float *score, uint64_t count, double weight) {
    const hr_softmax *s = j->s;
    double shift = (double)s->shift[row], loss = 0, factor = 0;
    for (uint64_t t = 0; t < count && s->total[row] > 0; t++) {
        double most = fmax(shift, (double)score[t]), e = exp((double)score[t] - most);
        double rest = s->total[row] * exp(shift - most), whole = rest + e;
        loss += log_ratio(rest, e, (double)score[t], most);
        factor += exp(shift - most) / whole;
        score[t] = (float)(-weight * rest / whole / (double)count);
    }
    if (!(s->total[row] > 0)) /* nothing to compare with, or NaN, which the loss reports */
        memset(score, 0, count * sizeof *score);
    s->row[row + j->first].factor = (float)(weight * factor / (double)count);
    return isnan(s->total[row]) ? (double)NAN : loss / (double)count;
}

/* Loss, and what multiplies exp(score - shift) and each target's vector in the gradient (loss.h). */
static void finish_row(const hr_softmax_job *j, size_t row) {
    hr_softmax *s = j->s;
    const hr_softmax_batch *b = j->b;
    size_t i = j->first + row, d = s->dimension;
    uint64_t t0 = b->target_start[i], count = b->target_start[i + 1] - t0;
    double weight = (double)b->row_weight[i] / (double)b->rows;
    float *score = s->target_gradient + t0;
    for (uint64_t t = 0; t < count; t++)
        score[t] = (float)(j->how->scale * (double)s->fast->dot(s->query + i * d,
                                                                j->slots + (size_t)b->target[t0 + t] * d, d));
    double loss =
        (j->how->masked ? among_others : among_negatives)(j, row, score, count, weight * j->how->scale);
    s->row[i].loss = weight * loss;
}

/* The gradient by the row's query vector, in place of s->sum's row. */
static void query_row(const hr_softmax_job *j, size_t row) {
    hr_softmax *s = j->s;
    const hr_softmax_batch *b = j->b;
    size_t i = j->first + row, d = s->dimension;
    float *sum = s->sum + row * d;
    s->fast->scale(sum, s->row[i].factor, sum, d);
    for (uint64_t t = b->target_start[i]; t < b->target_start[i + 1]; t++)
        s->fast->axpy(sum, s->target_gradient[t], j->slots + (size_t)b->target[t] * d, d);
    s->fast->scale(s->scaled + row * d, s->row[i].factor, s->query + i * d, d);
}

void hr_softmax_finish_row(const hr_softmax_job *j, size_t row) {
    join_segments(j, row);
    finish_row(j, row);
    query_row(j, row);
}
