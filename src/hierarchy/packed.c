#include "hierarchy/packed.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

typedef struct {
    const char *magic;
    size_t length;
    const char *name, *package;
    const char *script; /* $1: the file */
} packer;

/* apt keeps its lists in lz4 and brings what reads them, so that lz4 need not be installed. */
#define LZ4                                                                                                  \
    "if command -v lz4 >/dev/null; then exec lz4 -dc <\"$1\"; fi; exec /usr/lib/apt/apt-helper cat-file \"$1\""

static const packer packers[] = {
    {"\xfd"
     "7zXZ\0",
     6, "xz", "xz-utils", "exec xz -dc <\"$1\""},
    {"\x1f\x8b", 2, "gzip", "gzip", "exec gzip -dc <\"$1\""},
    {"BZh", 3, "bzip2", "bzip2", "exec bzip2 -dc <\"$1\""},
    {"\x28\xb5\x2f\xfd", 4, "zstd", "zstd", "exec zstd -dc <\"$1\""},
    {"\x04\x22\x4d\x18", 4, "lz4", "lz4", LZ4},
};

static const packer *find(const char *head, size_t length) {
    for (size_t i = 0; i < sizeof packers / sizeof *packers; i++)
        if (length >= packers[i].length && !memcmp(head, packers[i].magic, packers[i].length))
            return &packers[i];
    return NULL;
}

bool hr_is_packed(const char *head, size_t length) {
    return find(head, length) != NULL;
}

hr_status hr_unpack_start(const char *path, const char *head, size_t length, int *fd, int *child) {
    const packer *p = find(head, length);
    char *const argv[] = {"sh", "-c", (char *)p->script, "sh", (char *)path, NULL};
    int ends[2];
    if (pipe(ends))
        return hr_fail(HR_EIO, "%s: cannot unpack: %s", path, strerror(errno));
    for (int i = 0; i < 2; i++)
        fcntl(ends[i], F_SETFD, FD_CLOEXEC); /* the program must not hold its own pipe open */
    posix_spawn_file_actions_t actions;
    if (posix_spawn_file_actions_init(&actions)) {
        close(ends[0]);
        close(ends[1]);
        return hr_fail(HR_ENOMEM, "out of memory: unpacking a file");
    }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    pid_t started;
    int error = posix_spawn(&started, "/bin/sh", &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (error) {
        close(ends[0]);
        return hr_fail(HR_EIO, "%s: cannot unpack: %s", path, strerror(error));
    }
    *fd = ends[0];
    *child = started;
    return HR_OK;
}

hr_status hr_unpack_finish(const char *path, const char *head, size_t length, int child) {
    const packer *p = find(head, length);
    int code = 0;
    while (waitpid(child, &code, 0) < 0)
        if (errno != EINTR)
            return hr_fail(HR_EIO, "%s: %s is lost: %s", path, p->name, strerror(errno));
    if (WIFEXITED(code) && !WEXITSTATUS(code))
        return HR_OK;
    if (WIFEXITED(code) && (WEXITSTATUS(code) == 127 || WEXITSTATUS(code) == 126))
        return hr_fail(HR_EIO,
                       "%s: there is no program that unpacks %s; apt-get install %s, or unpack the file",
                       path, p->name, p->package);
    return hr_fail(HR_EINPUT, "%s: %s cannot unpack it; is the file whole?", path, p->name);
}
