/* Rank 0's side: which trials each rank has, who is silent, and whose work goes to others. */
#include "config.h"

#include "farm/ranks_mpi.h"

#include "base/build.h"
#include "base/memory.h"
#include "base/progress.h"
#include "farm/post.h"
#include "farm/ranks.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FULL = 1 << 15 }; /* bytes of trials that are worth a message of their own */

typedef struct {
    hr_rank shown;
    bool lost;
    double silent; /* seconds without a word, while rank 0 was listening */
    double pinged; /* when it last got one */
    hr_job **slot; /* the trials it has; NULL where a slot is free */
    size_t slots, capacity, look;
    hr_letter letter; /* trials to be sent */
} peer;

struct hr_ranks {
    peer *peer; /* of rank 1, 2, ... */
    hr_rank *shown;
    size_t count;
    double timeout, polled;
};

hr_status hr_ranks_open(hr_ranks **out) {
    *out = NULL;
    if (!hr_mpi_here.begun || hr_mpi_here.rank || hr_mpi_here.size < 2 || hr_mpi_here.told)
        return HR_OK;
    hr_ranks *ranks = hr_calloc(1, sizeof *ranks, "the ranks");
    if (!ranks)
        return HR_ENOMEM;
    ranks->count = (size_t)hr_mpi_here.size - 1;
    ranks->peer = hr_calloc(ranks->count, sizeof *ranks->peer, "the ranks");
    ranks->shown = hr_calloc(ranks->count, sizeof *ranks->shown, "the ranks");
    ranks->polled = hr_seconds();
    hr_status status = ranks->peer && ranks->shown ? hr_post_timeout(&ranks->timeout) : HR_ENOMEM;
    if (status == HR_OK)
        *out = ranks;
    else
        hr_ranks_close(ranks);
    return status;
}

void hr_ranks_close(hr_ranks *ranks) {
    if (!ranks)
        return;
    hr_mpi_tell_stop();
    for (size_t i = 0; ranks->peer && i < ranks->count; i++) {
        peer *p = &ranks->peer[i];
        for (size_t k = 0; k < p->slots; k++)
            hr_job_free(p->slot[k]);
        free(p->slot);
        hr_letter_clear(&p->letter);
    }
    free(ranks->peer);
    free(ranks->shown);
    free(ranks);
}

const hr_rank *hr_ranks_list(const hr_ranks *ranks, size_t *count) {
    *count = ranks ? ranks->count : 0;
    return ranks ? ranks->shown : NULL;
}

unsigned hr_ranks_lost(const hr_ranks *ranks) {
    (void)ranks;
    return hr_mpi_here.lost;
}

static void show(hr_ranks *ranks, size_t i) {
    ranks->shown[i] = ranks->peer[i].shown;
}

/* The slot's job, which then is free again. */
static hr_job *take_slot(peer *p, size_t slot) {
    hr_job *job = slot < p->slots ? p->slot[slot] : NULL;
    if (job) {
        p->slot[slot] = NULL;
        p->shown.outstanding--;
        p->look = slot < p->look ? slot : p->look;
    }
    return job;
}

static void lose(hr_ranks *ranks, size_t i, hr_jobs *back) {
    peer *p = &ranks->peer[i];
    p->lost = true;
    for (size_t k = 0; k < p->slots; k++) {
        hr_job *job = take_slot(p, k);
        if (job)
            hr_jobs_add(back, job);
    }
    p->shown = (hr_rank){0};
    show(ranks, i);
    hr_mpi_here.lost++;
}

static hr_status post_letter(hr_ranks *ranks, size_t i, hr_post_tag tag) {
    ranks->peer[i].pinged = hr_seconds();
    return hr_post_send((int)i + 1, tag, &ranks->peer[i].letter);
}

static hr_status put_slot(size_t *slot, peer *p, hr_job *job) {
    while (p->look < p->slots && p->slot[p->look])
        p->look++;
    if (p->look == p->slots) {
        if (hr_grow(&p->slot, &p->capacity, p->slots + 1, sizeof(hr_job *), "the trials of a rank") != HR_OK)
            return HR_ENOMEM;
        p->slots++;
    }
    *slot = p->look;
    p->slot[p->look++] = job;
    p->shown.outstanding++;
    return HR_OK;
}

