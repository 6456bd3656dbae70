/* One training step. */
#include "learn/trainer.h"

#include "base/memory.h"
#include "base/random.h"
#include "learn/uniform.h"

#include <math.h>

static hr_status draw_negatives(hr_trainer *t, const hr_stage *stage) {
    if (stage->loss.candidates != HR_CANDIDATES_SAMPLED)
        return HR_OK;
    if (hr_grow(&t->negative, &t->negative_room, stage->loss.sampled, sizeof *t->negative,
                "sampled documents") != HR_OK)
        return HR_ENOMEM;
    gsl_rng *rng =
        hr_rng_new(t->options->seed, HR_STREAM_NEGATIVES + (uint32_t)t->state.stage, (uint32_t)t->state.step);
    if (!rng)
        return HR_ENOMEM;
    for (uint32_t k = 0; k < stage->loss.sampled; k++)
        t->negative[k] = (uint32_t)hr_uniform(rng, t->ancestors->documents);
    gsl_rng_free(rng);
    return HR_OK;
}

static hr_status draw(hr_trainer *t, const hr_stage *stage) {
    hr_status status = hr_grow(&t->row, &t->row_room, stage->batch, sizeof *t->row, "a batch");
    if (status == HR_OK)
        status = hr_sampler_draw(t->row, &t->sampler, t->state.step, stage->batch);
    if (status == HR_OK)
        status = draw_negatives(t, stage);
    if (status == HR_OK)
        status = hr_batch_make(&t->batch, t->row, stage->batch, &stage->loss, t->negative);
    return status;
}

static hr_status encode(hr_side *side, const uint32_t *item, size_t count) {
    size_t d = side->tower->dimension;
    if (hr_grow(&side->vector, &side->vector_room, count * d, sizeof(float), "a batch's vectors") != HR_OK ||
        hr_grow(&side->gradient, &side->gradient_room, count * d, sizeof(float), "a batch's gradient") !=
            HR_OK ||
        hr_grow(&side->length, &side->length_room, count, sizeof(float), "a batch's lengths") != HR_OK)
        return HR_ENOMEM;
    hr_tower_encode(side->vector, side->length, side->tower, item, 0, count);
    return HR_OK;
}

static hr_status update(hr_side *side, const uint32_t *item, size_t count, const hr_stage *stage, double rate,
                        uint64_t number) {
    hr_row_gradient gradient;
    hr_status status = hr_tower_backward(&gradient, &side->scratch, side->tower, item, count, side->vector,
                                         side->length, side->gradient);
    if (status == HR_OK)
        hr_optimizer_update(side->tower, &side->moments, &stage->optimizer, &gradient, rate, number);
    return status;
}

hr_status hr_trainer_step(double *loss, hr_trainer *t, const hr_stage *stage, uint64_t steps) {
    const hr_softmax_batch *b = &t->batch.view;
    hr_loss how = stage->loss;
    if (t->options->scale > 0)
        how.scale = t->options->scale;
    hr_status status = draw(t, stage);
    const uint32_t *slot_item = stage->loss.candidates == HR_CANDIDATES_ALL ? NULL : t->batch.slot_item;
    if (status == HR_OK)
        status = encode(&t->queries, t->batch.query_item, b->queries);
    if (status == HR_OK)
        status = encode(&t->docs, slot_item, b->slots);
    if (status == HR_OK)
        status = hr_softmax_step(loss, t->queries.gradient, t->docs.gradient, t->softmax, b, &how,
                                 t->queries.vector, t->docs.vector);
    if (status != HR_OK || !isfinite(*loss)) /* the caller reports it; the tables stay as they were */
        return status;
    double rate = hr_optimizer_rate(&stage->optimizer, t->state.step, steps);
    status = update(&t->queries, t->batch.query_item, b->queries, stage, rate, t->state.step + 1);
    if (status == HR_OK)
        status = update(&t->docs, slot_item, b->slots, stage, rate, t->state.step + 1);
    return status;
}
