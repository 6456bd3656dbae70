#include "store/store_db.h"

#include "base/memory.h"
#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WAIT_SECONDS = 60, HEADER = 100 };

static const char *const sql[HR_STORE_STATEMENTS] = {
    [HR_STORE_FIND] = "SELECT key, run, state, reason, outcome, times FROM trial WHERE key = ?1",
    [HR_STORE_PUT] =
        "INSERT INTO trial VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17) "
        "ON CONFLICT(key) DO UPDATE SET state = excluded.state, reason = excluded.reason, "
        "outcome = excluded.outcome, times = excluded.times, run = excluded.run WHERE trial.state = 'failed'",
    [HR_STORE_BEGIN] = "BEGIN IMMEDIATE",
    [HR_STORE_COMMIT] = "COMMIT",
    [HR_STORE_ROLLBACK] = "ROLLBACK",
};

sqlite3_stmt *hr_store_statement_of(hr_store *store, hr_store_statement which) {
    sqlite3_stmt **statement = &store->statement[which];
    if (!*statement &&
        sqlite3_prepare_v3(store->db, sql[which], -1, SQLITE_PREPARE_PERSISTENT, statement, NULL))
        hr_store_fail(store);
    return *statement;
}

/* The folder of the file: "." when the path has none.  The caller frees. */
static char *folder_of(const char *path) {
    const char *slash = strrchr(path, '/');
    size_t length = !slash ? 1 : slash == path ? 1 : (size_t)(slash - path);
    char *folder = hr_alloc(length + 1, 1, "a folder's name");
    if (folder) {
        memcpy(folder, slash ? path : ".", length);
        folder[length] = '\0';
    }
    return folder;
}

/* SQLite needs the folder, too: the log lies beside the store. */
static hr_status check_folder(const char *path, hr_store_mode mode, bool *writable) {
    char *folder = folder_of(path);
    if (!folder)
        return HR_ENOMEM;
    hr_status status = HR_OK;
    if (mode == HR_STORE_WRITE && access(folder, F_OK))
        status = hr_fail(HR_EIO, "%s: the folder %s is missing; make it first", path, folder);
    *writable = !access(folder, W_OK | X_OK);
    free(folder);
    return status;
}

/* The size of the file with this ending beside the store; -1: there is none. */
static off_t size_beside(const char *path, const char *ending) {
    char *name = hr_alloc(strlen(path) + strlen(ending) + 1, 1, "a file name");
    struct stat about;
    off_t size = name && !stat(strcat(strcpy(name, path), ending), &about) ? about.st_size : -1;
    free(name);
    return size;
}

/* Does the log hold anything?  A process that was killed leaves it behind; what it holds is part of the
 * store. */
static bool has_log(const char *path) {
    return size_beside(path, "-wal") > 0;
}

/* SQLite's file format, section 1.3: the page size stands at 16 (1 means 65536), the number of pages at 28.
 * While there is a log the file may lag behind; its size is asked for last, it can only have grown. */
static hr_status check_size(const char *path, sqlite3_file *file, const unsigned char *head) {
    long long page = head[16] << 8 | head[17], pages = 0;
    for (size_t i = 28; i < 32; i++)
        pages = pages << 8 | head[i];
    page = page == 1 ? 65536 : page;
    sqlite3_int64 size;
    if (has_log(path) || file->pMethods->xFileSize(file, &size) != SQLITE_OK || size >= page * pages)
        return HR_OK;
    return hr_fail(
        HR_EINPUT,
        "%s: is damaged: cut short, %lld of %lld bytes are there; restore a copy, or save what can be "
        "read with: sqlite3 '%s' .recover | sqlite3 NEW",
        path, (long long)size, page * pages, path);
}

/* What can be said before SQLite reads it.  Through SQLite's own descriptor: closing any other one drops the
 * locks that this process has on the file (fcntl(2)), those of its other connections included; then another
 * process takes the log for left behind and removes it, and with it what is written from then on. */
static hr_status check_start(hr_store *store) {
    unsigned char head[HEADER] = {0};
    sqlite3_file *file = NULL;
    sqlite3_int64 size = 0;
    int code = sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (code == SQLITE_OK)
        code = file->pMethods->xFileSize(file, &size);
    if (code == SQLITE_OK && size)
        code = file->pMethods->xRead(file, head, HEADER, 0);
    if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
        return hr_fail(HR_EIO, "%s: cannot read: %s", store->path, strerror(errno));
    if (!size)
        return HR_OK;
    if (size < HEADER || memcmp(head, "SQLite format 3", 16))
        return hr_fail(HR_EINPUT, "%s: is no results store (not an SQLite database)", store->path);
    return check_size(store->path, file, head);
}

