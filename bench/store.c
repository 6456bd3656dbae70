/* What the store costs a trial: microseconds per put, in batches of 100 with a commit each, and per find.
 * bench/store FOLDER [TRIALS]: on a real disk a commit takes as long as the disk needs to say that it is
 * written; the share of the commits is shown apart. */
#include "store/store.h"
#include "base/progress.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 100 };

/* Neighbours as a sweep finishes them, or (scattered) each far from the one before it. */
static uint64_t number_of(uint64_t i, uint64_t count, bool scattered) {
    return scattered ? i * 7919 % count : i; /* 7919 is prime: each number once unless it divides count */
}

static void key_of(char key[160], uint64_t number) {
    snprintf(key, 160, "check sign@1 hierarchy=tree:height=%u,width=2 notion=f-query dim=%u seed=%u",
             (unsigned)(2 + number / 4000), (unsigned)(1 + number / 100 % 40), (unsigned)(1 + number % 100));
}

typedef struct {
    double wall, cpu;
} moment;

static moment now(void) {
    struct timespec used;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return (moment){hr_seconds(), (double)used.tv_sec + 1e-9 * (double)used.tv_nsec};
}

static void add_since(moment *sum, moment start) {
    moment end = now();
    sum->wall += end.wall - start.wall;
    sum->cpu += end.cpu - start.cpu;
}

static hr_status put_all(hr_store *store, uint64_t count, bool scattered, moment *committing) {
    hr_result result = {.outcome = json_pack("{s:s, s:s, s:i, s:s, s:s, s:f}", "verdict", "FEASIBLE",
                                             "statement", "U1", "dimension", 123, "dtype", "int8", "how",
                                             "all pairs", "margin_log10", -0.599128154),
                        .times = json_pack("{s:f, s:f, s:f, s:s}", "build_seconds", 2.9e-6, "check_seconds",
                                           1.96e-5, "seconds", 2.45e-5, "kernel", "fused avx512 float32")};
    hr_status status = HR_OK;
    for (uint64_t i = 0; status == HR_OK && i < count;) {
        status = hr_store_begin(store);
        for (uint64_t end = i + BATCH; status == HR_OK && i < end && i < count; i++) {
            char key[160];
            key_of(key, number_of(i, count, scattered));
            status = hr_store_put(store, 0, key, &result);
        }
        moment start = now();
        if (status == HR_OK)
            status = hr_store_commit(store);
        add_since(committing, start);
    }
    hr_result_clear(&result);
    return status;
}

static hr_status find_all(hr_store *store, uint64_t count, bool scattered) {
    hr_status status = HR_OK;
    for (uint64_t i = 0; status == HR_OK && i < count; i++) {
        char key[160];
        bool found;
        hr_result result;
        key_of(key, number_of(i, count, scattered));
        status = hr_store_find(store, key, &found, &result);
        if (status == HR_OK && !found)
            status = hr_fail(HR_EINTERNAL, "%s is lost", key);
        hr_result_clear(&result);
    }
    return status;
}

static void print(const char *what, moment sum, uint64_t count) {
    printf("  %-16s %8.1f us, %6.1f us of processor\n", what, 1e6 * sum.wall / (double)count,
           1e6 * sum.cpu / (double)count);
}

static hr_status measure(const char *folder, uint64_t count, bool scattered) {
    char path[4096];
    snprintf(path, sizeof path, "%s/store-bench-%ld.sqlite", folder, (long)getpid());
    hr_store *store;
    moment all = {0}, committing = {0}, finds = {0};
    hr_status status = hr_store_open(&store, path, HR_STORE_WRITE);
    moment start = now();
    if (status == HR_OK)
        status = put_all(store, count, scattered, &committing);
    add_since(&all, start);
    start = now();
    if (status == HR_OK)
        status = find_all(store, count, scattered);
    add_since(&finds, start);
    hr_store_close(store);
    unlink(path);
    if (status != HR_OK)
        return status;
    printf("%llu trials in %s order, each\n", (unsigned long long)count,
           scattered ? "scattered" : "a sweep's");
    print("put", (moment){all.wall - committing.wall, all.cpu - committing.cpu}, count);
    print("commit (of 100)", committing, count);
    print("find", finds, count);
    return HR_OK;
}

int main(int argc, char **argv) {
    uint64_t count = 20000;
    if (argc < 2 || argc > 3 || (argc > 2 && !hr_parse_u64(argv[2], 1, 10000000, &count))) {
        fprintf(stderr, "usage: bench/store FOLDER [TRIALS]\n");
        return 2;
    }
    if (measure(argv[1], count, false) == HR_OK && measure(argv[1], count, true) == HR_OK)
        return 0;
    fprintf(stderr, "%s\n", hr_error());
    return 1;
}
