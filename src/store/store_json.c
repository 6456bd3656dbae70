/* Results from JSON: {"format":"hrdim-results","version":1,"runs":[...],"trials":[...]}. */
#include "store/store_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* HR_EINPUT for a member that is not in the list, with the nearest. */
static hr_status check_members(const hr_store_file *file, size_t place, json_t *object,
                               const char *const *allowed) {
    if (!json_is_object(object))
        return hr_store_file_fail(file, NULL, place, "is no JSON object");
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value) {
        const char *const *known = allowed;
        while (*known && strcmp(*known, name))
            known++;
        if (!*known)
            return hr_store_file_fail(file, NULL, place, "'%.60s' is unknown", name);
    }
    return HR_OK;
}

static hr_status wrong_type(const hr_store_file *file, size_t place, const char *name, const char *type) {
    return hr_store_file_fail(file, NULL, place, "%s must be %s", name, type);
}

/* Absent and null: NULL. */
static json_t *member(const json_t *object, const char *name) {
    json_t *value = json_object_get(object, name);
    return json_is_null(value) ? NULL : value;
}

static hr_status take_string(const hr_store_file *file, size_t place, const json_t *object, const char *name,
                             bool optional, const char **out) {
    const json_t *value = member(object, name);
    *out = json_string_value(value);
    return *out || (optional && !value) ? HR_OK : wrong_type(file, place, name, "a string");
}

static hr_status take_whole(const hr_store_file *file, size_t place, const json_t *object, const char *name,
                            int64_t least, bool optional, int64_t *out) {
    const json_t *value = member(object, name);
    *out = json_integer_value(value);
    if ((!value && optional) || (json_is_integer(value) && *out >= least))
        return HR_OK;
    return hr_store_file_fail(file, NULL, place, "%s must be a whole number of at least %lld", name,
                              (long long)least);
}

static hr_status take_object(const hr_store_file *file, size_t place, const json_t *object, const char *name,
                             json_t **out) {
    json_t *value = member(object, name);
    if (value && !json_is_object(value))
        return wrong_type(file, place, name, "an object");
    *out = json_incref(value);
    return HR_OK;
}

static hr_status take_state(const hr_store_file *file, size_t place, const json_t *trial, bool *failed) {
    const char *state;
    hr_status status = take_string(file, place, trial, "state", false, &state);
    if (status != HR_OK)
        return status;
    *failed = !strcmp(state, "failed");
    return *failed || !strcmp(state, "done") ? HR_OK : wrong_type(file, place, "state", "done or failed");
}

static hr_status take_trial(hr_store_file *file, size_t place, json_t *trial) {
    static const char *const allowed[] = {"key", "state", "reason", "outcome", "times", "run", NULL};
    const char *key = NULL, *reason = NULL;
    int64_t run = 0;
    hr_result result;
    hr_result_init(&result);
    hr_status status = check_members(file, place, trial, allowed);
    if (status == HR_OK)
        status = take_string(file, place, trial, "key", false, &key);
    if (status == HR_OK)
        status = take_state(file, place, trial, &result.failed);
    if (status == HR_OK)
        status = take_string(file, place, trial, "reason", true, &reason);
    if (status == HR_OK)
        status = take_whole(file, place, trial, "run", 1, true, &run);
    if (status == HR_OK)
        status = take_object(file, place, trial, "outcome", &result.outcome);
    if (status == HR_OK)
        status = take_object(file, place, trial, "times", &result.times);
    if (status == HR_OK && reason && !(result.reason = strdup(reason)))
        status = hr_fail(HR_ENOMEM, "out of memory: the trials of a file");
    if (status == HR_OK)
        return hr_store_file_add(file, place, key, run, &result);
    hr_result_clear(&result);
    return status;
}

