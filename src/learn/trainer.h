/* The state of a training run, shared by its parts. */
#ifndef HR_TRAINER_H
#define HR_TRAINER_H

#include "learn/batch.h"
#include "learn/train.h"

/* What a checkpoint keeps beside the tables; plain data, written as it is. */
typedef struct {
    uint64_t stage, step;      /* at work; steps of it that are done */
    uint64_t best_step, worse; /* early stopping: the best so far, measurements since that were no better */
    double best_score;
    double loss_sum; /* of the window at work: a tenth of the stage's steps */
    uint64_t loss_count;
    double loss_last; /* the mean of the window before; NAN: there was none */
    double seconds;   /* of training, all sessions */
    hr_stage_report report[HR_STAGES];
} hr_train_state;

/* The queries that judge, as an instance of their own. */
typedef struct {
    hr_ancestors ancestors;
    uint32_t *query;  /* their indices, ascending */
    uint8_t *allowed; /* queries that may be trained; NULL: all */
} hr_validation;

hr_status hr_validation_init(hr_validation *out, const hr_recipe *recipe, const hr_ancestors *ancestors,
                             uint64_t seed);
void hr_validation_clear(hr_validation *validation);
hr_status hr_validation_measure(hr_measure *out, const hr_validation *validation, const hr_encoder *encoder);

/* One side at training. */
typedef struct {
    hr_tower *tower;
    hr_moments moments;
    float *best; /* the table when the validation was best; NULL: not kept */
    float *vector, *length, *gradient;
    size_t vector_room, length_room, gradient_room;
    hr_tower_scratch scratch;
} hr_side;

typedef struct {
    const hr_recipe *recipe;
    const hr_train_options *options;
    const hr_ancestors *ancestors;
    hr_encoder *encoder;
    char identity[65]; /* a checkpoint of another run is refused */
    hr_train_state state;
    hr_validation validation;
    hr_side queries, docs;
    hr_sampler sampler;
    hr_batch batch;
    hr_softmax *softmax;
    hr_draw_row *row;
    uint32_t *negative;
    size_t row_room, negative_room;
} hr_trainer;

/* What all stages share.  The caller has set recipe, options, ancestors and encoder, and zeroed the rest; the
 * close is for a failed open, too. */
hr_status hr_trainer_open(hr_trainer *trainer, const hr_hierarchy *hierarchy);
void hr_trainer_close(hr_trainer *trainer);
hr_status hr_trainer_sampler(hr_trainer *trainer, size_t stage); /* the rows of this stage are drawn now */

/* Step state.step of the stage: draws, computes the loss and its gradients, changes the tables. */
hr_status hr_trainer_step(double *loss, hr_trainer *trainer, const hr_stage *stage, uint64_t steps);

/* PATH is written whole or not at all. */
hr_status hr_checkpoint_write(const hr_trainer *trainer, const char *path);
/* `found` is false when there is no such file; HR_EINPUT for one that is another run's or damaged. The
 * moments and best tables of state.stage are allocated. */
hr_status hr_checkpoint_read(bool *found, hr_trainer *trainer, const char *path);
/* The stage's moments, zeroed, and room for its best tables. */
hr_status hr_trainer_stage_memory(hr_trainer *trainer, const hr_stage *stage);

#endif
