#include "experiment/results.h"

#include "base/memory.h"
#include "base/outfile.h"
#include "experiment/plan_parts.h"
#include "experiment/results_field.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

char *hr_results_path(const char *folder, const char *name, const char *ending) {
    size_t size = strlen(folder) + strlen(name) + strlen(ending) + 3;
    char *path = hr_alloc(size, 1, "a file name");
    if (path)
        snprintf(path, size, "%s/%s.%s", folder, name, ending);
    return path;
}

static hr_status open_file(hr_outfile *out, const char *folder, const char *name, const char *ending) {
    char *path = hr_results_path(folder, name, ending);
    hr_status status = path ? hr_outfile_open(out, path) : HR_ENOMEM;
    free(path);
    return status;
}

hr_status hr_results_ready(const char *folder, const char *name) {
    if (mkdir(folder, 0777) && errno != EEXIST)
        return hr_fail(HR_EIO, "%s: cannot make the results folder: %s", folder, strerror(errno));
    hr_outfile probe;
    hr_status status = open_file(&probe, folder, name, "csv");
    if (status == HR_OK)
        hr_outfile_discard(&probe);
    return status;
}

static hr_status write_summary(const hr_summary *summary, const char *folder, const char *ending,
                               void (*write)(FILE *file, const hr_summary *summary)) {
    hr_outfile out;
    hr_status status = open_file(&out, folder, summary->experiment->name, ending);
    if (status != HR_OK)
        return status;
    write(out.stream, summary);
    return hr_outfile_commit(&out);
}

static hr_status write_trials(const hr_plan *plan, const char *folder, const char *ending,
                              hr_status (*write)(FILE *file, const hr_plan *plan)) {
    hr_outfile out;
    hr_status status = open_file(&out, folder, plan->experiment->name, ending);
    if (status != HR_OK)
        return status;
    status = write(out.stream, plan);
    if (status == HR_OK)
        return hr_outfile_commit(&out);
    hr_outfile_discard(&out);
    return status;
}

/* JSON is UTF-8; text that is not cannot be kept. */
static json_t *text(const char *what) {
    json_t *string = json_string(what ? what : "");
    return string ? string : json_null();
}

static hr_status write_provenance(const hr_plan *plan, const char *folder, const json_t *provenance) {
    const hr_experiment *e = plan->experiment;
    json_t *object = json_deep_copy(provenance);
    bool failed = !object || json_object_set_new(object, "spec", text(e->path)) ||
                  json_object_set_new(object, "spec_text", text(e->text)) ||
                  json_object_set_new(object, "trials", json_integer((json_int_t)plan->given)) ||
                  json_object_set_new(object, "seed", json_integer((json_int_t)plan->first_seed));
    hr_outfile out;
    hr_status status = failed ? hr_fail(HR_ENOMEM, "out of memory: the provenance of %s", e->name)
                              : open_file(&out, folder, e->name, "provenance.json");
    if (status == HR_OK) {
        json_dumpf(object, out.stream, JSON_INDENT(2));
        putc('\n', out.stream);
        status = hr_outfile_commit(&out);
    }
    json_decref(object);
    return status;
}

hr_status hr_results_write(const hr_plan *plan, const hr_summary *summary, const char *folder,
                           const json_t *provenance) {
    hr_status status = write_trials(plan, folder, "trials.csv", hr_results_trials);
    if (status == HR_OK)
        status = write_trials(plan, folder, "times.csv", hr_results_times);
    if (status == HR_OK)
        status = write_summary(summary, folder, "fits.csv", hr_results_fits);
    if (status == HR_OK)
        status = write_provenance(plan, folder, provenance);
    /* last: who sees the new points finds all the rest new too */
    return status == HR_OK ? write_summary(summary, folder, "csv", hr_results_points) : status;
}
