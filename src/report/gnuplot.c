#include "config.h"

#include "report/gnuplot.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

typedef struct {
    char folder[256];
    char script[300], messages[300];
} scratch;

static void sweep_away(const scratch *s, const hr_format *format, const char *name) {
    char path[1024];
    unlink(s->script);
    unlink(s->messages);
    snprintf(path, sizeof path, "%s/%s%s", s->folder, name, format->file);
    unlink(path);
    if (format->also) {
        snprintf(path, sizeof path, "%s/%s%s", s->folder, name, format->also);
        unlink(path);
    }
    rmdir(s->folder);
}

static hr_status prepare(scratch *s, const char *script, const hr_format *format, double height,
                         const char *name) {
    const char *base = getenv("TMPDIR");
    snprintf(s->folder, sizeof s->folder, "%s/hrdim-plot-XXXXXX",
             base && *base && strlen(base) < 200 ? base : "/tmp");
    if (!mkdtemp(s->folder))
        return hr_fail(HR_EIO, "%s: cannot make a scratch folder: %s", s->folder, strerror(errno));
    snprintf(s->script, sizeof s->script, "%s/figure.gp", s->folder);
    snprintf(s->messages, sizeof s->messages, "%s/messages", s->folder);
    FILE *file = fopen(s->script, "w");
    if (file) {
        char size[64];
        hr_format_size(size, sizeof size, format, height);
        fprintf(file, "set terminal %s size %s\nset output '%s%s'\n%sunset output\n", format->terminal, size,
                name, format->file, script);
        bool bad = ferror(file);
        if (!fclose(file) && !bad)
            return HR_OK;
    }
    return hr_fail(HR_EIO, "%s: cannot write: %s", s->script, strerror(errno));
}

/* The first line of what gnuplot said, for our one line. */
static void first_message(const scratch *s, char *out, size_t size) {
    snprintf(out, size, "no message");
    FILE *file = fopen(s->messages, "r");
    char line[256];
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (strspn(line, " \t^") == strlen(line))
            continue;
        snprintf(out, size, "%s", line);
        if (strstr(line, "line ")) /* "figure.gp" line 12: what is wrong */
            break;
    }
    if (file)
        fclose(file);
}

static hr_status draw(const scratch *s) {
    const char *program = getenv("HRDIM_GNUPLOT");
    if (!program || !*program)
        program = HR_GNUPLOT;
    /* cd first: gnuplot writes the figure's own name into cairolatex files, and no other path must stand
     * there */
    char *const argv[] = {
        "sh", "-c", "cd \"$1\" && exec \"$2\" figure.gp", "sh", (char *)s->folder, (char *)program, NULL};
    posix_spawn_file_actions_t actions;
    if (posix_spawn_file_actions_init(&actions))
        return hr_fail(HR_ENOMEM, "out of memory: running gnuplot");
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, s->messages, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    pid_t child;
    int error = posix_spawn(&child, "/bin/sh", &actions, NULL, argv, environ), code = 0;
    posix_spawn_file_actions_destroy(&actions);
    if (error)
        return hr_fail(HR_EIO, "%s: cannot run: %s", program, strerror(error));
    while (waitpid(child, &code, 0) < 0)
        if (errno != EINTR)
            return hr_fail(HR_EIO, "%s: lost: %s", program, strerror(errno));
    if (WIFEXITED(code) && !WEXITSTATUS(code))
        return HR_OK;
    if (WIFEXITED(code) && (WEXITSTATUS(code) == 127 || WEXITSTATUS(code) == 126))
        return hr_fail(
            HR_EIO,
            "%s: no such program; install gnuplot (apt-get install gnuplot-nox), or set HRDIM_GNUPLOT",
            program);
    char message[256];
    first_message(s, message, sizeof message);
    return hr_fail(HR_EIO, "%s: failed: %s", program, message);
}

/* gnuplot does not report a full disk: a whole file is known by its beginning and end. */
static bool whole(const char *bytes, size_t length, const hr_format *format, bool second) {
    const char *begins = second ? "%PDF" : format->begins, *ends = second ? "%%EOF" : format->ends;
    size_t window = length < 64 ? length : 64, tail = strlen(ends);
    if (length < 200 || memcmp(bytes, begins, strlen(begins)))
        return false;
    for (size_t i = 0; i + tail <= window; i++)
        if (!memcmp(bytes + length - window + i, ends, tail))
            return true;
    return false;
}

/* The same results give the same bytes: cairo's PDF would hold the time of drawing.  No byte moves. */
static void forget_time(char *bytes, size_t length) {
    static const char key[] = "/CreationDate (D:", then[] = "20000101000000";
    enum { KEY = sizeof key - 1, DIGITS = sizeof then - 1 };
    for (size_t i = 0; i + KEY + DIGITS <= length; i++)
        if (!memcmp(bytes + i, key, KEY))
            memcpy(bytes + i + KEY, then, DIGITS);
}

static hr_status slurp(const char *path, char **bytes, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return hr_fail(HR_EIO, "gnuplot drew nothing: %s: %s", path, strerror(errno));
    size_t capacity = 0, got = 1;
    *bytes = NULL;
    *length = 0;
    while (got) {
        if (hr_grow(bytes, &capacity, *length + 65537, 1, "a figure") != HR_OK) {
            fclose(file);
            return HR_ENOMEM;
        }
        got = fread(*bytes + *length, 1, 65536, file);
        *length += got;
    }
    (*bytes)[*length] = '\0';
    fclose(file);
    return HR_OK;
}

static hr_status take(hr_drawing *out, const scratch *s, const hr_format *format, bool second,
                      const char *name) {
    char from[1024];
    snprintf(from, sizeof from, "%s/%s%s", s->folder, name, second ? format->also : format->file);
    hr_status status = slurp(from, &out->bytes[second], &out->length[second]);
    if (status == HR_OK && !whole(out->bytes[second], out->length[second], format, second))
        status = hr_fail(
            HR_EIO, "%s: gnuplot's file is cut off; free some space in the folder of temporary files", from);
    if (status == HR_OK)
        forget_time(out->bytes[second], out->length[second]);
    return status;
}

hr_status hr_gnuplot(hr_drawing *out, const char *script, const hr_format *format, double height,
                     const char *name) {
    scratch s;
    memset(out, 0, sizeof *out);
    if (strlen(name) > 200)
        return hr_fail(HR_EUSAGE, "%.40s...: the figure's name is too long", name);
    hr_status status = prepare(&s, script, format, height, name);
    if (status == HR_OK)
        status = draw(&s);
    if (status == HR_OK)
        status = take(out, &s, format, false, name);
    if (status == HR_OK && format->also)
        status = take(out, &s, format, true, name);
    sweep_away(&s, format, name);
    if (status != HR_OK)
        hr_drawing_clear(out);
    return status;
}

void hr_drawing_clear(hr_drawing *drawing) {
    free(drawing->bytes[0]);
    free(drawing->bytes[1]);
    memset(drawing, 0, sizeof *drawing);
}
