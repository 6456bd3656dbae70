/* What the tests of the store share: a scratch folder, results with numbers in them. */
#ifndef HR_TEST_STORE_HELP_H
#define HR_TEST_STORE_HELP_H

#include "store/store.h"
#include "test.h"

#include <stdint.h>
#include <unistd.h>

static char scratch[64];

static inline void make_scratch(void) {
    snprintf(scratch, sizeof scratch, "/tmp/hrdim-store-XXXXXX");
    if (!mkdtemp(scratch))
        exit(99);
}

static inline void remove_scratch(void) {
    char command[96];
    snprintf(command, sizeof command, "rm -rf %s", scratch);
    if (system(command))
        exit(99);
}

static inline const char *in_scratch(char room[128], const char *name) {
    snprintf(room, 128, "%s/%s", scratch, name);
    return room;
}

static inline const char *key_of(char room[128], unsigned number) {
    snprintf(room, 128, "check sign@1 hierarchy=tree:height=%u,width=2 notion=f-query dim=%u seed=%u",
             1 + number % 5, 1 + number / 100, 1 + number % 100);
    return room;
}

/* The outcome follows from the number; the times do not. */
static inline hr_result result_of(unsigned number) {
    return (hr_result){.outcome =
                           json_pack("{s:s, s:i, s:f}", "verdict", number % 2 ? "FEASIBLE" : "INFEASIBLE",
                                     "dimension", (int)number, "margin_log10", -number / 7.0),
                       .times = json_pack("{s:f}", "seconds", (double)(getpid() % 100) / 3)};
}

static inline hr_status put(hr_store *store, int64_t run, unsigned number) {
    char key[128];
    hr_result result = result_of(number);
    hr_status status = hr_store_put(store, run, key_of(key, number), &result);
    hr_result_clear(&result);
    return status;
}

/* Ends the program when there is none. */
static inline hr_store *open_store(const char *name, hr_store_mode mode) {
    char path[128];
    hr_store *store = NULL;
    OK(hr_store_open(&store, in_scratch(path, name), mode));
    if (!store)
        exit(1);
    return store;
}

static inline hr_store_info about(hr_store *store) {
    hr_store_info info;
    OK(hr_store_about(store, &info));
    return info;
}

/* Is it there, and is it right? */
static inline bool holds(hr_store *store, unsigned number) {
    char key[128];
    bool found;
    hr_result result;
    OK(hr_store_find(store, key_of(key, number), &found, &result));
    bool right = found && !result.failed && hr_result_number(&result, "dimension", -1) == number;
    CHECK(!found || right, "trial %u came back wrong", number);
    hr_result_clear(&result);
    return right;
}

#endif
