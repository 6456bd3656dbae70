/* The plan asks for the same trials and finds the same points whatever the order of results. */
#include "sweep-by-hand.h"

#include "experiment/least.h"
#include "test.h"

#include <math.h>
#include <time.h>

static const hand_nature clean = {0}, rough = {.unknown = 6, .failed = 6, .ragged = 12};

static hr_plan *open_plan(const hr_experiment *e, uint64_t seed) {
    hr_plan *plan = NULL;
    if (hr_plan_open(&plan, e, seed, hand_name, NULL) != HR_OK) {
        printf("%s\n", hr_error());
        exit(99);
    }
    return plan;
}

/* The verdicts of a row's trials at d. */
static void count_at(const hr_plan *plan, const hr_row *row, uint32_t d, size_t *feasible,
                     size_t *infeasible) {
    char hierarchy[64];
    snprintf(hierarchy, sizeof hierarchy, "tree:height=%u,width=2", (unsigned)row->value[0]);
    size_t count;
    const hr_wanted *const *list = hr_plan_trials(plan, &count);
    *feasible = *infeasible = 0;
    for (size_t i = 0; i < count; i++) {
        if (list[i]->trial.dim != d || strcmp(list[i]->trial.subject, row->name) != 0 ||
            strcmp(list[i]->trial.hierarchy, hierarchy) != 0)
            continue;
        hr_verdict verdict = hr_result_verdict(&list[i]->result);
        *feasible += verdict == HR_FEASIBLE;
        *infeasible += verdict == HR_INFEASIBLE;
    }
}

/* With one threshold per seed the least d is their median, the spread theirs. */
static void test_thresholds(void) {
    hr_experiment e;
    hand_experiment(&e);
    hr_plan *plan = open_plan(&e, 1);
    OK(hand_finish(plan, &clean, 7, 1));
    hr_summary s;
    OK(hr_plan_summary(&s, plan));
    CHECK(s.rows == 18, "%zu rows", s.rows);
    for (size_t i = 0; i < s.rows; i++) {
        const hr_row *row = &s.row[i];
        char hierarchy[64];
        snprintf(hierarchy, sizeof hierarchy, "tree:height=%u,width=2", (unsigned)row->value[0]);
        bool random = strcmp(row->name, "interval") != 0;
        uint32_t sample[5], low = UINT32_MAX, high = 0;
        CHECK(row->seeds == (random ? 5u : 1u), "%s: %zu seeds", row->name, row->seeds);
        for (size_t k = 0; k < row->seeds; k++) {
            hr_trial trial = {
                .hierarchy = hierarchy, .subject = (char *)row->name, .seed = random ? k + 1 : 0};
            sample[k] = random ? hand_threshold(&trial) : 2 * hand_threshold(&trial);
            low = sample[k] < low ? sample[k] : low;
            high = sample[k] > high ? sample[k] : high;
        }
        uint32_t median = hr_least_median(sample, row->seeds);
        CHECK(row->state == HR_FEASIBLE && row->y == median, "%s H=%u: %g, not %u", row->name,
              (unsigned)row->value[0], row->y, median);
        CHECK(row->low == low && row->high == high, "%s: %g..%g, not %u..%u", row->name, row->low, row->high,
              low, high);
        CHECK(random ? row->above == median - 1 : isnan(row->above), "%s: above %g", row->name, row->above);
    }
    hr_summary_clear(&s);
    hr_plan_close(plan);
    hand_clear(&e);
}

/* Whatever the verdicts: a decided least d has its trials on both sides. */
static void test_witnessed(void) {
    size_t decided = 0, undecided = 0;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        hr_experiment e;
        hand_experiment(&e);
        e.methods = 2;
        hr_plan *plan = open_plan(&e, 100 * seed);
        OK(hand_finish(plan, &rough, 5, seed));
        hr_summary s;
        OK(hr_plan_summary(&s, plan));
        for (size_t i = 0; i < s.rows; i++) {
            const hr_row *row = &s.row[i];
            undecided += row->state == HR_UNKNOWN;
            if (row->state != HR_FEASIBLE)
                continue;
            decided++;
            size_t feasible, infeasible;
            count_at(plan, row, (uint32_t)row->y, &feasible, &infeasible);
            CHECK(2 * feasible >= row->seeds, "%s: %zu of %zu feasible at %g", row->name, feasible,
                  row->seeds, row->y);
            count_at(plan, row, (uint32_t)row->y - 1, &feasible, &infeasible);
            CHECK(2 * infeasible > row->seeds, "%s: %zu of %zu infeasible below %g", row->name, infeasible,
                  row->seeds, row->y);
        }
        hr_summary_clear(&s);
        hr_plan_close(plan);
        hand_clear(&e);
    }
    CHECK(decided > 100 && undecided > 0, "%zu decided, %zu not", decided, undecided);
}

