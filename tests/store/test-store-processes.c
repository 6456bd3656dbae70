/* The store among processes: what was committed is there, whatever happens; what was not, is not. */
#include "store-help.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

static void pause_microseconds(long count) {
    nanosleep(&(struct timespec){.tv_nsec = count * 1000}, NULL);
}

/* Writes batches of 1 to 8 trials from `next` on until it is killed, and reports each number that is
 * committed after it is; `sent` is what it has tried. */
static void write_until_killed(const char *path, unsigned next, int committed) {
    hr_store *store;
    if (hr_store_open(&store, path, HR_STORE_WRITE))
        _exit(1);
    for (unsigned batch = 0;; batch++) {
        if (hr_store_begin(store))
            _exit(2);
        for (unsigned i = 0; i <= batch % 8; i++)
            if (put(store, 0, next++))
                _exit(3);
        if (hr_store_commit(store) || write(committed, &next, sizeof next) != sizeof next)
            _exit(4);
    }
}

/* The child is killed, so long after its start or (at_work) after its first commit; returns the last number
 * it has reported. */
static unsigned killed_writer(const char *path, unsigned first, bool at_work, long microseconds) {
    int report[2];
    unsigned last = first, got;
    if (pipe(report))
        exit(99);
    pid_t child = fork();
    if (!child)
        write_until_killed(path, first, report[1]);
    close(report[1]);
    if (at_work)
        CHECK(read(report[0], &last, sizeof last) == sizeof last, "the writer has failed");
    pause_microseconds(microseconds);
    kill(child, SIGKILL);
    int status;
    waitpid(child, &status, 0);
    CHECK(WIFSIGNALED(status), "the writer ended by itself with %d", WEXITSTATUS(status));
    while (read(report[0], &got, sizeof got) == sizeof got)
        last = got;
    close(report[0]);
    return last;
}

/* kill -9 at random moments: every committed batch is there and of the others all or nothing. */
static void test_kill(void) {
    char path[128];
    in_scratch(path, "killed.db");
    unsigned first = 0, rounds_with_work = 0;
    srand(20261123);
    for (unsigned round = 0; round < 50; round++) {
        unsigned last = killed_writer(path, first, round % 2, rand() % 20000);
        if (access(path, F_OK))
            continue; /* killed before it made the store */
        hr_store *store = open_store("killed.db", HR_STORE_WRITE);
        for (unsigned i = first; i < last; i++)
            CHECK(holds(store, i), "round %u: trial %u was committed and is lost", round, i);
        /* one batch may have been committed but not reported: it is there whole or not at all */
        unsigned more = 0, batch = 0;
        for (unsigned at = first; at < last; batch++)
            at += batch % 8 + 1;
        while (holds(store, last + more))
            more++;
        CHECK(!more || more == batch % 8 + 1, "round %u: %u of a batch of %u trials", round, more,
              batch % 8 + 1);
        CHECK(about(store).done == last + more, "round %u: %d trials, %u expected", round,
              (int)about(store).done, last + more);
        rounds_with_work += last > first;
        first = last + more;
        hr_store_close(store);
    }
    CHECK(rounds_with_work >= 25, "only %u writers got anything done before they were killed",
          rounds_with_work);
    sqlite3 *db;
    sqlite3_stmt *check = NULL;
    CHECK(!sqlite3_open(path, &db) && !sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &check, NULL) &&
              sqlite3_step(check) == SQLITE_ROW && !strcmp((const char *)sqlite3_column_text(check, 0), "ok"),
          "after all that the database is damaged");
    sqlite3_finalize(check);
    sqlite3_close(db);
}

/* Overlapping trials from several processes at once, the store's making included. */
static void test_two_writers(void) {
    enum { WRITERS = 3, TRIALS = 300 };
    pid_t child[WRITERS];
    char path[128];
    in_scratch(path, "shared.db");
    for (unsigned w = 0; w < WRITERS; w++)
        if (!(child[w] = fork())) {
            hr_store *store;
            if (hr_store_open(&store, path, HR_STORE_WRITE)) {
                fprintf(stderr, "%s\n", hr_error());
                _exit(1);
            }
            for (unsigned i = 0; i < TRIALS;) {
                bool bad = hr_store_begin(store);
                for (unsigned end = i + 7; !bad && i < end && i < TRIALS; i++)
                    bad = put(store, 0, 100 * w + i);
                if (bad || hr_store_commit(store)) {
                    fprintf(stderr, "%s\n", hr_error());
                    _exit(2);
                }
            }
            hr_store_close(store);
            _exit(0);
        }
    for (unsigned w = 0; w < WRITERS; w++) {
        int status;
        waitpid(child[w], &status, 0);
        CHECK(!status, "writer %u ended with %d", w, status);
    }
    hr_store *store = open_store("shared.db", HR_STORE_READ);
    for (unsigned i = 0; i < 100 * (WRITERS - 1) + TRIALS; i++)
        CHECK(holds(store, i), "trial %u is lost", i);
    CHECK(about(store).done == 100 * (WRITERS - 1) + TRIALS, "%d trials", (int)about(store).done);
    hr_store_close(store);
}

