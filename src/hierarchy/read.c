#include "hierarchy/read.h"

#include "base/memory.h"
#include "hierarchy/packed.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static hr_status read_all(int fd, const char *path, char **text, size_t *length) {
    struct stat about;
    if (fstat(fd, &about))
        return hr_fail(HR_EIO, "%s: cannot read: %s", path, strerror(errno));
    if (S_ISDIR(about.st_mode))
        return hr_fail(HR_EIO, "%s: is a folder; give a file", path);
    size_t room = 0, used = 0,
           want = S_ISREG(about.st_mode) && about.st_size > 0 ? (size_t)about.st_size : 65536;
    for (;;) {
        /* one byte more than the file has, so that its end is seen without growing, and one for the NUL */
        if (used + 2 > room && hr_grow(text, &room, room ? used + 65536 : want + 2, 1, path) != HR_OK)
            return HR_ENOMEM;
        ssize_t got = read(fd, *text + used, room - used - 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return hr_fail(HR_EIO, "%s: cannot read: %s", path, strerror(errno));
        if (!got)
            break;
        used += (size_t)got;
    }
    (*text)[used] = '\0';
    *length = used;
    return HR_OK;
}

/* Reads what the program makes of the packed file, whose bytes are replaced. */
static hr_status unpack(const char *path, char **text, size_t *length) {
    enum { HEAD = 8 };
    char head[HEAD];
    size_t known = *length < HEAD ? *length : HEAD;
    memcpy(head, *text, known);
    free(*text);
    *text = NULL;
    int fd, child;
    hr_status status = hr_unpack_start(path, head, known, &fd, &child);
    if (status != HR_OK)
        return status;
    status = read_all(fd, path, text, length);
    close(fd);
    hr_status finished = hr_unpack_finish(path, head, known, child);
    return status == HR_OK ? finished : status;
}

hr_status hr_read_file(const char *path, char **text, size_t *length) {
    *text = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return hr_fail(HR_EIO, "%s: cannot read: %s", path, strerror(errno));
    struct stat about;
    bool regular = !fstat(fd, &about) && S_ISREG(about.st_mode);
    hr_status status = read_all(fd, path, text, length);
    close(fd);
    if (status == HR_OK && hr_is_packed(*text, *length))
        status = regular ? unpack(path, text, length)
                         : hr_fail(HR_EINPUT, "%s: is compressed, and no file; unpack it in the pipe", path);
    if (status != HR_OK) {
        free(*text);
        *text = NULL;
    }
    return status;
}

hr_status hr_spec_file_read(hr_spec_file *out, hr_spec *spec, const hr_dataset *dataset) {
    *out = (hr_spec_file){.path = hr_spec_get(spec, "path")};
    if (!out->path && !dataset)
        return hr_fail(HR_EUSAGE, "%s: no path; give %s:path=FILE", spec->name, spec->name);
    if (!out->path) {
        hr_status status = hr_dataset_path(&out->found, spec, dataset);
        if (status != HR_OK)
            return status;
        out->path = out->found;
    }
    return hr_read_file(out->path, &out->text, &out->length);
}

void hr_spec_file_clear(hr_spec_file *file) {
    free(file->text);
    free(file->found);
    *file = (hr_spec_file){0};
}
