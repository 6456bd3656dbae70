#include "config.h"

#include "report/gnuplot.h"

#include "base/memory.h"
#include "base/outfile.h"

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

/* One page size, one font size and one line width for every figure: 7 x 4.2 inches, two columns of a paper.
 */
const hr_format hr_formats[] = {
    {"pdf", "pdfcairo noenhanced color size 7in,4.2in font 'sans,10' linewidth 1.2 pointscale 0.5", ".pdf",
     NULL, "%PDF", "%%EOF"},
    {"svg", "svg noenhanced size 840,504 dynamic font 'sans-serif,13' linewidth 1.2 background '#ffffff'",
     ".svg", NULL, "<?xml", "</svg>"},
    {"png",
     "pngcairo noenhanced color size 1680,1008 font 'sans,12' fontscale 1.9 linewidth 2.2 pointscale 1.6",
     ".png", NULL, "\211PNG", "IEND"},
    {"tex", "cairolatex pdf colortext size 7in,4.2in font ',10' linewidth 1.2 pointscale 0.5", "-latex.tex",
     "-latex.pdf", "", "\\endgroup"},
    {0},
};

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

static hr_status prepare(scratch *s, const char *script, const hr_format *format, const char *name) {
    const char *base = getenv("TMPDIR");
    snprintf(s->folder, sizeof s->folder, "%s/hrdim-plot-XXXXXX",
             base && *base && strlen(base) < 200 ? base : "/tmp");
    if (!mkdtemp(s->folder))
        return hr_fail(HR_EIO, "%s: cannot make a scratch folder: %s", s->folder, strerror(errno));
    snprintf(s->script, sizeof s->script, "%s/figure.gp", s->folder);
    snprintf(s->messages, sizeof s->messages, "%s/messages", s->folder);
    FILE *file = fopen(s->script, "w");
    if (file) {
        fprintf(file, "set terminal %s\nset output '%s%s'\n%sunset output\n", format->terminal, name,
                format->file, script);
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
        if (hr_grow(bytes, &capacity, *length + 65536, 1, "a figure") != HR_OK) {
            fclose(file);
            return HR_ENOMEM;
        }
        got = fread(*bytes + *length, 1, 65536, file);
        *length += got;
    }
    fclose(file);
    return HR_OK;
}

static hr_status move(const scratch *s, const hr_format *format, bool second, const char *folder,
                      const char *name) {
    const char *ending = second ? format->also : format->file;
    char from[1024];
    snprintf(from, sizeof from, "%s/%s%s", s->folder, name, ending);
    size_t size = strlen(folder) + strlen(name) + strlen(ending) + 2, length = 0;
    char *bytes = NULL, *to = hr_alloc(size, 1, "a file name");
    if (!to)
        return HR_ENOMEM;
    snprintf(to, size, "%s/%s%s", folder, name, ending);
    hr_status status = slurp(from, &bytes, &length);
    if (status == HR_OK && !whole(bytes, length, format, second))
        status = hr_fail(
            HR_EIO, "%s: gnuplot's file is cut off; free some space in the folder of temporary files", from);
    if (status == HR_OK)
        forget_time(bytes, length);
    hr_outfile out;
    if (status == HR_OK)
        status = hr_outfile_open(&out, to);
    if (status == HR_OK) {
        fwrite(bytes, 1, length, out.stream);
        status = hr_outfile_commit(&out);
    }
    free(bytes);
    free(to);
    return status;
}

hr_status hr_gnuplot(const char *script, const hr_format *format, const char *folder, const char *name) {
    scratch s;
    if (strlen(name) > 200)
        return hr_fail(HR_EUSAGE, "%.40s...: the figure's name is too long", name);
    hr_status status = prepare(&s, script, format, name);
    if (status == HR_OK)
        status = draw(&s);
    if (status == HR_OK && format->also)
        status = move(&s, format, true, folder, name);
    if (status == HR_OK)
        status = move(&s, format, false, folder, name);
    sweep_away(&s, format, name);
    return status;
}
