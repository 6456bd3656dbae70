#include "farm/farm.h"

#include "base/memory.h"
#include "base/progress.h"
#include "farm/pool.h"
#include "farm/ranks.h"

#include <math.h>
#include <stdlib.h>

enum {
    MOST_WAITING = 1024, /* trials that are submitted ahead, whatever their duration */
    MEAN_OVER = 64       /* recent trials whose mean duration counts */
};
static const double AHEAD = 0.02; /* seconds of work that wait for each worker */

/* How long to sleep between two looks at the other ranks: short while news come, so that none runs dry. */
static const double SHORTEST_NAP = 1e-4, LONGEST_NAP = 2e-3;

struct hr_farm {
    hr_pool *pool;
    hr_ranks *ranks; /* NULL: alone */
    hr_cache *cache, *own_cache;
    hr_jobs taken;               /* done, and on the way to the caller */
    size_t outstanding, at_home; /* of these, in the pool */
    double mean, elsewhere, opened, nap;
    uint64_t seen;
};

static unsigned jobs_here;

unsigned hr_farm_jobs(void) {
    return jobs_here;
}

hr_status hr_farm_open(hr_farm **out, const hr_farm_options *options) {
    hr_farm *farm = *out = hr_calloc(1, sizeof *farm, "the farm");
    if (!farm)
        return HR_ENOMEM;
    farm->opened = hr_seconds();
    farm->nap = SHORTEST_NAP;
    hr_status status = options->cache ? HR_OK : hr_cache_open(&farm->own_cache);
    farm->cache = options->cache ? options->cache : farm->own_cache;
    if (status == HR_OK)
        status = hr_ranks_open(&farm->ranks);
    if (status == HR_OK)
        status = hr_pool_open(&farm->pool, options->jobs, options->threads, farm->cache);
    if (status != HR_OK) {
        hr_farm_close(farm);
        *out = NULL;
        return status;
    }
    jobs_here = hr_pool_workers(farm->pool);
    return HR_OK;
}

static void end(hr_farm *farm, void (*end_pool)(hr_pool *pool)) {
    if (!farm)
        return;
    hr_ranks_close(farm->ranks); /* first: the others need not wait for what runs here */
    end_pool(farm->pool);
    hr_jobs_clear(&farm->taken);
    hr_cache_close(farm->own_cache);
    free(farm);
}

void hr_farm_close(hr_farm *farm) {
    end(farm, hr_pool_close);
}

void hr_farm_abandon(hr_farm *farm) {
    end(farm, hr_pool_abandon);
}

static unsigned workers(const hr_farm *farm) {
    size_t count;
    const hr_rank *rank = hr_ranks_list(farm->ranks, &count);
    unsigned total = hr_pool_workers(farm->pool);
    for (size_t i = 0; i < count; i++)
        total += rank[i].workers;
    return total;
}

/* Trials that may wait beside those that run: as many as take AHEAD seconds, at least one; few when they are
 * long, since the plan knows more when results are in. */
static size_t ahead(const hr_farm *farm, unsigned count) {
    double many = farm->seen ? ceil(AHEAD * count / (farm->mean + 1e-9)) : count;
    return many < 1 ? 1 : many > MOST_WAITING ? MOST_WAITING : (size_t)many;
}

size_t hr_farm_room(const hr_farm *farm) {
    unsigned count = workers(farm);
    size_t most = count + ahead(farm, count);
    if (most > MOST_WAITING)
        most = count < MOST_WAITING ? MOST_WAITING : count + 1;
    return most > farm->outstanding ? most - farm->outstanding : 0;
}

size_t hr_farm_outstanding(const hr_farm *farm) {
    return farm->outstanding;
}

