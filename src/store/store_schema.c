#include "store/store_db.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Every parameter has a column of its own, so that people can ask with the sqlite3 shell; the key alone says
 * which trial it is.  `seed` is text beyond 63 bits.  doc/store.md has the same list. */
static const char schema[] =
    "CREATE TABLE run(\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  host TEXT NOT NULL, boot TEXT NOT NULL,         -- the machine, and its boot_id\n"
    "  pid INTEGER NOT NULL, process_start INTEGER NOT NULL, -- /proc/PID/stat, field 22\n"
    "  began TEXT NOT NULL, ended TEXT,                -- UTC; ended NULL: running or interrupted\n"
    "  provenance TEXT NOT NULL,                       -- JSON\n"
    "  UNIQUE(host, boot, pid, process_start, began)) STRICT;\n"
    "CREATE TABLE trial(\n"
    "  key TEXT PRIMARY KEY,\n"
    "  task TEXT NOT NULL, task_version INTEGER NOT NULL,\n"
    "  subject TEXT, subject_version INTEGER,          -- a method or a bound\n"
    "  hierarchy TEXT NOT NULL,\n"
    "  notion TEXT, eps REAL NOT NULL, dim INTEGER NOT NULL, seconds REAL NOT NULL,\n"
    "  seed ANY NOT NULL, tally INTEGER NOT NULL,\n"
    "  state TEXT NOT NULL CHECK(state IN ('done', 'failed')),\n"
    "  reason TEXT,                                    -- why it failed\n"
    "  outcome TEXT, times TEXT,                       -- JSON\n"
    "  run INTEGER REFERENCES run(id),\n"
    "  CHECK((state = 'done') = (outcome IS NOT NULL)),\n"
    "  CHECK((state = 'failed') = (reason IS NOT NULL))) STRICT, WITHOUT ROWID;\n"
    "CREATE VIEW verdicts AS SELECT\n"
    "  hierarchy, subject AS method, subject_version AS version, notion, eps, dim AS asked, seed,\n"
    "  outcome ->> '$.verdict' AS verdict, outcome ->> '$.dimension' AS dimension,\n"
    "  outcome ->> '$.margin_log10' AS margin_log10, outcome ->> '$.recall' AS recall,\n"
    "  state, reason, run FROM trial WHERE task = 'check';\n"
    "CREATE VIEW failures AS SELECT key, reason, run FROM trial WHERE state = 'failed';\n";

static hr_status foreign(const hr_store *store) {
    return hr_fail(HR_EINPUT,
                   "%s: is a database of another application, no results store of hrdim; nothing was changed",
                   store->path);
}

static hr_status ids(hr_store *store, int64_t *application, int64_t *version, int64_t *objects) {
    hr_status status = hr_store_number(store, "PRAGMA application_id", 0, application);
    if (status == HR_OK)
        status = hr_store_number(store, "PRAGMA user_version", 0, version);
    if (status == HR_OK)
        status = hr_store_number(store, "SELECT count(*) FROM sqlite_schema", 0, objects);
    return status;
}

/* *empty: nothing is in it yet. */
static hr_status look(hr_store *store, bool *empty) {
    int64_t application, version, objects;
    hr_status status = ids(store, &application, &version, &objects);
    if (status != HR_OK)
        return status;
    *empty = !application && !version && !objects;
    if (*empty)
        return HR_OK;
    if (application != HR_STORE_APPLICATION)
        return foreign(store);
    if (version > HR_STORE_SCHEMA)
        return hr_fail(
            HR_EINPUT,
            "%s: was made by a newer hrdim (schema %lld, this one knows %d); use that one, or export "
            "there (hrdim store export) and import here",
            store->path, (long long)version, HR_STORE_SCHEMA);
    return version == HR_STORE_SCHEMA ? HR_OK
                                      : hr_fail(HR_EINPUT, "%s: has schema %lld, which no hrdim has written",
                                                store->path, (long long)version);
}

hr_status hr_store_verify(hr_store *store) {
    sqlite3_stmt *check = NULL;
    hr_status status = hr_store_prepare(store, &check, "PRAGMA integrity_check(1)");
    if (status != HR_OK)
        return status;
    if (sqlite3_step(check) != SQLITE_ROW)
        status = hr_store_fail(store);
    else if (strcmp((const char *)sqlite3_column_text(check, 0), "ok"))
        status =
            hr_fail(HR_EINPUT,
                    "%s: is damaged (SQLite: %.200s); restore a copy, or save what can be read with: sqlite3 "
                    "'%s' .recover | sqlite3 NEW",
                    store->path, (const char *)sqlite3_column_text(check, 0), store->path);
    sqlite3_finalize(check);
    return status;
}

/* Going to WAL takes an exclusive lock, for which SQLite does not always wait by itself. */
static hr_status use_wal(hr_store *store) {
    for (double waited = 0;; waited += 0.02) {
        sqlite3_stmt *statement;
        hr_status status = hr_store_prepare(store, &statement, "PRAGMA journal_mode = WAL");
        if (status != HR_OK)
            return status;
        int code = sqlite3_step(statement);
        bool wal =
            code == SQLITE_ROW && !sqlite3_stricmp((const char *)sqlite3_column_text(statement, 0), "wal");
        sqlite3_finalize(statement);
        if (wal)
            return HR_OK;
        if (code == SQLITE_ROW)
            return hr_fail(HR_EIO,
                           "%s: this file system cannot hold a results store (no shared memory for WAL); "
                           "choose a local disk",
                           store->path);
        if (code != SQLITE_BUSY || waited >= store->wait)
            return hr_store_fail(store);
        usleep(20000);
    }
}

static hr_status make(hr_store *store) {
    bool empty;
    hr_status status = hr_store_do(store, "BEGIN IMMEDIATE");
    if (status != HR_OK)
        return status;
    status = look(store, &empty); /* another process may have been faster */
    if (status == HR_OK && empty) {
        char numbers[96];
        snprintf(numbers, sizeof numbers, "PRAGMA application_id = %d; PRAGMA user_version = %d",
                 HR_STORE_APPLICATION, HR_STORE_SCHEMA);
        status = hr_store_do(store, schema);
        if (status == HR_OK)
            status = hr_store_do(store, numbers);
    }
    if (status == HR_OK)
        return hr_store_do(store, "COMMIT");
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

hr_status hr_store_schema(hr_store *store) {
    bool empty;
    hr_status status = look(store, &empty);
    if (status != HR_OK)
        return status;
    if (empty && store->mode == HR_STORE_READ)
        return hr_fail(HR_EINPUT, "%s: is empty, no results were ever stored in it", store->path);
    if (store->mode == HR_STORE_WRITE)
        status = use_wal(store);
    return status == HR_OK && empty ? make(store) : status;
}
