#include "base/outfile.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static hr_status fail(const hr_outfile *out, int error) {
    const char *mend =
        error == ENOSPC || error == EDQUOT || error == EFBIG  ? "; free some space, nothing was changed"
        : error == EACCES || error == EROFS || error == EPERM ? "; choose a folder that you may write to"
        : error == ENOENT                                     ? "; make the folder first"
                                                              : "";
    return hr_fail(HR_EIO, "%s: cannot write: %s%s", out->path, strerror(error), mend);
}

static void release(hr_outfile *out) {
    free(out->path);
    free(out->temporary);
    memset(out, 0, sizeof *out);
}

hr_status hr_outfile_open(hr_outfile *out, const char *path) {
    memset(out, 0, sizeof *out);
    size_t length = strlen(path);
    out->path = hr_alloc(length + 1, 1, "a file name");
    out->temporary = hr_alloc(length + 16, 1, "a file name");
    if (!out->path || !out->temporary) {
        release(out);
        return HR_ENOMEM;
    }
    memcpy(out->path, path, length + 1);
    if (!strcmp(path, "-")) {
        out->stream = stdout;
        return HR_OK;
    }
    struct stat target;
    if (!stat(path, &target) && S_ISDIR(target.st_mode)) {
        hr_fail(HR_EIO, "%s: is a folder; give a file name", path);
        release(out);
        return HR_EIO;
    }
    snprintf(out->temporary, length + 16, "%s.tmp-XXXXXX", path);
    int fd = mkstemp(out->temporary);
    if (fd < 0) {
        hr_status status = fail(out, errno);
        release(out);
        return status;
    }
    mode_t mask = umask(0);
    umask(mask);
    fchmod(fd, 0666 & ~mask);
    out->stream = fdopen(fd, "w");
    if (!out->stream) {
        hr_status status = fail(out, errno);
        close(fd);
        unlink(out->temporary);
        release(out);
        return status;
    }
    return HR_OK;
}

/* A rename is on the disk only once its folder is. */
static void sync_folder(const char *path) {
    char *copy = strdup(path);
    if (!copy)
        return;
    char *slash = strrchr(copy, '/');
    if (slash)
        slash[slash == copy] = '\0';
    int fd = open(slash ? copy : ".", O_RDONLY | O_DIRECTORY);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    free(copy);
}

hr_status hr_outfile_commit(hr_outfile *out) {
    hr_status status = HR_OK;
    if (out->stream == stdout) {
        if (fflush(stdout) || ferror(stdout))
            status = hr_fail(HR_EIO, "standard output: cannot write: %s", strerror(errno));
        release(out);
        return status;
    }
    errno = 0;
    int bad = ferror(out->stream), error = errno;
    if (fflush(out->stream) || fsync(fileno(out->stream))) {
        bad = 1;
        error = errno;
    }
    if (fclose(out->stream) && !bad) {
        bad = 1;
        error = errno;
    }
    out->stream = NULL;
    if (!bad && rename(out->temporary, out->path)) {
        bad = 1;
        error = errno;
    }
    if (bad) {
        status = fail(out, error ? error : EIO);
        unlink(out->temporary);
    } else {
        sync_folder(out->path);
    }
    release(out);
    return status;
}

void hr_outfile_discard(hr_outfile *out) {
    if (!out->path)
        return;
    if (out->stream && out->stream != stdout) {
        fclose(out->stream);
        unlink(out->temporary);
    }
    release(out);
}
