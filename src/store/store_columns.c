/* The columns of the CSV files (doc/store.md). */
#include "store/store_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const hr_store_trial_columns[HR_STORE_TRIAL_COLUMNS] = {
    "key",     "task", "task_version", "subject", "subject_version", "hierarchy", "notion", "eps", "dim",
    "seconds", "seed", "tally",        "state",   "reason",          "outcome",   "times",  "run"};

const char *const hr_store_run_columns[HR_STORE_RUN_COLUMNS] = {
    "id", "host", "boot", "pid", "process_start", "began", "ended", "provenance"};

static const char *whole(hr_store_cell *room, uint64_t value) {
    snprintf(room->text, sizeof room->text, "%" PRIu64, value);
    return room->text;
}

static const char *real(hr_store_cell *room, double value) {
    hr_trial_words_real(room->text, value);
    return room->text;
}

const char *hr_store_parameter(hr_store_cell *room, const hr_trial_words *words, size_t column) {
    switch (column) {
    case 1:
        return words->task;
    case 2:
        return whole(room, words->task_version);
    case 3:
        return words->subject;
    case 4:
        return *words->subject ? whole(room, words->subject_version) : "";
    case 5:
        return words->hierarchy;
    case 6:
        return words->notion;
    case 7:
        return real(room, words->eps);
    case 8:
        return whole(room, words->dim);
    case 9:
        return real(room, words->seconds);
    case 10:
        return whole(room, words->seed);
    default:
        return words->tally ? "1" : "0";
    }
}

/* ".csv" becomes ".runs.csv". */
hr_status hr_store_file_kind(char **runs, const char *path) {
    *runs = NULL;
    size_t length = strlen(path);
    const char *ending = length > 5 ? path + length - 5 : "";
    if (!strcmp(ending, ".json"))
        return HR_OK;
    ending = length > 4 ? path + length - 4 : "";
    if (strcmp(ending, ".csv"))
        return hr_fail(HR_EUSAGE, "%s: is neither .json nor .csv; give the file one of these endings", path);
    *runs = malloc(length + 6);
    if (!*runs)
        return hr_fail(HR_ENOMEM, "out of memory: a file name");
    snprintf(*runs, length + 6, "%.*s.runs.csv", (int)(length - 4), path);
    return HR_OK;
}
