#include "farm/pool.h"

#include "base/memory.h"
#include "base/progress.h"
#include "trial/cache.h"

#include <cblas.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#ifdef _OPENMP
#include <omp.h>
#endif

struct hr_pool {
    pthread_mutex_t lock;
    pthread_cond_t work, news; /* something to do; something done that the taker waits for */
    hr_jobs queue, done;
    size_t running, idle, enough;
    bool stop, waiting;
    double busy;
    hr_cache *cache;
    unsigned workers, threads, started;
    int blas_before;
    pthread_t thread[];
};

hr_job *hr_job_new(uint64_t ticket, const hr_trial *trial) {
    hr_job *job = hr_calloc(1, sizeof *job, "a trial");
    if (!job)
        return NULL;
    job->ticket = ticket;
    hr_result_init(&job->result);
    if (hr_trial_copy(&job->trial, trial) == HR_OK)
        return job;
    free(job);
    return NULL;
}

void hr_job_free(hr_job *job) {
    if (!job)
        return;
    hr_trial_clear(&job->trial);
    hr_result_clear(&job->result);
    free(job->bug);
    free(job);
}

void hr_jobs_add(hr_jobs *jobs, hr_job *job) {
    job->next = NULL;
    *(jobs->last ? &jobs->last->next : &jobs->first) = job;
    jobs->last = job;
    jobs->count++;
}

hr_job *hr_jobs_pop(hr_jobs *jobs) {
    hr_job *job = jobs->first;
    if (!job)
        return NULL;
    jobs->first = job->next;
    if (!jobs->first)
        jobs->last = NULL;
    jobs->count--;
    return job;
}

void hr_jobs_clear(hr_jobs *jobs) {
    for (hr_job *job; (job = hr_jobs_pop(jobs));)
        hr_job_free(job);
}

static void append(hr_jobs *to, hr_jobs *from) {
    if (!from->count)
        return;
    *(to->last ? &to->last->next : &to->first) = from->first;
    to->last = from->last;
    to->count += from->count;
    *from = (hr_jobs){0};
}

/* Threads of OpenMP are counted per calling thread. */
static void use_threads(unsigned count) {
#ifdef _OPENMP
    omp_set_num_threads((int)count);
#else
    (void)count;
#endif
}

static void run(hr_job *job, hr_cache *cache) {
    double start = hr_seconds();
    if (hr_trial_run(&job->result, &job->trial, cache) != HR_OK) {
        job->bug = strdup(hr_error());
        if (!job->bug) /* the message is lost, the bug is not */
            job->bug = hr_calloc(1, 1, "a message");
    }
    job->seconds = hr_seconds() - start;
}

/* With the lock.  The taker is woken when it has enough, or when a worker would go idle. */
static void tell(hr_pool *pool) {
    if (pool->waiting && (pool->done.count >= pool->enough || !pool->queue.count))
        pthread_cond_signal(&pool->news);
}

/* With the lock: the cores, shared by the trials that are at hand. */
static unsigned share(const hr_pool *pool) {
    size_t at_hand = pool->running + pool->queue.count;
    unsigned side_by_side = at_hand < pool->workers ? (unsigned)at_hand : pool->workers;
    unsigned each = pool->threads / side_by_side;
    return each ? each : 1;
}

static void *work(void *context) {
    hr_pool *pool = context;
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (!pool->queue.count && !pool->stop) {
            pool->idle++;
            pthread_cond_wait(&pool->work, &pool->lock);
            pool->idle--;
        }
        if (pool->stop)
            break;
        hr_job *job = hr_jobs_pop(&pool->queue);
        pool->running++;
        unsigned threads = share(pool);
        pthread_mutex_unlock(&pool->lock);
        use_threads(threads);
        run(job, pool->cache);
        pthread_mutex_lock(&pool->lock);
        pool->running--;
        pool->busy += job->seconds;
        hr_jobs_add(&pool->done, job);
        tell(pool);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

static unsigned cores(void) {
#ifdef _OPENMP
    return (unsigned)omp_get_num_procs(); /* those that this process may use */
#else
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (unsigned)online : 1;
#endif
}

/* Signals are the main thread's. */
static hr_status start(hr_pool *pool) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int error = 0;
    while (!error && pool->started < pool->workers)
        if (!(error = pthread_create(&pool->thread[pool->started], NULL, work, pool)))
            pool->started++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!error)
        return HR_OK;
    return hr_fail(HR_ELIMIT, "cannot start worker thread %u of %u: %s; give a smaller --jobs",
                   pool->started + 1, pool->workers, strerror(error));
}

