/* The state of --method best: JSON, one object for each try, written whole or not at all. */
#include "base/build.h"
#include "base/memory.h"
#include "base/outfile.h"
#include "cli/best.h"
#include "hierarchy/hierarchy.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FORMAT = 1 };

const char *const hr_try_outcomes[] = {"feasible", "bound", "failed", "cut off", NULL};

static void tried_clear(hr_tried *tried) {
    free(tried->said);
    tried->said = NULL;
}

void hr_best_clear(hr_best *best) {
    for (size_t i = 0; i < best->count; i++)
        tried_clear(&best->tried[i]);
    free(best->tried);
    free(best->built);
    memset(best, 0, sizeof *best);
}

static void choose_best(hr_best *b) {
    b->best = HR_NONE;
    for (uint32_t i = 0; i < b->count; i++)
        if (b->tried[i].outcome == HR_TRY_FEASIBLE &&
            (b->best == HR_NONE || b->tried[i].dimension < b->tried[b->best].dimension))
            b->best = i;
}

uint32_t hr_best_lower(const hr_best *b) {
    uint32_t lower = 0;
    for (size_t i = 0; i < b->count; i++)
        if (b->tried[i].outcome == HR_TRY_BOUND && b->tried[i].dimension > lower)
            lower = b->tried[i].dimension;
    return lower;
}

hr_status hr_best_add(bool *improved, hr_best *b, const hr_tried *tried) {
    uint32_t before = b->best == HR_NONE ? HR_NONE : b->tried[b->best].dimension;
    size_t kept = 0;
    if (hr_grow(&b->tried, &b->capacity, b->count + 1, sizeof *b->tried, "what has been tried") != HR_OK)
        return HR_ENOMEM;
    for (size_t i = 0; i < b->count; i++) {
        bool again = b->tried[i].outcome == HR_TRY_CUT && hr_try_same(&b->tried[i].what, &tried->what);
        if (again)
            tried_clear(&b->tried[i]);
        else
            b->tried[kept++] = b->tried[i];
    }
    b->tried[kept++] = *tried;
    b->count = kept;
    choose_best(b);
    *improved = b->best != HR_NONE && b->tried[b->best].dimension < before;
    if (*improved) {
        b->verified = false;
        free(b->built);
        b->built = NULL;
    }
    return HR_OK;
}

static json_t *tried_json(const hr_tried *t) {
    const hr_try *w = &t->what;
    return json_pack("{ss sf sI sI sI sb sb sI ss sI sf ss}", "method", w->method, "search", w->search,
                     "runs", (json_int_t)w->runs, "steps", (json_int_t)w->steps, "dim", (json_int_t)w->dim,
                     "dual", w->dual, "seeded", w->seeded, "seed", (json_int_t)w->seed, "outcome",
                     hr_try_outcomes[t->outcome], "dimension", (json_int_t)t->dimension, "seconds",
                     t->seconds, "said", t->said ? t->said : "");
}

static json_t *state_json(const hr_best *b) {
    json_t *tries = json_array();
    int bad = !tries;
    for (size_t i = 0; i < b->count && !bad; i++)
        bad = json_array_append_new(tries, tried_json(&b->tried[i]));
    if (bad) {
        json_decref(tries);
        return NULL;
    }
    return json_pack("{si ss ss ss sI sf sb ss? so}", "hrdim best", FORMAT, "program", hr_build_text(),
                     "hierarchy", b->digest, "notion", b->notion, "seed", (json_int_t)b->seed, "seconds",
                     b->seconds, "verified", b->verified, "built", b->built, "tries", tries);
}

hr_status hr_best_write(const hr_best *b, const char *path) {
    hr_outfile file;
    json_t *state = state_json(b);
    if (!state)
        return hr_fail(HR_ENOMEM, "out of memory: the state of a search");
    hr_status status = hr_outfile_open(&file, path);
    if (status == HR_OK) {
        if (json_dumpf(state, file.stream, JSON_INDENT(1) | JSON_REAL_PRECISION(17)))
            status = hr_fail(HR_EIO, "%s: cannot write: %s", path, strerror(errno));
        putc('\n', file.stream);
        if (status == HR_OK)
            status = hr_outfile_commit(&file);
        else
            hr_outfile_discard(&file);
    }
    json_decref(state);
    return status;
}

static hr_status no_state(const char *path, const char *what) {
    return hr_fail(HR_EINPUT,
                   "%s: %s: this is not what hrdim --method best keeps there; move it away to begin anew",
                   path, what);
}

