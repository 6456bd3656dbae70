/* What the store costs a trial: microseconds per put, in batches of 100 with a commit each, and per find.
 * bench/store FOLDER [TRIALS]: on a real disk a commit takes as long as the disk needs to say that it is
 * written; the share of the commits is shown apart. */
#include "experiment/store.h"
#include "base/progress.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BATCH = 100 };

static uint64_t scatter(uint64_t i,
                        uint64_t count) { /* each of 0 .. count-1 once; count is no multiple of it */
    return i * 7919 % count;
}

static void key_of(char key[160], uint64_t number) {
    snprintf(key, 160, "check sign@1 hierarchy=tree:height=%u,width=2 notion=f-query dim=%u seed=%u",
             (unsigned)(2 + number % 11), (unsigned)(1 + number / 1000), (unsigned)(1 + number % 1000));
}

static hr_status put_all(hr_store *store, uint64_t count, double *committing) {
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
            key_of(key, scatter(i, count));
            status = hr_store_put(store, 0, key, &result);
        }
        double start = hr_seconds();
        if (status == HR_OK)
            status = hr_store_commit(store);
        *committing += hr_seconds() - start;
    }
    hr_result_clear(&result);
    return status;
}

static hr_status find_all(hr_store *store, uint64_t count) {
    hr_status status = HR_OK;
    for (uint64_t i = 0; status == HR_OK && i < count; i++) {
        char key[160];
        bool found;
        hr_result result;
        key_of(key, scatter(i, count));
        status = hr_store_find(store, key, &found, &result);
        if (status == HR_OK && !found)
            status = hr_fail(HR_EINTERNAL, "%s is lost", key);
        hr_result_clear(&result);
    }
    return status;
}

int main(int argc, char **argv) {
    uint64_t count = 20000;
    char path[4096];
    if (argc < 2 || argc > 3 || (argc > 2 && !hr_parse_u64(argv[2], 1, 10000000, &count)))
        return fprintf(stderr, "usage: bench/store FOLDER [TRIALS]\n"), 2;
    snprintf(path, sizeof path, "%s/store-bench-%ld.sqlite", argv[1], (long)getpid());
    hr_store *store;
    double committing = 0, start = hr_seconds(), puts = 0, finds = 0;
    hr_status status = hr_store_open(&store, path, HR_STORE_WRITE);
    if (status == HR_OK)
        status = put_all(store, count, &committing);
    puts = hr_seconds() - start;
    start = hr_seconds();
    if (status == HR_OK)
        status = find_all(store, count);
    finds = hr_seconds() - start;
    hr_store_close(store);
    unlink(path);
    if (status != HR_OK)
        return fprintf(stderr, "%s\n", hr_error()), 1;
    double n = (double)count / 1e6;
    printf("%llu trials: put %.1f us (%.1f us of it the commit of each %d), find %.1f us\n",
           (unsigned long long)count, puts / n, committing / n, BATCH, finds / n);
    return 0;
}
