#include "learn/oracle.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void encode(double *out, const hr_tower *tower, const double *table, uint32_t item) {
    size_t d = tower->dimension;
    memset(out, 0, d * sizeof *out);
    uint64_t begin = tower->start ? tower->start[item] : 0, end = tower->start ? tower->start[item + 1] : 1;
    for (uint64_t f = begin; f < end; f++)
        for (size_t k = 0; k < d; k++)
            out[k] += table[(tower->start ? tower->feature[f] : item) * d + k] / (double)(end - begin);
    double length = 0;
    for (size_t k = 0; k < d; k++)
        length += out[k] * out[k];
    for (size_t k = 0; tower->unit && length > 0 && k < d; k++)
        out[k] /= sqrt(length);
}

typedef struct {
    const hr_oracle *o;
    double *x;      /* all documents' vectors */
    double *weight; /* of every document among the candidates of one row */
} scratch;

static int wanted(const hr_oracle *o, const hr_draw_row *row, uint64_t p) {
    if (!o->loss->all_positives)
        return p == row->pair;
    return o->ancestors->distance[p] >= row->low && o->ancestors->distance[p] <= row->high;
}

/* How much document j counts in the sum of row i. */
static void candidate_weights(scratch *s, size_t i) {
    const hr_oracle *o = s->o;
    const hr_ancestors *a = o->ancestors;
    for (uint32_t j = 0; j < a->documents; j++)
        s->weight[j] = o->loss->candidates == HR_CANDIDATES_ALL;
    if (o->loss->candidates == HR_CANDIDATES_SAMPLED)
        for (uint32_t k = 0; k < o->loss->sampled; k++)
            s->weight[o->negative[k]] += (double)a->documents / o->loss->sampled;
    if (o->loss->candidates == HR_CANDIDATES_BATCH || o->loss->candidates == HR_CANDIDATES_UNIQUE)
        for (size_t r = 0; r < o->rows; r++)
            for (uint64_t p = a->start[o->row[r].query]; p < a->start[o->row[r].query + 1]; p++) {
                if (!wanted(o, &o->row[r], p))
                    continue;
                double *w = &s->weight[a->document[p]];
                *w = o->loss->candidates == HR_CANDIDATES_UNIQUE ? 1 : *w + 1;
            }
    for (uint64_t p = a->start[o->row[i].query]; p < a->start[o->row[i].query + 1]; p++) {
        double *w = &s->weight[a->document[p]];
        if (o->loss->masked)
            *w = 0;
        else if (wanted(o, &o->row[i], p))
            *w = o->loss->candidates == HR_CANDIDATES_BATCH ? *w - 1 : 0;
    }
}

static double score(const scratch *s, const double *q, uint32_t j) {
    size_t d = s->o->encoder->docs.dimension;
    double sum = 0;
    for (size_t k = 0; k < d; k++)
        sum += q[k] * s->x[j * d + k];
    return s->o->loss->scale * sum;
}

static double row_loss(scratch *s, const double *q, size_t i, size_t *targets) {
    const hr_oracle *o = s->o;
    const hr_ancestors *a = o->ancestors;
    const hr_draw_row *row = &o->row[i];
    double most = -INFINITY, rest = 0, both = 0, loss = 0;
    candidate_weights(s, i);
    for (uint32_t j = 0; j < a->documents; j++)
        if (s->weight[j] > 0)
            most = fmax(most, score(s, q, j));
    for (uint64_t p = a->start[row->query]; p < a->start[row->query + 1]; p++)
        if (wanted(o, row, p) && !o->loss->masked)
            most = fmax(most, score(s, q, a->document[p]));
    for (uint32_t j = 0; j < a->documents; j++)
        if (s->weight[j] > 0)
            rest += s->weight[j] * exp(score(s, q, j) - most);
    *targets = 0;
    for (uint64_t p = a->start[row->query]; p < a->start[row->query + 1]; p++)
        if (wanted(o, row, p)) {
            both += exp(score(s, q, a->document[p]) - most);
            ++*targets;
        }
    for (uint64_t p = a->start[row->query]; p < a->start[row->query + 1]; p++)
        if (wanted(o, row, p)) {
            double own = score(s, q, a->document[p]), sum = o->loss->masked ? rest : rest + both;
            double others = sum > 0 ? most + log(sum) : -INFINITY;
            if (!o->loss->masked)
                loss += others - own;
            else if (sum > 0) /* log(rest + exp(own)) - own, without underflow; 0 when nothing is left */
                loss += fmax(others, own) + log1p(exp(-fabs(others - own))) - own;
        }
    return loss / (double)*targets;
}

double hr_oracle_loss(const hr_oracle *o) {
    size_t d = o->encoder->docs.dimension, targets, all = 0;
    scratch s = {o, calloc(o->ancestors->documents * d, sizeof(double)),
                 calloc(o->ancestors->documents, sizeof(double))};
    double *q = calloc(d, sizeof *q), sum = 0, weighted = 0;
    if (!s.x || !s.weight || !q)
        exit(99);
    for (uint32_t j = 0; j < o->ancestors->documents; j++)
        encode(s.x + j * d, &o->encoder->docs, o->docs, j);
    for (size_t i = 0; i < o->rows; i++) {
        encode(q, &o->encoder->queries, o->queries, o->row[i].query);
        double loss = row_loss(&s, q, i, &targets);
        sum += loss;
        weighted += (double)targets * loss;
        all += targets;
    }
    free(s.x);
    free(s.weight);
    free(q);
    return o->loss->by_pairs ? weighted / (double)all : sum / (double)o->rows;
}
