/* Softmax cross-entropy over candidates, fused: scores are computed block by block, exponentiated in the
 * cache and kept only for as many rows as fit the budget.
 *
 * Row i has a query q, targets T (one drawn document, or all of S(q) in the sampler's range) and a weight
 * w_i.  Scores s_x = scale * <q, x>.  Candidates C:
 *   all      every document
 *   unique   the batch's documents, each once
 *   batch    the batch's documents, as often as they were drawn: a document drawn c times counts c times, for
 *            the rows that drew it c - 1 times beside the target itself
 *   sampled  K documents drawn uniformly with replacement, drawn c times: log-q correction, that is,
 *            exp(s) * c m / K, which is an unbiased estimate of the sum over all documents [Bengio & Senecal,
 *            "Quick training of probabilistic neural nets by importance sampling", AISTATS 2003]
 * Other documents of S(q) among the candidates are negatives (`others = negative`) or left out (`others =
 * masked`).  With N the sum of weighted exp(s) over C without T (and, masked, without S(q)):
 *   negative  loss_i = mean over T of log(N + sum over T of exp(s_t)) - s_x
 *   masked    loss_i = mean over T of log(N + exp(s_x)) - s_x
 * The loss of a batch is sum w_i loss_i / B.  No term is a difference of large ones: targets have scores of
 * their own and are left out of the sum, not subtracted from it. */
#ifndef HR_LOSS_H
#define HR_LOSS_H

#include "hierarchy/ancestors.h"

#include <stdbool.h>

typedef enum {
    HR_CANDIDATES_ALL,
    HR_CANDIDATES_UNIQUE,
    HR_CANDIDATES_BATCH,
    HR_CANDIDATES_SAMPLED
} hr_candidates;

typedef struct {
    hr_candidates candidates;
    uint32_t sampled;   /* K of HR_CANDIDATES_SAMPLED */
    bool all_positives; /* T is all of a query's documents in the range; false: the drawn one */
    bool masked;        /* other positives are left out, not negatives */
    bool by_pairs;      /* with all_positives: w_i = |T| / mean |T| of the batch, every pair counts 1 */
    double scale;       /* multiplies the score */
} hr_loss;

/* A batch as indices into the vectors that it uses: `queries` distinct ones and `slots` distinct documents,
 * of which the first `columns` are candidates.  Owned by the caller (learn/batch.h makes it). */
typedef struct {
    size_t rows, queries, slots, columns;
    const uint32_t *query;        /* rows: index of the row's query vector */
    const float *row_weight;      /* rows: w_i */
    const float *column_weight;   /* columns; NULL: all 1 */
    const uint64_t *target_start; /* rows + 1 */
    const uint32_t *target;       /* slots */
    const uint64_t *drop_start;   /* rows + 1 */
    const uint32_t *drop;         /* columns, ascending within a row, whose weight differs for this row ... */
    const float *drop_log;        /* ... by exp of this: -INFINITY leaves the column out */
} hr_softmax_batch;

typedef struct hr_softmax hr_softmax; /* scratch, reused from step to step */
hr_status hr_softmax_open(hr_softmax **out, size_t dimension, size_t budget_bytes);
void hr_softmax_close(hr_softmax *softmax);

/* The loss and its gradients by the vectors: query_gradient queries x d, slot_gradient slots x d (both
 * overwritten).  The same bytes at any number of threads. */
hr_status hr_softmax_step(double *loss, float *query_gradient, float *slot_gradient, hr_softmax *softmax,
                          const hr_softmax_batch *batch, const hr_loss *how, const float *query_vector,
                          const float *slot_vector);

#endif
