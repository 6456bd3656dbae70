/* Samplers: what they draw against exact expectations (chi-square), and what they refuse. */
#include "learn/instance.h"

#include "base/random.h"
#include "learn/sampler.h"
#include "learn/uniform.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static bool in_part(const hr_sampler_part *part, uint32_t distance) {
    return distance >= part->low && distance <= part->high;
}

/* The probability of every pair under the plan. */
static void expect(double *p, const hr_sampler_plan *plan, const uint8_t *allowed) {
    const hr_ancestors *a = &ancestors;
    memset(p, 0, a->pairs * sizeof *p);
    for (size_t k = 0; k < plan->parts; k++) {
        const hr_sampler_part *part = &plan->part[k];
        double pairs = 0, queries = 0;
        for (int pass = 0; pass < 2; pass++)
            for (uint32_t q = 0; q < a->queries; q++) {
                double own = 0;
                if (allowed && !allowed[q])
                    continue;
                for (uint64_t i = a->start[q]; i < a->start[q + 1]; i++)
                    own += in_part(part, a->distance[i]);
                if (!pass) {
                    pairs += own;
                    queries += own > 0;
                }
                for (uint64_t i = a->start[q]; pass && i < a->start[q + 1]; i++)
                    if (in_part(part, a->distance[i]))
                        p[i] += part->share * (part->unit == HR_DRAW_PAIRS ? 1 / pairs : 1 / (queries * own));
            }
    }
}

enum { STEP_ROWS = 500, DRAW_STEPS = 200 };

static void check_distribution(const char *text, const uint8_t *allowed) {
    hr_sampler_plan plan;
    hr_sampler sampler;
    static hr_draw_row row[STEP_ROWS];
    OK(hr_sampler_parse(&plan, text, "here"));
    OK(hr_sampler_init(&sampler, &ancestors, &plan, allowed, 42, 1));
    double *p = calloc(ancestors.pairs, sizeof *p), *count = calloc(ancestors.pairs, sizeof *count);
    if (!p || !count)
        exit(99);
    expect(p, &plan, allowed);
    for (uint64_t step = 0; step < DRAW_STEPS; step++) {
        OK(hr_sampler_draw(row, &sampler, step, STEP_ROWS));
        for (int i = 0; i < STEP_ROWS; i++) {
            count[row[i].pair]++;
            CHECK(row[i].pair >= ancestors.start[row[i].query] &&
                      row[i].pair < ancestors.start[row[i].query + 1],
                  "%s: pair %d is not query %u's", text, (int)row[i].pair, row[i].query);
            CHECK(ancestors.distance[row[i].pair] >= row[i].low &&
                      ancestors.distance[row[i].pair] <= row[i].high,
                  "%s: pair %d is out of its range", text, (int)row[i].pair);
        }
    }
    double chi = 0, cells = -1, n = (double)STEP_ROWS * DRAW_STEPS;
    for (uint64_t i = 0; i < ancestors.pairs; i++) {
        if (p[i] > 0) {
            chi += (count[i] - n * p[i]) * (count[i] - n * p[i]) / (n * p[i]);
            cells++;
        } else {
            CHECK(count[i] == 0, "%s: pair %d was drawn, and must not be", text, (int)i);
        }
    }
    double tail = gsl_cdf_chisq_Q(chi, cells);
    printf("%s: chi-square %.1f with %.0f degrees of freedom, P = %.3f\n", text, chi, cells, tail);
    CHECK(tail > 1e-4, "%s: chi-square %.1f with %.0f degrees of freedom", text, chi, cells);
    free(p);
    free(count);
    hr_sampler_clear(&sampler);
}

static void test_distributions(void) {
    open_instance("dag:n=60,parents=2,seed=3");
    check_distribution("pairs", NULL);
    check_distribution("pairs:low=1,high=2", NULL);
    check_distribution("queries", NULL);
    check_distribution("queries:low=2", NULL);
    check_distribution("rebalanced:p=0.2,cut=1", NULL);
    check_distribution("long:cut=2", NULL);
    check_distribution("0.5 pairs:high=0 + 1 queries:low=1 + 0.5 long:cut=3", NULL);
    check_distribution("2 rebalanced:p=0.3 + 1 queries", NULL);
    uint8_t allowed[60];
    for (int q = 0; q < 60; q++)
        allowed[q] = q % 3 != 0;
    check_distribution("pairs", allowed);
    check_distribution("rebalanced:p=0.5,cut=2", allowed);
    close_instance();
}

