#include "report/page_parts.h"

#include "base/memory.h"
#include "base/outfile.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool there(const char *path) {
    return access(path, F_OK) == 0;
}

/* The stored text becomes a file of the same name for as long as it is read. */
static hr_status read_stored(hr_experiment *out, const char *name, const char *text) {
    const char *base = getenv("TMPDIR");
    char folder[300], path[600];
    snprintf(folder, sizeof folder, "%s/hrdim-report-XXXXXX",
             base && *base && strlen(base) < 200 ? base : "/tmp");
    if (strlen(name) > 200)
        return hr_fail(HR_EINPUT, "%.40s...: the name is too long", name);
    if (!mkdtemp(folder))
        return hr_fail(HR_EIO, "%s: cannot make a scratch folder: %s", folder, strerror(errno));
    snprintf(path, sizeof path, "%s/%s.ini", folder, name);
    hr_outfile file;
    hr_status status = hr_outfile_open(&file, path);
    if (status == HR_OK) {
        fputs(text, file.stream);
        status = hr_outfile_commit(&file);
    }
    if (status == HR_OK)
        status = hr_experiment_read(out, path, false, NULL, 0);
    unlink(path);
    rmdir(folder);
    if (status != HR_OK)
        status = hr_fail_prefix(status, "the spec stored in %s.provenance.json", name);
    return status;
}

/* Where the literature of a stored spec is looked for; without it the rest is still worth showing. */
static hr_status settle(hr_experiment *e, const hr_page_options *options) {
    char path[4096];
    char *folder = strdup(options->specs);
    if (!folder) {
        hr_experiment_clear(e);
        return hr_fail(HR_ENOMEM, "out of memory: a file name");
    }
    free(e->folder);
    e->folder = folder;
    snprintf(path, sizeof path, "%s/literature.csv", folder);
    if (!there(path))
        e->literatures = 0;
    return HR_OK;
}

hr_status hr_page_spec(hr_experiment *out, bool *found, bool *changed, const hr_page_options *options,
                       const char *name, const json_t *provenance) {
    static const char quick[] = "-reduced";
    const char *stored = json_string_value(json_object_get(provenance, "spec_text"));
    size_t length = strlen(name), tail = sizeof quick - 1;
    bool reduced = length > tail && !strcmp(name + length - tail, quick);
    char path[4096];
    *found = true;
    *changed = false;
    snprintf(path, sizeof path, "%s/%s.ini", options->specs, name);
    bool own = there(path);
    if (!own && reduced)
        snprintf(path, sizeof path, "%s/%.*s.ini", options->specs, (int)(length - tail), name);
    hr_status status = HR_OK;
    if (there(path)) {
        status = hr_experiment_read(out, path, !own && reduced, NULL, 0);
        *changed = status == HR_OK && stored && strcmp(stored, out->text) != 0;
        return status;
    }
    *found = stored != NULL;
    if (stored)
        status = read_stored(out, name, stored);
    return stored && status == HR_OK ? settle(out, options) : status;
}
