/* The store as a file that people, other programs and other stores read (doc/store.md): JSON, or CSV with the
 * runs in a second file. */
#ifndef HR_STORE_FILE_H
#define HR_STORE_FILE_H

#include "store/store_db.h"
#include "trial/trial_words.h"

/* "hrdim-results" version 1 */
#define HR_STORE_FORMAT "hrdim-results"
enum { HR_STORE_FORMAT_VERSION = 1 };

typedef struct {
    int64_t id, pid, process_start;
    const char *host, *boot, *began, *ended; /* ended NULL: it never did */
    const char *provenance;                  /* a line of JSON */
} hr_store_run;

typedef hr_status (*hr_store_visit_run)(void *context, const hr_store_run *run);
/* Every run in the order of ids. */
hr_status hr_store_each_run(hr_store *store, hr_store_visit_run visit, void *context);

/* A file's format by its ending, and for CSV the name of the runs' file, "x.csv" -> "x.runs.csv" (the caller
 * frees; NULL for JSON).  HR_EUSAGE for another ending. */
hr_status hr_store_file_kind(char **runs, const char *path);

/* The columns of the CSV files; results only have all but the last two of the trials'. */
enum { HR_STORE_TRIAL_COLUMNS = 17, HR_STORE_RESULT_COLUMNS = 15, HR_STORE_RUN_COLUMNS = 8 };
enum { HR_COLUMN_STATE = 12, HR_COLUMN_REASON, HR_COLUMN_OUTCOME, HR_COLUMN_TIMES, HR_COLUMN_RUN };
extern const char *const hr_store_trial_columns[HR_STORE_TRIAL_COLUMNS];
extern const char *const hr_store_run_columns[HR_STORE_RUN_COLUMNS];

/* The text of a parameter's column (1 .. HR_COLUMN_STATE - 1), in `room` or the words' own; "" for none. */
typedef struct {
    char text[32];
} hr_store_cell;
const char *hr_store_parameter(hr_store_cell *room, const hr_trial_words *words, size_t column);

/* A file that was read and checked, before anything is stored. */
typedef struct {
    char *key;
    int64_t run; /* as the file numbers it; 0: none */
    hr_result result;
    size_t place; /* line of a CSV file, number of a JSON file's trial; from 1 */
} hr_store_file_trial;

typedef struct {
    hr_store_run run; /* its strings are its own */
    size_t place;
} hr_store_file_run;

typedef struct {
    char *path;
    const char *what; /* is counted by the places: "" for lines, "trial " or "run " */
    hr_store_file_trial *trial;
    size_t trials, trial_capacity;
    hr_store_file_run *run;
    size_t runs, run_capacity;
} hr_store_file;

/* HR_EIO, or HR_EINPUT with file and line or number of the trial for whatever is wrong in it. */
hr_status hr_store_file_read(hr_store_file *out, const char *path);
void hr_store_file_clear(hr_store_file *file);
/* All or nothing.  Trials that are there already stay (and must agree), but a failed one is replaced by one
 * that is done; `added` counts what is new.  Results of versions, tasks and methods that this program does
 * not have are data like the others. */
hr_status hr_store_file_apply(hr_store *store, const hr_store_file *file, uint64_t *added);

/* For the two readers: a message with the place, and appending what is checked here.  hr_store_file_add takes
 * `result` over, also when it fails. */
hr_status hr_store_file_fail(const hr_store_file *file, const char *path, size_t place, const char *format,
                             ...) __attribute__((format(printf, 4, 5)));
hr_status hr_store_file_add(hr_store_file *file, size_t place, const char *key, int64_t run,
                            hr_result *result);
hr_status hr_store_file_add_run(hr_store_file *file, const char *path, size_t place, const hr_store_run *run);
hr_status hr_store_file_read_json(hr_store_file *file);
hr_status hr_store_file_read_csv(hr_store_file *file, const char *runs);

#endif
