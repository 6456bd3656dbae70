/* The cache of hierarchies: each is opened once, dropped beyond the budget, and a changed file is found out;
 * the digest against SHA-256 of the documented text, computed elsewhere. */
#include "test.h"

#include "trial/cache.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

/* printf 'hrdim hierarchy 1\nnodes 3\n1:0\n1:1 0\n1:2 0\nqueries all\ndocuments all\n' | sha256sum */
static const char *const TREE = "404bb815ffd7d3e29632e9392a210166b167c71f190b89a47bc4a13efe36d25c";
/* printf 'hrdim hierarchy 1\nnodes 3\n5:child 1 2\n1:a\n4:b\xc3\xa9c\nqueries 0 2\ndocuments all\n' |
 * sha256sum */
static const char *const NAMED = "4b0628c917b8fb4f94844d54898327a583b01a06983d595820e5546790f8a6fe";

static void write_text(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    CHECK(file && fputs(text, file) >= 0 && !fclose(file), "cannot write %s", path);
}

static void test_digest(void) {
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    char digest[HR_DIGEST_HEX + 1];
    OK(hr_hierarchy_open(&h, "tree:width=2,height=2"));
    hr_hierarchy_digest(digest, &h);
    CHECK(!strcmp(digest, TREE), "%s, wanted %s", digest, TREE);
    hr_hierarchy_clear(&h);

    static const char json[] =
        "{\"nodes\": [\"child\", \"a\", \"b\\u00e9c\"], \"edges\": [[\"child\", \"b\\u00e9c\"], [\"child\", "
        "\"a\"]], \"queries\": [\"child\", \"b\\u00e9c\"]}";
    char path[] = "/tmp/hrdim-test-digest-XXXXXX";
    int fd = mkstemp(path);
    CHECK(fd >= 0, "a temporary file");
    close(fd);
    write_text(path, json);
    char what[64];
    snprintf(what, sizeof what, "json:path=%s", path);
    OK(hr_hierarchy_open(&h, what));
    hr_hierarchy_digest(digest, &h);
    CHECK(!strcmp(digest, NAMED), "%s, wanted %s", digest, NAMED);
    hr_hierarchy_clear(&h);
    unlink(path);
}

enum { THREADS = 8, ROUNDS = 200 };
static const char *const SHARED[] = {"random-tree:n=2000,seed=1", "tree:height=6,width=2", "path:n=40"};

static _Atomic(const hr_held *) opened[3];

/* The same entry for all threads. */
static void *hold_all(void *context) {
    hr_cache *cache = context;
    uintptr_t wrong = 0;
    for (unsigned i = 0; i < ROUNDS; i++) {
        const hr_held *held;
        if (hr_cache_hold(&held, cache, SHARED[i % 3]) != HR_OK) {
            wrong++;
            continue;
        }
        wrong += held->loaded.hierarchy->nodes != (i % 3 == 0 ? 2000 : i % 3 == 1 ? 63 : 40);
        wrong += *held->digest != '\0';
        const hr_held *nobody = NULL;
        wrong += !atomic_compare_exchange_strong(&opened[i % 3], &nobody, held) && nobody != held;
        hr_cache_leave(cache, held);
    }
    return (void *)wrong; // NOLINT
}

/* HRDIM_CACHE_MIB for the next cache. */
static hr_cache *open_with(const char *mib) {
    hr_cache *cache = NULL;
    setenv("HRDIM_CACHE_MIB", mib, 1);
    OK(hr_cache_open(&cache));
    unsetenv("HRDIM_CACHE_MIB");
    return cache;
}

static void test_opened_once_by_many_threads(void) {
    hr_cache *cache = open_with("64");
    pthread_t thread[THREADS];
    for (unsigned i = 0; i < THREADS; i++)
        CHECK(!pthread_create(&thread[i], NULL, hold_all, cache), "thread %u", i);
    for (unsigned i = 0; i < THREADS; i++) {
        void *wrong;
        pthread_join(thread[i], &wrong);
        CHECK(!wrong, "thread %u saw %zu wrong hierarchies", i, (size_t)(uintptr_t)wrong);
    }
    hr_cache_close(cache);
}

/* A path of so many nodes in "NAME.tsv" of the folder. */
static void write_path(char path[64], const char *folder, const char *name, unsigned nodes) {
    snprintf(path, 64, "%s/%s.tsv", folder, name);
    FILE *file = fopen(path, "w");
    CHECK(file, "cannot write %s", path);
    for (unsigned v = 1; file && v < nodes; v++)
        fprintf(file, "%u\t%u\n", v, v - 1);
    CHECK(file && !fclose(file), "cannot write %s", path);
}

/* How many nodes it has for the cache: those of the file as it is now where the file is opened again. */
static uint32_t nodes_of(hr_cache *cache, const char *what) {
    const hr_held *held;
    OK(hr_cache_hold(&held, cache, what));
    if (!held)
        return 0;
    uint32_t nodes = held->loaded.hierarchy->nodes;
    hr_cache_leave(cache, held);
    return nodes;
}

