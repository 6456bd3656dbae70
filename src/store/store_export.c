/* Out of the store, in the order of keys: the bytes depend on what is stored alone. */
#include "store/store_file.h"

#include "base/outfile.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    FILE *trials, *runs; /* JSON: the same */
    bool results_only, first;
} writer;

/* A JSON string with its quotes. */
static hr_status put_string(FILE *out, const char *text) {
    json_t *string = json_string(text);
    char *line = string ? hr_json_line(string) : NULL;
    json_decref(string);
    if (!line)
        return hr_fail(HR_EINPUT, "'%.200s' in the store is not UTF-8, which JSON cannot hold", text);
    fputs(line, out);
    free(line);
    return HR_OK;
}

static hr_status put_member(FILE *out, const char *name, const char *text) {
    fprintf(out, ",\"%s\":", name);
    if (text)
        return put_string(out, text);
    fputs("null", out);
    return HR_OK;
}

static hr_status put_object(FILE *out, const char *name, const json_t *object) {
    char *line = hr_json_line(object);
    if (!line)
        return HR_ENOMEM;
    fprintf(out, ",\"%s\":%s", name, line);
    free(line);
    return HR_OK;
}

static void begin_item(writer *w) {
    fputs(w->first ? "\n" : ",\n", w->trials);
    w->first = false;
}

/* Members stand in one order: key or id first. */
static hr_status json_trial(void *context, const char *key, int64_t run, const hr_result *result) {
    writer *w = context;
    begin_item(w);
    fputs("{\"key\":", w->trials);
    hr_status status = put_string(w->trials, key);
    if (status == HR_OK)
        status = put_member(w->trials, "state", result->failed ? "failed" : "done");
    if (status == HR_OK && result->failed)
        status = put_member(w->trials, "reason", result->reason);
    else if (status == HR_OK)
        status = put_object(w->trials, "outcome", result->outcome);
    if (status == HR_OK && !w->results_only && result->times)
        status = put_object(w->trials, "times", result->times);
    if (!w->results_only && run)
        fprintf(w->trials, ",\"run\":%" PRId64, run);
    putc('}', w->trials);
    return status;
}

static hr_status json_run(void *context, const hr_store_run *run) {
    writer *w = context;
    begin_item(w);
    fprintf(w->runs, "{\"id\":%" PRId64, run->id);
    hr_status status = put_member(w->runs, "host", run->host);
    if (status == HR_OK)
        status = put_member(w->runs, "boot", run->boot);
    fprintf(w->runs, ",\"pid\":%" PRId64 ",\"process_start\":%" PRId64, run->pid, run->process_start);
    if (status == HR_OK)
        status = put_member(w->runs, "began", run->began);
    if (status == HR_OK)
        status = put_member(w->runs, "ended", run->ended);
    fprintf(w->runs, ",\"provenance\":%s}", run->provenance);
    return status;
}

static hr_status write_json(hr_store *store, writer *w) {
    fprintf(w->trials, "{\"format\":\"%s\",\"version\":%d,", HR_STORE_FORMAT, HR_STORE_FORMAT_VERSION);
    hr_status status = HR_OK;
    w->first = true;
    if (!w->results_only) {
        fputs("\"runs\":[", w->trials);
        status = hr_store_each_run(store, json_run, w);
        fputs("],\n", w->trials);
    }
    w->first = true;
    fputs("\"trials\":[", w->trials);
    if (status == HR_OK)
        status = hr_store_each(store, json_trial, w);
    fputs("]}\n", w->trials);
    return status;
}

/* RFC 4180: quoted where it must be, quotes doubled. */
static void put_field(FILE *out, const char *text, bool first) {
    if (!first)
        putc(',', out);
    if (!text || !text[strcspn(text, ",\"\r\n")]) {
        fputs(text ? text : "", out);
        return;
    }
    putc('"', out);
    for (; *text; text++) {
        if (*text == '"')
            putc('"', out);
        putc(*text, out);
    }
    putc('"', out);
}