/* Theory, two hierarchies, two notions and hierarchies of the seeds, all at once. */
static void large_experiment(hr_experiment *e) {
    hand_experiment(e);
    hand_values(e, 0, "H", 3, 6);
    hand_values(e, 1, "W", 2, 3);
    e->hierarchies = 2;
    snprintf(e->hierarchy[0].text, sizeof e->hierarchy[0].text, "tree:width={W},height={H}");
    e->hierarchy[0].variables = 3;
    snprintf(e->hierarchy[1].text, sizeof e->hierarchy[1].text, "random-tree:n={H},seed={seed}");
    e->hierarchy[1].seeded = true;
    e->notions = 2;
    e->notion[1] = HR_F_SIGN;
    e->seeds = 4;
    snprintf(e->theory[0], sizeof e->theory[0], "U1");
    e->theories = 1;
}

static void test_any_order(void) {
    hr_experiment e;
    large_experiment(&e);
    char *expected = NULL;
    for (unsigned round = 0; round < 200; round++) {
        hr_plan *plan = open_plan(&e, 3);
        OK(hand_finish(plan, &rough, 1 + round % 50, round));
        char *files = hand_files(plan);
        if (!expected)
            expected = strdup(files);
        CHECK(!strcmp(files, expected), "round %u: other files", round);
        free(files);
        hr_plan_close(plan);
    }
    CHECK(expected && strstr(expected, "theory") && strstr(expected, "failed,\"too large, \"\"really\"\"\""),
          "a file lacks what it should have");
    free(expected);
    hand_clear(&e);
}

