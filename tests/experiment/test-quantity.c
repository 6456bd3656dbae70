/* Quantities: what each takes from a trial's outcome, and that it is what the exact check counts. */
#include "test.h"

#include "embedding/method.h"
#include "experiment/quantity.h"
#include "trial/task.h"

#include <math.h>

static double sample(const char *name, const hr_result *result, uint32_t distance) {
    const hr_quantity *quantity = hr_quantity_find(name);
    CHECK(quantity && quantity->sample, "%s", name);
    return quantity && quantity->sample ? quantity->sample(result, distance) : NAN;
}

static void test_list(void) {
    size_t count = 0;
    for (const hr_quantity *const *q = hr_quantities; *q; q++, count++) {
        CHECK(hr_quantity_find((*q)->name) == *q, "%s is not found by its name", (*q)->name);
        CHECK(*(*q)->label && *(*q)->help && !strchr((*q)->help, '\n'), "%s", (*q)->name);
        CHECK(!(*q)->by_distance || (*q)->tally, "%s: distances are counted in a tally", (*q)->name);
        CHECK(!(*q)->share || !(*q)->log10, "%s: a share is no logarithm", (*q)->name);
        CHECK((*q)->sample || !strcmp((*q)->name, "least-dimension"), "%s has no sample", (*q)->name);
    }
    CHECK(count == 11, "%zu quantities", count);
    CHECK(!hr_quantity_find("speed") && !hr_quantity_find(""), "found what is not there");
}

/* A trial that has nothing to say gives no sample: neither 0 nor anything else. */
static void test_nothing(void) {
    hr_result empty, failed, unknown;
    hr_result_init(&empty);
    hr_result_init(&failed);
    failed.failed = true;
    failed.outcome = json_pack("{s:s, s:f, s:[f]}", "verdict", "FEASIBLE", "recall", 0.5, "by_distance", 1.0);
    hr_result_init(&unknown);
    unknown.outcome =
        json_pack("{s:s, s:s, s:[n, s]}", "verdict", "UNKNOWN", "recall", "much", "by_distance", "all");
    for (const hr_quantity *const *q = hr_quantities; *q; q++)
        for (uint32_t distance = 0; distance < 3 && (*q)->sample; distance++) {
            CHECK(isnan((*q)->sample(&empty, distance)), "%s of nothing", (*q)->name);
            CHECK(isnan((*q)->sample(&failed, distance)), "%s of a failure", (*q)->name);
            CHECK(isnan((*q)->sample(&unknown, distance)), "%s of UNKNOWN", (*q)->name);
        }
    failed.reason = NULL;
    hr_result_clear(&failed);
    hr_result_clear(&unknown);
}

static void test_outcome(void) {
    hr_result result;
    hr_result_init(&result);
    result.outcome = json_pack("{s:s, s:i, s:f, s:f, s:f, s:f, s:f, s:[f, n, f]}", "verdict", "INFEASIBLE",
                               "dimension", 7, "margin_log10", -2.5, "precision", 0.5, "recall", 0.25,
                               "macro", 0.75, "min", 0.125, "by_distance", 1.0, 0.125);
    CHECK(sample("feasible", &result, 0) == 0, "%g", sample("feasible", &result, 0));
    CHECK(sample("dimension", &result, 0) == 7, "%g", sample("dimension", &result, 0));
    CHECK(sample("margin", &result, 0) == -2.5, "%g", sample("margin", &result, 0));
    CHECK(sample("precision", &result, 0) == 0.5, "%g", sample("precision", &result, 0));
    CHECK(sample("recall", &result, 0) == 0.25, "%g", sample("recall", &result, 0));
    CHECK(sample("macro-recall", &result, 0) == 0.75, "%g", sample("macro-recall", &result, 0));
    CHECK(sample("min-recall", &result, 0) == 0.125, "%g", sample("min-recall", &result, 0));
    CHECK(sample("recall-by-distance", &result, 0) == 1, "%g", sample("recall-by-distance", &result, 0));
    CHECK(isnan(sample("recall-by-distance", &result, 1)), "no pair has distance 1");
    CHECK(sample("recall-by-distance", &result, 2) == 0.125, "%g", sample("recall-by-distance", &result, 2));
    CHECK(isnan(sample("recall-by-distance", &result, 3)), "there is no distance 3");
    json_object_set_new(result.outcome, "verdict", json_string("FEASIBLE"));
    CHECK(sample("feasible", &result, 0) == 1, "%g", sample("feasible", &result, 0));
    hr_result_clear(&result);
}

