/* Trials in the store. */
#include "store/store_db.h"

#include "trial/trial_words.h"

#include <stdlib.h>
#include <string.h>

hr_status hr_store_begin(hr_store *store) {
    sqlite3_stmt *begin = hr_store_statement_of(store, HR_STORE_BEGIN);
    return begin ? hr_store_step(store, begin) : HR_EIO;
}

/* After some failures (a full disk) SQLite has rolled back by itself. */
void hr_store_rollback(hr_store *store) {
    sqlite3_stmt *rollback = hr_store_statement_of(store, HR_STORE_ROLLBACK);
    if (rollback && !sqlite3_get_autocommit(store->db)) {
        sqlite3_step(rollback);
        sqlite3_reset(rollback);
    }
}

hr_status hr_store_commit(hr_store *store) {
    sqlite3_stmt *commit = hr_store_statement_of(store, HR_STORE_COMMIT);
    hr_status status = commit ? hr_store_step(store, commit) : HR_EIO;
    if (status != HR_OK)
        hr_store_rollback(store);
    return status;
}

static hr_status take_object(hr_store *store, sqlite3_stmt *row, int column, json_t **out) {
    const char *text = (const char *)sqlite3_column_text(row, column);
    if (!text)
        return HR_OK;
    json_error_t error;
    *out = json_loadb(text, (size_t)sqlite3_column_bytes(row, column), JSON_REJECT_DUPLICATES, &error);
    if (json_is_object(*out))
        return HR_OK;
    return hr_fail(HR_EINPUT, "%s: is damaged: trial '%.200s' has a broken %s: %s", store->path,
                   (const char *)sqlite3_column_text(row, 0), sqlite3_column_name(row, column), error.text);
}

/* A row of columns key, run, state, reason, outcome, times as a result. */
static hr_status take_row(hr_store *store, sqlite3_stmt *row, hr_result *out) {
    hr_result_init(out);
    const char *state = (const char *)sqlite3_column_text(row, 2),
               *reason = (const char *)sqlite3_column_text(row, 3);
    out->failed = state && !strcmp(state, "failed");
    hr_status status = HR_OK;
    if (out->failed && !(out->reason = strdup(reason ? reason : "")))
        status = hr_fail(HR_ENOMEM, "out of memory: a result");
    if (status == HR_OK)
        status = take_object(store, row, 4, &out->outcome);
    if (status == HR_OK)
        status = take_object(store, row, 5, &out->times);
    if (status != HR_OK)
        hr_result_clear(out);
    return status;
}

hr_status hr_store_find(hr_store *store, const char *key, bool *found, hr_result *out) {
    *found = false;
    hr_result_init(out);
    sqlite3_stmt *find = hr_store_statement_of(store, HR_STORE_FIND);
    if (!find)
        return HR_EIO;
    sqlite3_bind_text(find, 1, key, -1, SQLITE_STATIC);
    int code = sqlite3_step(find);
    hr_status status = HR_OK;
    if (code == SQLITE_ROW) {
        status = take_row(store, find, out);
        *found = status == HR_OK;
    } else if (code != SQLITE_DONE) {
        status = hr_store_fail(store);
    }
    sqlite3_reset(find);
    sqlite3_clear_bindings(find);
    return status;
}

/* "" as NULL: such a parameter does not exist for this trial. */
static int bind_word(sqlite3_stmt *put, int at, const char *word) {
    return *word ? sqlite3_bind_text(put, at, word, -1, SQLITE_STATIC) : sqlite3_bind_null(put, at);
}

static int bind_seed(sqlite3_stmt *put, int at, uint64_t seed) {
    if (seed <= INT64_MAX)
        return sqlite3_bind_int64(put, at, (sqlite3_int64)seed);
    char digits[24];
    sqlite3_snprintf(sizeof digits, digits, "%llu", (unsigned long long)seed);
    return sqlite3_bind_text(put, at, digits, -1, SQLITE_TRANSIENT);
}

static bool bind_words(sqlite3_stmt *put, const char *key, const hr_trial_words *words) {
    int bad = sqlite3_bind_text(put, 1, key, -1, SQLITE_STATIC);
    bad |= bind_word(put, 2, words->task);
    bad |= sqlite3_bind_int64(put, 3, words->task_version);
    bad |= bind_word(put, 4, words->subject);
    bad |= *words->subject ? sqlite3_bind_int64(put, 5, words->subject_version) : sqlite3_bind_null(put, 5);
    bad |= bind_word(put, 6, words->hierarchy);
    bad |= bind_word(put, 7, words->notion);
    bad |= sqlite3_bind_double(put, 8, words->eps);
    bad |= sqlite3_bind_int64(put, 9, words->dim);
    bad |= sqlite3_bind_double(put, 10, words->seconds);
    bad |= bind_seed(put, 11, words->seed);
    bad |= sqlite3_bind_int(put, 12, words->tally);
    return !bad;
}

/* The reason is for people, and may quote a file that is not UTF-8; JSON cannot. */
static char *utf8(const char *text) {
    char *copy = strdup(text);
    for (char *c = copy; copy && *c;) {
        size_t length = 1;
        json_t *string = NULL;
        for (; length <= 4 && strnlen(c, length) == length && !(string = json_stringn(c, length)); length++)
            ;
        json_decref(string);
        if (string) {
            c += length;
        } else {
            *c++ = '?';
        }
    }
    return copy;
}

typedef struct {
    char *reason, *outcome, *times;
} texts;

static void free_texts(texts *t) {
    free(t->reason);
    free(t->outcome);
    free(t->times);
}

