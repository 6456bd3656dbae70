/* The side of the other ranks: they compute what rank 0 sends. */
#include "config.h"

#include "farm/ranks_mpi.h"

#include "base/build.h"
#include "base/progress.h"
#include "farm/pool.h"
#include "farm/post.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Between two looks at the post: short while there is some. */
static const double SHORTEST_NAP = 1e-4, LONGEST_NAP = 2e-3;
enum { PATIENCE = 10 }; /* rank 0 may be silent that much longer: it writes results, too */

typedef struct {
    hr_pool *pool;
    bool stop;
    double heard, said, timeout; /* when rank 0 was last heard (0: never), and spoken to */
} server;

/* A trial that cannot be read is a bug: both ranks run the same program. */
static hr_status take_line(server *s, const char *line, hr_letter *reply) {
    char *key;
    uint64_t slot = strtoull(line, &key, 10);
    hr_trial trial;
    hr_status status = hr_trial_parse(&trial, *key ? key + 1 : key);
    if (status != HR_OK) {
        json_t *bug = json_pack("{s:s}", "bug", hr_error());
        char *text = bug ? hr_json_line(bug) : NULL;
        json_decref(bug);
        status = text ? hr_letter_add(reply, "%llu 0 %s\n", (unsigned long long)slot, text) : HR_ENOMEM;
        free(text);
        return status;
    }
    hr_job *job = hr_job_new(slot, &trial);
    hr_trial_clear(&trial);
    if (!job)
        return HR_ENOMEM;
    hr_pool_put(s->pool, job);
    return HR_OK;
}

typedef struct {
    server *server;
    hr_letter *reply;
    bool news;
} mail;

static hr_status take_text(void *context, int from, hr_post_tag tag, char *text) {
    (void)from; /* only rank 0 writes to the others */
    mail *m = context;
    hr_status status = HR_OK;
    m->news = true;
    m->server->heard = hr_seconds();
    if (tag == HR_POST_STOP) {
        m->server->stop = true;
        hr_mpi_here.lost = (unsigned)atoi(text);
    }
    if (tag == HR_POST_WORK)
        for (char *line; status == HR_OK && (line = strsep(&text, "\n")) && *line;)
            status = take_line(m->server, line, m->reply);
    return status;
}

static json_t *describe(const hr_job *job) {
    if (job->bug)
        return json_pack("{s:s}", "bug", job->bug);
    if (job->result.failed)
        return json_pack("{s:s}", "reason", job->result.reason ? job->result.reason : "");
    return json_pack("{s:O, s:O*}", "outcome", job->result.outcome, "times", job->result.times);
}

static hr_status add_result(hr_letter *reply, const hr_job *job) {
    json_t *object = describe(job);
    char *line = object ? hr_json_line(object) : NULL;
    json_decref(object);
    if (!line)
        return hr_fail(HR_ENOMEM, "out of memory: a result");
    hr_status status =
        hr_letter_add(reply, "%llu %.9g %s\n", (unsigned long long)job->ticket, job->seconds, line);
    free(line);
    return status;
}

static hr_status add_results(server *s, hr_letter *reply, double nap) {
    hr_jobs done = {0};
    hr_status status = HR_OK;
    hr_pool_get(&done, s->pool, 1, nap);
    for (hr_job *job; (job = hr_jobs_pop(&done)); hr_job_free(job))
        if (status == HR_OK)
            status = add_result(reply, job);
    return status;
}

static hr_status say(server *s, hr_letter *reply, bool *news) {
    double now = hr_seconds();
    bool results = reply->length;
    if (!results && now - s->said < s->timeout / 10)
        return HR_OK;
    *news = *news || results;
    s->said = now;
    return hr_post_send(0, results ? HR_POST_DONE : HR_POST_PING, reply);
}

static hr_status serve(server *s) {
    hr_letter reply = {0};
    hr_status status = hr_letter_add(&reply, "%u %s", hr_pool_workers(s->pool), hr_build_text());
    if (status == HR_OK)
        status = hr_post_send(0, HR_POST_HELLO, &reply);
    double nap = SHORTEST_NAP;
    while (status == HR_OK) {
        mail m = {s, &reply, false};
        status = hr_post_receive(take_text, &m);
        if (s->stop)
            break;
        if (status == HR_OK)
            status = add_results(s, &reply, nap);
        if (status == HR_OK)
            status = say(s, &reply, &m.news);
        nap = m.news ? SHORTEST_NAP : fmin(LONGEST_NAP, 1.5 * nap);
        if (status == HR_OK && s->heard > 0 && hr_seconds() - s->heard > PATIENCE * s->timeout)
            status = hr_fail(HR_EIO, "rank 0 is silent for %g s: rank %d leaves; run again with --resume",
                             PATIENCE * s->timeout, hr_mpi_here.rank);
    }
    hr_letter_clear(&reply);
    return status;
}

hr_status hr_mpi_serve(const hr_farm_options *options) {
    hr_cache *cache = options->cache, *own = NULL;
    server s = {0};
    hr_status status = hr_post_timeout(&s.timeout);
    if (status == HR_OK && !cache) {
        status = hr_cache_open(&own);
        cache = own;
    }
    if (status == HR_OK)
        status = hr_pool_open(&s.pool, options->jobs, options->threads, cache);
    if (status == HR_OK)
        status = serve(&s);
    hr_pool_abandon(s.pool); /* what runs now, nobody waits for */
    hr_cache_close(own);
    return status;
}