hr_status hr_ranks_give(hr_ranks *ranks, size_t rank, hr_job *job) {
    peer *p = &ranks->peer[rank];
    char *key;
    size_t slot;
    hr_status status = hr_trial_key(&key, &job->trial);
    if (status == HR_OK)
        status = put_slot(&slot, p, job);
    if (status != HR_OK) {
        free(key);
        hr_job_free(job);
        return status;
    }
    status = hr_letter_add(&p->letter, "%zu %s\n", slot, key);
    free(key);
    show(ranks, rank);
    /* a rank that cannot be reached is found in the next poll */
    if (status == HR_OK && p->letter.length >= FULL && post_letter(ranks, rank, HR_POST_WORK) == HR_EIO)
        p->silent = INFINITY;
    return status;
}

/* "WORKERS BUILD": results of another build are not the same. */
static hr_status take_hello(hr_ranks *ranks, size_t i, const char *text) {
    unsigned workers = 0;
    int at = 0;
    if (sscanf(text, "%u %n", &workers, &at) != 1 || !at || !workers)
        return hr_fail(HR_EINTERNAL, "rank %zu says '%.60s' for hello", i + 1, text);
    if (strcmp(text + at, hr_build_text()))
        return hr_fail(HR_EUSAGE, "rank %zu runs another program (%s) than rank 0 (%s); install the same one",
                       i + 1, text + at, hr_build_text());
    ranks->peer[i].shown.workers = workers;
    return HR_OK;
}

static hr_status fill(hr_job *job, json_t *object) {
    const json_t *bug = json_object_get(object, "bug"), *reason = json_object_get(object, "reason");
    if (bug && !(job->bug = strdup(json_string_value(bug))))
        return hr_fail(HR_ENOMEM, "out of memory: a message");
    job->result.failed = reason != NULL;
    if (reason && !(job->result.reason = strdup(json_string_value(reason))))
        return hr_fail(HR_ENOMEM, "out of memory: a message");
    job->result.outcome = json_incref(json_object_get(object, "outcome"));
    job->result.times = json_incref(json_object_get(object, "times"));
    return HR_OK;
}

/* "SLOT SECONDS JSON" */
static hr_status take_line(peer *p, const char *line, hr_jobs *done) {
    size_t slot;
    double seconds;
    int at = 0;
    json_t *object = NULL;
    if (sscanf(line, "%zu %lf %n", &slot, &seconds, &at) == 2 && at)
        object = json_loads(line + at, 0, NULL);
    hr_job *job = object ? take_slot(p, slot) : NULL;
    if (!job) {
        json_decref(object);
        return hr_fail(HR_EINTERNAL, "a rank sends '%.100s' for a result", line);
    }
    job->seconds = seconds;
    hr_status status = fill(job, object);
    json_decref(object);
    hr_jobs_add(done, job);
    return status;
}

typedef struct {
    hr_ranks *ranks;
    hr_jobs *done;
    bool *news;
} mail;

static hr_status take_text(void *context, int from, hr_post_tag tag, char *text) {
    mail *m = context;
    size_t i = (size_t)from - 1;
    peer *p = &m->ranks->peer[i];
    hr_status status = HR_OK;
    if (p->lost) /* it was only slow: others have its trials */
        return HR_OK;
    *m->news = *m->news || tag == HR_POST_DONE || tag == HR_POST_HELLO;
    p->silent = 0;
    if (tag == HR_POST_HELLO)
        status = take_hello(m->ranks, i, text);
    if (tag == HR_POST_DONE)
        for (char *line; status == HR_OK && (line = strsep(&text, "\n")) && *line;)
            status = take_line(p, line, m->done);
    show(m->ranks, i);
    return status;
}

/* Trials, or after a tenth of the time of silence that ends a rank a word that rank 0 is here. */
static void send(hr_ranks *ranks, double now) {
    for (size_t i = 0; i < ranks->count; i++) {
        peer *p = &ranks->peer[i];
        bool work = p->letter.length, due = now - p->pinged > ranks->timeout / 10;
        if (p->lost || !p->shown.workers || !(work || due))
            continue;
        if (post_letter(ranks, i, work ? HR_POST_WORK : HR_POST_PING) == HR_EIO)
            p->silent = INFINITY;
    }
}

hr_status hr_ranks_poll(hr_jobs *done, hr_jobs *back, bool *news, hr_ranks *ranks) {
    double now = hr_seconds(), passed = now - ranks->polled;
    ranks->polled = now;
    send(ranks, now);
    mail m = {ranks, done, news};
    hr_status status = hr_post_receive(take_text, &m);
    /* time in which rank 0 did something else does not count against the others */
    for (size_t i = 0; i < ranks->count; i++) {
        peer *p = &ranks->peer[i];
        p->silent += fmin(passed, 0.1 * ranks->timeout);
        if (!p->lost && p->silent > ranks->timeout)
            lose(ranks, i, back);
    }
    return status;
}
