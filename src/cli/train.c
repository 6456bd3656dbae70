/* hrdim train: learn a dual encoder by a recipe and write it. */
#include "cli/call.h"
#include "cli/command.h"

#include "cli/prefix.h"

#include "base/outfile.h"
#include "cli/train_encode.h"
#include "learn/holdout.h"
#include "learn/train.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int run(int argc, char **argv);

const hr_command hr_command_train = {
    .name = "train",
    .usage = "train HIERARCHY --dim D --recipe NAME -o PREFIX",
    .summary = "learn a dual encoder by a recipe, and write it as .npy",
    .details =
        "Writes PREFIX.queries.npy and PREFIX.docs.npy (float32), one row per query and document in the\n"
        "hierarchy's order. A recipe is a file of declared data: `hrdim train --list` shows those that come\n"
        "with hrdim; the path of a .ini file is a recipe, too. The score is scale * <query, document>.\n"
        "With --checkpoint S the state is kept in PREFIX.checkpoint every S seconds; the same command with\n"
        "--resume goes on from there and ends with the same bytes as a run that was never interrupted.\n"
        "With --holdout F the share F of every query's pairs is kept from training; `hrdim eval` with the same\n"
        "--holdout and --seed measures them. With --encode OTHER a recipe whose queries are text also writes\n"
        "PREFIX.encoded.npy, the vectors of OTHER's queries, which it need not have seen.\n\n"
        "examples:\n"
        "  hrdim train wordnet --dim 64 --recipe best -o wn64\n"
        "  hrdim eval wordnet wn64\n"
        "  hrdim train tree:width=5,height=4 --dim 3 --recipe standard --budget 0.1 -o tree\n"
        "  hrdim train esci:path=examples.csv,locale=us --dim 64 --recipe best --holdout 0.2 -o shop\n"
        "  hrdim train --list\n",
    .run = run,
};

typedef struct {
    const char *recipe, *output, *encode;
    uint64_t dim;
    double scale, budget, checkpoint, holdout; /* holdout NAN: all pairs are trained */
    bool list, resume;
} choices;

static hr_status list_recipes(bool json) {
    json_t *array = json ? json_array() : NULL;
    for (const hr_recipe_source *s = hr_recipe_sources; s->name; s++) {
        hr_recipe recipe;
        hr_status status = hr_recipe_open(&recipe, s->name);
        if (status != HR_OK) {
            json_decref(array);
            return status;
        }
        if (json)
            json_array_append_new(array, json_pack("{ss ss si}", "name", recipe.name, "title", recipe.title,
                                                   "stages", (int)recipe.stages));
        else
            printf("%-22s %s\n", recipe.name, recipe.title);
        hr_recipe_clear(&recipe);
    }
    return json ? hr_print_json(array) : hr_finish_output();
}

typedef struct {
    json_t *curve; /* with --json: what was measured; NULL otherwise */
    bool quiet;
} listener;

static json_t *real(double value) {
    return isfinite(value) ? json_real(value) : json_null();
}

/* stderr has the progress, so a measurement is a line there, or an entry of the JSON. */
static void measured(void *context, const char *stage, uint64_t step, const hr_measure *m) {
    listener *l = context;
    if (!l->curve) {
        if (!l->quiet && isatty(STDERR_FILENO))
            fprintf(stderr, "%s %llu: overall %.2f%%, macro %.2f%%, min %.2f%%\n", stage,
                    (unsigned long long)step, 100 * m->overall, 100 * m->macro, 100 * m->min);
        return;
    }
    json_t *by_distance = json_array();
    for (uint32_t k = 0; k < m->distances; k++)
        json_array_append_new(by_distance, real(m->by_distance[k]));
    json_array_append_new(l->curve, json_pack("{ss sI sf sf sf so}", "stage", stage, "step", (json_int_t)step,
                                              "overall", m->overall, "macro", m->macro, "min", m->min,
                                              "by_distance", by_distance));
}

typedef struct {
    const hr_hierarchy *hierarchy;
    const hr_recipe *recipe;
    const hr_train_report *report;
    const choices *choices;
    uint64_t seed, trained, held; /* pairs */
} facts;