/* every query exactly once in an epoch, in another order in the next; the pair uniform */
static void test_sweep(void) {
    open_instance("dag:n=60,parents=2,seed=3");
    hr_sampler_plan plan;
    hr_sampler sampler;
    hr_draw_row row[6];
    uint32_t first[60], second[60];
    OK(hr_sampler_parse(&plan, "sweep", "here"));
    OK(hr_sampler_init(&sampler, &ancestors, &plan, NULL, 42, 1));
    for (int epoch = 0; epoch < 3; epoch++) {
        int seen[60] = {0};
        for (int step = 0; step < 10; step++) {
            OK(hr_sampler_draw(row, &sampler, (uint64_t)(10 * epoch + step), 6));
            for (int i = 0; i < 6; i++) {
                seen[row[i].query]++;
                (epoch ? second : first)[6 * step + i] = row[i].query;
            }
        }
        for (int q = 0; q < 60; q++)
            CHECK(seen[q] == 1, "epoch %d: query %d came %d times", epoch, q, seen[q]);
        CHECK(!epoch || memcmp(first, second, sizeof first), "epoch %d has the order of epoch 0", epoch);
    }
    hr_draw_row back[6];
    OK(hr_sampler_draw(row, &sampler, 25, 6));
    OK(hr_sampler_draw(back, &sampler, 3, 6)); /* back to epoch 0: a function of the step alone */
    for (int i = 0; i < 6; i++)
        CHECK(back[i].query == first[18 + i], "step 3 is not what it was");
    hr_sampler_clear(&sampler);
    check_distribution("sweep:low=1", NULL);
    close_instance();
}

static void test_uniform(void) {
    gsl_rng *rng = hr_rng_new(1, HR_STREAM_TEST, 0);
    double count[7] = {0}, chi = 0;
    for (int i = 0; i < 70000; i++)
        count[hr_uniform(rng, 7)]++;
    for (int i = 0; i < 7; i++)
        chi += (count[i] - 10000) * (count[i] - 10000) / 10000;
    CHECK(gsl_cdf_chisq_Q(chi, 6) > 1e-4, "chi-square %.1f", chi);
    CHECK(hr_uniform(rng, 1) == 0, "the only number");
    uint64_t large = (UINT64_C(1) << 63) + 1;
    for (int i = 0; i < 1000; i++)
        CHECK(hr_uniform(rng, large) < large, "beyond the end");
    gsl_rng_free(rng);
}

static void test_refused(void) {
    static const struct {
        const char *text, *part;
    } bad[] = {
        {"pair", "here: 'pair' is not a sampler, did you mean 'pairs'?"},
        {"", "here: "},
        {"0.3 ", "here: "},
        {"x pairs", "here: 'x' must be a share above 0"},
        {"-1 pairs", "here: '-1' must be a share above 0"},
        {"pairs:lo=1", "lo"},
        {"pairs:low=3,high=2", "here: "},
        {"rebalanced:cut=1", "here: rebalanced needs the fraction of near pairs"},
        {"rebalanced:p=1,cut=1", "here: rebalanced needs the fraction of near pairs"},
        {"rebalanced:p=0.5,cut=0", "here: "},
        {"sweep + pairs", "here: a sweep takes every query once"},
        {"pairs+pairs+pairs+pairs+pairs+pairs+pairs+pairs+pairs", "here: a sampler has at most 8 parts"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        hr_sampler_plan plan;
        FAILS(hr_sampler_parse(&plan, bad[i].text, "here"), bad[i].part);
    }
}

static void fails_to_start(const char *text, const uint8_t *allowed, const char *part) {
    hr_sampler_plan plan;
    hr_sampler sampler;
    OK(hr_sampler_parse(&plan, text, "here"));
    FAILS(hr_sampler_init(&sampler, &ancestors, &plan, allowed, 1, 0), part);
}

static void test_empty_classes(void) {
    open_instance("tree:width=3,height=3");
    fails_to_start("long:cut=3", NULL, "pairs of distance 3 and more, but the longest distance is 2");
    fails_to_start("rebalanced:p=0.5,cut=9", NULL, "the longest distance is 2");
    uint8_t only_root[13] = {1};
    fails_to_start("long:cut=1", only_root, "no training pair has a distance from 1 to 2");
    close_instance();
}

int main(void) {
    RUN(test_uniform);
    RUN(test_distributions);
    RUN(test_sweep);
    RUN(test_refused);
    RUN(test_empty_classes);
    return hr_test_end();
}
