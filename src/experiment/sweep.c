#include "experiment/sweep.h"

#include "base/progress.h"
#include "experiment/recorder.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    LOOK_AHEAD = 64, /* wanted trials at hand, when other processes work on the same store */
    BRACKETS = 12    /* series on the screen */
};

static volatile sig_atomic_t stopped_by;

typedef struct {
    hr_plan *plan;
    const hr_sweep_options *options;
    hr_sweep_report *report;
    hr_store *store; /* to look in; the recorder has a connection of its own */
    hr_farm *farm;
    hr_recorder *recorder;
    hr_wanted *ready[LOOK_AHEAD];
    size_t ready_count, look_ahead;
    unsigned shuffle; /* this process' own order of the ready trials */
    double start, share_at_start;
    bool working; /* the first trial has been handed out */
} sweep;

static void on_signal(int number) {
    stopped_by = number;
}

/* The second Ctrl-C ends the process at once: what is committed stays. */
static void watch_signals(struct sigaction before[2]) {
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    stopped_by = 0;
    sigaction(SIGINT, &action, &before[0]);
    sigaction(SIGTERM, &action, &before[1]);
}

static void unwatch_signals(const struct sigaction before[2]) {
    sigaction(SIGINT, &before[0], NULL);
    sigaction(SIGTERM, &before[1], NULL);
}

int hr_sweep_interrupted(void) {
    return stopped_by;
}

static void show(sweep *s) {
    if (!hr_progress_due())
        return;
    hr_plan_state state;
    hr_plan_about(s->plan, &state);
    double elapsed = hr_seconds() - s->start, gained = state.share - s->share_at_start;
    char left[48] = "", text[160 + BRACKETS * 100];
    if (s->working && gained > 1e-3 && elapsed > 1) {
        char time[32];
        hr_progress_time(time, elapsed * (1 - state.share) / gained);
        snprintf(left, sizeof left, ", %s left", time);
    }
    int length =
        snprintf(text, sizeof text, "%.60s %5.1f%%  %" PRIu64 " trials (%" PRIu64 " from the store)%s",
                 s->options->name, 100 * state.share, state.given, s->report->stored, left);
    hr_plan_bracket bracket[BRACKETS];
    size_t count = hr_plan_brackets(s->plan, bracket, BRACKETS);
    for (size_t i = 0; i < count && i < BRACKETS; i++)
        length += snprintf(text + length, sizeof text - (size_t)length, "\n  %s", bracket[i].text);
    hr_progress_show(text);
}

static void note_failure(sweep *s, const hr_wanted *wanted, const hr_result *result) {
    if (!result->failed)
        return;
    if (!s->report->failed++)
        snprintf(s->report->first_failure, sizeof s->report->first_failure, "%.200s: %.300s", wanted->key,
                 result->reason ? result->reason : "");
}

/* Several processes on one store would all begin with the most costly trial: each takes its own order. */
static hr_wanted *next(sweep *s) {
    while (s->ready_count < s->look_ahead) {
        hr_wanted *wanted = hr_plan_next(s->plan);
        if (!wanted)
            break;
        s->ready[s->ready_count++] = wanted;
    }
    if (!s->ready_count)
        return NULL;
    s->shuffle = s->shuffle * 1103515245u + 12345u;
    size_t i = s->look_ahead > 1 ? (s->shuffle >> 16) % s->ready_count : 0;
    hr_wanted *wanted = s->ready[i];
    s->ready[i] = s->ready[--s->ready_count];
    return wanted;
}

/* From the store, or to the farm. */
static hr_status place(sweep *s, hr_wanted *wanted) {
    bool found;
    hr_result result;
    hr_status status = hr_store_find(s->store, wanted->key, &found, &result);
    if (status != HR_OK)
        return status;
    if (found && !(result.failed && s->options->resume)) {
        s->report->stored++;
        note_failure(s, wanted, &result);
        return hr_plan_give(s->plan, wanted, &result);
    }
    if (found)
        hr_result_clear(&result);
    if (s->options->stored_only) {
        s->report->missing++;
        return HR_OK; /* never given: its points stay UNKNOWN */
    }
    if (!s->working) {
        hr_plan_state state;
        hr_plan_about(s->plan, &state);
        s->share_at_start = state.share;
        s->start = hr_seconds();
        s->working = true;
    }
    return hr_farm_submit(s->farm, (uint64_t)(uintptr_t)wanted, &wanted->trial);
}

