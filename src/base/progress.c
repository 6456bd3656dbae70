#include "base/progress.h"

#include <stdatomic.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static bool enabled;
static const char *what;
static uint64_t total;
static _Atomic uint64_t done;
static double started;
static _Atomic int64_t shown_ms; /* since the start, of the last redraw */

double hr_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void hr_progress_enable(bool on) {
    enabled = on && isatty(STDERR_FILENO);
}

void hr_progress_start(const char *name, uint64_t count) {
    what = name;
    total = count ? count : 1;
    done = 0;
    started = hr_seconds();
    shown_ms = 0;
}

void hr_progress_add(uint64_t more) {
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
    if (enabled && shown_ms > 0) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
}
