/* The farm: every trial comes back once, whoever ran it; failures, bugs, an early end; and what it costs.
 *
 * test-farm --overhead TRIALS JOBS prints the microseconds a trial costs over the work itself. */
#include "test.h"

#include "base/progress.h"
#include "farm/farm-trials.h"

#include <pthread.h>
#include <time.h>

enum { TRIALS = 10000 };

static void nap(double seconds) {
    struct timespec time = {.tv_nsec = (long)(1e9 * seconds)};
    nanosleep(&time, NULL);
}

/* What the tests' own tasks saw. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned side_by_side, most_side_by_side, runs;
static uint64_t order[64];

static hr_status run_slow(hr_result *result, const hr_trial *trial, const hr_loaded *loaded) {
    (void)loaded;
    pthread_mutex_lock(&lock);
    if (runs < 64)
        order[runs] = trial->seed;
    runs++;
    if (++side_by_side > most_side_by_side)
        most_side_by_side = side_by_side;
    pthread_mutex_unlock(&lock);
    nap(0.02);
    pthread_mutex_lock(&lock);
    side_by_side--;
    pthread_mutex_unlock(&lock);
    result->outcome = json_object();
    return HR_OK;
}

static hr_status run_bug(hr_result *result, const hr_trial *trial, const hr_loaded *loaded) {
    (void)result, (void)trial, (void)loaded;
    return hr_fail(HR_EINTERNAL, "two and two make five");
}

static const hr_task slow = {.name = "slow", .version = 1, .uses = HR_USES_SEED, .run = run_slow};
static const hr_task bug = {.name = "bug", .version = 1, .run = run_bug};

static uint64_t all_trials(unsigned jobs, unsigned threads) {
    hr_farm_report about;
    uint64_t print =
        run_trials(&about, &(hr_farm_options){.jobs = jobs, .threads = threads}, TRIALS, false, NULL);
    CHECK(about.workers == jobs && about.processes == 1 && !about.lost, "%u workers", about.workers);
    CHECK(about.busy_seconds > 0 && about.busy_seconds < jobs * about.open_seconds, "busy %g of %g",
          about.busy_seconds, about.open_seconds);
    return print;
}

static void test_every_trial_comes_back_once(void) {
    uint64_t one = all_trials(1, 1), eight = all_trials(8, 8), two = all_trials(2, 1);
    CHECK(one == eight && one == two, "results depend on who computes: %llx, %llx, %llx",
          (unsigned long long)one, (unsigned long long)eight, (unsigned long long)two);
}

static hr_trial trial_of(const hr_task *task, uint64_t seed) {
    static char hierarchy[] = "path:n=3", subject[] = "";
    return (hr_trial){.task = task, .hierarchy = hierarchy, .subject = subject, .seed = seed};
}

static void test_order_and_width(void) {
    hr_farm *farm;
    OK(hr_farm_open(&farm, &(hr_farm_options){.jobs = 1, .threads = 1}));
    runs = 0;
    for (uint64_t i = 0; i < 8; i++) {
        hr_trial trial = trial_of(&slow, i + 1);
        OK(hr_farm_submit(farm, i, &trial));
    }
    unsigned seen[8] = {0};
    uint64_t print = 0;
    while (hr_farm_outstanding(farm))
        drain(farm, seen, 8, &print, 1);
    for (uint64_t i = 0; i < 8; i++)
        CHECK(order[i] == i + 1, "trial %llu ran at place %llu", (unsigned long long)order[i],
              (unsigned long long)i);
    /* long trials: no more wait than keep the worker busy */
    CHECK(hr_farm_room(farm) == 2, "room for %zu", hr_farm_room(farm));
    hr_farm_close(farm);
    OK(hr_farm_open(&farm, &(hr_farm_options){.jobs = 3, .threads = 2}));
    most_side_by_side = 0;
    for (uint64_t i = 0; i < 9; i++) {
        hr_trial trial = trial_of(&slow, i + 1);
        OK(hr_farm_submit(farm, i % 8, &trial));
    }
    while (hr_farm_outstanding(farm))
        drain(farm, seen, 8, &print, 1);
    CHECK(most_side_by_side == 3, "%u side by side", most_side_by_side);
    hr_farm_close(farm);
}