/* Does `what` in another process, as somebody who may not write here, and waits; the status it exits with. */
static int as_stranger(int (*what)(void)) {
    fflush(stdout);
    pid_t child = fork();
    if (!child) {
        if (geteuid() == 0 && (setgid(65534) || setuid(65534)))
            _exit(99);
        int code = what();
        fflush(stdout);
        _exit(code);
    }
    int status;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 99;
}

static int read_all(void) {
    hr_store *store = open_store("strange/results.db", HR_STORE_READ);
    bool right = about(store).done == 7 && holds(store, 6);
    hr_store_close(store);
    char path[128];
    FAILS(hr_store_open(&store, in_scratch(path, "strange/results.db"), HR_STORE_WRITE), "read-only");
    FAILS(hr_store_open(&store, in_scratch(path, "strange/new.db"), HR_STORE_WRITE), "folder is read-only");
    return hr_test_failures ? 1 : right ? 0 : 2;
}

static int refuse_log(void) {
    char path[128];
    hr_store *store;
    FAILS(hr_store_open(&store, in_scratch(path, "strange/results.db"), HR_STORE_READ),
          "results.db-wal, which a read-only folder cannot merge");
    return hr_test_failures ? 1 : 0;
}

static long size_of(const char *name) {
    char path[128];
    struct stat found;
    return stat(in_scratch(path, name), &found) ? -1 : (long)found.st_size;
}

/* A folder where one may only read: with the log of a killed writer, without its shared memory, and closed
 * properly.  A reader leaves everything as it was. */
static void test_read_only(void) {
    char path[128];
    CHECK(!mkdir(in_scratch(path, "strange"), 0755) && !chmod(scratch, 0755), "no folder");
    pid_t child = fork();
    if (!child) {
        hr_store *store = open_store("strange/results.db", HR_STORE_WRITE);
        OK(hr_store_begin(store));
        for (unsigned i = 0; i < 7; i++)
            OK(put(store, 0, i));
        OK(hr_store_commit(store));
        kill(getpid(), SIGKILL);
    }
    waitpid(child, NULL, 0);
    long log = size_of("strange/results.db-wal");
    CHECK(log > 0, "the killed writer has left no log");
    hr_store *store = open_store("strange/results.db", HR_STORE_READ);
    CHECK(holds(store, 6), "the log is not read");
    hr_store_close(store);
    CHECK(size_of("strange/results.db-wal") == log, "a reader has changed the log");
    chmod(in_scratch(path, "strange"), 0555);
    chmod(in_scratch(path, "strange/results.db"), 0444);
    CHECK(as_stranger(read_all) == 0, "a log and its shared memory in a read-only folder");
    chmod(in_scratch(path, "strange"), 0755);
    unlink(in_scratch(path, "strange/results.db-shm"));
    chmod(in_scratch(path, "strange"), 0555);
    CHECK(as_stranger(refuse_log) == 0, "a log without its shared memory in a read-only folder");
    chmod(in_scratch(path, "strange"), 0755);
    chmod(in_scratch(path, "strange/results.db"), 0644);
    hr_store_close(open_store("strange/results.db", HR_STORE_WRITE));
    CHECK(size_of("strange/results.db-wal") == -1, "the last to close merges the log");
    chmod(in_scratch(path, "strange"), 0555);
    chmod(in_scratch(path, "strange/results.db"), 0444);
    CHECK(as_stranger(read_all) == 0, "a store in a read-only folder");
    CHECK(size_of("strange/results.db-wal") == -1 && size_of("strange/results.db-shm") == -1,
          "a reader has left files");
    chmod(in_scratch(path, "strange"), 0755);
}

