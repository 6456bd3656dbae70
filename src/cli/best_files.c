#include "cli/best_files.h"

#include "cli/prefix.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static hr_status name_files(hr_best_files *f, const char *prefix, const char *certificate) {
    const char *base = prefix ? prefix : certificate;
    f->certificate = hr_prefix_file(base, prefix ? ".cert" : "");
    f->state = hr_prefix_file(base, ".best");
    f->folder = hr_prefix_file(base, ".tries");
    f->tried = hr_prefix_file(base, ".tries/certificate");
    f->out = hr_prefix_file(base, ".tries/output");
    f->messages = hr_prefix_file(base, ".tries/messages");
    return f->certificate && f->state && f->folder && f->tried && f->out && f->messages ? HR_OK : HR_ENOMEM;
}

hr_status hr_best_files_open(hr_best_files *f, const char *prefix, const char *certificate) {
    *f = (hr_best_files){.lock = -1};
    hr_status status = name_files(f, prefix, certificate);
    if (status != HR_OK)
        return status;
    if (mkdir(f->folder, 0777) && errno != EEXIST)
        return hr_fail(HR_EIO, "%s: cannot make this folder: %s", f->folder, strerror(errno));
    f->lock = open(f->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (f->lock < 0)
        return hr_fail(HR_EIO, "%s: cannot use this folder: %s", f->folder, strerror(errno));
    if (!flock(f->lock, LOCK_EX | LOCK_NB)) {
        hr_best_sweep(f); /* what a killed search left */
        return HR_OK;
    }
    close(f->lock);
    f->lock = -1;
    return hr_fail(HR_EIO, "%s: another search is at work there; wait for it, or give another name",
                   f->folder);
}

void hr_best_files_close(hr_best_files *f) {
    if (f->lock >= 0 && f->folder) {
        hr_best_sweep(f);
        rmdir(f->folder);
        close(f->lock);
    }
    free(f->state);
    free(f->certificate);
    free(f->folder);
    free(f->tried);
    free(f->out);
    free(f->messages);
    *f = (hr_best_files){.lock = -1};
}

hr_status hr_best_keep(const hr_best_files *f) {
    if (!rename(f->tried, f->certificate))
        return HR_OK;
    return hr_fail(HR_EIO, "%s: cannot write: %s", f->certificate, strerror(errno));
}

hr_status hr_best_check_kept(const hr_best_files *f) {
    if (!access(f->certificate, R_OK))
        return HR_OK;
    return hr_fail(
        HR_EIO, "%s: cannot read: %s; it holds the best so far: put it back, or move %s away to begin anew",
        f->certificate, strerror(errno), f->state);
}

void hr_best_sweep(const hr_best_files *f) {
    int copy = dup(f->lock);
    DIR *folder = copy >= 0 ? fdopendir(copy) : NULL;
    if (!folder && copy >= 0)
        close(copy);
    if (!folder)
        return;
    rewinddir(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        unlinkat(f->lock, entry->d_name, 0); /* "." and ".." are no files */
    closedir(folder);
}

void hr_best_message(char *room, size_t size, const hr_best_files *f, int code) {
    FILE *file = fopen(f->messages, "r");
    if (!file || !fgets(room, (int)size, file))
        *room = '\0';
    if (file)
        fclose(file);
    room[strcspn(room, "\n")] = '\0';
    if (!strncmp(room, "hrdim: ", 7))
        memmove(room, room + 7, strlen(room + 7) + 1);
    if (!*room && code > 128)
        snprintf(room, size, "ended by signal %d", code - 128);
    else if (!*room)
        snprintf(room, size, "exit status %d without a word", code);
}
