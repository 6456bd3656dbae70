/* From drawn rows to a batch of distinct queries, distinct documents and candidates (learn/loss.h). */
#ifndef HR_BATCH_H
#define HR_BATCH_H

#include "learn/loss.h"
#include "learn/sampler.h"

typedef struct {
    hr_softmax_batch view; /* what the loss takes */
    uint32_t *query_item;  /* view.queries, ascending: the query of each query vector */
    uint32_t *slot_item;   /* view.slots: the document of each slot; NULL: slot x is document x */

    /* memory of the view, and what makes it */
    uint32_t *query, *target, *drop, *count, *query_slot, *doc_slot;
    float *row_weight, *column_weight, *drop_log;
    uint64_t *target_start, *drop_start;
    size_t query_item_room, slot_item_room, query_room, target_room, drop_room, drop_log_room, count_room,
        row_weight_room, column_weight_room, target_start_room, drop_start_room;
    const hr_ancestors *ancestors;
} hr_batch;

hr_status hr_batch_init(hr_batch *out, const hr_ancestors *ancestors);
void hr_batch_clear(hr_batch *batch);

/* `negative`: K documents for HR_CANDIDATES_SAMPLED, not ascending and with repetitions. */
hr_status hr_batch_make(hr_batch *batch, const hr_draw_row *row, size_t rows, const hr_loss *loss,
                        const uint32_t *negative);

#endif
