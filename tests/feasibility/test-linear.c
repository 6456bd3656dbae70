/* Linear feasibility against brute force in rational numbers, on small instances made to be hard, and against
 * what is known of degenerate ones. */
#include "test.h"

#include "base/random.h"
#include "embedding/method.h"
#include "instances.h"
#include "linear_truth.h"
#include "oracle.h"

#include <math.h>
#ifdef _OPENMP
#include <omp.h>
#endif

enum { ROUNDS = 60 };

static const char *const side_names[] = {"any query", "any document"};

/* One subject: the verdict is the truth and carries its proof. */
static void check_one(const hr_ancestors *a, const hr_embedding *e, const hr_linear_options *o,
                      uint32_t subject, hr_verdict all, const char *what) {
    hr_linear_answer answer;
    bool truth = truth_feasible(a, e, o, subject);
    int before = hr_test_failures;
    OK(hr_linear_one(&answer, a, e, o, subject));
    CHECK(answer.verdict == (truth ? HR_FEASIBLE : HR_INFEASIBLE), "%s, %s %s %u: %s", what,
          side_names[o->side], hr_notion_names[o->notion], subject, hr_verdict_names[answer.verdict]);
    CHECK(answer.verdict == all, "%s, %s %u: alone %s, among all %s", what, side_names[o->side], subject,
          hr_verdict_names[answer.verdict], hr_verdict_names[all]);
    if (answer.verdict == HR_FEASIBLE)
        CHECK(truth_vector(a, e, o, subject, &answer), "%s, %s %s %u: the vector does not serve", what,
              side_names[o->side], hr_notion_names[o->notion], subject);
    if (answer.verdict == HR_INFEASIBLE)
        CHECK(truth_farkas(a, e, o, subject, &answer), "%s, %s %s %u: the weights prove nothing", what,
              side_names[o->side], hr_notion_names[o->notion], subject);
    if (hr_test_failures > before)
        oracle_print(a, e);
    hr_linear_answer_clear(&answer);
}

static void check_all(const hr_ancestors *a, const hr_embedding *e, const char *what, bool largest) {
    double threshold[64];
    OK(hr_linear_thresholds(threshold, a, e));
    for (int side = 0; side < 2; side++)
        for (int notion = 0; notion < 2; notion++) {
            hr_linear_options o = {.side = (hr_linear_side)side,
                                   .notion = (hr_notion)notion,
                                   .threshold = threshold,
                                   .largest = largest};
            hr_linear_result r;
            OK(hr_linear_all(&r, a, e, &o));
            uint32_t counted[3] = {0};
            for (uint32_t i = 0; i < r.count; i++) {
                check_one(a, e, &o, i, (hr_verdict)r.each[i], what);
                counted[r.each[i]]++;
            }
            CHECK(counted[0] == r.feasible && counted[1] == r.infeasible && counted[2] == r.unknown,
                  "counts");
            hr_linear_result_clear(&r);
        }
}

static void test_random(void) {
    gsl_rng *rng = hr_rng_new(5, HR_STREAM_TEST, 1);
    for (int kind = 0; kind < KINDS; kind++)
        for (int round = 0; round < ROUNDS / 10; round++) {
            hr_ancestors a;
            hr_embedding e;
            instance_sets(&a, rng);
            instance_embedding(&e, &a, (instance_kind)kind, rng);
            if (e.docs.cols <= 4)
                check_all(&a, &e, instance_names[kind], round % 2);
            hr_embedding_clear(&e);
            hr_ancestors_clear(&a);
        }
    gsl_rng_free(rng);
}

int main(void) {
    RUN(test_random);
    return hr_test_end();
}