/* Between two measurements the earlier one counts, before the first nothing, behind the last the end. */
static void test_training(void) {
    hr_result result;
    hr_result_init(&result);
    result.outcome = json_pack("{s:f, s:[f, f], s:[{s:i, s:f, s:[f, n]}, {s:i, s:f, s:[f, f]}]}", "recall",
                               0.75, "by_distance", 0.5, 1.0, "curve", "step", 10, "recall", 0.25,
                               "by_distance", 0.125, "step", 30, "recall", 0.5, "by_distance", 0.25, 0.625);
    const hr_quantity *all = hr_quantity_find("recall-in-training"),
                      *far = hr_quantity_find("recall-by-distance-in-training");
    CHECK(hr_quantity_steps(&result) == 2 && hr_quantity_step(&result, 1) == 30, "steps");
    CHECK(isnan(all->at_step(&result, 9, 0)) && isnan(far->at_step(&result, 9, 0)), "before the first");
    CHECK(all->at_step(&result, 10, 0) == 0.25 && all->at_step(&result, 29, 0) == 0.25, "between two");
    CHECK(far->at_step(&result, 29, 0) == 0.125 && isnan(far->at_step(&result, 29, 1)), "by distance");
    CHECK(far->at_step(&result, 30, 1) == 0.625 && isnan(far->at_step(&result, 30, 2)), "the last");
    CHECK(all->at_step(&result, 31, 0) == 0.75 && far->at_step(&result, 31, 1) == 1, "the end");
    CHECK(all->sample(&result, 0) == 0.75 && far->sample(&result, 1) == 1, "the end");
    result.failed = true;
    CHECK(!hr_quantity_steps(&result) && isnan(all->at_step(&result, 30, 0)), "a failure");
    result.failed = false;
    json_object_del(result.outcome, "curve");
    CHECK(!hr_quantity_steps(&result) && isnan(all->at_step(&result, 30, 0)), "no curve");
    hr_result_clear(&result);
}

/* Through a real trial: the numbers are those of hr_check on the embedding that the trial builds. */
static void test_trial(void) {
    static const struct {
        const char *hierarchy, *method;
        uint32_t dim;
    } cases[] = {{"tree:width=2,height=5", "sign", 12},
                 {"tree:width=3,height=3", "gaussian", 200},
                 {"dag:n=60,parents=2,seed=3", "gaussian", 9},
                 {"subsets:m=9,k=2", "sign", 6}};
    hr_cache *cache;
    OK(hr_cache_open(&cache));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hr_trial trial = {.task = hr_task_find("check"), .dim = cases[i].dim, .seed = 5, .tally = true};
        trial.subject = strdup(cases[i].method);
        OK(hr_trial_hierarchy(&trial.hierarchy, cases[i].hierarchy, cache));
        OK(hr_trial_normalise(&trial));
        hr_result result;
        OK(hr_trial_run(&result, &trial, cache));
        CHECK(!result.failed, "%s", result.reason);

        hr_hierarchy hierarchy = {0};
        hr_ancestors ancestors = {0};
        hr_embedding embedding;
        hr_embedding_init(&embedding);
        hr_method_options options = {.dim = cases[i].dim, .seed = 5, .f_query = true, .dtype = HR_FLOAT32};
        hr_check_options check = {.notion = HR_F_QUERY};
        hr_check_result r = {0};
        OK(hr_hierarchy_open(&hierarchy, cases[i].hierarchy));
        OK(hr_ancestors_build(&ancestors, &hierarchy));
        OK(hr_method_build(&embedding, hr_method_find(cases[i].method), &hierarchy, &ancestors, &options));
        OK(hr_check(&r, &ancestors, &embedding, &check));
        double pairs = (double)r.relevant, hits = (double)r.retrieved, least = 1;
        const char *name = cases[i].hierarchy;
        CHECK(sample("feasible", &result, 0) == (r.verdict == HR_FEASIBLE), "%s", name);
        CHECK(sample("dimension", &result, 0) == cases[i].dim, "%s", name);
        CHECK(sample("recall", &result, 0) == hits / pairs, "%s", name);
        CHECK(sample("precision", &result, 0) == (r.reported ? hits / (double)r.reported : 1), "%s", name);
        CHECK(sample("macro-recall", &result, 0) == r.macro, "%s", name);
        for (uint32_t k = 0; k < r.distances; k++) {
            double share = (double)r.hit[k] / (double)r.total[k],
                   got = sample("recall-by-distance", &result, k);
            CHECK(r.total[k] ? got == share : isnan(got), "%s at %u: %g, not %g", name, k, got, share);
            if (r.total[k] && share < least)
                least = share;
        }
        CHECK(sample("min-recall", &result, 0) == least, "%s", name);
        CHECK(r.verdict == HR_FEASIBLE ? fabs(sample("margin", &result, 0) - r.margin_log10) < 1e-6
                                       : isnan(sample("margin", &result, 0)),
              "%s: %g, not %g", name, sample("margin", &result, 0), r.margin_log10);
        hr_check_result_clear(&r);
        hr_embedding_clear(&embedding);
        hr_ancestors_clear(&ancestors);
        hr_hierarchy_clear(&hierarchy);
        hr_result_clear(&result);
        hr_trial_clear(&trial);
    }
    hr_cache_close(cache);
}

int main(void) {
    RUN(test_list);
    RUN(test_nothing);
    RUN(test_outcome);
    RUN(test_training);
    RUN(test_trial);
    return hr_test_end();
}
