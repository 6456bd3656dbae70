#include "cli/prefix.h"

#include "base/memory.h"
#include "base/outfile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

char *hr_prefix_file(const char *prefix, const char *ending) {
    size_t size = strlen(prefix) + strlen(ending) + 1;
    char *name = hr_alloc(size, 1, "a file name");
    if (name)
        snprintf(name, size, "%s%s", prefix, ending);
    return name;
}

hr_status hr_prefix_check(const char *prefix, const char *command, const char *example) {
    size_t length = strlen(prefix);
    if (!strcmp(prefix, "-"))
        return hr_fail(HR_EUSAGE,
                       "%s: -o -: several files are written, standard output is one; give a name, such as %s",
                       command, example);
    if (!length || prefix[length - 1] == '/')
        return hr_fail(HR_EUSAGE, "%s: -o '%s': give a name after the folder, such as %s%s", command, prefix,
                       prefix, example);
    char *name = hr_prefix_file(prefix, ".queries.npy");
    if (!name)
        return HR_ENOMEM;
    hr_status status = hr_output_check(name);
    free(name);
    return status;
}

hr_status hr_output_check(const char *file) {
    struct stat about;
    if (!stat(file, &about) && !S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode))
        return HR_OK; /* who reads a pipe would take the probe's end for the end */
    hr_outfile probe;
    hr_status status = hr_outfile_open(&probe, file);
    if (status == HR_OK)
        hr_outfile_discard(&probe);
    return status;
}
