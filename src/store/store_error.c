/* SQLite's failures in one line each, with the mend. */
#include "store/store_db.h"

#include <errno.h>
#include <string.h>

static hr_status fail_space(const char *path, int error) {
    return hr_fail(HR_EIO,
                   "%s: cannot write: %s; what was stored before is safe: free some space and go on with "
                   "--resume",
                   path, strerror(error));
}

/* SQLite forgets the number of some failures; errno still has it. */
static hr_status fail_input_output(hr_store *store, int last) {
    int error = sqlite3_system_errno(store->db);
    error = error ? error : last;
    if (error == ENOSPC || error == EDQUOT || error == EFBIG)
        return fail_space(store->path, error);
    return hr_fail(HR_EIO, "%s: cannot read or write: %s (SQLite: %s)", store->path,
                   error ? strerror(error) : "input/output error", sqlite3_errmsg(store->db));
}

static hr_status fail_busy(hr_store *store) {
    char who[256] = "";
    size_t count;
    if (!store->asking && sqlite3_get_autocommit(store->db)) {
        store->asking = true;
        if (hr_store_others(store, 0, &count, who, sizeof who) != HR_OK)
            *who = '\0';
        store->asking = false;
    }
    return hr_fail(HR_EIO,
                   "%s: another process has held its lock for %.3g s%s%s; wait until it is done, or stop it",
                   store->path, store->wait, *who ? ": " : "", who);
}

hr_status hr_store_fail(hr_store *store) {
    int last = errno, code = sqlite3_extended_errcode(store->db);
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return hr_fail(HR_ENOMEM, "out of memory: the results store %s", store->path);
    case SQLITE_FULL:
        return fail_space(store->path, ENOSPC);
    case SQLITE_IOERR:
        return fail_input_output(store, last);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fail_busy(store);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return hr_fail(HR_EIO, "%s: is read-only; copy it to a folder that you may write to", store->path);
    case SQLITE_CANTOPEN:
        return hr_fail(HR_EIO, "%s: cannot open: %s; results need a folder that you may write to",
                       store->path,
                       sqlite3_system_errno(store->db) ? strerror(sqlite3_system_errno(store->db))
                                                       : sqlite3_errmsg(store->db));
    case SQLITE_NOTADB:
        return hr_fail(HR_EINPUT, "%s: is no results store (no SQLite database, or its beginning is damaged)",
                       store->path);
    case SQLITE_CORRUPT:
        return hr_fail(HR_EINPUT,
                       "%s: is damaged (SQLite: %s); restore a copy, or save what can be read with: sqlite3 "
                       "'%s' .recover | sqlite3 NEW",
                       store->path, sqlite3_errmsg(store->db), store->path);
    default:
        return hr_fail(HR_EINTERNAL, "%s: SQLite: %s (%d)", store->path, sqlite3_errmsg(store->db), code);
    }
}

hr_status hr_store_do(hr_store *store, const char *sql) {
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ? HR_OK : hr_store_fail(store);
}

hr_status hr_store_prepare(hr_store *store, sqlite3_stmt **out, const char *sql) {
    return sqlite3_prepare_v2(store->db, sql, -1, out, NULL) == SQLITE_OK ? HR_OK : hr_store_fail(store);
}

hr_status hr_store_number(hr_store *store, const char *sql, int64_t otherwise, int64_t *value) {
    *value = otherwise;
    sqlite3_stmt *statement;
    hr_status status = hr_store_prepare(store, &statement, sql);
    if (status != HR_OK)
        return status;
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        *value = sqlite3_column_int64(statement, 0);
    else if (code != SQLITE_DONE)
        status = hr_store_fail(store);
    sqlite3_finalize(statement);
    return status;
}

hr_status hr_store_step(hr_store *store, sqlite3_stmt *statement) {
    hr_status status = sqlite3_step(statement) == SQLITE_DONE ? HR_OK : hr_store_fail(store);
    sqlite3_reset(statement);
    return status;
}