static hr_status take_run(hr_store_file *file, size_t place, json_t *object) {
    static const char *const allowed[] = {"id",    "host",  "boot",       "pid", "process_start",
                                          "began", "ended", "provenance", NULL};
    hr_store_run run;
    json_t *provenance = NULL;
    hr_status status = check_members(file, place, object, allowed);
    if (status == HR_OK)
        status = take_whole(file, place, object, "id", 1, false, &run.id);
    if (status == HR_OK)
        status = take_string(file, place, object, "host", false, &run.host);
    if (status == HR_OK)
        status = take_string(file, place, object, "boot", false, &run.boot);
    if (status == HR_OK)
        status = take_whole(file, place, object, "pid", 0, false, &run.pid);
    if (status == HR_OK)
        status = take_whole(file, place, object, "process_start", 0, false, &run.process_start);
    if (status == HR_OK)
        status = take_string(file, place, object, "began", false, &run.began);
    if (status == HR_OK)
        status = take_string(file, place, object, "ended", true, &run.ended);
    if (status == HR_OK)
        status = take_object(file, place, object, "provenance", &provenance);
    if (status == HR_OK && !provenance)
        status = wrong_type(file, place, "provenance", "an object");
    if (status != HR_OK)
        return status;
    char *line = hr_json_line(provenance);
    json_decref(provenance);
    if (!line)
        return HR_ENOMEM;
    run.provenance = line;
    status = hr_store_file_add_run(file, NULL, place, &run);
    free(line);
    return status;
}

static hr_status take_list(hr_store_file *file, const json_t *root, const char *name, const char *what,
                           bool optional,
                           hr_status (*take)(hr_store_file *file, size_t place, json_t *item)) {
    json_t *list = json_object_get(root, name);
    if (!list && optional)
        return HR_OK;
    if (!json_is_array(list))
        return hr_fail(HR_EINPUT, "%s: '%s' must be a list", file->path, name);
    file->what = what;
    hr_status status = HR_OK;
    for (size_t i = 0; status == HR_OK && i < json_array_size(list); i++)
        status = take(file, i + 1, json_array_get(list, i));
    return status;
}

static hr_status take_root(hr_store_file *file, const json_t *root) {
    const char *format = json_string_value(json_object_get(root, "format")), *name;
    json_t *value;
    json_object_foreach((json_t *)root, name, value) if (
        strcmp(name, "format") && strcmp(name, "version") && strcmp(name, "runs") &&
        strcmp(
            name,
            "trials")) return hr_fail(HR_EINPUT,
                                      "%s: '%.60s' is unknown; a file of results has format, version, runs, trials",
                                      file->path, name);
    if (!format || strcmp(format, HR_STORE_FORMAT))
        return hr_fail(HR_EINPUT, "%s: is no file of results (\"format\" is not \"%s\")", file->path,
                       HR_STORE_FORMAT);
    const json_t *version = json_object_get(root, "version");
    if (!json_is_integer(version) || json_integer_value(version) != HR_STORE_FORMAT_VERSION)
        return hr_fail(HR_EINPUT, "%s: has not version %d of the format, which is all this hrdim knows",
                       file->path, HR_STORE_FORMAT_VERSION);
    hr_status status = take_list(file, root, "runs", "run ", true, take_run);
    return status == HR_OK ? take_list(file, root, "trials", "trial ", false, take_trial) : status;
}

hr_status hr_store_file_read_json(hr_store_file *file) {
    FILE *stream = fopen(file->path, "rb");
    if (!stream)
        return hr_fail(HR_EIO, "%s: cannot read: %s", file->path, strerror(errno));
    json_error_t error;
    errno = 0;
    json_t *root = json_loadf(stream, JSON_REJECT_DUPLICATES, &error);
    bool unreadable = ferror(stream);
    int why = errno;
    fclose(stream);
    if (unreadable) {
        json_decref(root);
        return hr_fail(HR_EIO, "%s: cannot read: %s", file->path, strerror(why));
    }
    if (!root)
        return hr_fail(HR_EINPUT, "%s:%d: is no JSON: %s", file->path, error.line, error.text);
    hr_status status = take_root(file, root);
    json_decref(root);
    return status;
}
