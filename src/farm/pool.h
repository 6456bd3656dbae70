/* The worker threads of one process. */
#ifndef HR_POOL_H
#define HR_POOL_H

#include "trial/task.h"

/* A trial on its way: submitted, done, taken. */
typedef struct hr_job {
    uint64_t ticket;
    hr_trial trial;
    hr_result result; /* once done */
    char *bug;        /* what went wrong in hrdim itself; then there is no result */
    double seconds;
    struct hr_job *next;
} hr_job;

/* A copy of the trial; NULL with HR_ENOMEM's message. */
hr_job *hr_job_new(uint64_t ticket, const hr_trial *trial);
void hr_job_free(hr_job *job);

/* First in, first out. */
typedef struct {
    hr_job *first, *last;
    size_t count;
} hr_jobs;

void hr_jobs_add(hr_jobs *jobs, hr_job *job);
hr_job *hr_jobs_pop(hr_jobs *jobs); /* NULL when empty */
void hr_jobs_clear(hr_jobs *jobs);

typedef struct hr_pool hr_pool;

/* `jobs` threads that share `threads` cores; 0: see hr_farm_options. */
hr_status hr_pool_open(hr_pool **out, unsigned jobs, unsigned threads, hr_cache *cache);
/* Throws away what waits; waits for what runs. */
void hr_pool_close(hr_pool *pool);
/* The same without waiting.  Trials that still run keep the pool and the cache until the process ends, which
 * it must do by hr_pool_leave. */
void hr_pool_abandon(hr_pool *pool);

/* Returns unless abandoned trials still run: exit would take libraries away from under them, so the process
 * then ends here, by _exit. */
void hr_pool_leave(int status);

unsigned hr_pool_workers(const hr_pool *pool);
double hr_pool_busy(hr_pool *pool); /* seconds inside trials, over all workers */

void hr_pool_put(hr_pool *pool, hr_job *job); /* takes it over */

/* Moves all that is done behind *done.  Waits at most so long for `enough` of them, or for a worker that runs
 * dry. */
void hr_pool_get(hr_jobs *done, hr_pool *pool, size_t enough, double seconds);

#endif
