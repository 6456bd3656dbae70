/* hr_check against brute force in exact arithmetic (oracle.c): thousands of small instances, most of them
 * made so that float32 and float64 scores round the wrong way. */
#include "test.h"

#include "base/random.h"
#include "compare.h"
#include "embedding/small.h"
#include "instances.h"

#include <math.h>

enum { TRIALS = 340 }; /* of each kind */

static void test_kind(instance_kind kind) {
    static const double round_eps[] = {0, 0.25, 0.5, 0.125, 0.75, 1};
    compare_counts counts = {0};
    for (uint32_t trial = 0; trial < TRIALS; trial++) {
        gsl_rng *rng = hr_rng_new(41, HR_STREAM_TEST, (uint32_t)kind * 1000000 + trial);
        hr_ancestors sets;
        hr_embedding embedding;
        char what[64];
        instance_sets(&sets, rng);
        instance_embedding(&embedding, &sets, kind, rng);
        double eps[3] = {0, round_eps[gsl_rng_uniform_int(rng, 6)], 0};
        eps[2] = gsl_rng_uniform(rng) < 0.5 ? fabs(nextafter(eps[1], gsl_rng_uniform(rng) < 0.5 ? 0 : 1))
                                            : gsl_rng_uniform(rng) * 0.1;
        snprintf(what, sizeof what, "%s, trial %u", instance_names[kind], trial);
        CHECK(compare_all(&counts, &sets, &embedding, eps, 3, trial * 11, what), "%s", what);
        hr_embedding_clear(&embedding);
        hr_ancestors_clear(&sets);
        gsl_rng_free(rng);
    }
    printf("%-10s %llu checks, %llu feasible, %llu settled exactly (%llu pairs)\n", instance_names[kind],
           (unsigned long long)counts.checks, (unsigned long long)counts.feasible,
           (unsigned long long)counts.exact_checks, (unsigned long long)counts.opened_exact);
    CHECK(counts.feasible > 0, "no %s instance is feasible", instance_names[kind]);
    /* the exact stage is what this test is for */
    if (kind == KIND_CANCELLING || kind == KIND_ULPS || kind == KIND_COSINES)
        CHECK(counts.exact_checks * 10 > counts.checks, "only %llu of %llu checks needed exact arithmetic",
              (unsigned long long)counts.exact_checks, (unsigned long long)counts.checks);
}

static void test_ties(void) {
    test_kind(KIND_TIES);
}
static void test_floats(void) {
    test_kind(KIND_FLOATS);
}
static void test_cancelling(void) {
    test_kind(KIND_CANCELLING);
}
static void test_ulps(void) {
    test_kind(KIND_ULPS);
}
static void test_tiny(void) {
    test_kind(KIND_TINY);
}
static void test_huge(void) {
    test_kind(KIND_HUGE);
}
static void test_range(void) {
    test_kind(KIND_RANGE);
}
static void test_extremes(void) {
    test_kind(KIND_EXTREMES);
}
static void test_cosines(void) {
    test_kind(KIND_COSINES);
}

/* Every construction that fits, exact and rounded, with its structure and without. */
static void test_methods(void) {
    static const double eps[] = {0, 0.01};
    compare_counts counts = {0};
    for (uint32_t trial = 0; trial < 60; trial++) {
        small s;
        small_random(&s, 2 + trial % 13, 1 + trial % 3, trial % 4 == 3, trial);
        for (size_t k = 0; hr_methods[k]; k++)
            for (uint32_t form = 0; form < 3; form++) {
                hr_method_options options = {
                    .seed = trial, .runs = trial % 3, .dual = trial % 2, .dtype = HR_FLOAT32};
                hr_embedding exact, rounded;
                char what[96];
                options.dim = hr_methods[k]->takes_dim ? 4 + trial : 0;
                hr_embedding_init(&exact);
                if (hr_method_build(&exact, hr_methods[k], &s.hierarchy, &s.ancestors, &options) != HR_OK) {
                    hr_embedding_clear(&exact); /* interval refuses several parents */
                    continue;
                }
                snprintf(what, sizeof what, "%s, form %u, trial %u", hr_methods[k]->name, form, trial);
                if (!form || !hr_dtype_exact(exact.docs.dtype)) {
                    CHECK(compare_all(&counts, &s.ancestors, &exact, eps, 2, trial, what), "%s", what);
                } else {
                    hr_embedding_init(&rounded);
                    OK(hr_embedding_round(&rounded, &exact, form == 1 ? HR_FLOAT32 : HR_FLOAT64));
                    CHECK(compare_all(&counts, &s.ancestors, &rounded, eps, 2, trial, what), "%s", what);
                    hr_embedding_clear(&rounded);
                }
                hr_embedding_clear(&exact);
            }
        small_clear(&s);
    }
    printf("methods    %llu checks, %llu feasible, %llu by structure, %llu settled exactly\n",
           (unsigned long long)counts.checks, (unsigned long long)counts.feasible,
           (unsigned long long)counts.by_structure, (unsigned long long)counts.exact_checks);
    CHECK(counts.by_structure > 100, "only %llu checks went by structure",
          (unsigned long long)counts.by_structure);
    CHECK(counts.feasible > 100, "only %llu feasible", (unsigned long long)counts.feasible);
}

int main(void) {
    RUN(test_ties);
    RUN(test_floats);
    RUN(test_cancelling);
    RUN(test_ulps);
    RUN(test_tiny);
    RUN(test_huge);
    RUN(test_range);
    RUN(test_extremes);
    RUN(test_cosines);
    RUN(test_methods);
    return hr_test_end();
}