static hr_status put_object_field(FILE *out, const json_t *object) {
    char *line = object ? hr_json_line(object) : NULL;
    if (object && !line)
        return HR_ENOMEM;
    put_field(out, line, false);
    free(line);
    return HR_OK;
}

static hr_status csv_trial(void *context, const char *key, int64_t run, const hr_result *result) {
    writer *w = context;
    hr_trial_words words;
    hr_status status = hr_trial_words_read(&words, key);
    if (status != HR_OK)
        return status;
    put_field(w->trials, key, true);
    for (size_t c = 1; c < HR_COLUMN_STATE; c++) {
        hr_store_cell room;
        put_field(w->trials, hr_store_parameter(&room, &words, c), false);
    }
    hr_trial_words_clear(&words);
    put_field(w->trials, result->failed ? "failed" : "done", false);
    put_field(w->trials, result->reason, false);
    status = put_object_field(w->trials, result->outcome);
    if (status == HR_OK && !w->results_only) {
        char number[32] = "";
        if (run)
            snprintf(number, sizeof number, "%" PRId64, run);
        status = put_object_field(w->trials, result->times);
        put_field(w->trials, number, false);
    }
    putc('\n', w->trials);
    return status;
}

static hr_status csv_run(void *context, const hr_store_run *run) {
    writer *w = context;
    char id[32], pid[32], start[32];
    snprintf(id, sizeof id, "%" PRId64, run->id);
    snprintf(pid, sizeof pid, "%" PRId64, run->pid);
    snprintf(start, sizeof start, "%" PRId64, run->process_start);
    const char *const fields[HR_STORE_RUN_COLUMNS] = {id,    run->host,  run->boot,  pid,
                                                      start, run->began, run->ended, run->provenance};
    for (size_t c = 0; c < HR_STORE_RUN_COLUMNS; c++)
        put_field(w->runs, fields[c], c == 0);
    putc('\n', w->runs);
    return HR_OK;
}

static void put_header(FILE *out, const char *const *columns, size_t count) {
    for (size_t c = 0; c < count; c++)
        put_field(out, columns[c], c == 0);
    putc('\n', out);
}

static hr_status write_csv(hr_store *store, writer *w) {
    hr_status status = HR_OK;
    put_header(w->trials, hr_store_trial_columns,
               w->results_only ? HR_STORE_RESULT_COLUMNS : HR_STORE_TRIAL_COLUMNS);
    if (!w->results_only) {
        put_header(w->runs, hr_store_run_columns, HR_STORE_RUN_COLUMNS);
        status = hr_store_each_run(store, csv_run, w);
    }
    return status == HR_OK ? hr_store_each(store, csv_trial, w) : status;
}

/* Both files are complete before either is renamed into place. */
static hr_status write_files(hr_store *store, const char *path, const char *runs_path, bool results_only) {
    hr_outfile trials = {0}, runs = {0};
    bool two = runs_path && !results_only;
    hr_status status = hr_outfile_open(&trials, path);
    if (status == HR_OK && two)
        status = hr_outfile_open(&runs, runs_path);
    if (status == HR_OK) {
        writer w = {trials.stream, two ? runs.stream : trials.stream, results_only, true};
        status = runs_path ? write_csv(store, &w) : write_json(store, &w);
    }
    if (status == HR_OK && two && fflush(trials.stream) == 0)
        status = hr_outfile_commit(&runs);
    if (status == HR_OK)
        status = hr_outfile_commit(&trials);
    hr_outfile_discard(&trials);
    hr_outfile_discard(&runs);
    return status;
}

/* One transaction: runs and trials as they were at one moment, whoever writes meanwhile. */
hr_status hr_store_export(hr_store *store, const char *path, bool results_only) {
    char *runs;
    hr_status status = hr_store_file_kind(&runs, path);
    if (status != HR_OK)
        return status;
    bool own = sqlite3_get_autocommit(store->db);
    if (own)
        status = hr_store_do(store, "BEGIN");
    if (status == HR_OK)
        status = write_files(store, path, runs, results_only);
    if (own)
        hr_store_rollback(store);
    free(runs);
    return status;
}