static hr_status make_texts(texts *out, const hr_result *result) {
    *out = (texts){0};
    if (result->failed)
        out->reason = utf8(result->reason ? result->reason : "");
    else
        out->outcome = hr_json_line(result->outcome);
    if (result->times)
        out->times = hr_json_line(result->times);
    if ((out->reason || out->outcome) && (out->times || !result->times))
        return HR_OK;
    free_texts(out);
    return hr_fail(HR_ENOMEM, "out of memory: a result");
}

static bool bind_texts(sqlite3_stmt *put, const texts *t, int64_t run) {
    int bad = sqlite3_bind_text(put, 13, t->reason ? "failed" : "done", -1, SQLITE_STATIC);
    bad |= t->reason ? sqlite3_bind_text(put, 14, t->reason, -1, SQLITE_STATIC) : sqlite3_bind_null(put, 14);
    bad |=
        t->outcome ? sqlite3_bind_text(put, 15, t->outcome, -1, SQLITE_STATIC) : sqlite3_bind_null(put, 15);
    bad |= t->times ? sqlite3_bind_text(put, 16, t->times, -1, SQLITE_STATIC) : sqlite3_bind_null(put, 16);
    bad |= run ? sqlite3_bind_int64(put, 17, run) : sqlite3_bind_null(put, 17);
    return !bad;
}

/* The trial is there already, and done: a second result must be the same, a failure is no news. */
static hr_status compare(hr_store *store, hr_store_outcome *came, const char *key, const texts *t) {
    *came = HR_STORE_KEPT;
    sqlite3_stmt *find = hr_store_statement_of(store, HR_STORE_FIND);
    if (!find)
        return HR_EIO;
    sqlite3_bind_text(find, 1, key, -1, SQLITE_STATIC);
    hr_status status = HR_OK;
    if (sqlite3_step(find) != SQLITE_ROW) {
        status = hr_store_fail(store);
    } else if (t->outcome) {
        const char *there = (const char *)sqlite3_column_text(find, 4);
        if (there && strcmp(there, t->outcome)) {
            *came = HR_STORE_DIFFERS;
            hr_fail(HR_EINTERNAL, "trial '%.300s' has the outcome %.300s in %s, and now %.300s", key, there,
                    store->path, t->outcome);
        }
    }
    sqlite3_reset(find);
    sqlite3_clear_bindings(find);
    return status;
}

static hr_status insert(hr_store *store, hr_store_outcome *came, const char *key, const hr_trial_words *words,
                        const texts *t, int64_t run) {
    sqlite3_stmt *put = hr_store_statement_of(store, HR_STORE_PUT);
    if (!put)
        return HR_EIO;
    if (!bind_words(put, key, words) || !bind_texts(put, t, run))
        return hr_store_fail(store);
    hr_status status = hr_store_step(store, put);
    int changes = sqlite3_changes(store->db);
    sqlite3_clear_bindings(put);
    if (status == HR_OK && !changes)
        return compare(store, came, key, t);
    *came = HR_STORE_ADDED;
    return status;
}

hr_status hr_store_put_key(hr_store *store, hr_store_outcome *came, int64_t run, const char *key,
                           const hr_result *result) {
    *came = HR_STORE_KEPT;
    if (sqlite3_get_autocommit(store->db))
        return hr_fail(HR_EINTERNAL, "%s: a result outside of a transaction", store->path);
    if (!result->failed && !json_is_object(result->outcome))
        return hr_fail(HR_EINTERNAL, "trial '%.300s' is done, but has no outcome", key);
    hr_trial_words words;
    hr_status status = hr_trial_words_read(&words, key);
    if (status != HR_OK)
        return status;
    texts t;
    status = make_texts(&t, result);
    if (status == HR_OK) {
        status = insert(store, came, key, &words, &t, run);
        free_texts(&t);
    }
    hr_trial_words_clear(&words);
    return status;
}

hr_status hr_store_put(hr_store *store, int64_t run, const char *key, const hr_result *result) {
    hr_store_outcome came;
    hr_status status = hr_store_put_key(store, &came, run, key, result);
    if (status == HR_OK && came == HR_STORE_DIFFERS)
        return hr_fail_prefix(HR_EINTERNAL, "two results of one trial, which is a bug of hrdim");
    return status;
}

hr_status hr_store_each(hr_store *store, hr_store_visit visit, void *context) {
    sqlite3_stmt *each;
    hr_status status = hr_store_prepare(
        store, &each, "SELECT key, run, state, reason, outcome, times FROM trial ORDER BY key");
    int code = SQLITE_DONE;
    while (status == HR_OK && (code = sqlite3_step(each)) == SQLITE_ROW) {
        hr_result result;
        status = take_row(store, each, &result);
        if (status == HR_OK)
            status = visit(context, (const char *)sqlite3_column_text(each, 0), sqlite3_column_int64(each, 1),
                           &result);
        hr_result_clear(&result);
    }
    if (status == HR_OK && code != SQLITE_DONE)
        status = hr_store_fail(store);
    sqlite3_finalize(each);
    return status;
}

hr_status hr_store_about(hr_store *store, hr_store_info *out) {
    const struct {
        const char *sql;
        uint64_t *to;
    } rows[] = {
        {"SELECT count(*) FROM trial WHERE state = 'done'", &out->done},
        {"SELECT count(*) FROM trial WHERE state = 'failed'", &out->failed},
        {"SELECT count(*) FROM run", &out->runs},
        {"SELECT count(*) FROM run WHERE ended IS NULL", &out->open_runs},
    };
    *out = (hr_store_info){0};
    int64_t value;
    hr_status status = hr_store_number(store, "PRAGMA user_version", 0, &value);
    out->schema = (int)value;
    for (size_t i = 0; status == HR_OK && i < sizeof rows / sizeof *rows; i++) {
        status = hr_store_number(store, rows[i].sql, 0, &value);
        *rows[i].to = (uint64_t)value;
    }
    return status;
}
