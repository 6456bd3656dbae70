/* Training as a trial: its outcome is that of training by hand, the same bytes at any number of threads. */
#include "test.h"

#include "learn/train.h"
#include "trial/task.h"

#include <omp.h>
#include <unistd.h>

static const char *const path = "test-train-scratch.ini";

#define HEAD "[recipe]\ntitle = a test\nunit = no\nvalidation = 9\n"
#define STAGE(name, rate, more)                                                                              \
    "[stage " name "]\nsampler = pairs\nbatch = 16\ncandidates = all\nscale = 1\nrate = " rate "\n"          \
    "steps = 20\n" more
#define GOOD HEAD STAGE("first", "0.1", "") STAGE("second", "0.05", "evaluate = 8\n")

static void write_recipe(const char *text) {
    FILE *file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file))
        exit(99);
}

static void make(hr_trial *out, const char *subject, uint32_t dim, hr_cache *cache) {
    *out = (hr_trial){.task = hr_task_find("train"), .dim = dim, .seed = 4, .subject = strdup(subject)};
    OK(hr_trial_hierarchy(&out->hierarchy, "tree:width=3,height=3", cache));
    OK(hr_trial_normalise(out));
}

/* The outcome as a line; the reason of a failure. */
static char *run(const char *subject, uint32_t dim, hr_cache *cache) {
    hr_trial trial;
    hr_result result;
    make(&trial, subject, dim, cache);
    OK(hr_trial_run(&result, &trial, cache));
    char *line = result.failed ? strdup(result.reason) : hr_json_line(result.outcome);
    hr_result_clear(&result);
    hr_trial_clear(&trial);
    return line;
}

static void test_threads(hr_cache *cache) {
    write_recipe(GOOD);
    char *line[4];
    for (int i = 0; i < 4; i++) {
        omp_set_num_threads(1 + i % 2);
        line[i] = run(i < 3 ? "./test-train-scratch.ini" : "./test-train-scratch.ini:budget=0.5", 4, cache);
    }
    CHECK(!strcmp(line[0], line[1]) && !strcmp(line[0], line[2]), "%s\nis not\n%s", line[0], line[1]);
    CHECK(strcmp(line[0], line[3]), "half the budget gives the same");
    for (int i = 0; i < 4; i++)
        free(line[i]);
}

/* What the trial says is what hr_train and hr_check say. */
static void test_outcome(hr_cache *cache) {
    write_recipe(GOOD);
    hr_trial trial;
    hr_result result;
    make(&trial, "./test-train-scratch.ini:scale=2", 3, cache);
    OK(hr_trial_run(&result, &trial, cache));
    CHECK(!result.failed, "%s", result.reason);

    hr_recipe recipe;
    hr_hierarchy hierarchy = {0};
    hr_ancestors ancestors = {0};
    hr_encoder encoder;
    hr_embedding embedding;
    hr_train_report report;
    hr_check_result r = {0};
    hr_check_options check = {.notion = HR_F_QUERY};
    hr_train_options options = {.dimension = 3, .seed = 4, .scale = 2};
    OK(hr_recipe_open(&recipe, path));
    OK(hr_hierarchy_open(&hierarchy, "tree:width=3,height=3"));
    OK(hr_ancestors_build(&ancestors, &hierarchy));
    OK(hr_encoder_init(&encoder, &recipe, &hierarchy, 3, 4));
    OK(hr_train(&report, &encoder, &hierarchy, &ancestors, &recipe, &options));
    OK(hr_encoder_embed(&embedding, &encoder, "by hand"));
    OK(hr_check(&r, &ancestors, &embedding, &check));
    CHECK(hr_result_verdict(&result) == r.verdict, "verdict");
    CHECK(hr_result_number(&result, "dimension", 0) == 3, "dimension");
    CHECK(hr_result_number(&result, "recall", -1) == (double)r.retrieved / (double)r.relevant, "recall");
    CHECK(hr_result_number(&result, "macro", -1) == r.macro, "macro");
    const json_t *curve = json_object_get(result.outcome, "curve");
    static const int step[] = {20, 28, 36,
                               40}; /* the first stage measures nothing; the last step always is */
    CHECK(json_array_size(curve) == 4, "%zu measurements", json_array_size(curve));
    for (size_t i = 0; i < json_array_size(curve); i++)
        CHECK(json_integer_value(json_object_get(json_array_get(curve, i), "step")) == step[i], "step %zu",
              i);
    const json_t *stages = json_object_get(result.outcome, "stages");
    CHECK(json_integer_value(json_object_get(json_array_get(stages, 1), "steps")) == 20, "stages");
    CHECK(!strcmp(json_string_value(json_object_get(result.outcome, "statement")), "U9"), "statement");
    hr_check_result_clear(&r);
    hr_embedding_clear(&embedding);
    hr_encoder_clear(&encoder);
    hr_ancestors_clear(&ancestors);
    hr_hierarchy_clear(&hierarchy);
    hr_recipe_clear(&recipe);
    hr_result_clear(&result);
    hr_trial_clear(&trial);
}

