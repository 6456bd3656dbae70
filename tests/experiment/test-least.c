/* The search against decisions that are known: monotone, not monotone, and with UNKNOWN answers. */
#include "test.h"

#include "base/random.h"
#include "experiment/least.h"

enum { MOST = 3000 };

typedef struct {
    hr_verdict verdict[MOST + 1];
    unsigned asked[MOST + 1];
    uint32_t count, fail_at;
} oracle;

static hr_status answer(hr_verdict *verdict, uint32_t d, void *context) {
    oracle *o = context;
    o->count++;
    CHECK(d >= 1 && d <= MOST, "asked d = %u", d);
    o->asked[d]++;
    if (d == o->fail_at)
        return hr_fail(HR_ENOMEM, "no memory for %u", d);
    *verdict = o->verdict[d];
    return HR_OK;
}

static void fill(oracle *o, uint32_t threshold) {
    memset(o, 0, sizeof *o);
    for (uint32_t d = 1; d <= MOST; d++)
        o->verdict[d] = d >= threshold ? HR_FEASIBLE : HR_INFEASIBLE;
}

static void test_monotone(void) {
    gsl_rng *rng = hr_rng_new(11, HR_STREAM_TEST, 1);
    oracle o;
    hr_least least;
    uint32_t worst_near = 0;
    for (int round = 0; round < 3000; round++) {
        uint32_t threshold = 1 + (uint32_t)gsl_rng_uniform_int(rng, round % 2 ? 20 : MOST);
        uint32_t start = (uint32_t)gsl_rng_uniform_int(rng, MOST + 200); /* 0 and above the ceiling too */
        uint32_t step = (uint32_t)gsl_rng_uniform_int(rng, 50);
        if (round % 3 == 0)
            start = threshold + threshold / 20;
        fill(&o, threshold);
        hr_least_options options = {start, step, MOST};
        OK(hr_least_search(&least, &options, answer, &o));
        CHECK(least.state == HR_FEASIBLE && least.least == threshold && least.above == threshold - 1,
              "threshold %u from %u step %u: state %d, %u above %u", threshold, start, step, least.state,
              least.least, least.above);
        CHECK(least.asked == o.count && o.count <= 40, "%u decisions, counted %u", o.count, least.asked);
        for (uint32_t d = 1; d <= MOST; d++)
            CHECK(o.asked[d] <= 1, "threshold %u from %u: asked %u %u times", threshold, start, d,
                  o.asked[d]);
        if (round % 3 == 0 && !step && o.count > worst_near)
            worst_near = o.count;
    }
    CHECK(worst_near <= 14, "a start 5%% off costs %u decisions", worst_near);
    gsl_rng_free(rng);
}

static void test_ceiling(void) {
    oracle o;
    hr_least least;
    fill(&o, 101);
    hr_least_options options = {7, 0, 100};
    OK(hr_least_search(&least, &options, answer, &o));
    CHECK(least.state == HR_INFEASIBLE && !least.least && least.above == 100, "%d %u %u", least.state,
          least.least, least.above);
    options.ceiling = 101;
    OK(hr_least_search(&least, &options, answer, &o));
    CHECK(least.state == HR_FEASIBLE && least.least == 101, "%d %u", least.state, least.least);
    options = (hr_least_options){1, 0, 1};
    fill(&o, 1);
    OK(hr_least_search(&least, &options, answer, &o));
    CHECK(least.state == HR_FEASIBLE && least.least == 1 && least.above == 0 && least.asked == 1, "%u",
          least.least);
    for (uint32_t d = 1; d <= MOST; d++)
        o.verdict[d] = HR_UNKNOWN;
    options = (hr_least_options){10, 0, MOST};
    OK(hr_least_search(&least, &options, answer, &o));
    CHECK(least.state == HR_UNKNOWN && !least.least && !least.above, "all unknown: %d %u %u", least.state,
          least.least, least.above);
}

