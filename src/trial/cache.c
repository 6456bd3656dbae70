/* The hierarchies in memory.  Texts hash to chains; those that nobody uses stand in a list, the least
 * recently used first, from which they are dropped when they pass the budget. */
#include "trial/cache.h"

#include "base/memory.h"
#include "base/text.h"
#include "hierarchy/source.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { CHAINS = 1 << 12, DEFAULT_MIB = 1024 };

typedef enum { OPENING, READY, FAILED } entry_state;

struct hr_cached {
    hr_held held; /* first: what a user sees is the entry */
    char *what;
    entry_state state;
    hr_hierarchy hierarchy;
    hr_ancestors ancestors;
    hr_status status; /* of the failure */
    char message[512];
    size_t users, bytes;
    struct hr_cached *next;          /* of the chain */
    struct hr_cached *older, *newer; /* of the idle list */
};
typedef struct hr_cached entry;

struct hr_cache {
    pthread_mutex_t lock;
    pthread_cond_t opened; /* some entry is no longer OPENING */
    entry *chain[CHAINS];
    entry *oldest, *newest; /* idle */
    size_t idle_bytes, budget;
    bool kept;
};

hr_status hr_cache_open(hr_cache **out) {
    uint64_t mib = DEFAULT_MIB;
    const char *given = getenv("HRDIM_CACHE_MIB");
    if (given && !hr_parse_u64(given, 0, SIZE_MAX >> 20, &mib))
        return hr_fail(HR_EUSAGE, "HRDIM_CACHE_MIB=%.60s: must be a whole number of MiB", given);
    hr_cache *cache = *out = hr_calloc(1, sizeof *cache, "the hierarchies in memory");
    if (!cache)
        return HR_ENOMEM;
    pthread_mutex_init(&cache->lock, NULL);
    pthread_cond_init(&cache->opened, NULL);
    cache->budget = (size_t)mib << 20;
    return HR_OK;
}

static void entry_free(entry *e) {
    hr_ancestors_clear(&e->ancestors);
    hr_hierarchy_clear(&e->hierarchy);
    free(e->what);
    free(e);
}

void hr_cache_close(hr_cache *cache) {
    if (!cache || cache->kept)
        return;
    for (size_t i = 0; i < CHAINS; i++)
        for (entry *e = cache->chain[i], *next; e; e = next) {
            next = e->next;
            entry_free(e);
        }
    pthread_cond_destroy(&cache->opened);
    pthread_mutex_destroy(&cache->lock);
    free(cache);
}