static int compare_keys(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Every trial is asked for once; a second plan that is given the same results asks for nothing else. */
static void test_once_and_again(void) {
    hr_experiment e;
    large_experiment(&e);
    /* the same trees again, spelt otherwise: their trials are the same */
    e.hierarchies = 3;
    e.hierarchy[2] = e.hierarchy[0];
    snprintf(e.hierarchy[2].text, sizeof e.hierarchy[2].text, "tree:height={H},width={W}");
    hr_plan *plan = open_plan(&e, 3);
    char **key = NULL;
    size_t count = 0;
    for (hr_wanted *wanted; (wanted = hr_plan_next(plan)); count++) {
        key = realloc(key, (count + 1) * sizeof(char *));
        if (!key)
            abort();
        key[count] = strdup(wanted->key);
        hr_result result;
        hand_run(&result, wanted, &rough);
        OK(hr_plan_give(plan, wanted, &result));
    }
    CHECK(hr_plan_done(plan), "it stopped before the end");
    qsort(key, count, sizeof(char *), compare_keys);
    for (size_t i = 1; i < count; i++)
        CHECK(strcmp(key[i - 1], key[i]) != 0, "asked for twice: %s", key[i]);
    size_t listed;
    hr_plan_trials(plan, &listed);
    CHECK(listed == count, "%zu listed, %zu given", listed, count);
    hr_plan_close(plan);

    plan = open_plan(&e, 3);
    size_t again = 0;
    for (hr_wanted *wanted; (wanted = hr_plan_next(plan)); again++) {
        CHECK(bsearch(&wanted->key, key, count, sizeof(char *), compare_keys) != NULL, "new: %s",
              wanted->key);
        hr_result result;
        hand_run(&result, wanted, &rough);
        OK(hr_plan_give(plan, wanted, &result));
    }
    CHECK(again == count, "%zu trials, then %zu", count, again);
    hr_summary s;
    OK(hr_plan_summary(&s, plan));
    size_t half = 0; /* the rows of the second spelling are those of the first */
    for (size_t i = 0; i < s.rows; i++)
        for (size_t j = 0; j < s.rows && s.row[i].hierarchy == 0; j++) {
            hr_row twin = s.row[j];
            if (twin.hierarchy != 2 || memcmp(twin.value, s.row[i].value, sizeof twin.value) != 0 ||
                strcmp(twin.name, s.row[i].name) != 0 || twin.notion != s.row[i].notion)
                continue;
            half++;
            CHECK(twin.state == s.row[i].state && (twin.y == s.row[i].y || isnan(twin.y)), "%s: %g and %g",
                  twin.name, s.row[i].y, twin.y);
        }
    CHECK(half == 8 * (3 + 1) * 2, "%zu rows have a twin", half);
    hr_summary_clear(&s);
    hr_plan_close(plan);
    for (size_t i = 0; i < count; i++)
        free(key[i]);
    free(key);
    hand_clear(&e);
}

/* A seed's search goes on as soon as its own trial is there, whatever the other seeds do. */
static void test_seeds_apart(void) {
    hr_experiment e;
    hand_experiment(&e);
    hand_values(&e, 0, "H", 8, 8);
    e.methods = 1;
    hr_plan *plan = open_plan(&e, 1);
    hr_wanted *wanted, *waiting[4], *mine = NULL;
    size_t others = 0;
    while ((wanted = hr_plan_next(plan)) && wanted->trial.seed < 2) {
        hr_result result;
        hand_run(&result, wanted, &clean);
        OK(hr_plan_give(plan, wanted, &result));
    }
    for (; wanted; wanted = hr_plan_next(plan)) {
        CHECK(wanted->trial.seed >= 2 && others < 4, "seed %u", (unsigned)wanted->trial.seed);
        if (wanted->trial.seed == 4)
            mine = wanted;
        else if (others < 4)
            waiting[others++] = wanted;
    }
    CHECK(others == 3 && mine, "%zu others", others);
    size_t steps = 0;
    for (; mine; mine = hr_plan_next(plan), steps++) {
        CHECK(mine->trial.seed == 4, "seed %u goes on without a result", (unsigned)mine->trial.seed);
        hr_result result;
        hand_run(&result, mine, &clean);
        OK(hr_plan_give(plan, mine, &result));
    }
    CHECK(steps > 2 && !hr_plan_done(plan), "%zu steps alone", steps);
    hr_plan_bracket bracket[2];
    CHECK(hr_plan_brackets(plan, bracket, 2) == 1 && !strncmp(bracket[0].text, "sign H=8: ", 10) &&
              strstr(bracket[0].text, " < d <= "),
          "bracket: %s", bracket[0].text);
    for (size_t i = 0; i < others; i++) {
        hr_result result;
        hand_run(&result, waiting[i], &clean);
        OK(hr_plan_give(plan, waiting[i], &result));
    }
    OK(hand_finish(plan, &clean, 2, 1));
    hr_plan_close(plan);
    hand_clear(&e);
}

/* A trial that failed is neither feasible nor infeasible; a result nobody asked for is refused. */
static void test_failures(void) {
    hr_experiment e;
    hand_experiment(&e);
    hr_plan *plan = open_plan(&e, 1);
    hr_wanted *wanted = hr_plan_next(plan);
    hr_result result;
    hand_run(&result, wanted, &clean);
    OK(hr_plan_give(plan, wanted, &result));
    hand_run(&result, wanted, &clean);
    FAILS(hr_plan_give(plan, wanted, &result), "not asked for");
    OK(hand_finish(plan, &(hand_nature){.all_fail = true}, 3, 1));
    hr_summary s;
    OK(hr_plan_summary(&s, plan));
    for (size_t i = 0; i < s.rows; i++)
        CHECK(s.row[i].state == HR_UNKNOWN && isnan(s.row[i].y) && isnan(s.row[i].above) && !s.row[i].decided,
              "%s: state %d, y %g", s.row[i].name, s.row[i].state, s.row[i].y);
    hr_plan_state about;
    hr_plan_about(plan, &about);
    CHECK(about.failed > 0 && about.failed < about.given && about.share == 1, "%u failed, share %g",
          (unsigned)about.failed, about.share);
    hr_summary_clear(&s);
    hr_plan_close(plan);
    hand_clear(&e);
}

static hr_status no_name(char **out, const char *what, void *context) {
    (void)context;
    *out = NULL;
    return hr_fail(HR_EINPUT, "%s: nowhere", what);
}

/* A grid that no machine holds, a hierarchy that cannot be read: one line that names the spec. */
static void test_refused(void) {
    hr_experiment e;
    hand_experiment(&e);
    hr_plan *plan = NULL;
    FAILS(hr_plan_open(&plan, &e, 1, no_name, NULL), "bench/hand.ini: tree:width=2,height=3: nowhere");
    static const char *const name[] = {"A", "B", "C", "D"};
    for (size_t v = 0; v < 4; v++)
        hand_values(&e, v, name[v], 1, 1024);
    e.hierarchy[0].variables = 15;
    FAILS(hr_plan_open(&plan, &e, 1, hand_name, NULL),
          "bench/hand.ini: the grid has more than 1000000 series");
    CHECK(!plan, "a plan in spite of the failure");
    hand_clear(&e);
}

/* The costly first, behind what others wait for; the share of the work grows to 1 once all sizes are known.
 */
static void test_cost_order(void) {
    hr_experiment e;
    hand_experiment(&e);
    hand_dims(&e, 20, 10);
    e.dim_mode = HR_DIM_VALUES;
    e.record[0] = hr_quantity_find("feasible");
    e.y = e.record[0];
    hr_plan *plan = open_plan(&e, 1);
    double last = INFINITY, share = 0;
    bool checks = false;
    for (hr_wanted *wanted; (wanted = hr_plan_next(plan));) {
        bool is_check = !strncmp(wanted->key, "check", 5);
        CHECK(is_check || !checks, "%s comes late", wanted->key);
        if (is_check && !checks)
            last = INFINITY;
        checks = is_check;
        CHECK(wanted->cost <= last, "%s: %g after %g", wanted->key, wanted->cost, last);
        last = is_check ? wanted->cost : INFINITY;
        hr_result result;
        hand_run(&result, wanted, &clean);
        OK(hr_plan_give(plan, wanted, &result));
        hr_plan_state about;
        hr_plan_about(plan, &about);
        CHECK(about.share >= (is_check ? share : 0) && about.share <= 1, "share %g after %g", about.share,
              share);
        share = about.share;
    }
    CHECK(share == 1, "share %g at the end", share);
    hr_plan_close(plan);
    hand_clear(&e);
}

static double processor_seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* What the plan itself takes per trial of a grid of 10,000: opening, asking, giving. */
static double seconds_per_trial(const hr_experiment *e, size_t *checks) {
    double spent = -processor_seconds();
    hr_plan *plan = open_plan(e, 1);
    spent += processor_seconds();
    *checks = 0;
    for (;;) {
        double start = processor_seconds();
        hr_wanted *wanted = hr_plan_next(plan);
        spent += processor_seconds() - start;
        if (!wanted)
            break;
        *checks += !strncmp(wanted->key, "check", 5);
        hr_result result;
        hand_run(&result, wanted, &clean);
        start = processor_seconds();
        OK(hr_plan_give(plan, wanted, &result));
        spent += processor_seconds() - start;
    }
    hr_plan_close(plan);
    return spent / (double)*checks;
}

static void check_overhead(const hr_experiment *e, const char *what) {
#if defined __SANITIZE_ADDRESS__
    const double most = 300e-6; /* with every access checked it is no measurement */
#else
    const double most = 15e-6;
#endif
    double best = INFINITY;
    size_t checks = 0;
    for (int round = 0; round < 3; round++) {
        double seconds = seconds_per_trial(e, &checks);
        best = seconds < best ? seconds : best;
    }
    printf("plan: %.2f microseconds per trial of %zu, %s\n", 1e6 * best, checks, what);
    CHECK(checks == 10000, "%zu trials", checks);
    CHECK(best < most, "%g microseconds per trial", 1e6 * best);
}

static void test_overhead(void) {
    hr_experiment e;
    hand_experiment(&e);
    e.methods = 2;
    hand_values(&e, 0, "H", 1, 5);
    hand_dims(&e, 50, 2);
    e.seeds = 20;
    e.record[0] = hr_quantity_find("feasible");
    check_overhead(&e, "few hierarchies");
    hand_values(&e, 0, "H", 1, 1000);
    hand_dims(&e, 5, 2);
    e.seeds = 1;
    check_overhead(&e, "a thousand hierarchies");
    hand_clear(&e);
}

int main(void) {
    RUN(test_thresholds);
    RUN(test_witnessed);
    RUN(test_any_order);
    RUN(test_once_and_again);
    RUN(test_seeds_apart);
    RUN(test_failures);
    RUN(test_refused);
    RUN(test_cost_order);
    RUN(test_overhead);
    return hr_test_end();
}
