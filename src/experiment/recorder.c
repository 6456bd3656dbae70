#include "experiment/recorder.h"

#include "base/memory.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const hr_wanted *wanted;
    hr_result result;
} entry;

typedef struct {
    entry *item;
    size_t count, capacity;
} queue;

struct hr_recorder {
    hr_store *store;
    int64_t run;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    queue waiting; /* under the lock, as all below */
    bool closing;
    hr_status status;
    char message[512];
};

static void empty(queue *q) {
    for (size_t i = 0; i < q->count; i++)
        hr_result_clear(&q->item[i].result);
    q->count = 0;
}

static hr_status commit(hr_recorder *r, const queue *q) {
    hr_status status = hr_store_begin(r->store);
    for (size_t i = 0; i < q->count && status == HR_OK; i++)
        status = hr_store_put(r->store, r->run, q->item[i].wanted->key, &q->item[i].result);
    return status == HR_OK ? hr_store_commit(r->store) : status;
}

static void *work(void *data) {
    hr_recorder *r = data;
    queue mine = {0};
    pthread_mutex_lock(&r->lock);
    for (;;) {
        while (!r->waiting.count && !r->closing)
            pthread_cond_wait(&r->changed, &r->lock);
        if (!r->waiting.count || r->status != HR_OK)
            break;
        queue full = r->waiting; /* the two buffers change places: nothing is copied under the lock */
        r->waiting = mine;
        mine = full;
        pthread_mutex_unlock(&r->lock);
        hr_status status = commit(r, &mine);
        pthread_mutex_lock(&r->lock);
        if (status != HR_OK) {
            r->status = status; /* hr_error() is this thread's: carried over */
            snprintf(r->message, sizeof r->message, "%s", hr_error());
        }
        empty(&mine);
    }
    pthread_mutex_unlock(&r->lock);
    free(mine.item);
    return NULL;
}

hr_status hr_recorder_open(hr_recorder **out, const char *path, int64_t run) {
    *out = NULL;
    hr_recorder *r = hr_calloc(1, sizeof *r, "the recorder");
    if (!r)
        return HR_ENOMEM;
    r->run = run;
    hr_status status = hr_store_open(&r->store, path, HR_STORE_WRITE);
    if (status != HR_OK) {
        free(r);
        return status;
    }
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->changed, NULL);
    int error = pthread_create(&r->thread, NULL, work, r);
    if (!error) {
        *out = r;
        return HR_OK;
    }
    pthread_cond_destroy(&r->changed);
    pthread_mutex_destroy(&r->lock);
    hr_store_close(r->store);
    free(r);
    return hr_fail(HR_ENOMEM, "%s: cannot start the thread that stores results: %s", path, strerror(error));
}

hr_status hr_recorder_add(hr_recorder *recorder, const hr_wanted *wanted, const hr_result *result) {
    entry e = {.wanted = wanted};
    hr_status status = hr_result_copy(&e.result, result);
    if (status != HR_OK)
        return status;
    pthread_mutex_lock(&recorder->lock);
    queue *q = &recorder->waiting;
    if (recorder->status != HR_OK)
        status = hr_fail(recorder->status, "%s", recorder->message);
    else
        status = hr_grow(&q->item, &q->capacity, q->count + 1, sizeof *q->item, "the results to be stored");
    if (status == HR_OK) {
        q->item[q->count++] = e;
        pthread_cond_signal(&recorder->changed);
    } else {
        hr_result_clear(&e.result);
    }
    pthread_mutex_unlock(&recorder->lock);
    return status;
}

hr_status hr_recorder_close(hr_recorder *recorder) {
    if (!recorder)
        return HR_OK;
    pthread_mutex_lock(&recorder->lock);
    recorder->closing = true;
    pthread_cond_signal(&recorder->changed);
    pthread_mutex_unlock(&recorder->lock);
    pthread_join(recorder->thread, NULL);
    hr_status status = recorder->status;
    if (status != HR_OK)
        hr_fail(status, "%s", recorder->message);
    empty(&recorder->waiting);
    free(recorder->waiting.item);
    pthread_cond_destroy(&recorder->changed);
    pthread_mutex_destroy(&recorder->lock);
    hr_store_close(recorder->store);
    free(recorder);
    return status;
}
