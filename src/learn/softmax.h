/* Scratch of the fused softmax (learn/loss.h). */
#ifndef HR_SOFTMAX_H
#define HR_SOFTMAX_H

#include "base/fast.h"
#include "learn/loss.h"

typedef struct {
    uint32_t row, target; /* a target's row and its index in the batch's list */
} hr_target_place;

struct hr_softmax {
    size_t dimension, budget;
    const hr_fast *fast;
    size_t blocks, segments, chunk; /* of the batch at work */

    float *query, *scaled; /* rows x d: the rows' vectors; times the row's factor */
    float *sum;            /* segments x chunk x d: sums of exp(score) x document */
    float *exponential;    /* block by block, chunk x width */
    float *reference;      /* chunk x blocks: what was taken off the scores of a row in a block */
    double *total;         /* segments x chunk: sums of exp(score - shift) */
    float *shift;          /* segments x chunk */
    struct {
        double loss;
        float factor; /* of exp(score - shift) in the gradient by the score, times the scale */
    } * row;
    float *target_gradient; /* by the score, times the scale */
    hr_target_place *by_slot;
    uint32_t *slot_start, *by_query, *query_start;

    size_t query_room, scaled_room, sum_room, exponential_room, reference_room, total_room, shift_room,
        row_room, target_room, by_slot_room, slot_room, by_query_room, query_start_room;
};

/* A chunk of a batch at work. */
typedef struct {
    hr_softmax *s;
    const hr_softmax_batch *b;
    const hr_loss *how;
    const float *slots;
    bool bounded;
    size_t first, rows; /* the chunk */
} hr_softmax_job;

/* From the sums of the segments to the row's loss, its gradient by the query vector (in place of its row of
 * s->sum) and the factors of its exponentials and targets. */
void hr_softmax_finish_row(const hr_softmax_job *job, size_t row);

#endif
