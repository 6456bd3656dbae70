#include "learn/trainer.h"

#include "base/memory.h"
#include "base/progress.h"
#include "base/random.h"
#include "hierarchy/digest.h"

#include <math.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

uint64_t hr_stage_steps(const hr_stage *stage, double budget) {
    double steps = budget > 0 ? round((double)stage->steps * budget) : (double)stage->steps;
    return steps < 1 ? 1 : (uint64_t)steps;
}

/* SHA-256 of all that decides the result. */
static void identify(char out[65], const hr_trainer *t, const hr_hierarchy *hierarchy) {
    char digest[HR_DIGEST_HEX + 1], line[200];
    uint8_t sum[SHA256_DIGEST_SIZE];
    struct sha256_ctx context;
    hr_hierarchy_digest(digest, hierarchy);
    int length = snprintf(line, sizeof line, "%s %zu %llu %a %a\n", digest, t->options->dimension,
                          (unsigned long long)t->options->seed, t->options->scale, t->options->budget);
    sha256_init(&context);
    sha256_update(&context, (size_t)length, (const uint8_t *)line);
    sha256_update(&context, strlen(t->recipe->text), (const uint8_t *)t->recipe->text);
    const hr_ancestors *a = t->ancestors; /* some pairs may be held out */
    sha256_update(&context, ((size_t)a->queries + 1) * sizeof *a->start, (const uint8_t *)a->start);
    sha256_update(&context, a->pairs * sizeof *a->document, (const uint8_t *)a->document);
    sha256_digest(&context, sizeof sum, sum);
    for (size_t i = 0; i < sizeof sum; i++)
        snprintf(out + 2 * i, 3, "%02x", sum[i]);
}

static hr_status side_memory(hr_side *side, const hr_stage *stage) {
    size_t rows = side->tower->rows, d = side->tower->dimension;
    hr_moments_clear(&side->moments);
    free(side->best);
    side->best = NULL;
    if (hr_moments_init(&side->moments, &stage->optimizer, rows, d) != HR_OK)
        return HR_ENOMEM;
    if (stage->patience && !(side->best = hr_alloc(rows * d, sizeof(float), "the best tables so far")))
        return HR_ENOMEM;
    if (side->best)
        memcpy(side->best, side->tower->table, rows * d * sizeof(float));
    return HR_OK;
}

hr_status hr_trainer_stage_memory(hr_trainer *t, const hr_stage *stage) {
    hr_status status = side_memory(&t->queries, stage);
    return status == HR_OK ? side_memory(&t->docs, stage) : status;
}

hr_status hr_trainer_sampler(hr_trainer *t, size_t stage) {
    const hr_stage *s = &t->recipe->stage[stage];
    hr_sampler_clear(&t->sampler);
    hr_status status = hr_sampler_init(&t->sampler, t->ancestors, &s->sampler, t->validation.allowed,
                                       t->options->seed, (uint32_t)stage);
    return status == HR_OK ? HR_OK : hr_fail_prefix(status, "%s: [stage %s]", t->recipe->where, s->name);
}

/* An empty class of distances is told now, not after the stages before it. */
static hr_status check_samplers(hr_trainer *t) {
    hr_status status = HR_OK;
    for (size_t k = 0; k < t->recipe->stages && status == HR_OK; k++)
        status = hr_trainer_sampler(t, k);
    return status;
}

static void copy_tables(hr_trainer *t, bool keep) {
    hr_side *sides[] = {&t->queries, &t->docs};
    for (int i = 0; i < 2; i++) {
        size_t bytes = (size_t)sides[i]->tower->rows * sides[i]->tower->dimension * sizeof(float);
        if (keep)
            memcpy(sides[i]->best, sides[i]->tower->table, bytes);
        else
            memcpy(sides[i]->tower->table, sides[i]->best, bytes);
    }
}

static void show_progress(const hr_trainer *t, const hr_stage *stage, uint64_t steps) {
    (void)t;
    hr_progress_start(stage->name, steps - t->state.step);
}