void hr_cache_keep(hr_cache *cache) {
    cache->kept = true;
}

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
static entry **chain_of(hr_cache *cache, const char *what) {
    uint64_t hash = 14695981039346656037u;
    for (const char *c = what; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 1099511628211u;
    return &cache->chain[(hash ^ hash >> 32) % CHAINS];
}

static void idle_remove(hr_cache *cache, entry *e) {
    *(e->older ? &e->older->newer : &cache->oldest) = e->newer;
    *(e->newer ? &e->newer->older : &cache->newest) = e->older;
    e->older = e->newer = NULL;
    cache->idle_bytes -= e->bytes;
}

static void idle_append(hr_cache *cache, entry *e) {
    e->older = cache->newest;
    e->newer = NULL;
    *(cache->newest ? &cache->newest->newer : &cache->oldest) = e;
    cache->newest = e;
    cache->idle_bytes += e->bytes;
}

static void drop(hr_cache *cache, entry *e) {
    entry **link = chain_of(cache, e->what);
    while (*link != e)
        link = &(*link)->next;
    *link = e->next;
    entry_free(e);
}

/* An estimate from the counts: arrays and the pool of names. */
static size_t weigh(const entry *e) {
    const hr_hierarchy *h = &e->hierarchy;
    const hr_ancestors *a = &e->ancestors;
    size_t names = h->names ? h->name_start[h->nodes] + 8 * (size_t)h->nodes : 0;
    size_t roles = (h->query ? 4 * (size_t)h->queries : 0) + (h->document ? 4 * (size_t)h->documents : 0);
    return sizeof *e + names + roles + 20 * (size_t)h->nodes + 8 * (size_t)h->edges + 8 * (size_t)a->queries +
           6 * (size_t)a->pairs;
}

static bool reads_data(const char *what) {
    static const char forest[] = "forest:of=";
    while (!strncmp(what, forest, sizeof forest - 1))
        what += sizeof forest - 1;
    size_t length = strcspn(what, ":");
    for (const hr_source *const *s = hr_sources; *s; s++)
        if ((*s)->kind == HR_SOURCE_GENERATOR && strlen((*s)->name) == length &&
            !strncmp((*s)->name, what, length))
            return false;
    return true;
}

/* Without the lock: others wait for this entry only. */
static void load(entry *e) {
    e->status = hr_hierarchy_open(&e->hierarchy, e->what);
    if (e->status == HR_OK)
        e->status = hr_ancestors_build(&e->ancestors, &e->hierarchy);
    if (e->status != HR_OK) {
        strncat(e->message, hr_error(), sizeof e->message - 1);
        return;
    }
    if (reads_data(e->what)) {
        char digest[HR_DIGEST_HEX + 1];
        hr_hierarchy_digest(digest, &e->hierarchy);
        memcpy(e->held.digest, digest, HR_DIGEST_SHORT);
    }
    e->bytes = weigh(e);
}

static entry *find(hr_cache *cache, const char *what) {
    for (entry *e = *chain_of(cache, what); e; e = e->next)
        if (!strcmp(e->what, what))
            return e;
    return NULL;
}

static entry *add(hr_cache *cache, const char *what) {
    entry *e = hr_calloc(1, sizeof *e, "a hierarchy in memory");
    if (!e)
        return NULL;
    e->what = strdup(what);
    if (!e->what) {
        free(e);
        hr_fail(HR_ENOMEM, "out of memory: the hierarchy %s", what);
        return NULL;
    }
    hr_hierarchy_init(&e->hierarchy);
    e->held.loaded = (hr_loaded){&e->hierarchy, &e->ancestors};
    entry **chain = chain_of(cache, what);
    e->next = *chain;
    *chain = e;
    return e;
}

/* With the lock. */
static void leave(hr_cache *cache, entry *e) {
    if (--e->users)
        return;
    if (e->state == FAILED) {
        drop(cache, e);
        return;
    }
    idle_append(cache, e);
    while (cache->idle_bytes > cache->budget) {
        e = cache->oldest;
        idle_remove(cache, e);
        drop(cache, e);
    }
}

static hr_status hold(const hr_held **out, hr_cache *cache, const char *what) {
    entry *e = find(cache, what);
    bool fresh = !e;
    if (fresh && !(e = add(cache, what)))
        return HR_ENOMEM;
    if (!e->users++ && !fresh)
        idle_remove(cache, e);
    if (fresh) {
        pthread_mutex_unlock(&cache->lock);
        load(e);
        pthread_mutex_lock(&cache->lock);
        e->state = e->status == HR_OK ? READY : FAILED;
        pthread_cond_broadcast(&cache->opened);
    }
    while (e->state == OPENING)
        pthread_cond_wait(&cache->opened, &cache->lock);
    *out = &e->held;
    if (e->state == READY)
        return HR_OK;
    hr_status status = hr_fail(e->status, "%s", e->message);
    *out = NULL;
    leave(cache, e);
    return status;
}

hr_status hr_cache_hold(const hr_held **out, hr_cache *cache, const char *what) {
    pthread_mutex_lock(&cache->lock);
    hr_status status = hold(out, cache, what);
    pthread_mutex_unlock(&cache->lock);
    return status;
}

void hr_cache_leave(hr_cache *cache, const hr_held *held) {
    pthread_mutex_lock(&cache->lock);
    leave(cache, (entry *)(uintptr_t)held);
    pthread_mutex_unlock(&cache->lock);
}
