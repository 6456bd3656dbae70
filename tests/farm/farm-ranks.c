/* farm-ranks TRIALS quick|long|fail [JOBS]: runs them, on all ranks under mpirun, and prints the sum over
 * what came of them and the ranks that took part.  Each process writes its number into a file of the folder
 * $HR_TEST_PIDS.  With $HR_TEST_SIGNAL rank 0 waits for all ranks and sends rank 2 that signal when a third
 * of the trials is out: however slow the machine, there is work that only the lost rank has. */
#include "farm/farm-trials.h"

#include <signal.h>
#include <unistd.h>

static FILE *open_pid(const char *rank, const char *mode) {
    const char *folder = getenv("HR_TEST_PIDS");
    char path[512];
    if (!folder || !rank)
        return NULL;
    snprintf(path, sizeof path, "%s/%s", folder, rank);
    return fopen(path, mode);
}

static void write_pid(const char *rank) {
    FILE *file = open_pid(rank, "w");
    if (!file)
        return;
    fprintf(file, "%ld\n", (long)getpid());
    fclose(file);
}

static void lose_rank(const char *rank, int signal_number) {
    FILE *file = open_pid(rank, "r");
    long pid = 0;
    CHECK(file && fscanf(file, "%ld", &pid) == 1 && pid > 1, "no process number of rank %s", rank);
    if (file)
        fclose(file);
    if (pid > 1)
        CHECK(!kill((pid_t)pid, signal_number), "rank %s was not there to be lost", rank);
}

/* How many trials may be out: none before all ranks are here, then a third, then a rank is lost. */
static uint64_t lose_in_the_middle(const hr_farm *farm, uint64_t out, uint64_t total) {
    static bool lost;
    const char *signal_number = getenv("HR_TEST_SIGNAL");
    unsigned ranks;
    hr_farm_report about;
    hr_farm_about(farm, &about);
    if (!signal_number || !hr_farm_mpi(&ranks) || lost)
        return total;
    if (about.processes < ranks)
        return 0;
    if (out < total / 3)
        return total / 3;
    lose_rank("2", atoi(signal_number));
    lost = true;
    return total;
}

/* "fail": an error on rank 0 while all the others work, as of a full disk. */
static int fail_early(const hr_farm_options *options) {
    hr_farm *farm;
    OK(hr_farm_open(&farm, options));
    char hierarchy[] = "tree:height=11,width=2", subject[] = "gaussian";
    for (uint64_t i = 0; i < 400; i++) {
        hr_trial trial = {.task = hr_task_find("check"),
                          .hierarchy = hierarchy,
                          .subject = subject,
                          .dim = 2000,
                          .seed = i + 1,
                          .tally = true};
        OK(hr_farm_submit(farm, i, &trial));
        bool got;
        uint64_t ticket;
        hr_result result;
        OK(hr_farm_take(farm, &got, &ticket, &result, 0.01));
        hr_result_clear(&result);
    }
    hr_farm_abandon(farm);
    printf("rank 0 gives up\n");
    return 2;
}

int main(int argc, char **argv) {
    if (argc < 3)
        return 99;
    hr_farm_options options = {.jobs = argc > 3 ? (unsigned)atoi(argv[3]) : 1, .threads = 1};
    bool done;
    write_pid(getenv("OMPI_COMM_WORLD_RANK"));
    hr_status status = hr_farm_join(&done, &options);
    int end = status != HR_OK;
    if (end)
        printf("%s\n", hr_error());
    if (!end && !done && !strcmp(argv[2], "fail")) {
        end = fail_early(&options);
    } else if (!end && !done) {
        hr_farm_report about = {0};
        unsigned ranks;
        uint64_t print = run_trials(&about, &options, strtoull(argv[1], NULL, 10), !strcmp(argv[2], "long"),
                                    lose_in_the_middle);
        const char *mpi = hr_farm_mpi(&ranks);
        printf("sum %016llx\nranks %u\nprocesses %u\nlost %u\nbusy %.0f%%\nmpi %.24s\n",
               (unsigned long long)print, ranks, about.processes, about.lost,
               100 * about.busy_seconds / about.open_seconds, mpi ? mpi : "none");
        end = hr_test_failures > 0;
    }
    hr_farm_leave(end);
    return end;
}