/* What can be said without opening it. */
static hr_status check_file(const char *path, hr_store_mode mode, bool writable) {
    struct stat about;
    if (stat(path, &about)) {
        if (errno != ENOENT && errno != ENOTDIR)
            return hr_fail(HR_EIO, "%s: cannot read: %s", path, strerror(errno));
        if (mode == HR_STORE_READ)
            return hr_fail(HR_EIO, "%s: there is no such results store; hrdim run makes one", path);
    } else if (!S_ISREG(about.st_mode)) {
        return hr_fail(HR_EIO, "%s: is %s; give the file of a results store", path,
                       S_ISDIR(about.st_mode) ? "a folder" : "no regular file");
    } else {
        if (access(path, R_OK))
            return hr_fail(HR_EIO, "%s: cannot read: %s", path, strerror(errno));
        if (mode == HR_STORE_WRITE && access(path, W_OK))
            return hr_fail(HR_EIO, "%s: is read-only; copy it to a folder that you may write to", path);
    }
    if (mode == HR_STORE_WRITE && !writable)
        return hr_fail(HR_EIO, "%s: its folder is read-only; results need one that you may write to", path);
    return HR_OK;
}

/* "file:" and the path, with what a URI gives a meaning escaped; immutable: no locks, no log. */
static char *immutable_uri(const char *path) {
    char *uri = hr_alloc(3 * strlen(path) + 32, 1, "a file name");
    if (!uri)
        return NULL;
    char *out = stpcpy(uri, "file:");
    for (; *path; path++)
        out = strchr("%?#", *path) ? out + sprintf(out, "%%%02X", *path) : (*out = *path, out + 1);
    strcpy(out, "?immutable=1");
    return uri;
}

static hr_status set_up(hr_store *store) {
    hr_status status = check_start(store);
    if (status != HR_OK)
        return status;
    sqlite3_extended_result_codes(store->db, 1);
    sqlite3_busy_timeout(store->db, (int)(store->wait * 1000));
    status = hr_store_do(
        store,
        store->mode == HR_STORE_READ
            ? "PRAGMA query_only = ON"
            : "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000");
    return status == HR_OK ? hr_store_schema(store) : status;
}

static hr_status open_immutable(hr_store *store) {
    if (has_log(store->path))
        return hr_fail(
            HR_EIO,
            "%s: results of an interrupted run wait in %s-wal, which a read-only folder cannot merge; "
            "copy both files to a folder that you may write to",
            store->path, store->path);
    sqlite3_close(store->db);
    store->db = NULL;
    char *uri = immutable_uri(store->path);
    if (!uri)
        return HR_ENOMEM;
    int code =
        sqlite3_open_v2(uri, &store->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    free(uri);
    return code == SQLITE_OK ? set_up(store) : hr_store_fail(store);
}

/* A reader opens for writing, too, where it may: so it can take the log's locks and leaves no files behind;
 * query_only keeps it from changing anything.  Where it may not, and nobody has the store open, the file is
 * read as it lies. */
static hr_status open_file(hr_store *store, bool writable) {
    bool reads = store->mode == HR_STORE_READ;
    if (reads && (!writable || access(store->path, W_OK)) && size_beside(store->path, "-wal") < 0 &&
        size_beside(store->path, "-shm") < 0)
        return open_immutable(store);
    bool log = has_log(store->path);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (reads ? 0 : SQLITE_OPEN_CREATE);
    if (sqlite3_open_v2(store->path, &store->db, flags, NULL) != SQLITE_OK)
        return hr_store_fail(store);
    if (reads && log) /* a log that was left behind stays as it is */
        sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)NULL);
    hr_status status = set_up(store);
    if (status != HR_OK && reads && sqlite3_errcode(store->db) % 256 == SQLITE_CANTOPEN)
        status = open_immutable(store);
    return status;
}

static double wait_seconds(void) {
    const char *text = getenv("HRDIM_STORE_WAIT");
    double seconds;
    return text && hr_parse_double(text, &seconds) && seconds >= 0 && seconds < 1e6 ? seconds : WAIT_SECONDS;
}

hr_status hr_store_open(hr_store **out, const char *path, hr_store_mode mode) {
    *out = NULL;
    bool writable;
    hr_status status = check_folder(path, mode, &writable);
    if (status == HR_OK)
        status = check_file(path, mode, writable);
    if (status != HR_OK)
        return status;
    hr_store *store = hr_calloc(1, sizeof *store, "a results store");
    if (!store)
        return HR_ENOMEM;
    store->mode = mode;
    store->wait = wait_seconds();
    store->path = strdup(path);
    status = store->path ? open_file(store, writable) : hr_fail(HR_ENOMEM, "out of memory: a results store");
    if (status == HR_OK)
        *out = store;
    else
        hr_store_close(store);
    return status;
}

void hr_store_close(hr_store *store) {
    if (!store)
        return;
    for (size_t i = 0; i < HR_STORE_STATEMENTS; i++)
        sqlite3_finalize(store->statement[i]);
    sqlite3_close(store->db); /* rolls back what was not committed */
    free(store->path);
    free(store);
}