static hr_status print_facts(const facts *f) {
    printf("%-11s %s: %s\n", "recipe", f->recipe->name, f->recipe->title);
    printf("%-11s %s: %u queries, %u documents\n", "hierarchy", f->hierarchy->source, f->hierarchy->queries,
           f->hierarchy->documents);
    if (f->held)
        printf("%-11s %llu, and %llu held out\n", "pairs", (unsigned long long)f->trained,
               (unsigned long long)f->held);
    printf("%-11s %llu\n", "dimension", (unsigned long long)f->choices->dim);
    printf("%-11s %llu\n", "seed", (unsigned long long)f->seed);
    for (size_t k = 0; k < f->report->stages; k++) {
        const hr_stage_report *s = &f->report->stage[k];
        printf("%-11s %s: %llu steps of %.3g ms, loss %.6g", k ? "" : "stages", f->recipe->stage[k].name,
               (unsigned long long)s->steps, 1e3 * s->step_seconds, s->loss);
        if (s->best_step != s->steps)
            printf(", step %llu kept", (unsigned long long)s->best_step);
        puts(s->stopped ? ", stopped early" : "");
    }
    printf("%-11s %.1f s\n", "time", f->report->seconds);
    printf("%-11s %s.queries.npy, %s.docs.npy", "files", f->choices->output, f->choices->output);
    if (f->choices->encode)
        printf(", %s.encoded.npy", f->choices->output);
    putchar('\n');
    return hr_finish_output();
}

static hr_status print_facts_json(const facts *f, json_t *curve) {
    json_t *source = json_string(f->hierarchy->source), *output = json_string(f->choices->output);
    json_t *stages = json_array();
    for (size_t k = 0; k < f->report->stages; k++) {
        const hr_stage_report *s = &f->report->stage[k];
        json_array_append_new(stages,
                              json_pack("{ss sI sI sb so sf sf}", "name", f->recipe->stage[k].name, "steps",
                                        (json_int_t)s->steps, "kept", (json_int_t)s->best_step, "stopped",
                                        (int)s->stopped, "loss", real(s->loss), "step_seconds",
                                        s->step_seconds, "seconds", s->seconds));
    }
    json_t *object =
        json_pack("{ss so sI sI sI sI sI sI so so so sf}", "recipe", f->recipe->name, "hierarchy",
                  source ? source : json_null(), "queries", (json_int_t)f->hierarchy->queries, "documents",
                  (json_int_t)f->hierarchy->documents, "trained_pairs", (json_int_t)f->trained,
                  "held_out_pairs", (json_int_t)f->held, "dimension", (json_int_t)f->choices->dim, "seed",
                  (json_int_t)f->seed, "output", output ? output : json_null(), "stages", stages, "measured",
                  json_incref(curve), "seconds", f->report->seconds);
    return hr_print_json(hr_call_provenance(object, f->seed));
}

static hr_status write_vectors(const hr_encoder *encoder, const hr_recipe *recipe, const choices *c) {
    hr_embedding embedding;
    hr_status status = hr_encoder_embed(&embedding, encoder, recipe->name);
    if (status == HR_OK)
        status = hr_matrix_finite(&embedding.queries, "the trained queries");
    if (status == HR_OK)
        status = hr_matrix_finite(&embedding.docs, "the trained documents");
    if (status == HR_OK)
        status = hr_embedding_write(&embedding, c->output, HR_FLOAT32);
    hr_embedding_clear(&embedding);
    return status;
}

/* S(q) that is trained: all of it, or without what is held out. */
static hr_status take_pairs(hr_ancestors *trained, facts *f) {
    hr_ancestors held = {0};
    double share = f->choices->holdout;
    hr_status status = isnan(share) ? hr_ancestors_build(trained, f->hierarchy)
                                    : hr_holdout_build(trained, &held, f->hierarchy, share, f->seed);
    f->held = held.pairs;
    hr_ancestors_clear(&held);
    f->trained = trained->pairs;
    return status;
}

static hr_status train_and_write(hr_train_report *report, facts *f, const hr_hierarchy *other,
                                 const hr_train_options *options) {
    hr_ancestors ancestors = {0};
    hr_encoder encoder = {0};
    hr_status status = take_pairs(&ancestors, f);
    if (status == HR_OK)
        status = hr_encoder_init(&encoder, f->recipe, f->hierarchy, options->dimension, options->seed);
    if (status == HR_OK)
        status = hr_train(report, &encoder, f->hierarchy, &ancestors, f->recipe, options);
    if (status == HR_OK)
        status = write_vectors(&encoder, f->recipe, f->choices);
    if (status == HR_OK && f->choices->encode)
        status = hr_train_encode(&encoder, f->recipe, other, f->choices->output);
    if (status == HR_OK && options->checkpoint)
        unlink(options->checkpoint); /* its work is done */
    hr_encoder_clear(&encoder);
    hr_ancestors_clear(&ancestors);
    return status;
}

