/* What the files of the store share (store.h). */
#ifndef HR_STORE_DB_H
#define HR_STORE_DB_H

#include "store/store.h"

#include <sqlite3.h>

enum { HR_STORE_APPLICATION = 0x6872646d }; /* "hrdm": PRAGMA application_id */

typedef enum {
    HR_STORE_FIND,
    HR_STORE_PUT,
    HR_STORE_BEGIN,
    HR_STORE_COMMIT,
    HR_STORE_ROLLBACK,
    HR_STORE_STATEMENTS
} hr_store_statement;

struct hr_store {
    sqlite3 *db;
    char *path;
    hr_store_mode mode;
    double wait; /* seconds, for the lock of another process */
    bool asking; /* who holds it: a failure of that is not asked about again */
    sqlite3_stmt *statement[HR_STORE_STATEMENTS];
};

/* The prepared statement, made when it is first asked for; NULL with a message. */
sqlite3_stmt *hr_store_statement_of(hr_store *store, hr_store_statement which);

/* One line for SQLite's last failure, with the mend. */
hr_status hr_store_fail(hr_store *store);

/* Runs SQL that gives no rows that matter. */
hr_status hr_store_do(hr_store *store, const char *sql);
/* The first column of the first row; `otherwise` when there is none. */
hr_status hr_store_number(hr_store *store, const char *sql, int64_t otherwise, int64_t *value);
/* A statement for one use: the caller finalises. */
hr_status hr_store_prepare(hr_store *store, sqlite3_stmt **out, const char *sql);

/* Steps a statement that gives no row, and resets it. */
hr_status hr_store_step(hr_store *store, sqlite3_stmt *statement);

/* store_schema.c: makes the tables in an empty file, refuses what is no store of this schema. */
hr_status hr_store_schema(hr_store *store);

typedef enum { HR_STORE_ADDED, HR_STORE_KEPT, HR_STORE_DIFFERS } hr_store_outcome;

/* hr_store_put by the key alone; run 0: none.  HR_STORE_DIFFERS: there is another outcome, nothing was
 * changed. */
hr_status hr_store_put_key(hr_store *store, hr_store_outcome *came, int64_t run, const char *key,
                           const hr_result *result);

#endif
