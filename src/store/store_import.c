/* Into the store: all of a file, or nothing. */
#include "store/store_file.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* The run as the store knows it: the same process that began at the same moment. */
static hr_status known_run(hr_store *store, const hr_store_run *run, int64_t *id) {
    sqlite3_stmt *find = NULL;
    *id = 0;
    hr_status status = hr_store_prepare(store, &find,
                                        "SELECT id FROM run WHERE host = ?1 AND boot = ?2 AND pid = ?3 AND "
                                        "process_start = ?4 AND began = ?5");
    if (status != HR_OK)
        return status;
    sqlite3_bind_text(find, 1, run->host, -1, SQLITE_STATIC);
    sqlite3_bind_text(find, 2, run->boot, -1, SQLITE_STATIC);
    sqlite3_bind_int64(find, 3, run->pid);
    sqlite3_bind_int64(find, 4, run->process_start);
    sqlite3_bind_text(find, 5, run->began, -1, SQLITE_STATIC);
    int code = sqlite3_step(find);
    if (code == SQLITE_ROW)
        *id = sqlite3_column_int64(find, 0);
    else if (code != SQLITE_DONE)
        status = hr_store_fail(store);
    sqlite3_finalize(find);
    return status;
}

/* A run that had not ended when it was stored may have by now. */
static hr_status finish_run(hr_store *store, const hr_store_run *run, int64_t id) {
    if (!run->ended)
        return HR_OK;
    sqlite3_stmt *finish = NULL;
    hr_status status = hr_store_prepare(
        store, &finish, "UPDATE run SET ended = ?2, provenance = ?3 WHERE id = ?1 AND ended IS NULL");
    if (status == HR_OK) {
        sqlite3_bind_int64(finish, 1, id);
        sqlite3_bind_text(finish, 2, run->ended, -1, SQLITE_STATIC);
        sqlite3_bind_text(finish, 3, run->provenance, -1, SQLITE_STATIC);
        status = hr_store_step(store, finish);
    }
    sqlite3_finalize(finish);
    return status;
}

/* It keeps its number where that is free, so that an empty store becomes a copy. */
static hr_status add_run(hr_store *store, const hr_store_run *run, int64_t *id) {
    sqlite3_stmt *insert = NULL;
    hr_status status = hr_store_prepare(
        store, &insert,
        "INSERT INTO run VALUES(CASE WHEN EXISTS(SELECT 1 FROM run WHERE id = ?1) THEN (SELECT max(id) + 1 "
        "FROM run) ELSE ?1 END, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    if (status == HR_OK) {
        sqlite3_bind_int64(insert, 1, run->id);
        sqlite3_bind_text(insert, 2, run->host, -1, SQLITE_STATIC);
        sqlite3_bind_text(insert, 3, run->boot, -1, SQLITE_STATIC);
        sqlite3_bind_int64(insert, 4, run->pid);
        sqlite3_bind_int64(insert, 5, run->process_start);
        sqlite3_bind_text(insert, 6, run->began, -1, SQLITE_STATIC);
        if (run->ended)
            sqlite3_bind_text(insert, 7, run->ended, -1, SQLITE_STATIC);
        sqlite3_bind_text(insert, 8, run->provenance, -1, SQLITE_STATIC);
        status = hr_store_step(store, insert);
    }
    sqlite3_finalize(insert);
    *id = sqlite3_last_insert_rowid(store->db);
    return status;
}

static hr_status put_runs(hr_store *store, const hr_store_file *file, int64_t *id) {
    for (size_t i = 0; i < file->runs; i++) {
        const hr_store_run *run = &file->run[i].run;
        hr_status status = known_run(store, run, &id[i]);
        if (status == HR_OK)
            status = id[i] ? finish_run(store, run, id[i]) : add_run(store, run, &id[i]);
        if (status != HR_OK)
            return status;
    }
    return HR_OK;
}

/* The store's number of the file's run; the file's are in order. */
static int64_t number_of(const hr_store_file *file, const int64_t *id, int64_t run) {
    size_t low = 0, high = file->runs;
    while (run && low < high) {
        size_t middle = low + (high - low) / 2;
        if (file->run[middle].run.id == run)
            return id[middle];
        if (file->run[middle].run.id < run)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

/* A second failure says nothing new. */
static hr_status known_failure(hr_store *store, const hr_store_file_trial *trial, bool *known) {
    *known = false;
    if (!trial->result.failed)
        return HR_OK;
    hr_result there;
    hr_status status = hr_store_find(store, trial->key, known, &there);
    hr_result_clear(&there);
    return status;
}

static hr_status put_trials(hr_store *store, const hr_store_file *file, const int64_t *id, uint64_t *added) {
    for (size_t i = 0; i < file->trials; i++) {
        const hr_store_file_trial *t = &file->trial[i];
        hr_store_outcome came = HR_STORE_KEPT;
        bool known;
        hr_status status = known_failure(store, t, &known);
        if (status == HR_OK && !known)
            status = hr_store_put_key(store, &came, number_of(file, id, t->run), t->key, &t->result);
        if (status != HR_OK)
            return status;
        if (came == HR_STORE_DIFFERS)
            return hr_fail_prefix(HR_EINPUT, "%s:%s%zu", file->path, file->what, t->place);
        *added += came == HR_STORE_ADDED;
    }
    return HR_OK;
}

hr_status hr_store_file_apply(hr_store *store, const hr_store_file *file, uint64_t *added) {
    *added = 0;
    int64_t *id = hr_calloc(file->runs, sizeof *id, "the runs of a file");
    hr_status status = id ? hr_store_begin(store) : HR_ENOMEM;
    if (status == HR_OK) {
        status = put_runs(store, file, id);
        if (status == HR_OK)
            status = put_trials(store, file, id, added);
        if (status == HR_OK)
            status = hr_store_commit(store);
        if (status != HR_OK)
            hr_store_rollback(store);
    }
    free(id);
    return status;
}
