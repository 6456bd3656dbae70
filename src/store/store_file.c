/* A file of results, read and checked whole before the store is touched. */
#include "store/store_file.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

hr_status hr_store_file_fail(const hr_store_file *file, const char *path, size_t place, const char *format,
                             ...) {
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return hr_fail(HR_EINPUT, "%s:%s%zu: %s", path ? path : file->path, file->what, place, text);
}

static hr_status check_result(const hr_store_file *file, size_t place, const hr_result *result) {
    if (result->failed && result->outcome)
        return hr_store_file_fail(file, NULL, place, "a failed trial has no outcome");
    if (result->failed && !result->reason)
        return hr_store_file_fail(file, NULL, place, "a failed trial has a reason");
    if (!result->failed && result->reason)
        return hr_store_file_fail(file, NULL, place, "a trial that is done has no reason");
    if (!result->failed && !result->outcome)
        return hr_store_file_fail(file, NULL, place, "a trial that is done has an outcome");
    return HR_OK;
}

hr_status hr_store_file_add(hr_store_file *file, size_t place, const char *key, int64_t run,
                            hr_result *result) {
    hr_status status = check_result(file, place, result);
    hr_trial_words words;
    if (status == HR_OK && (status = hr_trial_words_read(&words, key)) == HR_OK)
        hr_trial_words_clear(&words);
    else if (status != HR_OK && status != HR_ENOMEM && hr_error()[0] == '\'')
        status = hr_fail_prefix(status, "%s:%s%zu", file->path, file->what, place);
    if (status == HR_OK)
        status = hr_grow(&file->trial, &file->trial_capacity, file->trials + 1, sizeof *file->trial,
                         "the trials of a file");
    char *copy = status == HR_OK ? strdup(key) : NULL;
    if (status == HR_OK && !copy)
        status = hr_fail(HR_ENOMEM, "out of memory: the trials of a file");
    if (status != HR_OK) {
        hr_result_clear(result);
        return status;
    }
    file->trial[file->trials++] =
        (hr_store_file_trial){.key = copy, .run = run, .result = *result, .place = place};
    hr_result_init(result);
    return HR_OK;
}

static void clear_run(hr_store_run *run) {
    free((char *)run->host);
    free((char *)run->boot);
    free((char *)run->began);
    free((char *)run->ended);
    free((char *)run->provenance);
}

hr_status hr_store_file_add_run(hr_store_file *file, const char *path, size_t place,
                                const hr_store_run *run) {
    if (run->id < 1)
        return hr_store_file_fail(file, path, place, "a run's id is at least 1");
    if (file->runs && file->run[file->runs - 1].run.id >= run->id)
        return hr_store_file_fail(file, path, place, "run %lld does not stand in the order of ids",
                                  (long long)run->id);
    if (hr_grow(&file->run, &file->run_capacity, file->runs + 1, sizeof *file->run, "the runs of a file") !=
        HR_OK)
        return HR_ENOMEM;
    hr_store_run copy = *run;
    copy.host = strdup(run->host);
    copy.boot = strdup(run->boot);
    copy.began = strdup(run->began);
    copy.ended = run->ended ? strdup(run->ended) : NULL;
    copy.provenance = strdup(run->provenance);
    if (!copy.host || !copy.boot || !copy.began || (run->ended && !copy.ended) || !copy.provenance) {
        clear_run(&copy);
        return hr_fail(HR_ENOMEM, "out of memory: the runs of a file");
    }
    file->run[file->runs++] = (hr_store_file_run){.run = copy, .place = place};
    return HR_OK;
}

static int by_key(const void *a, const void *b) {
    const hr_store_file_trial *const *x = a, *const *y = b;
    int order = strcmp((*x)->key, (*y)->key);
    return order ? order : ((*x)->place > (*y)->place) - ((*x)->place < (*y)->place);
}

static hr_status check_twice(const hr_store_file *file) {
    const hr_store_file_trial **sorted = hr_alloc(file->trials, sizeof *sorted, "the trials of a file");
    if (!sorted)
        return HR_ENOMEM;
    for (size_t i = 0; i < file->trials; i++)
        sorted[i] = &file->trial[i];
    qsort(sorted, file->trials, sizeof *sorted, by_key);
    hr_status status = HR_OK;
    for (size_t i = 1; status == HR_OK && i < file->trials; i++)
        if (!strcmp(sorted[i - 1]->key, sorted[i]->key))
            status = hr_store_file_fail(file, NULL, sorted[i]->place, "'%.200s' is there already, at %s%zu",
                                        sorted[i]->key, file->what, sorted[i - 1]->place);
    free(sorted);
    return status;
}

static int by_id(const void *a, const void *b) {
    const int64_t *id = a;
    const hr_store_file_run *run = b;
    return (*id > run->run.id) - (*id < run->run.id);
}

static hr_status check_runs(const hr_store_file *file) {
    for (size_t i = 0; i < file->trials; i++) {
        int64_t run = file->trial[i].run;
        if (run && !bsearch(&run, file->run, file->runs, sizeof *file->run, by_id))
            return hr_store_file_fail(file, NULL, file->trial[i].place, "there is no run %lld in the file",
                                      (long long)run);
    }
    return HR_OK;
}

hr_status hr_store_file_read(hr_store_file *out, const char *path) {
    *out = (hr_store_file){.what = ""};
    char *runs;
    hr_status status = hr_store_file_kind(&runs, path);
    if (status != HR_OK)
        return status;
    out->path = strdup(path);
    if (!out->path)
        status = hr_fail(HR_ENOMEM, "out of memory: a file name");
    else
        status = runs ? hr_store_file_read_csv(out, runs) : hr_store_file_read_json(out);
    free(runs);
    if (status == HR_OK)
        status = check_twice(out);
    if (status == HR_OK)
        status = check_runs(out);
    if (status != HR_OK)
        hr_store_file_clear(out);
    return status;
}

void hr_store_file_clear(hr_store_file *file) {
    for (size_t i = 0; i < file->trials; i++) {
        free(file->trial[i].key);
        hr_result_clear(&file->trial[i].result);
    }
    for (size_t i = 0; i < file->runs; i++)
        clear_run(&file->run[i].run);
    free(file->trial);
    free(file->run);
    free(file->path);
    *file = (hr_store_file){0};
}