static hr_status feed(sweep *s) {
    hr_status status = HR_OK;
    for (unsigned placed = 0; status == HR_OK && !stopped_by; placed++) {
        if (s->farm && !hr_farm_room(s->farm))
            break;
        hr_wanted *wanted = next(s);
        if (!wanted)
            break;
        status = place(s, wanted);
        if (placed % 256 == 255)
            show(s);
    }
    return status;
}

/* Takes what has come back; waits for the first one when `wait`. */
static hr_status collect(sweep *s) {
    double patience = 0.2; /* the progress line moves and signals are seen */
    for (;;) {
        bool got;
        uint64_t ticket;
        hr_result result;
        hr_status status = hr_farm_take(s->farm, &got, &ticket, &result, patience);
        if (status != HR_OK || !got)
            return status;
        hr_wanted *wanted = (hr_wanted *)(uintptr_t)ticket;
        s->report->computed++;
        note_failure(s, wanted, &result);
        status = hr_recorder_add(s->recorder, wanted, &result);
        if (status == HR_OK)
            status = hr_plan_give(s->plan, wanted, &result);
        else
            hr_result_clear(&result);
        if (status != HR_OK)
            return status;
        if (hr_farm_room(s->farm)) /* somebody could be idle soon: first new work */
            return HR_OK;
        patience = 0;
    }
}

static hr_status work(sweep *s) {
    for (;;) {
        hr_status status = feed(s);
        if (status != HR_OK)
            return status;
        if (stopped_by)
            return hr_fail(HR_EIO, "interrupted; every finished trial is in %s: run the same command again",
                           s->options->store);
        show(s);
        if (!s->farm || !hr_farm_outstanding(s->farm))
            return HR_OK;
        status = collect(s);
        if (status != HR_OK)
            return status;
    }
}

static hr_status compute(sweep *s, const json_t *provenance) {
    int64_t run;
    hr_status status = hr_store_run_begin(s->store, &run, provenance);
    if (status != HR_OK)
        return status;
    size_t others;
    char who[256];
    status = hr_store_others(s->store, run, &others, who, sizeof who);
    if (status == HR_OK && others) {
        fprintf(stderr, "hrdim: note: %s also writes to %s; finished trials are shared\n", who,
                s->options->store);
        s->look_ahead = LOOK_AHEAD;
        s->shuffle = (unsigned)getpid();
    }
    if (status == HR_OK)
        status = hr_recorder_open(&s->recorder, s->options->store, run);
    if (status == HR_OK)
        status = hr_farm_open(&s->farm, &s->options->farm);
    if (status == HR_OK)
        status = work(s);
    char message[512];
    snprintf(message, sizeof message, "%s", hr_error());
    if (s->farm)
        hr_farm_about(s->farm, &s->report->farm);
    hr_status closed = hr_recorder_close(s->recorder); /* before the farm, which waits for long trials */
    if (status == HR_OK)
        status = closed;
    else
        hr_fail(status, "%s", message);
    if (s->farm && status == HR_OK)
        hr_farm_close(s->farm);
    else if (s->farm)
        hr_farm_abandon(s->farm);
    return status == HR_OK ? hr_store_run_end(s->store, run, NULL) : status;
}

hr_status hr_sweep_run(hr_sweep_report *out, hr_plan *plan, const hr_sweep_options *options,
                       const json_t *provenance) {
    *out = (hr_sweep_report){0};
    sweep s = {.plan = plan, .options = options, .report = out, .look_ahead = 1, .start = hr_seconds()};
    hr_status status =
        hr_store_open(&s.store, options->store, options->stored_only ? HR_STORE_READ : HR_STORE_WRITE);
    if (status != HR_OK)
        return status;
    struct sigaction before[2];
    watch_signals(before);
    hr_progress_take();
    status = options->stored_only ? work(&s) : compute(&s, provenance);
    hr_progress_release();
    unwatch_signals(before);
    hr_store_close(s.store);
    return status;
}
