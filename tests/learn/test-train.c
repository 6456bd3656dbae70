/* Training as a whole: what it reaches, that threads and interruptions change nothing, and what it refuses.
 */
#include "learn/instance.h"

#include "feasibility/check.h"
#include "learn/train.h"
#include "retrieve/evaluate.h"

#include <math.h>
#include <omp.h>
#include <unistd.h>

static const char recipe_file[] = "test-train-scratch.ini",
                  checkpoint_file[] = "test-train-scratch.checkpoint";

static void write_recipe(const char *text) {
    FILE *file = fopen(recipe_file, "w");
    if (!file || fputs(text, file) < 0 || fclose(file))
        exit(99);
}

/* Trains by the recipe's text; `status` is what hr_train said. */
static hr_status train(hr_encoder *e, hr_train_report *report, const char *text, hr_train_options *options) {
    hr_recipe recipe;
    write_recipe(text);
    OK(hr_recipe_open(&recipe, recipe_file));
    OK(hr_encoder_init(e, &recipe, &hierarchy, options->dimension, options->seed));
    hr_status status = hr_train(report, e, &hierarchy, &ancestors, &recipe, options);
    hr_recipe_clear(&recipe);
    return status;
}

static double recall(const hr_encoder *e) {
    hr_embedding embedding;
    hr_evaluation v;
    OK(hr_encoder_embed(&embedding, e, "test"));
    OK(hr_evaluate(&v, NULL, &ancestors, &embedding));
    double overall = v.overall;
    hr_evaluation_clear(&v);
    hr_embedding_clear(&embedding);
    return overall;
}

static bool same_tower(const hr_tower *a, const hr_tower *b) {
    return a->rows == b->rows && !memcmp(a->table, b->table, a->rows * a->dimension * sizeof(float));
}

#define STAGE(name, sampler, candidates, rest)                                                               \
    "[stage " name "]\nsampler = " sampler "\ncandidates = " candidates "\nbatch = 32\n" rest

#define GOOD_STAGE                                                                                           \
    STAGE("train", "sweep", "all",                                                                           \
          "targets = all\nothers = masked\nscale = 1\nrate = 0.1\nschedule = linear\nsteps = 800\n")

static const char good[] = "[recipe]\ntitle = good\nunit = no\n" GOOD_STAGE;

/* a tree of 31 nodes is feasible in 3 dimensions with room to spare for an optimizer in 5 */
static void test_reaches(void) {
    open_instance("tree:width=2,height=5");
    for (uint64_t seed = 1; seed <= 3; seed++) {
        hr_encoder e;
        hr_train_report report;
        hr_train_options options = {.dimension = 5, .seed = seed};
        OK(train(&e, &report, good, &options));
        CHECK(recall(&e) == 1, "seed %d: recall %.4f", (int)seed, recall(&e));
        CHECK(report.stages == 1 && report.stage[0].steps == 800 && report.stage[0].loss < 0.05, "loss %g",
              report.stage[0].loss);
        hr_encoder_clear(&e);
    }
    close_instance();
}

/* every kind of stage, one after the other, with early stopping */
static const char varied[] = "[recipe]\ntitle = varied\nvalidation = 40\n" STAGE(
    "a", "rebalanced:p=0.3,cut=1", "unique", "scale = 10\nrate = 0.05\nsteps = 30\n")
    STAGE("b", "long:cut=1", "batch", "scale = 10\nrate = 0.05\noptimizer = adagrad\nsteps = 30\n")
        STAGE("c", "queries", "sampled:50",
              "scale = 10\nothers = masked\nrate = 0.05\noptimizer = sgd\nsteps = 30\n")
            STAGE("d", "pairs", "all",
                  "scale = 10\nrate = 0.02\nschedule = cosine\nsteps = 60\nevaluate = 10\npatience = 2\n");

static const char texts[] =
    "[recipe]\ntitle = texts\nqueries = text\ndocuments = text\nbuckets = 500\nvalidation = 20\nheld-out = yes\n" STAGE(
        "a", "pairs", "unique", "scale = 10\nrate = 0.05\nsteps = 40\nevaluate = 20\n");

static void test_threads(void) {
    const char *recipes[] = {good, varied, texts};
    open_instance("dag:n=200,parents=2,seed=1");
    int threads = omp_get_max_threads();
    for (size_t k = 0; k < 3; k++) {
        hr_encoder first, again;
        hr_train_report report;
        hr_train_options options = {.dimension = 40, .seed = 5, .budget = k ? 0 : 0.05};
        omp_set_num_threads(1);
        OK(train(&first, &report, recipes[k], &options));
        omp_set_num_threads(2);
        OK(train(&again, &report, recipes[k], &options));
        CHECK(same_tower(&first.queries, &again.queries) && same_tower(&first.docs, &again.docs),
              "recipe %d: 2 threads give other bytes", (int)k);
        hr_encoder_clear(&again);
        options.seed = 6;
        OK(train(&again, &report, recipes[k], &options));
        CHECK(!same_tower(&first.queries, &again.queries), "recipe %d: another seed gives the same", (int)k);
        hr_encoder_clear(&again);
        hr_encoder_clear(&first);
    }
    omp_set_num_threads(threads);
    close_instance();
}

static long size_of(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file)
        return -1;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    fclose(file);
    return size;
}