hr_status hr_pool_open(hr_pool **out, unsigned jobs, unsigned threads, hr_cache *cache) {
    threads = threads ? threads : cores();
    jobs = jobs ? jobs : threads;
    hr_pool *pool = *out = hr_calloc(1, sizeof *pool + jobs * sizeof *pool->thread, "the worker threads");
    if (!pool)
        return HR_ENOMEM;
    pool->workers = jobs;
    pool->threads = threads;
    pool->cache = cache;
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&pool->news, &attributes);
    pthread_condattr_destroy(&attributes);
    pthread_cond_init(&pool->work, NULL);
    pthread_mutex_init(&pool->lock, NULL);
    json_object_seed(0); /* once, before several threads make objects, as jansson asks */
    /* OpenBLAS counts its threads per process: changed only now, while no trial runs */
    pool->blas_before = openblas_get_num_threads();
    openblas_set_num_threads(jobs > 1 ? 1 : (int)threads);
    hr_status status = start(pool);
    if (status != HR_OK) {
        hr_pool_close(pool);
        *out = NULL;
    }
    return status;
}

static void tear_down(hr_pool *pool) {
    for (unsigned i = 0; i < pool->started; i++)
        pthread_join(pool->thread[i], NULL);
    openblas_set_num_threads(pool->blas_before);
    hr_jobs_clear(&pool->done);
    pthread_cond_destroy(&pool->work);
    pthread_cond_destroy(&pool->news);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}

static bool stop(hr_pool *pool) {
    pthread_mutex_lock(&pool->lock);
    pool->stop = true;
    hr_jobs_clear(&pool->queue);
    bool quiet = !pool->running;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    return quiet;
}

void hr_pool_close(hr_pool *pool) {
    if (!pool)
        return;
    stop(pool);
    tear_down(pool);
}

static bool abandoned;

void hr_pool_abandon(hr_pool *pool) {
    if (!pool)
        return;
    if (stop(pool)) {
        tear_down(pool);
        return;
    }
    abandoned = true;
    hr_cache_keep(pool->cache);
}

void hr_pool_leave(int status) {
    if (!abandoned)
        return;
    fflush(NULL);
    _exit(status);
}

unsigned hr_pool_workers(const hr_pool *pool) {
    return pool->workers;
}

double hr_pool_busy(hr_pool *pool) {
    pthread_mutex_lock(&pool->lock);
    double busy = pool->busy;
    pthread_mutex_unlock(&pool->lock);
    return busy;
}

void hr_pool_put(hr_pool *pool, hr_job *job) {
    pthread_mutex_lock(&pool->lock);
    hr_jobs_add(&pool->queue, job);
    if (pool->idle)
        pthread_cond_signal(&pool->work);
    pthread_mutex_unlock(&pool->lock);
}

static void wait_for_news(hr_pool *pool, double seconds) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    time_t whole = (time_t)seconds;
    until.tv_sec += whole;
    until.tv_nsec += (long)(1e9 * (seconds - (double)whole));
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pool->waiting = true;
    while (pool->done.count < pool->enough && !(pool->done.count && !pool->queue.count))
        if (pthread_cond_timedwait(&pool->news, &pool->lock, &until))
            break;
    pool->waiting = false;
}

void hr_pool_get(hr_jobs *done, hr_pool *pool, size_t enough, double seconds) {
    pthread_mutex_lock(&pool->lock);
    pool->enough = enough ? enough : 1;
    if (seconds > 0)
        wait_for_news(pool, seconds);
    append(done, &pool->done);
    pthread_mutex_unlock(&pool->lock);
}
