/* Runs in the store: who computes, and is it still alive? */
#include "store/store_file.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

/* This machine since its last start: its name, and the kernel's random id of this boot ("" where there is
 * none). */
typedef struct {
    char host[sizeof((struct utsname *)0)->nodename], boot[64];
} machine;

static void this_machine(machine *out) {
    struct utsname system;
    memset(out, 0, sizeof *out);
    if (!uname(&system))
        memcpy(out->host, system.nodename, sizeof out->host);
    FILE *file = fopen("/proc/sys/kernel/random/boot_id", "r");
    if (file && fgets(out->boot, sizeof out->boot, file))
        out->boot[strcspn(out->boot, "\n")] = '\0';
    if (file)
        fclose(file);
}

/* When the process began, in ticks since the machine did (/proc/PID/stat, field 22): a number that a later
 * process of the same id does not have.  -1: no such process, or a dead one; 0: this system cannot say. */
static int64_t process_start(int64_t pid) {
    char path[64], text[1024];
    snprintf(path, sizeof path, "/proc/%lld/stat", (long long)pid);
    FILE *file = fopen(path, "r");
    if (!file)
        return !access("/proc/self/stat", R_OK) || (kill((pid_t)pid, 0) && errno == ESRCH) ? -1 : 0;
    size_t got = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[got] = '\0';
    char *at = strrchr(text, ')'); /* the name in field 2 may hold anything */
    char state;
    long long start;
    if (!at ||
        sscanf(at + 1, " %c %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %lld",
               &state, &start) != 2)
        return 0;
    return state == 'Z' || state == 'X' ? -1 : start;
}

/* "2026-11-23T02:00:00.123456Z" */
static void now(char *out, size_t size) {
    struct timespec moment;
    struct tm utc;
    clock_gettime(CLOCK_REALTIME, &moment);
    gmtime_r(&moment.tv_sec, &utc);
    size_t length = strftime(out, size, "%Y-%m-%dT%H:%M:%S", &utc);
    snprintf(out + length, size - length, ".%06ldZ", moment.tv_nsec / 1000);
}

static hr_status insert(hr_store *store, sqlite3_stmt *insert, int64_t *run, const char *provenance) {
    machine here;
    this_machine(&here);
    sqlite3_bind_text(insert, 1, here.host, -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, 2, here.boot, -1, SQLITE_STATIC);
    sqlite3_bind_int64(insert, 3, getpid());
    sqlite3_bind_int64(insert, 4, process_start(getpid()));
    sqlite3_bind_text(insert, 6, provenance, -1, SQLITE_STATIC);
    int code;
    do { /* two runs of one process in one microsecond: the second waits for the next */
        char began[64];
        now(began, sizeof began);
        sqlite3_bind_text(insert, 5, began, -1, SQLITE_TRANSIENT);
        code = sqlite3_step(insert);
        if (code != SQLITE_DONE && sqlite3_extended_errcode(store->db) != SQLITE_CONSTRAINT_UNIQUE)
            return hr_store_fail(store);
        sqlite3_reset(insert);
    } while (code != SQLITE_DONE);
    *run = sqlite3_last_insert_rowid(store->db);
    return HR_OK;
}

