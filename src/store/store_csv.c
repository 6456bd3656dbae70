/* Results from CSV: FILE.csv, and FILE.runs.csv when the trials name runs. */
#include "store/store_file.h"

#include "base/table.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The header must be the one that the export writes. */
static hr_status check_header(const hr_table *table, const char *const *columns, size_t count) {
    for (size_t c = 0; c < count; c++)
        if (c >= table->columns || strcmp(hr_table_field(table, 0, c), columns[c]))
            return hr_fail(HR_EINPUT, "%s:1: column %zu must be '%s'; this is no file of results",
                           table->path, c + 1, columns[c]);
    return table->columns == count ? HR_OK
                                   : hr_fail(HR_EINPUT, "%s:1: column %zu, '%.60s', is unknown", table->path,
                                             count + 1, hr_table_field(table, 0, count));
}

/* "" is no object. */
static hr_status take_object(const hr_store_file *file, const char *path, size_t line, const char *name,
                             const char *text, json_t **out) {
    *out = NULL;
    if (!*text)
        return HR_OK;
    json_error_t error;
    *out = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    if (json_is_object(*out))
        return HR_OK;
    hr_status status = hr_store_file_fail(file, path, line, "%s is no JSON object: %s", name,
                                          *out ? "another value" : error.text);
    json_decref(*out);
    *out = NULL;
    return status;
}

/* The parameters follow from the key: a row that was edited by hand must not lie. */
static hr_status check_parameters(const hr_store_file *file, const hr_table *table, size_t row) {
    const char *key = hr_table_field(table, row, 0);
    hr_trial_words words;
    hr_status status = hr_trial_words_read(&words, key);
    if (status != HR_OK)
        return status == HR_ENOMEM ? status : hr_fail_prefix(status, "%s:%zu", file->path, table->line[row]);
    for (size_t c = 1; status == HR_OK && c < HR_COLUMN_STATE; c++) {
        hr_store_cell room;
        const char *wanted = hr_store_parameter(&room, &words, c), *got = hr_table_field(table, row, c);
        if (strcmp(wanted, got))
            status =
                hr_store_file_fail(file, NULL, table->line[row], "%s is '%.60s', but the key says '%.60s'",
                                   hr_store_trial_columns[c], got, wanted);
    }
    hr_trial_words_clear(&words);
    return status;
}

static hr_status take_result(const hr_store_file *file, const hr_table *table, size_t row, hr_result *out) {
    size_t line = table->line[row];
    const char *state = hr_table_field(table, row, HR_COLUMN_STATE),
               *reason = hr_table_field(table, row, HR_COLUMN_REASON);
    out->failed = !strcmp(state, "failed");
    if (!out->failed && strcmp(state, "done"))
        return hr_store_file_fail(file, NULL, line, "state must be done or failed, not '%.60s'", state);
    if ((out->failed || *reason) && !(out->reason = strdup(reason)))
        return hr_fail(HR_ENOMEM, "out of memory: the trials of a file");
    hr_status status = take_object(file, NULL, line, "outcome", hr_table_field(table, row, HR_COLUMN_OUTCOME),
                                   &out->outcome);
    if (status == HR_OK && table->columns > HR_COLUMN_TIMES)
        status =
            take_object(file, NULL, line, "times", hr_table_field(table, row, HR_COLUMN_TIMES), &out->times);
    return status;
}

static hr_status take_whole(const hr_store_file *file, const char *path, size_t line, const char *name,
                            const char *text, int64_t *out) {
    uint64_t value;
    if (!hr_parse_u64(text, 0, INT64_MAX, &value))
        return hr_store_file_fail(file, path, line, "%s must be a whole number, not '%.60s'", name, text);
    *out = (int64_t)value;
    return HR_OK;
}

static hr_status take_trial(hr_store_file *file, const hr_table *table, size_t row) {
    hr_result result;
    hr_result_init(&result);
    int64_t run = 0;
    const char *of = table->columns > HR_COLUMN_RUN ? hr_table_field(table, row, HR_COLUMN_RUN) : "";
    hr_status status = check_parameters(file, table, row);
    if (status == HR_OK && *of)
        status = take_whole(file, NULL, table->line[row], "run", of, &run);
    if (status == HR_OK)
        status = take_result(file, table, row, &result);
    if (status == HR_OK)
        return hr_store_file_add(file, table->line[row], hr_table_field(table, row, 0), run, &result);
    hr_result_clear(&result);
    return status;
}

static hr_status take_run(hr_store_file *file, const hr_table *table, size_t row) {
    const char *field[HR_STORE_RUN_COLUMNS];
    for (size_t c = 0; c < HR_STORE_RUN_COLUMNS; c++)
        field[c] = hr_table_field(table, row, c);
    hr_store_run run = {
        .host = field[1], .boot = field[2], .began = field[5], .ended = *field[6] ? field[6] : NULL};
    size_t line = table->line[row];
    json_t *provenance;
    hr_status status = take_whole(file, table->path, line, "id", field[0], &run.id);
    if (status == HR_OK)
        status = take_whole(file, table->path, line, "pid", field[3], &run.pid);
    if (status == HR_OK)
        status = take_whole(file, table->path, line, "process_start", field[4], &run.process_start);
    if (status == HR_OK && !*run.began)
        status = hr_store_file_fail(file, table->path, line, "began is empty");
    if (status == HR_OK)
        status = take_object(file, table->path, line, "provenance", field[7], &provenance);
    if (status != HR_OK)
        return status;
    if (!provenance)
        return hr_store_file_fail(file, table->path, line, "provenance is empty");
    char *text = hr_json_line(provenance);
    json_decref(provenance);
    if (!text)
        return HR_ENOMEM;
    run.provenance = text;
    status = hr_store_file_add_run(file, table->path, line, &run);
    free(text);
    return status;
}

static hr_status read_runs(hr_store_file *file, const char *path) {
    hr_table table;
    hr_status status = hr_table_read(&table, path);
    if (status != HR_OK)
        return status;
    status = check_header(&table, hr_store_run_columns, HR_STORE_RUN_COLUMNS);
    for (size_t row = 1; status == HR_OK && row < table.rows; row++)
        status = take_run(file, &table, row);
    hr_table_clear(&table);
    return status;
}

hr_status hr_store_file_read_csv(hr_store_file *file, const char *runs) {
    hr_table table;
    hr_status status = hr_table_read(&table, file->path);
    if (status != HR_OK)
        return status;
    bool results_only = table.columns == HR_STORE_RESULT_COLUMNS;
    status = check_header(&table, hr_store_trial_columns,
                          results_only ? HR_STORE_RESULT_COLUMNS : HR_STORE_TRIAL_COLUMNS);
    if (status == HR_OK && !results_only)
        status = read_runs(file, runs);
    for (size_t row = 1; status == HR_OK && row < table.rows; row++)
        status = take_trial(file, &table, row);
    hr_table_clear(&table);
    return status;
}
