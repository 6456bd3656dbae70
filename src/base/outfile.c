#include "base/outfile.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
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
    free(out->target);
    free(out->temporary);
    memset(out, 0, sizeof *out);
}

/* What a symbolic link leads to is replaced, not the link. */
static char *follow(const char *path) {
    struct stat link;
    char *real = !lstat(path, &link) && S_ISLNK(link.st_mode) ? realpath(path, NULL) : NULL;
    return real ? real : strdup(path);
}

/* A device or a pipe is no name to rename over: it takes the bytes as they come. */
static int open_directly(hr_outfile *out) {
    return open(out->path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
}

static int open_temporary(hr_outfile *out) {
    size_t size = strlen(out->target) + 16;
    out->temporary = hr_alloc(size, 1, "a file name");
    if (!out->temporary) {
        errno = ENOMEM;
        return -1;
    }
    snprintf(out->temporary, size, "%s.tmp-XXXXXX", out->target);
    int fd = mkstemp(out->temporary);
    if (fd >= 0) {
        mode_t mask = umask(0);
        umask(mask);
        fchmod(fd, 0666 & ~mask);
    }
    return fd;
}

static hr_status open_stream(hr_outfile *out) {
    struct stat target;
    bool there = !stat(out->path, &target);
    if (there && S_ISDIR(target.st_mode))
        return hr_fail(HR_EIO, "%s: is a folder; give a file name", out->path);
    int fd = there && !S_ISREG(target.st_mode) ? open_directly(out) : open_temporary(out);
    if (fd < 0)
        return fail(out, errno);
    out->stream = fdopen(fd, "w");
    if (out->stream)
        return HR_OK;
    hr_status status = fail(out, errno);
    close(fd);
    if (out->temporary)
        unlink(out->temporary);
    return status;
}

hr_status hr_outfile_open(hr_outfile *out, const char *path) {
    memset(out, 0, sizeof *out);
    if (!*path)
        return hr_fail(HR_EUSAGE, "the name of the file to write is empty; give one");
    out->path = strdup(path);
    out->target = follow(path);
    hr_status status =
        out->path && out->target ? HR_OK : hr_fail(HR_ENOMEM, "out of memory: the name of %s", path);
    if (status == HR_OK && !strcmp(path, "-"))
        out->stream = stdout;
    else if (status == HR_OK)
        status = open_stream(out);
    if (status != HR_OK)
        release(out);
    return status;
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
    if (fflush(out->stream) || (out->temporary && fsync(fileno(out->stream)))) {
        bad = 1;
        error = errno;
    }
    if (fclose(out->stream) && !bad) {
        bad = 1;
        error = errno;
    }
    out->stream = NULL;
    if (!bad && out->temporary && rename(out->temporary, out->target)) {
        bad = 1;
        error = errno;
    }
    if (bad) {
        status = fail(out, error ? error : EIO);
        if (out->temporary)
            unlink(out->temporary);
    } else if (out->temporary) {
        sync_folder(out->target);
    }
    release(out);
    return status;
}

void hr_outfile_discard(hr_outfile *out) {
    if (!out->path)
        return;
    if (out->stream && out->stream != stdout) {
        fclose(out->stream);
        if (out->temporary)
            unlink(out->temporary);
    }
    release(out);
}
