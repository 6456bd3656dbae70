/* Debian's package dependencies: a Packages file, or all that apt keeps of them on this machine. */
#include "base/memory.h"
#include "hierarchy/packages.h"
#include "hierarchy/read.h"
#include "hierarchy/source.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>

#define APT    "/var/lib/apt/lists"
#define STATUS "/var/lib/dpkg/status"

hr_status hr_parse_debian(hr_hierarchy *out, const char *text, size_t length, const char *source) {
    hr_packages packages = {0};
    hr_status status = hr_packages_read(&packages, text, length, source);
    if (status == HR_OK)
        status = hr_packages_build(out, &packages, source);
    hr_packages_clear(&packages);
    return status;
}

static hr_status read_one(hr_hierarchy *out, const char *path) {
    char *text;
    size_t length;
    hr_status status = hr_read_file(path, &text, &length);
    if (status == HR_OK)
        status = hr_parse_debian(out, text, length, path);
    free(text);
    return status;
}

/* Packages, HOST_debian_dists_bookworm_main_binary-amd64_Packages.lz4, ... */
static int is_packages(const struct dirent *entry) {
    static const char *const ending[] = {"", ".lz4", ".xz", ".gz", ".bz2", ".zst"};
    const char *found = NULL;
    for (const char *at = entry->d_name; (at = strstr(at, "Packages")); at++)
        if (at == entry->d_name || at[-1] == '_')
            found = at + strlen("Packages");
    for (size_t i = 0; found && i < sizeof ending / sizeof *ending; i++)
        if (!strcmp(found, ending[i]))
            return 1;
    return 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

typedef struct {
    char **path, **text; /* of each file; the packages point into them */
    int count;
} files;

static hr_status read_files(files *f, hr_packages *packages, const char *folder, struct dirent **entry) {
    f->path = hr_calloc((size_t)f->count, sizeof *f->path, "the Packages files");
    f->text = hr_calloc((size_t)f->count, sizeof *f->text, "the Packages files");
    hr_status status = f->path && f->text ? HR_OK : HR_ENOMEM;
    for (int i = 0; status == HR_OK && i < f->count; i++) {
        size_t length, room = strlen(folder) + strlen(entry[i]->d_name) + 2;
        f->path[i] = hr_alloc(room, 1, "a file name");
        if (!f->path[i])
            return HR_ENOMEM;
        snprintf(f->path[i], room, "%s/%s", folder, entry[i]->d_name);
        status = hr_read_file(f->path[i], &f->text[i], &length);
        if (status == HR_OK)
            status = hr_packages_read(packages, f->text[i], length, f->path[i]);
    }
    return status;
}

static void clear_files(files *f) {
    for (int i = 0; i < f->count; i++) {
        free(f->path ? f->path[i] : NULL);
        free(f->text ? f->text[i] : NULL);
    }
    free(f->path);
    free(f->text);
}

/* All Packages files of a folder, in the order of their names; *any is false where there are none. */
static hr_status read_folder(hr_hierarchy *out, const char *folder, bool *any) {
    struct dirent **entry = NULL;
    files f = {.count = scandir(folder, &entry, is_packages, by_bytes)};
    hr_packages packages = {0};
    hr_status status = HR_OK;
    *any = f.count > 0;
    if (*any) {
        status = read_files(&f, &packages, folder, entry);
        if (status == HR_OK)
            status = hr_packages_build(out, &packages, folder);
        if (status == HR_OK)
            out->remark[out->remarks++] =
                (hr_remark){"files", "Packages files", "that were read", (uint64_t)f.count};
    }
    hr_packages_clear(&packages);
    clear_files(&f);
    for (int i = 0; i < f.count; i++)
        free(entry[i]);
    free(entry);
    return status;
}

static bool is_folder(const char *path) {
    struct stat about;
    return !stat(path, &about) && S_ISDIR(about.st_mode);
}

static hr_status open_path(hr_hierarchy *out, const char *path) {
    if (!is_folder(path))
        return read_one(out, path);
    bool any;
    hr_status status = read_folder(out, path, &any);
    if (status == HR_OK && !any)
        return hr_fail(HR_EINPUT, "%s: this folder has no Packages files; give one that has, or a file",
                       path);
    return status;
}

static hr_status open_debian(hr_hierarchy *out, hr_spec *spec) {
    const char *path = hr_spec_get(spec, "path"), *data = getenv("HRDIM_DATA");
    if (path)
        return open_path(out, path);
    char own[4200] = "";
    if (data && *data)
        snprintf(own, sizeof own, "%.4000s/debian", data);
    const char *const place[] = {own, "data/debian", APT};
    for (size_t i = 0; i < sizeof place / sizeof *place; i++) {
        bool any = false;
        hr_status status = is_folder(place[i]) ? read_folder(out, place[i], &any) : HR_OK;
        if (any)
            return status;
    }
    struct stat about;
    if (!stat(STATUS, &about))
        return read_one(out, STATUS);
    return hr_fail(HR_EIO,
                   "debian: no Packages files in %s%sdata/debian, " APT ", and no " STATUS
                   "; run apt-get update, or give debian:path=FILE",
                   own, *own ? ", " : "");
}

static bool recognise_debian(const char *path, const char *head, size_t length) {
    static const char begins[] = "Package:";
    (void)path;
    return length >= strlen(begins) && !strncasecmp(head, begins, strlen(begins));
}

static const char *const allowed[] = {"path", NULL};

const hr_source hr_source_debian = {
    .name = "debian",
    .kind = HR_SOURCE_DATASET,
    .keys = "path=FILE|FOLDER",
    .help = "Debian's package dependencies: a Packages file, or all that apt keeps on this machine",
    .example = "debian:path=Packages",
    .allowed = allowed,
    .open = open_debian,
    .recognise = recognise_debian,
};