/* A lock that is held too long: one line that names who holds it.  Readers never wait. */
static void test_lock(void) {
    char byte = 'x', wanted[64];
    int ready[2], go[2];
    if (pipe(ready) || pipe(go))
        exit(99);
    hr_store_close(open_store("locked.db", HR_STORE_WRITE));
    pid_t child = fork();
    if (!child) {
        int64_t run;
        hr_store *store = open_store("locked.db", HR_STORE_WRITE);
        json_t *provenance = json_pack("{s:[s,s]}", "argv", "hrdim", "run");
        bool bad = hr_store_run_begin(store, &run, provenance) || hr_store_begin(store) || put(store, run, 1);
        if (bad || write(ready[1], &byte, 1) != 1 || read(go[0], &byte, 1) != 1 || hr_store_commit(store))
            _exit(1);
        _exit(0);
    }
    CHECK(read(ready[0], &byte, 1) == 1, "the other process has failed");
    setenv("HRDIM_STORE_WAIT", "0.05", 1);
    hr_store *store = open_store("locked.db", HR_STORE_WRITE);
    unsetenv("HRDIM_STORE_WAIT");
    snprintf(wanted, sizeof wanted, "lock for 0.05 s: process %d (hrdim run, since", (int)child);
    FAILS(hr_store_begin(store), wanted);
    hr_store *reader = open_store("locked.db", HR_STORE_READ);
    CHECK(!holds(reader, 1), "a reader sees what is not committed");
    CHECK(write(go[1], &byte, 1) == 1, "no pipe");
    waitpid(child, NULL, 0);
    CHECK(holds(reader, 1), "a reader does not see what is committed");
    OK(hr_store_begin(store));
    OK(put(store, 0, 1));
    OK(hr_store_commit(store));
    hr_store_close(reader);
    hr_store_close(store);
    for (int i = 0; i < 2; i++) {
        close(ready[i]);
        close(go[i]);
    }
}

/* What the command sqlite3 does: looks, and as the last to close would merge the log and remove it. */
static void look(const char *name) {
    char path[128];
    sqlite3 *db;
    CHECK(!sqlite3_open(in_scratch(path, name), &db) &&
              !sqlite3_exec(db, "SELECT count(*) FROM trial", NULL, NULL, NULL),
          "the store cannot be looked at");
    sqlite3_close(db);
}

static void put_one(hr_store *store, unsigned i) {
    OK(hr_store_begin(store));
    OK(put(store, 0, i));
    OK(hr_store_commit(store));
}

/* A run has two connections, and somebody looks at the store while it goes on: nothing is lost.  (Opening the
 * second one must not drop the locks of the first.) */
static void test_two_connections(void) {
    char byte = 'x';
    int ready[2], go[2];
    if (pipe(ready) || pipe(go))
        exit(99);
    pid_t child = fork();
    if (!child) {
        hr_store *first = open_store("looked-at.db", HR_STORE_WRITE);
        hr_store *second = open_store("looked-at.db", HR_STORE_WRITE);
        put_one(second, 1);
        if (write(ready[1], &byte, 1) != 1 || read(go[0], &byte, 1) != 1)
            _exit(1);
        put_one(second, 2);
        put_one(first, 3);
        if (hr_test_failures || write(ready[1], &byte, 1) != 1 || read(go[0], &byte, 1) != 1)
            _exit(1);
        _exit(0); /* neither is closed: what is committed is there without that */
    }
    CHECK(read(ready[0], &byte, 1) == 1, "the other process has failed");
    look("looked-at.db");
    CHECK(size_of("looked-at.db-wal") > 0, "the log of a running process was removed");
    CHECK(write(go[1], &byte, 1) == 1 && read(ready[0], &byte, 1) == 1, "the other process has failed");
    look("looked-at.db");
    CHECK(write(go[1], &byte, 1) == 1, "no pipe");
    waitpid(child, NULL, 0);
    hr_store *store = open_store("looked-at.db", HR_STORE_READ);
    for (unsigned i = 1; i <= 3; i++)
        CHECK(holds(store, i), "trial %u was committed and is lost", i);
    hr_store_close(store);
    for (int i = 0; i < 2; i++) {
        close(ready[i]);
        close(go[i]);
    }
}

int main(void) {
    make_scratch();
    RUN(test_two_connections);
    RUN(test_lock);
    RUN(test_read_only);
    RUN(test_two_writers);
    RUN(test_kill);
    remove_scratch();
    return hr_test_end();
}
