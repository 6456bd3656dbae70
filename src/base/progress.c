#include "base/progress.h"

#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

static bool enabled;
static const char *what;
static uint64_t total;
static _Atomic uint64_t done;
static double started;
static _Atomic int64_t shown_ms; /* since the start, of the last redraw */
static _Atomic bool taken;       /* by who shows several lines */
static unsigned lines;           /* that are on the screen */

double hr_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void hr_progress_enable(bool on) {
    enabled = on && isatty(STDERR_FILENO);
}

void hr_progress_start(const char *name, uint64_t count) {
    if (taken)
        return;
    what = name;
    total = count ? count : 1;
    done = 0;
    started = hr_seconds();
    shown_ms = 0;
}

void hr_progress_add(uint64_t more) {
    if (taken)
        return;
    uint64_t sum = atomic_fetch_add(&done, more) + more;
    if (!enabled)
        return;
    double elapsed = hr_seconds() - started;
    int64_t now = (int64_t)(elapsed * 1000), last = shown_ms;
    if (now - last < 200 || !atomic_compare_exchange_strong(&shown_ms, &last, now))
        return;
    double share = (double)sum / (double)total;
    if (share > 1)
        share = 1;
    fprintf(stderr, "\r%s %5.1f%%  %.0f s left \033[K", what, 100 * share, elapsed / share - elapsed);
    fflush(stderr);
}

void hr_progress_finish(void) {
    if (!taken && enabled && shown_ms > 0) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
}

void hr_progress_take(void) {
    taken = true;
    lines = 0;
    started = hr_seconds();
    shown_ms = -1000;
}

bool hr_progress_due(void) {
    return enabled && (int64_t)((hr_seconds() - started) * 1000) - shown_ms >= 200;
}

/* To the first of the lines that were shown, wiping all of them. */
static void wipe(void) {
    if (lines > 1)
        fprintf(stderr, "\033[%uA", lines - 1);
    fputs("\r\033[J", stderr);
}

void hr_progress_show(const char *text) {
    if (!hr_progress_due())
        return;
    shown_ms = (int64_t)((hr_seconds() - started) * 1000);
    struct winsize room = {0};
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &room) || !room.ws_col || !room.ws_row)
        room = (struct winsize){.ws_col = 80, .ws_row = 24};
    if (lines)
        wipe();
    lines = 0;
    while (*text && lines + 1u < room.ws_row) {
        int length = (int)strcspn(text, "\n"), most = room.ws_col - 1;
        fprintf(stderr, "%s%.*s", lines ? "\n" : "", length < most ? length : most, text);
        lines++;
        text += length + (text[length] == '\n');
    }
    fflush(stderr);
}

void hr_progress_release(void) {
    if (lines) {
        wipe();
        fflush(stderr);
    }
    lines = 0;
    taken = false;
}

void hr_progress_time(char out[32], double seconds) {
    double minutes = seconds / 60;
    if (seconds < 9.95)
        snprintf(out, 32, "%.1f s", seconds);
    else if (seconds < 100)
        snprintf(out, 32, "%.0f s", seconds);
    else if (minutes < 100)
        snprintf(out, 32, "%.0f min", minutes);
    else if (minutes < 1e5)
        snprintf(out, 32, "%.0f h %02d min", (minutes - fmod(minutes, 60)) / 60, (int)fmod(minutes, 60));
    else
        snprintf(out, 32, "%.0f days", minutes / 1440);
}
