/* Running a trial, and naming its hierarchy: what of a trial needs the hierarchy itself. */
#include "base/memory.h"
#include "base/progress.h"
#include "trial/cache.h"
#include "trial/trial_order.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef _OPENMP
#include <omp.h>
#endif

/* "PATH#0123456789abcdef": the length of PATH; of the whole text where there is no digest. */
static size_t without_digest(const char *hierarchy) {
    size_t length = strlen(hierarchy);
    const char *mark = strrchr(hierarchy, '#');
    if (!mark || strlen(mark + 1) != HR_DIGEST_SHORT ||
        strspn(mark + 1, "0123456789abcdef") != HR_DIGEST_SHORT)
        return length;
    return (size_t)(mark - hierarchy);
}

static hr_status same_digest(const char *hierarchy, size_t length, const char *digest) {
    const char *named = hierarchy[length] ? hierarchy + length + 1 : "";
    if (!strcmp(named, digest))
        return HR_OK;
    if (!*named)
        return hr_fail(HR_EINPUT, "%s: the trial does not say which contents it means; they are now #%s",
                       hierarchy, digest);
    return hr_fail(HR_EINPUT,
                   "%.*s: holds another hierarchy (%s) than the trial names (%s); bring the old file back or "
                   "run the spec again",
                   (int)length, hierarchy, *digest ? digest : "generated", named);
}

/* Threads inside a trial cost more than they bring when it is small, above all on a busy machine; results do
 * not depend on them.  Returns how many to give back; 0: none were taken. */
static int keep_to_one_thread(const hr_trial *trial, const hr_ancestors *a) {
#ifdef _OPENMP
    double work = (double)a->queries * a->documents * (trial->dim ? trial->dim : a->s);
    int before = omp_get_max_threads();
    if (work < 3e8 && before > 1) {
        omp_set_num_threads(1);
        return before;
    }
#else
    (void)trial, (void)a;
#endif
    return 0;
}

static void give_back_threads(int count) {
#ifdef _OPENMP
    if (count)
        omp_set_num_threads(count);
#else
    (void)count;
#endif
}

static hr_status run_on(hr_result *out, const hr_trial *trial, hr_cache *cache) {
    size_t length = without_digest(trial->hierarchy);
    char *what = strndup(trial->hierarchy, length);
    if (!what)
        return hr_fail(HR_ENOMEM, "out of memory: the hierarchy %s", trial->hierarchy);
    const hr_held *held;
    hr_status status = hr_cache_hold(&held, cache, what);
    free(what);
    if (status != HR_OK)
        return status;
    status = same_digest(trial->hierarchy, length, held->digest);
    int threads = keep_to_one_thread(trial, held->loaded.ancestors);
    if (status == HR_OK)
        status = trial->task->run(out, trial, &held->loaded);
    give_back_threads(threads);
    hr_cache_leave(cache, held);
    return status;
}

static hr_status add_seconds(hr_result *out, double seconds) {
    if (!out->times)
        out->times = json_object();
    if (json_object_set_new(out->times, "seconds", json_real(seconds)))
        return hr_fail(HR_ENOMEM, "out of memory: a result");
    return HR_OK;
}

/* A file's name may hold any byte, a JSON text may not. */
static void make_utf8(char *text) {
    json_t *string = json_string(text);
    for (char *c = text; !string && *c; c++)
        if ((unsigned char)*c >= 0x80)
            *c = '?';
    json_decref(string);
}

hr_status hr_trial_run(hr_result *out, const hr_trial *trial, hr_cache *cache) {
    hr_result_init(out);
    double start = hr_seconds();
    hr_status status = run_on(out, trial, cache);
    if (status == HR_OK)
        status = add_seconds(out, hr_seconds() - start);
    if (status == HR_OK)
        return HR_OK;
    hr_result_clear(out);
    if (status == HR_EINTERNAL)
        return status;
    out->failed = true;
    out->reason = strdup(hr_error());
    if (out->reason)
        make_utf8(out->reason);
    return HR_OK;
}

hr_status hr_trial_hierarchy(char **out, const char *what, hr_cache *cache) {
    hr_status status = hr_trial_order(out, what);
    const hr_held *held = NULL;
    if (status == HR_OK)
        status = hr_cache_hold(&held, cache, *out);
    if (status == HR_OK && *held->digest) {
        size_t size = strlen(*out) + HR_DIGEST_SHORT + 2;
        char *named = hr_alloc(size, 1, "a hierarchy's name");
        if (named)
            snprintf(named, size, "%s#%s", *out, held->digest);
        else
            status = HR_ENOMEM;
        free(*out);
        *out = named;
    }
    if (held)
        hr_cache_leave(cache, held);
    if (status != HR_OK) {
        free(*out);
        *out = NULL;
    }
    return status;
}
