/* The store: trials in and out, what replaces what, and who runs. */
#include "store-help.h"

#include <signal.h>
#include <sys/wait.h>

static void test_put_find(void) {
    hr_store *store = open_store("basic.db", HR_STORE_WRITE);
    CHECK(!holds(store, 1), "an empty store holds trial 1");
    OK(hr_store_begin(store));
    for (unsigned i = 0; i < 50; i++)
        OK(put(store, 0, i));
    OK(hr_store_commit(store));
    OK(hr_store_begin(store));
    for (unsigned i = 50; i < 60; i++)
        OK(put(store, 0, i));
    CHECK(holds(store, 55), "put, but not found inside the transaction");
    hr_store_rollback(store);
    for (unsigned i = 0; i < 60; i++)
        CHECK(holds(store, i) == (i < 50), "trial %u", i);
    OK(hr_store_begin(store));
    OK(put(store, 0, 70));
    hr_store_close(store); /* not committed */
    store = open_store("basic.db", HR_STORE_READ);
    CHECK(!holds(store, 70), "closing has committed");
    CHECK(holds(store, 49), "trial 49 is lost");
    CHECK(about(store).done == 50 && about(store).schema == HR_STORE_SCHEMA, "%d done",
          (int)about(store).done);
    CHECK(hr_store_begin(store) != HR_OK || put(store, 0, 80) != HR_OK, "a reader has written");
    hr_store_close(store);
    FAILS(hr_store_open(&store, "/nonexistent/results.db", HR_STORE_WRITE), "folder /nonexistent is missing");
    FAILS(hr_store_open(&store, "/tmp/nonexistent-results.db", HR_STORE_READ), "no such results store");
}

static void put_failed(hr_store *store, const char *key, const char *reason) {
    hr_result result = {.failed = true, .reason = strdup(reason)};
    OK(hr_store_put(store, 0, key, &result));
    hr_result_clear(&result);
}

/* A failed trial is replaced by any later result, a done one never; two outcomes are an error with the key.
 */
static void test_replacing(void) {
    char key[128];
    bool found;
    hr_result result;
    hr_store *store = open_store("replacing.db", HR_STORE_WRITE);
    FAILS(put(store, 0, 3), "outside of a transaction");
    OK(hr_store_begin(store));
    put_failed(store, key_of(key, 3), "no memory");
    put_failed(store, key, "no memory again \xff\xc3\xa9");
    OK(hr_store_find(store, key, &found, &result));
    CHECK(found && result.failed && !strcmp(result.reason, "no memory again ?\xc3\xa9"), "'%s'",
          result.reason ? result.reason : "");
    CHECK(hr_result_verdict(&result) == HR_UNKNOWN, "a failed trial has a verdict");
    hr_result_clear(&result);
    CHECK(about(store).failed == 1 && !about(store).done, "failed trials");
    OK(put(store, 0, 3));
    put_failed(store, key, "too late");
    OK(put(store, 0, 3)); /* the same again */
    CHECK(holds(store, 3), "a done trial was replaced");
    hr_result other = result_of(4);
    FAILS(hr_store_put(store, 0, key, &other), key);
    CHECK(hr_store_put(store, 0, key, &other) == HR_EINTERNAL, "two outcomes are a bug of hrdim");
    CHECK(holds(store, 3), "a done trial was replaced");
    FAILS(hr_store_put(store, 0, "check  sign@1", &other), "no trial's key");
    hr_result_clear(&other);
    OK(hr_store_commit(store));
    hr_store_close(store);
}

static void test_runs(void) {
    int64_t run, second;
    size_t count;
    char who[256] = "";
    hr_store *store = open_store("runs.db", HR_STORE_WRITE);
    json_t *provenance = json_pack("{s:[s,s,s]}", "argv", "/usr/bin/hrdim", "run", "depth.ini");
    OK(hr_store_run_begin(store, &run, provenance));
    OK(hr_store_run_begin(store, &second, provenance));
    CHECK(run == 1 && second == 2, "runs %d and %d", (int)run, (int)second);
    OK(hr_store_others(store, run, &count, who, sizeof who));
    CHECK(count == 0, "%zu others, \"%s\"", count, who);
    int ready[2];
    CHECK(!pipe(ready), "no pipe");
    pid_t child = fork();
    if (!child) {
        hr_store *own;
        int64_t theirs;
        char path[128];
        if (hr_store_open(&own, in_scratch(path, "runs.db"), HR_STORE_WRITE) ||
            hr_store_run_begin(own, &theirs, provenance) || write(ready[1], "x", 1) != 1)
            _exit(1);
        pause();
        _exit(0);
    }
    char byte;
    CHECK(read(ready[0], &byte, 1) == 1, "the other process has failed");
    OK(hr_store_others(store, run, &count, who, sizeof who));
    char wanted[64];
    snprintf(wanted, sizeof wanted, "process %d (hrdim run depth.ini, since 20", (int)child);
    CHECK(count == 1 && !strncmp(who, wanted, strlen(wanted)), "%zu others, \"%s\"", count, who);
    kill(child, SIGKILL);
    siginfo_t info;
    waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT);
    OK(hr_store_others(store, run, &count, who, sizeof who));
    CHECK(count == 0, "a dead process that nobody has waited for counts: %s", who);
    waitpid(child, NULL, 0);
    OK(hr_store_others(store, run, &count, who, sizeof who));
    CHECK(count == 0, "a dead process counts: %s", who);
    OK(hr_store_run_end(store, second, NULL));
    OK(hr_store_run_end(store, run, provenance));
    CHECK(about(store).runs == 3 && about(store).open_runs == 1, "%d open", (int)about(store).open_runs);
    FAILS(hr_store_run_end(store, 99, provenance), "no run 99");
    close(ready[0]);
    close(ready[1]);
    json_decref(provenance);
    hr_store_close(store);
}

int main(void) {
    make_scratch();
    RUN(test_put_find);
    RUN(test_replacing);
    RUN(test_runs);
    remove_scratch();
    return hr_test_end();
}
