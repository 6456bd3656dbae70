/* The results store: one SQLite file, a row per trial, a row per run (doc/store.md).
 *
 * WAL mode, full synchronisation: a trial whose transaction was committed survives kill -9, a power loss and
 * a full disk; one that was not leaves no trace.  Several processes may write at once: the first to finish
 * a trial keeps its row, a second must have the same outcome, or hr_store_put fails naming the key.
 * One hr_store is for one thread; open another for another. */
#ifndef HR_STORE_H
#define HR_STORE_H

#include "trial/trial.h"

enum { HR_STORE_SCHEMA = 1 };

typedef struct hr_store hr_store;

typedef enum {
    HR_STORE_READ,  /* must exist; nothing is changed, not even on a read-only file system */
    HR_STORE_WRITE, /* is made when missing */
} hr_store_mode;

/* HR_EIO or HR_EINPUT in one line with the mend: a newer schema, no store at all, a read-only folder or file,
 * a full disk, a file that is damaged. */
hr_status hr_store_open(hr_store **out, const char *path, hr_store_mode mode);
void hr_store_close(hr_store *store); /* NULL is fine */

/* Is the trial there, done or failed?  `out` is initialised here and the caller's to clear. */
hr_status hr_store_find(hr_store *store, const char *key, bool *found, hr_result *out);

/* A run: who computes, with what (provenance.h).  While a run is open its process is on record, and
 * hr_store_others counts the other living processes of this machine that write here; `who` gets
 * "process 123 (hrdim run bench/depth.ini, since 2026-11-23T02:00:00Z)" of one.  run_end without provenance
 * keeps that of the beginning. */
hr_status hr_store_run_begin(hr_store *store, int64_t *run, const json_t *provenance);
hr_status hr_store_run_end(hr_store *store, int64_t run, const json_t *provenance);
hr_status hr_store_others(hr_store *store, int64_t run, size_t *count, char *who, size_t size);

/* Transactions; put works only inside one, and other processes that write wait meanwhile (60 s at most, or
 * $HRDIM_STORE_WAIT): do no work inside.  When a put or commit fails, nothing since begin is stored once the
 * transaction is rolled back, as hr_store_close does, too.  Run 0: of no run.  A failed trial is replaced by
 * any later result, a done one never.
 */
hr_status hr_store_begin(hr_store *store);
hr_status hr_store_put(hr_store *store, int64_t run, const char *key, const hr_result *result);
hr_status hr_store_commit(hr_store *store);
void hr_store_rollback(hr_store *store); /* does nothing outside of a transaction */

typedef struct {
    int schema;
    uint64_t done, failed, runs, open_runs; /* open: begun, never ended (interrupted, or still running) */
} hr_store_info;
hr_status hr_store_about(hr_store *store, hr_store_info *out);

/* Reads the whole file and its checks; HR_EINPUT when something in it is damaged. */
hr_status hr_store_verify(hr_store *store);

/* Every trial in the order of keys. */
typedef hr_status (*hr_store_visit)(void *context, const char *key, int64_t run, const hr_result *result);
hr_status hr_store_each(hr_store *store, hr_store_visit visit, void *context);

/* FILE.json, or FILE.csv with FILE.runs.csv beside it (trials; runs).  With results_only neither times nor
 * runs are written: the bytes then depend on the trials alone.  Export, import into an empty store and export
 * again: the same bytes. */
hr_status hr_store_export(hr_store *store, const char *path, bool results_only);

#endif
