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

/* The stored text without its literature, when that cannot be found: the rest is still worth showing. */
static void put_text(FILE *out, const char *text, bool literature) {
    while (*text) {
        size_t length = strcspn(text, "\n");
        length += text[length] == '\n';
        if (literature || strncmp(text + strspn(text, " \t"), "literature", 10) != 0)
            fwrite(text, 1, length, out);
        text += length;
    }
}

/* literature.csv of the folder of specs beside the stored text, for as long as that is read. */
static bool bring_literature(const char *specs, const char *folder) {
    char from[4096], to[400], *real;
    snprintf(from, sizeof from, "%s/literature.csv", specs);
    snprintf(to, sizeof to, "%s/literature.csv", folder);
    real = realpath(from, NULL);
    bool brought = real && symlink(real, to) == 0;
    free(real);
    return brought;
}

/* The stored text becomes a file of the same name for as long as it is read. */
static hr_status read_stored(hr_experiment *out, const char *specs, const char *name, bool reduced,
                             const char *text) {
    const char *base = getenv("TMPDIR");
    char folder[300], path[600], literature[400];
    snprintf(folder, sizeof folder, "%s/hrdim-report-XXXXXX",
             base && *base && strlen(base) < 200 ? base : "/tmp");
    if (strlen(name) > 200)
        return hr_fail(HR_EINPUT, "%.40s...: the name is too long", name);
    if (!mkdtemp(folder))
        return hr_fail(HR_EIO, "%s: cannot make a scratch folder: %s", folder, strerror(errno));
    snprintf(path, sizeof path, "%s/%s.ini", folder, name);
    snprintf(literature, sizeof literature, "%s/literature.csv", folder);
    bool brought = bring_literature(specs, folder);
    hr_outfile file;
    hr_status status = hr_outfile_open(&file, path);
    if (status == HR_OK) {
        put_text(file.stream, text, brought);
        status = hr_outfile_commit(&file);
    }
    if (status == HR_OK)
        status = hr_experiment_read(out, path, reduced, NULL, 0);
    unlink(path);
    unlink(literature);
    rmdir(folder);
    if (status != HR_OK)
        return hr_fail_prefix(status, "the spec stored in %s.provenance.json", name);
    /* what is still to be read beside the spec is in the folder of specs */
    free(out->folder);
    out->folder = strdup(specs);
    if (out->folder)
        return HR_OK;
    hr_experiment_clear(out);
    return hr_fail(HR_ENOMEM, "out of memory: a file name");
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
    if (there(path)) {
        hr_status status = hr_experiment_read(out, path, !own && reduced, NULL, 0);
        *changed = status == HR_OK && stored && strcmp(stored, out->text) != 0;
        return status;
    }
    *found = stored != NULL;
    if (!stored)
        return HR_OK;
    reduced = reduced && strstr(stored, "\n[reduced]"); /* else the grid was changed by --set */
    char base[256];
    snprintf(base, sizeof base, "%.*s", (int)(reduced ? length - tail : length), name);
    return read_stored(out, options->specs, base, reduced, stored);
}
