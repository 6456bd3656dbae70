/* train: trains the encoder of a recipe and decides it exactly, on all queries. */
#include "learn/train.h"

#include "base/progress.h"
#include "trial/tasks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const statement = "U9"; /* learned and certified */

static hr_status subject(char **normalised, unsigned *unused, int *version, const char *text) {
    hr_recipe recipe;
    hr_recipe_options options;
    hr_status status = hr_task_recipe(&recipe, &options, text);
    if (status != HR_OK)
        return status;
    *unused = 0;
    status = hr_task_recipe_version(version, &recipe);
    if (status == HR_OK) {
        *normalised = hr_task_recipe_word(&recipe, &options);
        status = *normalised ? HR_OK : HR_ENOMEM;
    }
    hr_recipe_clear(&recipe);
    return status;
}

/* The measurements on the way. */
typedef struct {
    json_t *list; /* NULL: out of memory */
    const hr_recipe *recipe;
    double budget;
    size_t stages;         /* that have begun or were passed without a measurement */
    uint64_t before, last; /* steps of the stages before; of this one at the last measurement */
} curve;

/* A stage that measures begins with a measurement at step 0; those that do not take all of their steps. */
static void begin_stage(curve *c) {
    c->before += c->last;
    while (c->stages < c->recipe->stages && !c->recipe->stage[c->stages].evaluate)
        c->before += hr_stage_steps(&c->recipe->stage[c->stages++], c->budget);
    c->stages++;
}

static json_t *real(double value) {
    return isfinite(value) ? json_real(value) : json_null();
}

static void measured(void *context, const char *stage, uint64_t step, const hr_measure *m) {
    curve *c = context;
    if (!step)
        begin_stage(c);
    c->last = step;
    json_t *by_distance = json_array();
    for (uint32_t k = 0; k < m->distances; k++)
        json_array_append_new(by_distance, real(m->by_distance[k]));
    json_t *entry =
        json_pack("{s:s, s:I, s:f, s:f, s:f, s:o}", "stage", stage, "step", (json_int_t)(c->before + step),
                  "recall", m->overall, "macro", m->macro, "min", m->min, "by_distance", by_distance);
    /* a stage begins where the one before ended: its first measurement takes the place of that one's last */
    size_t count = json_array_size(c->list);
    const json_t *end = count ? json_array_get(c->list, count - 1) : NULL;
    bool again = end && json_integer_value(json_object_get(end, "step")) == (json_int_t)(c->before + step);
    if (!c->list ||
        (again ? json_array_set_new(c->list, count - 1, entry) : json_array_append_new(c->list, entry))) {
        json_decref(c->list);
        c->list = NULL;
    }
}

static json_t *stages_of(const hr_recipe *recipe, const hr_train_report *report) {
    json_t *list = json_array();
    for (size_t k = 0; k < report->stages; k++) {
        const hr_stage_report *s = &report->stage[k];
        json_array_append_new(list, json_pack("{s:s, s:I, s:I, s:b, s:o}", "name", recipe->stage[k].name,
                                              "steps", (json_int_t)s->steps, "kept", (json_int_t)s->best_step,
                                              "stopped", (int)s->stopped, "loss", real(s->loss)));
    }
    return list;
}

typedef struct {
    hr_recipe recipe;
    hr_recipe_options options;
    curve curve;
    hr_train_report report;
    hr_embedding embedding;
} work;

static hr_status train(work *w, const hr_trial *trial, const hr_loaded *loaded) {
    hr_train_options options = {.dimension = trial->dim,
                                .seed = trial->seed,
                                .scale = w->options.scale,
                                .budget = w->options.budget,
                                .measured = measured,
                                .context = &w->curve};
    hr_encoder encoder = {0};
    w->curve.recipe = &w->recipe;
    w->curve.budget = w->options.budget;
    hr_status status =
        hr_encoder_init(&encoder, &w->recipe, loaded->hierarchy, options.dimension, options.seed);
    if (status == HR_OK)
        status = hr_train(&w->report, &encoder, loaded->hierarchy, loaded->ancestors, &w->recipe, &options);
    if (status == HR_OK)
        status = hr_encoder_embed(&w->embedding, &encoder, w->recipe.name);
    hr_encoder_clear(&encoder);
    if (status == HR_OK)
        status = hr_matrix_finite(&w->embedding.queries, "the trained queries");
    return status == HR_OK ? hr_matrix_finite(&w->embedding.docs, "the trained documents") : status;
}

static hr_status report(hr_result *result, work *w, const hr_check_result *r) {
    hr_status status = hr_task_outcome(result, statement, r, true);
    if (status != HR_OK)
        return status;
    bool failed =
        json_object_set_new(result->outcome, "stages", stages_of(&w->recipe, &w->report)) || !w->curve.list;
    if (!failed && json_array_size(w->curve.list))
        failed = json_object_set(result->outcome, "curve", w->curve.list);
    return failed ? hr_fail(HR_ENOMEM, "out of memory: a result") : HR_OK;
}

static hr_status decide(hr_result *result, const hr_trial *trial, work *w, const hr_loaded *loaded) {
    hr_check_options options = {.notion = trial->notion, .eps = trial->eps, .worst = 1};
    hr_check_result r = {0};
    double start = hr_seconds();
    hr_status status = hr_check(&r, loaded->ancestors, &w->embedding, &options);
    if (status == HR_OK)
        status = report(result, w, &r);
    if (status == HR_OK)
        status = hr_task_object(
            &result->times, json_pack("{s:s, s:f, s:f}", "kernel", r.kernel ? r.kernel : "", "build_seconds",
                                      w->report.seconds, "check_seconds", hr_seconds() - start));
    hr_check_result_clear(&r);
    return status;
}

static hr_status run(hr_result *result, const hr_trial *trial, const hr_loaded *loaded) {
    work w = {.curve = {.list = json_array()}};
    hr_embedding_init(&w.embedding);
    hr_status status = trial->dim ? HR_OK
                                  : hr_fail(HR_EUSAGE,
                                            "train: %s has no dimension of its own; a trial needs "
                                            "dim",
                                            trial->subject);
    if (status == HR_OK)
        status = hr_task_recipe(&w.recipe, &w.options, trial->subject);
    if (status == HR_OK)
        status = train(&w, trial, loaded);
    if (status == HR_OK)
        status = decide(result, trial, &w, loaded);
    hr_embedding_clear(&w.embedding);
    hr_recipe_clear(&w.recipe);
    json_decref(w.curve.list);
    return status;
}

const hr_task hr_task_train = {
    .name = "train",
    .help = "trains the encoder of a recipe and decides it exactly",
    .version = 1,
    .uses = HR_USES_SUBJECT | HR_USES_DIM | HR_USES_NOTION | HR_USES_EPS | HR_USES_SEED,
    .subject = subject,
    .run = run,
};