/* Measures; with early stopping, keeps the tables when they are the best so far. */
static hr_status measure(hr_trainer *t, const hr_stage *stage) {
    hr_measure m;
    hr_status status = hr_validation_measure(&m, &t->validation, t->encoder);
    if (status != HR_OK)
        return status;
    double score = t->recipe->judge == HR_JUDGE_MIN     ? m.min
                   : t->recipe->judge == HR_JUDGE_MACRO ? m.macro
                                                        : m.overall;
    if (stage->patience && score > t->state.best_score) {
        t->state.best_score = score;
        t->state.best_step = t->state.step;
        t->state.worse = 0;
        copy_tables(t, true);
    } else {
        t->state.worse++;
    }
    if (t->options->measured)
        t->options->measured(t->options->context, stage->name, t->state.step, &m);
    hr_measure_clear(&m);
    return HR_OK;
}

static hr_status not_finite(const hr_trainer *t, const hr_stage *stage, double loss) {
    return hr_fail(
        HR_EINPUT,
        "%s: [stage %s]: the loss is %s at step %llu: training diverged; lower rate (%g) or scale (%g)",
        t->recipe->where, stage->name, isnan(loss) ? "not a number" : "infinite",
        (unsigned long long)t->state.step + 1, stage->optimizer.rate,
        t->options->scale > 0 ? t->options->scale : stage->loss.scale);
}

static hr_status one_step(hr_trainer *t, const hr_stage *stage, uint64_t steps) {
    double loss, start = hr_seconds();
    hr_status status = hr_trainer_step(&loss, t, stage, steps);
    if (status == HR_OK && !isfinite(loss))
        status = not_finite(t, stage, loss);
    if (status != HR_OK)
        return status;
    if (t->state.loss_count == (steps + 9) / 10) {
        t->state.loss_last = t->state.loss_sum / (double)t->state.loss_count;
        t->state.loss_sum = 0;
        t->state.loss_count = 0;
    }
    t->state.loss_sum += loss;
    t->state.loss_count++;
    t->state.step++;
    t->state.report[t->state.stage].step_seconds += hr_seconds() - start;
    hr_progress_add(1);
    return HR_OK;
}

static void begin_stage(hr_trainer *t) {
    t->state.step = t->state.best_step = t->state.worse = t->state.loss_count = 0;
    t->state.best_score = -1;
    t->state.loss_sum = 0;
    t->state.loss_last = (double)NAN;
}

static void end_stage(hr_trainer *t, const hr_stage *stage, uint64_t steps, bool stopped) {
    hr_stage_report *report = &t->state.report[t->state.stage];
    report->steps = t->state.step;
    report->best_step = t->state.step;
    report->stopped = stopped;
    bool window = t->state.loss_count * 20 >= steps || isnan(t->state.loss_last); /* half of one is enough */
    report->loss = window ? t->state.loss_sum / (double)t->state.loss_count : t->state.loss_last;
    if (stage->patience) {
        report->best_step = t->state.best_step;
        copy_tables(t, false);
    }
}

static hr_status checkpoint(hr_trainer *t, double *last, double *since) {
    double now = hr_seconds();
    if (!t->options->checkpoint || now - *last < t->options->interval)
        return HR_OK;
    t->state.seconds += now - *since;
    t->state.report[t->state.stage].seconds += now - *since;
    *since = now;
    hr_status status = hr_checkpoint_write(t, t->options->checkpoint);
    *last = hr_seconds();
    return status;
}

static hr_status run_stage(hr_trainer *t, bool fresh, double *last, double *since) {
    const hr_stage *stage = &t->recipe->stage[t->state.stage];
    uint64_t steps = hr_stage_steps(stage, t->options->budget);
    bool stopped = false;
    hr_status status = hr_trainer_sampler(t, t->state.stage);
    if (fresh && status == HR_OK) {
        begin_stage(t);
        status = hr_trainer_stage_memory(t, stage);
        if (status == HR_OK && stage->evaluate)
            status = measure(t, stage);
    }
    show_progress(t, stage, steps);
    while (status == HR_OK && t->state.step < steps && !stopped) {
        status = one_step(t, stage, steps);
        if (status == HR_OK && stage->evaluate &&
            (t->state.step % stage->evaluate == 0 || t->state.step == steps)) {
            hr_progress_finish();
            status = measure(t, stage);
            show_progress(t, stage, steps);
        }
        stopped = stage->patience && t->state.worse >= stage->patience;
        if (status == HR_OK && !stopped && t->state.step < steps)
            status = checkpoint(t, last, since);
    }
    hr_progress_finish();
    if (status == HR_OK) {
        end_stage(t, stage, steps, stopped);
        t->state.report[t->state.stage].seconds += hr_seconds() - *since;
        t->state.seconds += hr_seconds() - *since;
        *since = hr_seconds();
    }
    return status;
}

