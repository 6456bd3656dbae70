#include "hierarchy/wordnet_files.h"

#include "base/memory.h"
#include "hierarchy/datasets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* dict/data.noun -> dict/index.noun, where it exists; NULL otherwise. */
static hr_status find_index(const char *path, char **index) {
    *index = NULL;
    const char *base = strrchr(path, '/');
    base = base ? base + 1 : path;
    if (strncmp(base, "data.", 5))
        return HR_OK;
    size_t room = strlen(path) + 2;
    *index = hr_alloc(room, 1, "a file name");
    if (!*index)
        return HR_ENOMEM;
    snprintf(*index, room, "%.*sindex.%s", (int)(base - path), path, base + 5);
    if (access(*index, F_OK)) {
        free(*index);
        *index = NULL;
    }
    return HR_OK;
}

hr_status hr_wordnet_files(char **data, char **index, const char *path, const char *pos) {
    size_t room = strlen(path) + 16;
    struct stat about;
    *index = NULL;
    *data = hr_alloc(room, 1, "a file name");
    if (!*data)
        return HR_ENOMEM;
    bool folder = !stat(path, &about) && S_ISDIR(about.st_mode);
    snprintf(*data, room, folder ? "%s/data.%s" : "%s", path, pos);
    return find_index(*data, index);
}

hr_status hr_wordnet_files_of_spec(char **data, char **index, hr_spec *spec, bool verb) {
    const char *pos = verb ? "verb" : hr_spec_get(spec, "pos");
    if (!pos)
        pos = "noun";
    *data = *index = NULL;
    if (strcmp(pos, "noun") && strcmp(pos, "verb"))
        return hr_fail(HR_EUSAGE, "%s: pos=%s: must be noun or verb", spec->name, pos);
    char *path = NULL;
    hr_status status =
        hr_dataset_path(&path, spec, *pos == 'v' ? &hr_dataset_wordnet_verb : &hr_dataset_wordnet);
    if (status == HR_OK)
        status = hr_wordnet_files(data, index, path, pos);
    free(path);
    return status;
}
