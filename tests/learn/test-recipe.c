/* Recipes: those that come with hrdim are good, and a bad one is told with file, line and mend. */
#include "test.h"

#include "learn/recipe.h"

#include <unistd.h>

static const char path[] = "test-recipe-scratch.ini";

static hr_status open_text(hr_recipe *out, const char *text) {
    FILE *file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file))
        exit(99);
    return hr_recipe_open(out, path);
}

static void test_list(void) {
    int count = 0;
    for (const hr_recipe_source *s = hr_recipe_sources; s->name; s++, count++) {
        hr_recipe r;
        OK(hr_recipe_open(&r, s->name));
        CHECK(r.stages > 0 && *r.title && !strcmp(r.name, s->name) && !strcmp(r.text, s->text), "%s",
              s->name);
        CHECK(!count || strcmp(s[-1].name, s->name) < 0, "%s is out of order", s->name);
        hr_recipe_clear(&r);
    }
    CHECK(count >= 5, "only %d recipes", count);
}

/* The control differs from pretrain-finetune in the second stage's sampler alone; where settings were chosen
 * for either arm, from one grid (bench/tree-tuning.sh), in its rate and scale, too. */
static void check_control(const char *recipe, const char *control, bool chosen) {
    hr_recipe a, b;
    OK(hr_recipe_open(&a, recipe));
    OK(hr_recipe_open(&b, control));
    CHECK(a.stages == 2 && b.stages == 2, "%s: stages", recipe);
    CHECK(memcmp(&a.stage[1].sampler, &b.stage[1].sampler, sizeof a.stage[1].sampler), "the same sampler");
    a.stage[1].sampler = b.stage[1].sampler;
    if (chosen) {
        a.stage[1].optimizer.rate = b.stage[1].optimizer.rate;
        a.stage[1].loss.scale = b.stage[1].loss.scale;
    }
    for (int k = 0; k < 2; k++)
        CHECK(!memcmp(&a.stage[k], &b.stage[k], sizeof a.stage[k]), "stage %d differs", k);
    CHECK(a.validation == b.validation && a.judge == b.judge && a.unit == b.unit &&
              a.deviation == b.deviation,
          "head");
    hr_recipe_clear(&a);
    hr_recipe_clear(&b);
}

static void test_control(void) {
    check_control("pretrain-finetune", "control", false);
    check_control("tree-pretrain-finetune", "tree-control", true);
    check_control("tree-near-long", "tree-near-all", true);
}

#define HEAD "[recipe]\ntitle = t\n"
#define BODY "[stage s]\nsampler = pairs\nbatch = 8\ncandidates = all\nscale = 2\nrate = 0.1\nsteps = 5\n"

static void test_values(void) {
    hr_recipe r;
    OK(open_text(
        &r,
        HEAD "queries = text\nbuckets = 77\nngrams = 2..5\nunit = no\njudge = min\nvalidation = 9\n"
             "held-out = yes\ndeviation = 2\n" BODY
             "targets = all\nothers = masked\nweight = pairs\noptimizer = adagrad\nschedule = steps:1,0.5\n"
             "evaluate = 2\npatience = 3\neps = 0.001\n"));
    const hr_stage *s = &r.stage[0];
    CHECK(r.queries == HR_ENCODER_TEXT && r.docs == HR_ENCODER_LOOKUP && r.words.buckets == 77 &&
              r.words.low == 2 && r.words.high == 5 && !r.unit && r.judge == HR_JUDGE_MIN &&
              r.validation == 9 && r.held_out && r.deviation == 2,
          "head");
    CHECK(s->batch == 8 && s->steps == 5 && s->evaluate == 2 && s->patience == 3 && s->loss.all_positives &&
              s->loss.masked && s->loss.by_pairs && s->loss.scale == 2 &&
              s->loss.candidates == HR_CANDIDATES_ALL,
          "stage");
    CHECK(s->optimizer.kind == HR_ADAGRAD && s->optimizer.schedule == HR_STEPS && s->optimizer.decays == 2 &&
              s->optimizer.decay[1] == 0.5 && s->optimizer.eps == 0.001,
          "optimizer");
    hr_recipe_clear(&r);
}

static const struct {
    const char *text, *part;
} bad[] = {
    {"", "[recipe] lacks 'title'"},
    {HEAD, "has no stage"},
    {BODY, "[recipe] lacks 'title'"},
    {HEAD "unti = no\n" BODY, ":3: unknown key 'unti', did you mean 'unit'?"},
    {HEAD "[stages]\n" BODY, ":3: unknown section [stages]"},
    {HEAD "unit = maybe\n" BODY, ":3: unit = maybe: must be one of no, yes"},
    {HEAD "ngrams = 5..3\n" BODY, ":3: ngrams = 5..3: must be a range"},
    {HEAD "buckets = 0\n" BODY, ":3: buckets = 0: must be a whole number from 1"},
    {HEAD "validation = 5\nheld-out = yes\n" BODY, "held-out = yes with queries = lookup"},
    {HEAD "queries = text\nheld-out = yes\n" BODY, "say how many queries with validation = N"},
    {HEAD "[stage s]\nsampler = pairs\n", "[stage s] lacks 'batch'"},
    {HEAD BODY "evaluate = 3\n", "say on how many queries with validation = N"},
    {HEAD "validation = 5\n" BODY "patience = 3\n", "say how often with evaluate"},
    {HEAD BODY "weight = pairs\n", "weight = pairs needs targets = all"},
    {HEAD BODY "schedule = steps:1,0\n", ":10: schedule = steps:1,0: must be 1 to 16 factors"},
    {HEAD BODY "schedule = steps:\n", ":10: schedule = steps:: must be"},
    {HEAD BODY "schedule = step\n", ":10: schedule = step: must be constant"},
    {HEAD BODY "optimizer = adma\n", ":10: optimizer = adma: must be one of adam, adagrad, sgd"},
    {HEAD "[stage s]\nsampler = pair\n", ":4: 'pair' is not a sampler, did you mean 'pairs'?"},
    {HEAD "[stage s]\nsampler = pairs\nbatch = 0\n", ":5: batch = 0: must be a whole number from 1"},
    {HEAD "[stage s]\nsampler = pairs\nbatch = 1\nsteps = 1\ncandidates = sampled:0\n",
     ":7: candidates = sampled:0"},
    {HEAD "[stage s]\nsampler = pairs\nbatch = 1\nsteps = 1\ncandidates = all\nscale = -1\n",
     ":8: scale = -1: must be a number above 0"},
    {HEAD "[stage s]\nsampler = pairs\nbatch = 1\nsteps = 1\ncandidates = all\nscale = nan\n",
     ":8: scale = nan"},
    {HEAD BODY BODY, ":"},
};

static void test_refused(void) {
    hr_recipe r;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        FAILS(open_text(&r, bad[i].text), bad[i].part);
        CHECK(strstr(hr_error(), path), "no file in \"%s\"", hr_error());
    }
    FAILS(hr_recipe_open(&r, "standrad"), "'standrad' is not a recipe, did you mean 'standard'?");
    FAILS(hr_recipe_open(&r, "absent/x.ini"), "absent/x.ini: cannot read");
}

int main(void) {
    RUN(test_list);
    RUN(test_control);
    RUN(test_values);
    RUN(test_refused);
    unlink(path);
    return hr_test_end();
}