static bool take_tried(hr_tried *out, json_t *object) {
    const char *method, *outcome, *said;
    json_int_t runs, steps, dim, seed, dimension;
    int dual, seeded;
    *out = (hr_tried){0};
    if (json_unpack(object, "{ss sF sI sI sI sb sb sI ss sI sF ss}", "method", &method, "search",
                    &out->what.search, "runs", &runs, "steps", &steps, "dim", &dim, "dual", &dual, "seeded",
                    &seeded, "seed", &seed, "outcome", &outcome, "dimension", &dimension, "seconds",
                    &out->seconds, "said", &said))
        return false;
    while (hr_try_outcomes[out->outcome] && strcmp(hr_try_outcomes[out->outcome], outcome))
        out->outcome++;
    bool numbers = runs >= 0 && steps >= 0 && dim >= 0 && dimension >= 0 && dimension < HR_NONE;
    if (!hr_try_outcomes[out->outcome] || strlen(method) >= sizeof out->what.method || !numbers)
        return false;
    strcpy(out->what.method, method);
    out->what.runs = (uint64_t)runs;
    out->what.steps = (uint64_t)steps;
    out->what.dim = (uint64_t)dim;
    out->what.dual = dual;
    out->what.seeded = seeded;
    out->what.seed = (uint64_t)seed;
    out->dimension = (uint32_t)dimension;
    return (out->said = strdup(said)) != NULL;
}

static hr_status take_tries(hr_best *b, json_t *tries, const char *path) {
    size_t i;
    json_t *object;
    bool improved;
    json_array_foreach(tries, i, object) {
        hr_tried tried;
        char what[32];
        snprintf(what, sizeof what, "try %zu", i + 1);
        if (!take_tried(&tried, object))
            return no_state(path, what);
        if (hr_best_add(&improved, b, &tried) != HR_OK) {
            tried_clear(&tried);
            return HR_ENOMEM;
        }
    }
    return HR_OK;
}

/* Of the same question, asked of the same program: else what was tried says nothing here. */
static hr_status check_same(const hr_best *b, const char *path, const char *program, const char *digest,
                            const char *notion, uint64_t seed) {
    const char *mend = "move it away to begin anew";
    if (strcmp(digest, b->digest))
        return hr_fail(HR_EINPUT,
                       "%s: the search that it goes on with was of another hierarchy (%.12s..., not "
                       "%.12s...); give another file, or %s",
                       path, digest, b->digest, mend);
    if (strcmp(notion, b->notion))
        return hr_fail(HR_EINPUT, "%s: the search that it goes on with was for %s; give --notion %s, or %s",
                       path, notion, notion, mend);
    if (seed != b->seed)
        return hr_fail(HR_EINPUT, "%s: the search that it goes on with had --seed %llu; give that, or %s",
                       path, (unsigned long long)seed, mend);
    if (strcmp(program, hr_build_text()))
        return hr_fail(HR_EINPUT,
                       "%s: the search that it goes on with was another program's, %s; go on with that one, "
                       "or %s",
                       path, program, mend);
    return HR_OK;
}

static hr_status take(hr_best *b, json_t *state, const char *path) {
    const char *program, *digest, *notion;
    json_t *tries, *built;
    json_int_t seed;
    double seconds;
    int format, verified;
    if (json_unpack(state, "{si ss ss ss sI sF sb so so}", "hrdim best", &format, "program", &program,
                    "hierarchy", &digest, "notion", &notion, "seed", &seed, "seconds", &seconds, "verified",
                    &verified, "built", &built, "tries", &tries) ||
        format != FORMAT || !json_is_array(tries))
        return no_state(path, "its fields");
    hr_status status = check_same(b, path, program, digest, notion, (uint64_t)seed);
    if (status == HR_OK)
        status = take_tries(b, tries, path);
    if (status != HR_OK)
        return status;
    b->seconds = seconds;
    b->verified = verified;
    if (json_is_string(built) && !(b->built = strdup(json_string_value(built))))
        return hr_fail(HR_ENOMEM, "out of memory: the state of a search");
    return HR_OK;
}

hr_status hr_best_read(hr_best *b, const char *path) {
    json_error_t error;
    b->best = HR_NONE;
    if (access(path, F_OK))
        return HR_OK;
    json_t *state = json_load_file(path, 0, &error);
    if (!state)
        return no_state(path, error.text);
    hr_status status = take(b, state, path);
    json_decref(state);
    return status;
}