/* To whoever has the least to do for each of his workers; at home first. */
static hr_status hand_out(hr_farm *farm, hr_job *job) {
    size_t count, best = SIZE_MAX;
    const hr_rank *rank = hr_ranks_list(farm->ranks, &count);
    double least = (double)(farm->at_home + 1) / hr_pool_workers(farm->pool);
    for (size_t i = 0; i < count; i++) {
        double load = rank[i].workers ? (double)(rank[i].outstanding + 1) / rank[i].workers : INFINITY;
        if (load < least) {
            least = load;
            best = i;
        }
    }
    if (best != SIZE_MAX)
        return hr_ranks_give(farm->ranks, best, job);
    farm->at_home++;
    hr_pool_put(farm->pool, job);
    return HR_OK;
}

hr_status hr_farm_submit(hr_farm *farm, uint64_t ticket, const hr_trial *trial) {
    hr_job *job = hr_job_new(ticket, trial);
    if (!job)
        return HR_ENOMEM;
    hr_status status = hand_out(farm, job);
    farm->outstanding += status == HR_OK;
    return status;
}

static void collect_at_home(hr_farm *farm, double seconds) {
    size_t before = farm->taken.count, waiting = ahead(farm, hr_pool_workers(farm->pool));
    hr_pool_get(&farm->taken, farm->pool, waiting / 4, seconds);
    farm->at_home -= farm->taken.count - before;
}

static hr_status collect_from_ranks(hr_farm *farm) {
    hr_jobs back = {0};
    bool news = false;
    hr_job *last = farm->taken.last;
    hr_status status = hr_ranks_poll(&farm->taken, &back, &news, farm->ranks);
    for (const hr_job *job = last ? last->next : farm->taken.first; job; job = job->next)
        farm->elsewhere += job->seconds;
    while (status == HR_OK && back.count)
        status = hand_out(farm, hr_jobs_pop(&back));
    hr_jobs_clear(&back);
    farm->nap = news ? SHORTEST_NAP : fmin(LONGEST_NAP, 1.5 * farm->nap);
    return status;
}

/* Until something is done, or the time is up. */
static hr_status collect(hr_farm *farm, double seconds) {
    if (!farm->ranks) {
        collect_at_home(farm, seconds);
        return HR_OK;
    }
    double until = hr_seconds() + seconds;
    for (;;) {
        hr_status status = collect_from_ranks(farm);
        double left = until - hr_seconds();
        collect_at_home(farm, farm->taken.count ? 0 : fmin(left, farm->nap));
        if (status != HR_OK || farm->taken.count || left <= 0)
            return status;
    }
}

static void note_duration(hr_farm *farm, double seconds) {
    farm->seen++;
    farm->mean += (seconds - farm->mean) / (double)(farm->seen < MEAN_OVER ? farm->seen : MEAN_OVER);
}

hr_status hr_farm_take(hr_farm *farm, bool *got, uint64_t *ticket, hr_result *result, double seconds) {
    *got = false;
    hr_result_init(result);
    hr_status status = farm->taken.count ? HR_OK : collect(farm, seconds);
    hr_job *job = status == HR_OK ? hr_jobs_pop(&farm->taken) : NULL;
    if (!job)
        return status;
    farm->outstanding--;
    note_duration(farm, job->seconds);
    if (job->bug) {
        status = hr_fail(HR_EINTERNAL, "%s", job->bug);
    } else {
        *got = true;
        *ticket = job->ticket;
        *result = job->result;
        hr_result_init(&job->result);
    }
    hr_job_free(job);
    return status;
}

void hr_farm_about(const hr_farm *farm, hr_farm_report *out) {
    size_t count;
    const hr_rank *rank = hr_ranks_list(farm->ranks, &count);
    *out = (hr_farm_report){.processes = 1,
                            .workers = workers(farm),
                            .busy_seconds = hr_pool_busy(farm->pool) + farm->elsewhere,
                            .open_seconds = hr_seconds() - farm->opened,
                            .lost = farm->ranks ? hr_ranks_lost(farm->ranks) : 0};
    for (size_t i = 0; i < count; i++)
        out->processes += rank[i].workers > 0;
}
