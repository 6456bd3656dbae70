#include "report/page_parts.h"

#include "base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static hr_status add(hr_page_files *files, const char *under, const char *name) {
    if (hr_grow(&files->name, &files->capacity, files->count + 1, sizeof *files->name, "a list of files") !=
        HR_OK)
        return HR_ENOMEM;
    size_t size = strlen(under) + strlen(name) + 1;
    char *whole = hr_alloc(size, 1, "a file name");
    if (!whole)
        return HR_ENOMEM;
    snprintf(whole, size, "%s%s", under, name);
    files->name[files->count++] = whole;
    return HR_OK;
}

/* Files of FOLDER/UNDER; of its folders too when `deeper`. */
static hr_status list(hr_page_files *files, const char *folder, const char *under, bool deeper) {
    char path[4096], below[512];
    snprintf(path, sizeof path, "%s/%s", folder, under);
    DIR *dir = opendir(path);
    if (!dir)
        return hr_fail(HR_EIO, "%s: cannot read the folder: %s", *under ? path : folder, strerror(errno));
    hr_status status = HR_OK;
    for (struct dirent *entry; status == HR_OK && (entry = readdir(dir));) {
        struct stat about;
        if (entry->d_name[0] == '.') /* hidden, or a folder's own names */
            continue;
        snprintf(path, sizeof path, "%s/%s%s", folder, under, entry->d_name);
        if (stat(path, &about))
            continue;
        if (S_ISREG(about.st_mode)) {
            status = add(files, under, entry->d_name);
        } else if (S_ISDIR(about.st_mode) && deeper) {
            snprintf(below, sizeof below, "%s%s/", under, entry->d_name);
            status = list(files, folder, below, false);
        }
    }
    closedir(dir);
    return status;
}

static int compare(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

hr_status hr_page_files_list(hr_page_files *out, const char *folder) {
    memset(out, 0, sizeof *out);
    hr_status status = list(out, folder, "", true);
    if (status == HR_OK && out->count)
        qsort(out->name, out->count, sizeof *out->name, compare);
    if (status != HR_OK)
        hr_page_files_clear(out);
    return status;
}

void hr_page_files_clear(hr_page_files *files) {
    for (size_t i = 0; i < files->count; i++)
        free(files->name[i]);
    free(files->name);
    memset(files, 0, sizeof *files);
}

bool hr_page_files_of(const char *file, const char *name) {
    size_t length = strlen(name);
    return !strncmp(file, name, length) && (file[length] == '.' || !strncmp(file + length, "-latex.", 7) ||
                                            !strncmp(file + length, "-table.", 7));
}

hr_status hr_page_slurp(char **out, const char *folder, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    *out = NULL;
    FILE *file = fopen(path, "rb");
    if (!file)
        return hr_fail(HR_EIO, "%s: cannot read: %s", path, strerror(errno));
    size_t capacity = 0, length = 0, got = 1;
    hr_status status = HR_OK;
    while (got && status == HR_OK) {
        if (hr_grow(out, &capacity, length + 65537, 1, "a text") != HR_OK) {
            status = HR_ENOMEM;
            break;
        }
        got = fread(*out + length, 1, 65536, file);
        length += got;
    }
    if (status == HR_OK && ferror(file))
        status = hr_fail(HR_EIO, "%s: cannot read: %s", path, strerror(errno));
    fclose(file);
    if (status == HR_OK) {
        (*out)[length] = '\0';
        return HR_OK;
    }
    free(*out);
    *out = NULL;
    return status;
}