static char *key_of(const char *text, hr_cache *cache) {
    hr_trial trial;
    char *key = NULL;
    write_recipe(text);
    make(&trial, "./test-train-scratch.ini:reach=0.5", 3, cache);
    OK(hr_trial_key(&key, &trial));
    hr_trial_clear(&trial);
    return key;
}

/* What a recipe says is part of the key, what is said about it is not; nor is what a search is after. */
static void test_key(hr_cache *cache) {
    char *key = key_of(GOOD, cache), *comment = key_of("; a comment\n" GOOD "\n\n", cache),
         *rate = key_of(HEAD STAGE("first", "0.1", "") STAGE("second", "0.06", "evaluate = 8\n"), cache);
    CHECK(!strcmp(key, comment), "%s, with a comment %s", key, comment);
    CHECK(strcmp(key, rate), "%s with another rate", key);
    CHECK(!strncmp(key, "train ./test-train-scratch.ini@", 31) && strstr(key, " dim=3 seed=4"), "%s", key);
    hr_trial trial;
    CHECK(hr_trial_parse(&trial, key) != HR_OK && strstr(hr_error(), "is of version"),
          "the recipe in the file is another: %s", hr_error());
    write_recipe(GOOD);
    OK(hr_trial_parse(&trial, key));
    hr_trial_clear(&trial);
    free(key);
    free(comment);
    free(rate);
}

static void test_failures(hr_cache *cache) {
    write_recipe(HEAD STAGE("wild", "1e6", "optimizer = sgd\n"));
    char *diverged = run("./test-train-scratch.ini:scale=1e3", 4, cache);
    CHECK(strstr(diverged, "diverged") || strstr(diverged, "not finite"), "%s", diverged);
    CHECK(!strchr(diverged, '\n'), "%s", diverged);
    free(diverged);
    write_recipe(HEAD
                 "[stage far]\nsampler = long:cut=9\nbatch = 16\ncandidates = all\nscale = 1\nrate = 0.1\n"
                 "steps = 2\n");
    char *empty = run("./test-train-scratch.ini", 4, cache);
    CHECK(strstr(empty, "[stage far]"), "%s", empty);
    free(empty);
    write_recipe(GOOD);
    char *dim = run("./test-train-scratch.ini", 0, cache);
    CHECK(strstr(dim, "no dimension of its own"), "%s", dim);
    free(dim);
}

int main(void) {
    hr_cache *cache;
    if (hr_cache_open(&cache) != HR_OK)
        return 99;
    test_threads(cache);
    test_outcome(cache);
    test_key(cache);
    test_failures(cache);
    hr_cache_close(cache);
    unlink(path);
    return hr_test_end();
}