static hr_status train(const char *what, const choices *c, const hr_common *common) {
    hr_hierarchy hierarchy, other;
    hr_recipe recipe = {0};
    hr_train_report report = {0};
    facts f = {&hierarchy, &recipe, &report, c, common->seed, 0, 0};
    listener heard = {.curve = common->json ? json_array() : NULL, .quiet = common->quiet};
    char *checkpoint = hr_prefix_file(c->output, ".checkpoint");
    hr_train_options options = {.dimension = c->dim,
                                .seed = common->seed,
                                .scale = c->scale,
                                .budget = c->budget,
                                .checkpoint = c->checkpoint >= 0 || c->resume ? checkpoint : NULL,
                                .interval = c->checkpoint >= 0 ? c->checkpoint : 60,
                                .resume = c->resume,
                                .measured = measured,
                                .context = &heard};
    hr_hierarchy_init(&hierarchy);
    hr_hierarchy_init(&other);
    hr_status status = checkpoint ? HR_OK : HR_ENOMEM;
    if (status == HR_OK)
        status = hr_recipe_open(&recipe, c->recipe);
    if (status == HR_OK)
        status = hr_hierarchy_open(&hierarchy, what);
    if (status == HR_OK)
        status = hr_train_open_other(&other, c->encode, &recipe);
    if (status == HR_OK)
        status = train_and_write(&report, &f, &other, &options);
    if (status == HR_OK)
        status = common->json ? print_facts_json(&f, heard.curve) : print_facts(&f);
    json_decref(heard.curve);
    free(checkpoint);
    hr_recipe_clear(&recipe);
    hr_hierarchy_clear(&hierarchy);
    hr_hierarchy_clear(&other);
    return status;
}

static hr_status check_choices(const choices *c, int argc) {
    if (argc < 2)
        return hr_fail(HR_EUSAGE, "train: too few arguments; usage: hrdim %s", hr_command_train.usage);
    if (!c->recipe)
        return hr_fail(HR_EUSAGE, "train: which recipe? give --recipe NAME; hrdim train --list shows them");
    if (!c->dim)
        return hr_fail(HR_EUSAGE, "train: how many dimensions? give --dim D");
    if (!c->output)
        return hr_fail(HR_EUSAGE, "train: where to write? give -o PREFIX");
    if (c->scale < 0 || c->budget < 0)
        return hr_fail(HR_EUSAGE, "train: --%s must be above 0", c->scale < 0 ? "scale" : "budget");
    return hr_prefix_check(c->output, "train", "encoder");
}

static int run(int argc, char **argv) {
    choices c = {.checkpoint = -1, .holdout = (double)NAN};
    hr_common common;
    const hr_option options[] = {
        {.name = "recipe",
         .argument = "NAME",
         .help = "how to train: a name of --list, or FILE.ini",
         .text = &c.recipe},
        {.name = "dim", .argument = "D", .help = "dimensions", .number = &c.dim, .low = 1, .high = 1 << 16},
        {.name = "output", .argument = "PREFIX", .help = "where to write (also -o)", .text = &c.output},
        {.name = "scale",
         .argument = "S",
         .help = "multiplies the score, in place of the recipe's",
         .real = &c.scale},
        {.name = "budget",
         .argument = "F",
         .help = "multiplies every stage's number of steps",
         .real = &c.budget},
        {.name = "holdout",
         .argument = "F",
         .help = "keep this share of every query's pairs from training",
         .real = &c.holdout},
        {.name = "encode",
         .argument = "OTHER",
         .help = "also write the vectors of this hierarchy's queries",
         .text = &c.encode},
        {.name = "checkpoint",
         .argument = "S",
         .help = "keep PREFIX.checkpoint, written every S seconds",
         .real = &c.checkpoint},
        {.name = "resume", .help = "go on from PREFIX.checkpoint where there is one", .flag = &c.resume},
        {.name = "list", .help = "the recipes and what they do", .flag = &c.list},
        {0},
    };
    if (hr_parse_options(&hr_command_train, &argc, argv, 0, 1, options, &common) != HR_OK)
        return hr_report_error();
    if (common.help)
        return 0;
    hr_status status = c.list ? list_recipes(common.json) : check_choices(&c, argc);
    if (status == HR_OK && !c.list)
        status = train(argv[1], &c, &common);
    return status == HR_OK ? 0 : hr_report_error();
}
