#include "embedding/infile.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

hr_status hr_infile_open(FILE **file, uint64_t *size, const char *path) {
    struct stat info;
    hr_status status = HR_OK;
    *file = fopen(path, "rb");
    if (!*file)
        return hr_fail(HR_EIO, "%s: %s%s", path, strerror(errno),
                       errno == ENOENT ? "; write the embedding with hrdim embed or numpy.save" : "");
    if (fstat(fileno(*file), &info))
        status = hr_fail(HR_EIO, "%s: cannot read: %s", path, strerror(errno));
    else if (!S_ISREG(info.st_mode))
        status = hr_fail(HR_EINPUT, "%s: is not a file; give one on disk", path);
    if (status == HR_OK)
        *size = (uint64_t)info.st_size;
    else
        fclose(*file);
    return status;
}
