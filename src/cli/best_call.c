/* This program calls itself: the words of a try, and the process that they become. */
#include "base/memory.h"
#include "base/progress.h"
#include "cli/best.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

static const char program[] = "/proc/self/exe"; /* the file that runs, even where its name now is another's */

void hr_try_word(hr_try_line *line, const char *word) {
    if (line->count < HR_TRY_WORDS - 1)
        line->word[line->count++] = word;
    line->word[line->count] = NULL;
}

static void put_number(hr_try_line *line, const char *option, uint64_t number) {
    char *room = line->room[line->rooms++];
    snprintf(room, sizeof line->room[0], "%llu", (unsigned long long)number);
    hr_try_word(line, option);
    hr_try_word(line, room);
}

static void put_real(hr_try_line *line, const char *option, double number) {
    char *room = line->room[line->rooms++];
    snprintf(room, sizeof line->room[0], "%.9g", number);
    hr_try_word(line, option);
    hr_try_word(line, room);
}

void hr_try_words(hr_try_line *line, const char *command, const char *hierarchy, const hr_try *try) {
    bool bound = !strcmp(try->method, "bound");
    memset(line, 0, sizeof *line);
    hr_try_word(line, "hrdim");
    hr_try_word(line, command);
    hr_try_word(line, hierarchy);
    if (!bound) {
        hr_try_word(line, "--method");
        hr_try_word(line, try->method);
    }
    if (try->dual)
        hr_try_word(line, "--dual");
    if (try->runs)
        put_number(line, "--runs", try->runs);
    if (try->dim)
        put_number(line, "--dim", try->dim);
    if (try->steps)
        put_number(line, "--steps", try->steps);
    if (try->search > 0)
        put_real(line, bound ? "--effort" : "--search", try->search);
    if (try->seeded)
        put_number(line, "--seed", try->seed);
}

static bool is_plain(const char *word) {
    return *word && strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                 "-_./,:=+@%") == strlen(word);
}

char *hr_try_text(const hr_try_line *line, int from) {
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    for (int i = from; stream && i < line->count; i++) {
        const char *word = line->word[i];
        bool plain = is_plain(word);
        fputs(i > from ? " " : "", stream);
        fputs(plain ? "" : "'", stream);
        for (; *word; word++)
            fputs(!plain && *word == '\'' ? "'\\''" : (char[]){*word, '\0'}, stream);
        fputs(plain ? "" : "'", stream);
    }
    if (stream && !fclose(stream))
        return text;
    free(text);
    hr_fail(HR_ENOMEM, "out of memory: a command line");
    return NULL;
}

/* In the child, between fork and exec: nothing that takes memory or locks. */
static void become(const hr_try_line *line, const int files[3], pid_t parent) {
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    if (getppid() != parent)
        _exit(127); /* it is gone already */
    for (int i = 0; i < 3; i++)
        if (dup2(files[i], i) < 0)
            _exit(127);
    execv(program, (char *const *)(uintptr_t)line->word);
    _exit(127);
}

/* Waits until the other end of the pipe, which only the child has, is closed. */
static bool wait_for_end(int end, double seconds) {
    double deadline = hr_seconds() + seconds;
    for (;;) {
        double left = seconds > 0 ? deadline - hr_seconds() : 1e6;
        struct pollfd p = {.fd = end};
        if (left <= 0)
            return false;
        if (poll(&p, 1, (int)ceil(fmin(left, 1e6) * 1000)) > 0)
            return true;
    }
}

static int collect(pid_t child, bool in_time) {
    int code = 0;
    if (!in_time)
        kill(child, SIGKILL);
    while (waitpid(child, &code, 0) < 0)
        if (errno != EINTR)
            return 127;
    if (!in_time)
        return -1;
    return WIFEXITED(code) ? WEXITSTATUS(code) : 128 + WTERMSIG(code);
}

hr_status hr_best_call(int *code, const hr_try_line *line, const char *out, const char *messages,
                       double seconds) {
    int ends[2] = {-1, -1};
    int files[3] = {open("/dev/null", O_RDONLY | O_CLOEXEC),
                    open(out, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600),
                    open(messages, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
    bool good = files[0] >= 0 && files[1] >= 0 && files[2] >= 0 && !pipe(ends);
    if (good)
        fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fflush(stdout);
    pid_t parent = getpid(), child = good ? fork() : -1;
    int error = errno;
    if (!child)
        become(line, files, parent);
    for (int i = 0; i < 3; i++)
        if (files[i] >= 0)
            close(files[i]);
    if (ends[1] >= 0)
        close(ends[1]);
    if (child > 0)
        *code = collect(child, wait_for_end(ends[0], seconds));
    if (ends[0] >= 0)
        close(ends[0]);
    if (child < 0)
        return hr_fail(HR_EIO, "%s: cannot start a try: %s", out, strerror(error));
    return *code == 127 ? hr_fail(HR_EIO, "%s: cannot start this program again", program) : HR_OK;
}