/* The process is killed for real in tests/learn/train.sh; here the last checkpoint is resumed, and damaged.
 */
static void test_checkpoints(void) {
    open_instance("dag:n=200,parents=2,seed=1");
    hr_encoder whole, part;
    hr_train_report report;
    hr_train_options options = {.dimension = 8, .seed = 5};
    unlink(checkpoint_file);
    OK(train(&whole, &report, varied, &options));
    options.checkpoint = checkpoint_file;
    options.resume = true;
    OK(train(&part, &report, varied, &options)); /* leaves the last step's but one */
    CHECK(!report.resumed, "there was nothing to resume");
    hr_encoder_clear(&part);
    OK(train(&part, &report, varied, &options));
    CHECK(report.resumed, "there was a checkpoint");
    CHECK(same_tower(&whole.queries, &part.queries) && same_tower(&whole.docs, &part.docs),
          "resumed training gives other bytes");
    hr_encoder_clear(&part);

    options.seed = 6;
    FAILS(train(&part, &report, varied, &options), "the checkpoint is of another recipe");
    hr_encoder_clear(&part);
    options.seed = 5;
    long size = size_of(checkpoint_file);
    for (int cut = 1; cut < 8; cut++) {
        CHECK(!truncate(checkpoint_file, size * (8 - cut) / 8), "truncate");
        FAILS(train(&part, &report, varied, &options), "the checkpoint is damaged");
        hr_encoder_clear(&part);
    }
    unlink(checkpoint_file);
    hr_encoder_clear(&whole);
    close_instance();
}

static void refused(const char *text, const char *part) {
    hr_encoder e;
    hr_train_report report;
    hr_train_options options = {.dimension = 4, .seed = 1};
    FAILS(train(&e, &report, text, &options), part);
    hr_encoder_clear(&e);
}

static void test_divergence(void) {
    open_instance("tree:width=2,height=5");
    refused("[recipe]\ntitle = wild\nunit = no\n" STAGE(
                "wild", "pairs", "all", "scale = 10\noptimizer = sgd\nrate = 1000000\nsteps = 200\n"),
            "[stage wild]: the loss is ");
    refused("[recipe]\ntitle = far\n" STAGE("near", "pairs", "all", "scale = 1\nrate = 0.1\nsteps = 10\n")
                STAGE("far", "long:cut=7", "all", "scale = 1\nrate = 0.1\nsteps = 10\n"),
            "[stage far]: the sampler asks for pairs of distance 7 and more, but the longest distance is 4");
    refused("[recipe]\ntitle = none left\nqueries = text\nvalidation = 31\nheld-out = yes\n" STAGE(
                "a", "pairs", "all", "scale = 1\nrate = 0.1\nsteps = 10\n"),
            "no training pair");
    close_instance();
}

/* queries without documents are never drawn; a hierarchy without any pair is refused */
static void test_no_documents(void) {
    FILE *file = fopen("test-train-scratch.json", "w");
    if (!file)
        exit(99);
    fputs("{\"nodes\": 6, \"edges\": [[1, 0], [2, 0], [4, 3], [5, 4]], \"documents\": [0, 1]}", file);
    fclose(file);
    open_instance("test-train-scratch.json");
    const char *recipes[] = {good, varied};
    for (int k = 0; k < 2; k++) { /* batches of 32 of 6 queries and 2 documents */
        hr_encoder e;
        hr_train_report report;
        hr_train_options options = {.dimension = 3, .seed = 1};
        OK(train(&e, &report, recipes[k], &options));
        CHECK(recall(&e) == 1 || k, "recall %g", recall(&e));
        hr_encoder_clear(&e);
    }
    close_instance();
    file = fopen("test-train-scratch.json", "w");
    if (!file)
        exit(99);
    fputs("{\"nodes\": 3, \"edges\": [[1, 0]], \"queries\": [0, 1], \"documents\": [2]}", file);
    fclose(file);
    open_instance("test-train-scratch.json");
    refused(good, "no query has a document");
    refused(varied, "no query has a document");
    close_instance();
    unlink("test-train-scratch.json");
}

/* early stopping keeps the best: the last stage alone makes things worse at once */
static void test_early_stopping(void) {
    open_instance("tree:width=2,height=5");
    static const char text[] = "[recipe]\ntitle = then worse\nunit = no\nvalidation = 31\n" GOOD_STAGE STAGE(
        "worse", "long:cut=4", "all", "scale = 1\nrate = 0.5\nsteps = 100\nevaluate = 5\npatience = 3\n");
    hr_encoder e;
    hr_train_report report;
    hr_train_options options = {.dimension = 5, .seed = 1};
    OK(train(&e, &report, text, &options));
    CHECK(recall(&e) == 1, "recall %g: the best was not kept", recall(&e));
    CHECK(report.stage[1].stopped && report.stage[1].best_step == 0 && report.stage[1].steps == 15,
          "stopped %d, step %d kept of %d", report.stage[1].stopped, (int)report.stage[1].best_step,
          (int)report.stage[1].steps);
    hr_encoder_clear(&e);
    close_instance();
}

int main(void) {
    RUN(test_reaches);
    RUN(test_threads);
    RUN(test_checkpoints);
    RUN(test_divergence);
    RUN(test_no_documents);
    RUN(test_early_stopping);
    unlink(recipe_file);
    return hr_test_end();
}