static void test_what_is_in_use_is_shared(const char *folder) {
    char path[64];
    hr_cache *cache = open_with("0"); /* nothing is kept that is not in use */
    write_path(path, folder, "path", 10);
    CHECK(nodes_of(cache, path) == 10, "%s", path);
    write_path(path, folder, "path", 20);
    CHECK(nodes_of(cache, path) == 20, "%s: kept", path);
    const hr_held *one, *two;
    OK(hr_cache_hold(&one, cache, path));
    write_path(path, folder, "path", 30);
    OK(hr_cache_hold(&two, cache, path));
    CHECK(one == two, "what is in use is shared");
    hr_cache_leave(cache, one);
    CHECK(two->loaded.hierarchy->nodes == 20, "still in use");
    hr_cache_leave(cache, two);
    hr_cache_close(cache);
    unlink(path);
}

/* A path of 400 nodes has 80,200 pairs, about half a MiB: one fits, two do not. */
static void test_least_recently_used_is_dropped(const char *folder) {
    char path[3][64];
    hr_cache *cache = open_with("1");
    for (unsigned i = 0; i < 3; i++) {
        write_path(path[i], folder, (const char *[]){"a", "b", "c"}[i], 400 + i);
        CHECK(nodes_of(cache, path[i]) == 400 + i, "%s", path[i]);
        write_path(path[i], folder, (const char *[]){"a", "b", "c"}[i], 10);
    }
    CHECK(nodes_of(cache, path[2]) == 402, "the last one was dropped");
    CHECK(nodes_of(cache, path[0]) == 10, "the least recently used was kept");
    hr_cache_close(cache);
    for (unsigned i = 0; i < 3; i++)
        unlink(path[i]);
}

static void test_failures_are_not_kept(const char *folder) {
    char path[64];
    const hr_held *held;
    hr_cache *cache = open_with("64");
    snprintf(path, sizeof path, "%s/late.tsv", folder);
    FAILS(hr_cache_hold(&held, cache, "tree:width=0,height=3"), "width");
    FAILS(hr_cache_hold(&held, cache, path), "No such file");
    write_path(path, folder, "late", 5);
    CHECK(nodes_of(cache, path) == 5, "a failure was kept");
    hr_cache_close(cache);
    unlink(path);
}

static void test_budget(void) {
    char folder[] = "/tmp/hrdim-test-budget-XXXXXX";
    CHECK(mkdtemp(folder), "a temporary folder");
    test_what_is_in_use_is_shared(folder);
    test_least_recently_used_is_dropped(folder);
    test_failures_are_not_kept(folder);
    rmdir(folder);
    hr_cache *cache;
    setenv("HRDIM_CACHE_MIB", "much", 1);
    FAILS(hr_cache_open(&cache), "HRDIM_CACHE_MIB=much");
    unsetenv("HRDIM_CACHE_MIB");
}

static hr_result run_size(const char *hierarchy, hr_cache *cache) {
    char none[] = "", *text = strdup(hierarchy);
    hr_trial trial = {.task = hr_task_find("size"), .hierarchy = text, .subject = none};
    hr_result result;
    OK(hr_trial_run(&result, &trial, cache));
    free(text);
    return result;
}

/* A trial names what a file held; another content is refused, the same one under the same name is not. */
static void test_a_changed_file_is_another_hierarchy(void) {
    char folder[] = "/tmp/hrdim-test-cache-XXXXXX", path[64], forest[96], *name, *other, *generated;
    CHECK(mkdtemp(folder), "a temporary folder");
    snprintf(path, sizeof path, "%s/tree.tsv", folder);
    snprintf(forest, sizeof forest, "forest:of=%s", path);
    write_text(path, "b\ta\nc\ta\n");
    hr_cache *cache = open_with("0");
    OK(hr_trial_hierarchy(&name, path, cache));
    CHECK(!strncmp(name, path, strlen(path)) && name[strlen(path)] == '#' &&
              strlen(name) == strlen(path) + 1 + HR_DIGEST_SHORT,
          "%s", name);
    OK(hr_trial_hierarchy(&other, forest, cache));
    CHECK(!strncmp(other, forest, strlen(forest)) && other[strlen(forest)] == '#', "%s", other);
    OK(hr_trial_hierarchy(&generated, "tree:width=2,height=3", cache));
    CHECK(!strcmp(generated, "tree:height=3,width=2"), "%s", generated);
    hr_result result = run_size(name, cache);
    CHECK(!result.failed && hr_result_number(&result, "edges", 0) == 2, "%s", result.reason);
    hr_result_clear(&result);
    result = run_size(other, cache);
    CHECK(!result.failed, "%s", result.reason);
    hr_result_clear(&result);
    result = run_size(path, cache);
    CHECK(result.failed && strstr(result.reason, "which contents"), "without a digest");
    hr_result_clear(&result);
    write_text(path, "b\ta\nc\tb\n");
    result = run_size(name, cache);
    CHECK(result.failed && strstr(result.reason, "holds another hierarchy"), "%s", result.reason);
    CHECK(result.reason && !strstr(result.reason, "\n"), "one line");
    hr_result_clear(&result);
    free(other);
    OK(hr_trial_hierarchy(&other, path, cache));
    CHECK(strcmp(other, name), "the changed file has the same name: %s", name);
    write_text(path, "b\ta\nc\ta\n");
    result = run_size(name, cache);
    CHECK(!result.failed, "%s", result.reason);
    hr_result_clear(&result);
    hr_cache_close(cache);
    unlink(path);
    rmdir(folder);
    free(name);
    free(other);
    free(generated);
}

int main(void) {
    RUN(test_digest);
    RUN(test_opened_once_by_many_threads);
    RUN(test_budget);
    RUN(test_a_changed_file_is_another_hierarchy);
    return hr_test_end();
}