/* Two adjacent decisions witness the answer, and nothing is claimed that was not asked. */
static void test_any(void) {
    gsl_rng *rng = hr_rng_new(12, HR_STREAM_TEST, 2);
    oracle o;
    hr_least least;
    unsigned decided = 0, unknown = 0;
    for (int round = 0; round < 20000; round++) {
        uint32_t threshold = 2 + (uint32_t)gsl_rng_uniform_int(rng, 300), spread = 1 + threshold / 8;
        double noise = round % 2 ? 0.4 : 0, cloud = round % 3 ? 0.3 * gsl_rng_uniform(rng) : 0;
        fill(&o, threshold);
        for (uint32_t d = 1; d <= MOST; d++) {
            if (d + spread > threshold && d < threshold + spread && gsl_rng_uniform(rng) < noise)
                o.verdict[d] = o.verdict[d] == HR_FEASIBLE ? HR_INFEASIBLE : HR_FEASIBLE;
            if (gsl_rng_uniform(rng) < cloud)
                o.verdict[d] = HR_UNKNOWN;
        }
        hr_least_options options = {1 + (uint32_t)gsl_rng_uniform_int(rng, 400), 0, 600};
        OK(hr_least_search(&least, &options, answer, &o));
        if (least.least)
            CHECK(o.verdict[least.least] == HR_FEASIBLE && o.asked[least.least], "round %d: least %u", round,
                  least.least);
        if (least.above)
            CHECK(o.verdict[least.above] == HR_INFEASIBLE && o.asked[least.above], "round %d: above %u",
                  round, least.above);
        CHECK(!least.least || least.above < least.least, "round %d: %u not above %u", round, least.least,
              least.above);
        for (uint32_t d = 1; least.least && d < least.least; d++)
            CHECK(!(o.asked[d] && o.verdict[d] == HR_FEASIBLE), "round %d: %u is feasible, least is %u",
                  round, d, least.least);
        if (least.state == HR_FEASIBLE) {
            decided++;
            CHECK(least.least == least.above + 1, "round %d: %u, %u", round, least.least, least.above);
        } else {
            unknown++;
            CHECK(least.state == HR_UNKNOWN && cloud > 0, "round %d: state %d without UNKNOWN answers", round,
                  least.state);
        }
        if (!noise && least.least) /* monotone where it is known: the bracket holds the truth */
            CHECK(least.above < threshold && threshold <= least.least, "round %d: %u not in (%u, %u]", round,
                  threshold, least.above, least.least);
    }
    CHECK(decided > 1000 && unknown > 1000, "%u decided, %u unknown", decided, unknown);
    gsl_rng_free(rng);
}

static void test_failure(void) {
    oracle o;
    hr_least least;
    fill(&o, 100);
    o.fail_at = 100;
    hr_least_options options = {90, 1, MOST};
    FAILS(hr_least_search(&least, &options, answer, &o), "no memory for 100");
}

static void test_median(void) {
    CHECK(hr_least_median((const uint32_t[]){5}, 1) == 5, "one");
    CHECK(hr_least_median((const uint32_t[]){9, 3}, 2) == 3, "half of two is one");
    CHECK(hr_least_median((const uint32_t[]){9, 3, 4}, 3) == 4, "half of three is two");
    CHECK(hr_least_median((const uint32_t[]){7, 7, 1, 2, 9, 9, 9, 9, 3, 4}, 10) == 7, "fifth of ten");
    CHECK(hr_least_median((const uint32_t[]){0, 0, 8}, 3) == 0, "none found is above all");
    CHECK(hr_least_median((const uint32_t[]){0, 6, 8, 0}, 4) == 8, "two of four");
}

int main(void) {
    RUN(test_monotone);
    RUN(test_ceiling);
    RUN(test_any);
    RUN(test_failure);
    RUN(test_median);
    return hr_test_end();
}