hr_status hr_store_run_begin(hr_store *store, int64_t *run, const json_t *provenance) {
    char *line = hr_json_line(provenance);
    if (!line)
        return HR_ENOMEM;
    sqlite3_stmt *statement = NULL;
    hr_status status = hr_store_prepare(store, &statement,
                                        "INSERT INTO run(host, boot, pid, process_start, began, provenance) "
                                        "VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
    if (status == HR_OK)
        status = insert(store, statement, run, line);
    sqlite3_finalize(statement);
    free(line);
    return status;
}

hr_status hr_store_run_end(hr_store *store, int64_t run, const json_t *provenance) {
    char *line = provenance ? hr_json_line(provenance) : NULL, ended[64];
    if (provenance && !line)
        return HR_ENOMEM;
    now(ended, sizeof ended);
    sqlite3_stmt *statement = NULL;
    hr_status status = hr_store_prepare(
        store, &statement, "UPDATE run SET ended = ?2, provenance = coalesce(?3, provenance) WHERE id = ?1");
    if (status == HR_OK) {
        sqlite3_bind_int64(statement, 1, run);
        sqlite3_bind_text(statement, 2, ended, -1, SQLITE_STATIC);
        sqlite3_bind_text(statement, 3, line, -1, SQLITE_STATIC);
        status = hr_store_step(store, statement);
    }
    if (status == HR_OK && sqlite3_changes(store->db) != 1)
        status = hr_fail(HR_EINTERNAL, "%s: there is no run %lld to end", store->path, (long long)run);
    sqlite3_finalize(statement);
    free(line);
    return status;
}

/* "hrdim run bench/depth.ini" of the provenance's argv */
static void command_line(char *out, size_t size, const char *provenance) {
    json_t *object = json_loads(provenance, 0, NULL), *word;
    size_t i, used = 0;
    *out = '\0';
    json_array_foreach(json_object_get(object, "argv"), i, word) {
        const char *text = json_string_value(word);
        if (text && i == 0 && strrchr(text, '/'))
            text = strrchr(text, '/') + 1;
        if (text && used < size)
            used += (size_t)snprintf(out + used, size - used, "%s%s", i ? " " : "", text);
    }
    json_decref(object);
}

static void describe(char *who, size_t size, sqlite3_stmt *row) {
    char command[128];
    command_line(command, sizeof command, (const char *)sqlite3_column_text(row, 3));
    snprintf(who, size, "process %lld (%s%ssince %s)", (long long)sqlite3_column_int64(row, 0), command,
             *command ? ", " : "", (const char *)sqlite3_column_text(row, 2));
}

hr_status hr_store_others(hr_store *store, int64_t run, size_t *count, char *who, size_t size) {
    *count = 0;
    if (size)
        *who = '\0';
    sqlite3_stmt *open = NULL;
    hr_status status = hr_store_prepare(
        store, &open,
        "SELECT pid, process_start, max(began), provenance FROM run WHERE ended IS NULL AND host = ?1 AND "
        "boot = ?2 AND id != ?3 AND pid != ?4 GROUP BY pid, process_start ORDER BY pid");
    if (status != HR_OK)
        return status;
    machine here;
    this_machine(&here);
    sqlite3_bind_text(open, 1, here.host, -1, SQLITE_STATIC);
    sqlite3_bind_text(open, 2, here.boot, -1, SQLITE_STATIC);
    sqlite3_bind_int64(open, 3, run);
    sqlite3_bind_int64(open, 4, getpid());
    int code;
    while ((code = sqlite3_step(open)) == SQLITE_ROW)
        if (process_start(sqlite3_column_int64(open, 0)) == sqlite3_column_int64(open, 1) && !(*count)++ &&
            size)
            describe(who, size, open);
    if (code != SQLITE_DONE)
        status = hr_store_fail(store);
    sqlite3_finalize(open);
    return status;
}

hr_status hr_store_each_run(hr_store *store, hr_store_visit_run visit, void *context) {
    sqlite3_stmt *each = NULL;
    hr_status status = hr_store_prepare(
        store, &each,
        "SELECT id, pid, process_start, host, boot, began, ended, provenance FROM run ORDER BY id");
    int code = SQLITE_DONE;
    while (status == HR_OK && (code = sqlite3_step(each)) == SQLITE_ROW) {
        const char *text[5];
        for (int i = 0; i < 5; i++)
            text[i] = (const char *)sqlite3_column_text(each, 3 + i);
        const hr_store_run run = {sqlite3_column_int64(each, 0),
                                  sqlite3_column_int64(each, 1),
                                  sqlite3_column_int64(each, 2),
                                  text[0],
                                  text[1],
                                  text[2],
                                  text[3],
                                  text[4]};
        status = visit(context, &run);
    }
    if (status == HR_OK && code != SQLITE_DONE)
        status = hr_store_fail(store);
    sqlite3_finalize(each);
    return status;
}