static void test_close_with_work_outstanding(void) {
    hr_farm *farm;
    OK(hr_farm_open(&farm, &(hr_farm_options){.jobs = 2, .threads = 2}));
    runs = 0;
    for (uint64_t i = 0; i < 1000; i++) {
        hr_trial trial = trial_of(&slow, i + 1);
        OK(hr_farm_submit(farm, i, &trial));
    }
    unsigned *seen = calloc(1000, sizeof *seen);
    uint64_t print = 0;
    drain(farm, seen, 1000, &print, 1);
    hr_farm_close(farm); /* 10 s of work, were it done */
    CHECK(runs >= 1 && runs < 500, "%u trials ran", runs);
    free(seen);
}

static void test_bugs_and_failures(void) {
    hr_farm *farm;
    OK(hr_farm_open(&farm, &(hr_farm_options){.jobs = 2, .threads = 2}));
    hr_trial trial = trial_of(&bug, 0);
    OK(hr_farm_submit(farm, 7, &trial));
    bool got;
    uint64_t ticket;
    hr_result result;
    FAILS(hr_farm_take(farm, &got, &ticket, &result, 10), "two and two make five");
    CHECK(!got, "a bug is no result");
    hr_result_clear(&result);
    char nowhere[] = "/no/such/\xff"
                     "file",
         none[] = "";
    trial = (hr_trial){.task = hr_task_find("size"), .hierarchy = nowhere, .subject = none};
    OK(hr_farm_submit(farm, 8, &trial));
    OK(hr_farm_take(farm, &got, &ticket, &result, 10));
    CHECK(got && ticket == 8 && result.failed && strstr(result.reason, "/no/such/?file: No such file"), "%s",
          result.reason ? result.reason : "no reason");
    hr_result_clear(&result);
    OK(hr_farm_take(farm, &got, &ticket, &result, 0.01));
    CHECK(!got && !hr_farm_outstanding(farm), "nothing is left");
    hr_farm_close(farm);
}

/* Without mpirun nothing is joined. */
static void test_join_alone(void) {
    bool done = true;
    OK(hr_farm_join(&done, &(hr_farm_options){.jobs = 1}));
    CHECK(!done, "alone, this process goes on");
    unsigned ranks = 0;
    CHECK(!hr_farm_mpi(&ranks) && ranks == 1, "%u ranks", ranks);
}

static int overhead(uint64_t total, unsigned jobs) {
    hr_farm *farm;
    if (hr_farm_open(&farm, &(hr_farm_options){.jobs = jobs, .threads = jobs}) != HR_OK)
        return 99;
    hr_trial trial = trial_of(hr_task_find("size"), 0);
    uint64_t next = 0, back = 0;
    double start = hr_seconds();
    while (back < total) {
        while (next < total && hr_farm_room(farm))
            if (hr_farm_submit(farm, next++, &trial) != HR_OK)
                return 99;
        bool got;
        uint64_t ticket;
        hr_result result;
        double seconds = 1;
        while (hr_farm_take(farm, &got, &ticket, &result, seconds) == HR_OK && got) {
            hr_result_clear(&result);
            back++;
            seconds = 0;
        }
    }
    double wall = hr_seconds() - start;
    hr_farm_report about;
    hr_farm_about(farm, &about);
    printf("%llu trials, %u workers: %.2f us a trial, %.2f us of them inside trials\n",
           (unsigned long long)total, about.workers, 1e6 * wall / (double)total,
           1e6 * about.busy_seconds / (double)total / about.workers);
    hr_farm_close(farm);
    return 0;
}

int main(int argc, char **argv) {
    if (argc == 4 && !strcmp(argv[1], "--overhead"))
        return overhead(strtoull(argv[2], NULL, 10), (unsigned)atoi(argv[3]));
    RUN(test_join_alone);
    RUN(test_every_trial_comes_back_once);
    RUN(test_order_and_width);
    RUN(test_close_with_work_outstanding);
    RUN(test_bugs_and_failures);
    return hr_test_end();
}