static hr_status run(hr_train_report *out, hr_trainer *t) {
    double since = hr_seconds(), last = since;
    bool found = false;
    hr_status status = HR_OK;
    if (t->options->resume && t->options->checkpoint)
        status = hr_checkpoint_read(&found, t, t->options->checkpoint);
    bool fresh = !found;
    for (; status == HR_OK && t->state.stage < t->recipe->stages; t->state.stage++) {
        status = run_stage(t, fresh, &last, &since);
        fresh = true;
    }
    if (status != HR_OK)
        return status;
    *out = (hr_train_report){.stages = t->recipe->stages, .seconds = t->state.seconds, .resumed = found};
    for (size_t k = 0; k < out->stages; k++) {
        out->stage[k] = t->state.report[k];
        out->stage[k].step_seconds /= (double)out->stage[k].steps;
    }
    return HR_OK;
}

static void side_clear(hr_side *side) {
    hr_moments_clear(&side->moments);
    free(side->best);
    free(side->vector);
    free(side->length);
    free(side->gradient);
    hr_tower_scratch_clear(&side->scratch);
}

enum { BUDGET = 512 << 20 }; /* bytes of exponentials kept at a time */

hr_status hr_trainer_open(hr_trainer *t, const hr_hierarchy *hierarchy) {
    t->queries.tower = &t->encoder->queries;
    t->docs.tower = &t->encoder->docs;
    identify(t->identity, t, hierarchy);
    hr_status status = hr_validation_init(&t->validation, t->recipe, t->ancestors, t->options->seed);
    if (status == HR_OK)
        status = check_samplers(t);
    if (status == HR_OK)
        status = hr_batch_init(&t->batch, t->ancestors);
    if (status == HR_OK)
        status = hr_softmax_open(&t->softmax, t->options->dimension, BUDGET);
    return status;
}

void hr_trainer_close(hr_trainer *t) {
    hr_validation_clear(&t->validation);
    hr_sampler_clear(&t->sampler);
    hr_batch_clear(&t->batch);
    hr_softmax_close(t->softmax);
    side_clear(&t->queries);
    side_clear(&t->docs);
    free(t->row);
    free(t->negative);
}

hr_status hr_train(hr_train_report *out, hr_encoder *encoder, const hr_hierarchy *hierarchy,
                   const hr_ancestors *ancestors, const hr_recipe *recipe, const hr_train_options *options) {
    hr_trainer t = {.recipe = recipe, .options = options, .ancestors = ancestors, .encoder = encoder};
    hr_status status = hr_trainer_open(&t, hierarchy);
    if (status == HR_OK)
        status = run(out, &t);
    hr_trainer_close(&t);
    return status;
}

static const char *query_name(const void *hierarchy, uint32_t query, char room[16]) {
    return hr_query_name(hierarchy, query, room);
}

static const char *document_name(const void *hierarchy, uint32_t document, char room[16]) {
    return hr_document_name(hierarchy, document, room);
}

hr_status hr_encoder_init(hr_encoder *out, const hr_recipe *recipe, const hr_hierarchy *hierarchy,
                          size_t dimension, uint64_t seed) {
    memset(out, 0, sizeof *out);
    hr_status status = recipe->queries == HR_ENCODER_TEXT
                           ? hr_tower_text(&out->queries, hierarchy->queries, dimension, recipe->unit,
                                           &recipe->words, query_name, hierarchy)
                           : hr_tower_lookup(&out->queries, hierarchy->queries, dimension, recipe->unit);
    if (status == HR_OK)
        status = recipe->docs == HR_ENCODER_TEXT
                     ? hr_tower_text(&out->docs, hierarchy->documents, dimension, recipe->unit,
                                     &recipe->words, document_name, hierarchy)
                     : hr_tower_lookup(&out->docs, hierarchy->documents, dimension, recipe->unit);
    double deviation = recipe->deviation / sqrt((double)dimension);
    if (status == HR_OK)
        status = hr_tower_fill(&out->queries, deviation, seed, HR_STREAM_QUERY_TABLE);
    if (status == HR_OK)
        status = hr_tower_fill(&out->docs, deviation, seed, HR_STREAM_DOC_TABLE);
    if (status != HR_OK)
        hr_encoder_clear(out);
    return status;
}
