#include "cli/best_report.h"

#include "cli/call.h"
#include "hierarchy/hierarchy.h"

#include <stdlib.h>
#include <string.h>

/* "blocks --runs 2 --dim 6 --steps 5000 --seed 1"; the caller frees. */
static char *words_of(const hr_try *try) {
    hr_try_line line;
    hr_try_words(&line, "", "", try);
    line.word[2] = try->method;
    return hr_try_text(&line, strcmp(try->method, "bound") ? 4 : 2);
}

/* The command that makes the result without a search: the matrices where they can be written, else the
 * certificate. */
static char *rebuild(const hr_best *b, const hr_best_files *files, const hr_best_request *r) {
    hr_try_line line;
    bool matrices = r->prefix && b->built && !*b->built;
    hr_try_words(&line, matrices ? "embed" : "check", r->hierarchy, &b->tried[b->best].what);
    hr_try_word(&line, "--notion");
    hr_try_word(&line, b->notion);
    hr_try_word(&line, matrices ? "-o" : "--certificate");
    hr_try_word(&line, matrices ? r->prefix : files->certificate);
    return hr_try_text(&line, 0);
}

static size_t count(const hr_best *b, hr_try_outcome outcome) {
    size_t found = 0;
    for (size_t i = 0; i < b->count; i++)
        found += b->tried[i].outcome == outcome;
    return found;
}

hr_status hr_best_print_start(const hr_best *b, const hr_best_files *files) {
    printf("goes on      %s: %zu tries in %.1f s", files->state, b->count, b->seconds);
    if (b->best != HR_NONE)
        printf(", d = %u", b->tried[b->best].dimension);
    putchar('\n');
    return hr_finish_output();
}

hr_status hr_best_print_step(const hr_best *b, const hr_tried *t) {
    char *words = words_of(&t->what);
    if (!words)
        return HR_ENOMEM;
    bool bound = t->outcome == HR_TRY_BOUND;
    printf("%8.1f s   d %s %-5u %s  (%.1f s, %s%s)\n", b->seconds, bound ? ">=" : "=", t->dimension, words,
           t->seconds, bound ? "certified" : "checked exactly, evidence ", bound ? "" : t->said);
    free(words);
    return hr_finish_output();
}

static const char *why_over(const hr_best *b) {
    uint32_t lower = hr_best_lower(b);
    hr_try next;
    if (b->best != HR_NONE && lower && b->tried[b->best].dimension <= lower)
        return "no fewer dimensions are enough";
    return hr_best_next(&next, b, 1e9) ? "the same call goes on from there" : "nothing is left to try";
}

static void print_found(const hr_best *b, const char *words) {
    const hr_tried *t = &b->tried[b->best];
    uint32_t lower = hr_best_lower(b);
    printf("best         %u dimensions (%s): %s\n", t->dimension, b->notion, words);
    if (lower)
        printf("bracket      %u <= d <= %u%s\n", lower, t->dimension,
               lower == t->dimension ? ", closed" : "");
}

static hr_status print_report(const hr_best *b, const hr_best_files *files, const hr_best_request *r,
                              const char *words, const char *command) {
    if (b->best == HR_NONE)
        printf("best         none: no try has come to a result\n");
    else
        print_found(b, words);
    printf("tries        %zu in %.1f s; %zu failed, %zu cut off by the budget\n", b->count, b->seconds,
           count(b, HR_TRY_FAILED), count(b, HR_TRY_CUT));
    printf("state        %s: %s\n", files->state, why_over(b));
    if (b->best == HR_NONE)
        return hr_finish_output();
    printf("certificate  %s: accepted by hrdim verify\n", files->certificate);
    if (r->prefix && b->built && *b->built)
        printf("embedding    not written: %s\n", b->built);
    else if (r->prefix)
        printf("embedding    %s.queries.npy, %s.docs.npy\n", r->prefix, r->prefix);
    printf("rebuild      %s\n", command);
    return hr_finish_output();
}

static hr_status report_json(const hr_best *b, const hr_best_files *files, const hr_best_request *r,
                             const char *words, const char *command) {
    bool found = b->best != HR_NONE;
    const hr_tried *t = found ? &b->tried[b->best] : NULL;
    uint32_t lower = hr_best_lower(b);
    hr_try next;
    bool closed = found && lower && t->dimension <= lower;
    bool matrices = found && r->prefix && b->built && !*b->built;
    json_t *object = json_pack(
        "{ss ss so so sb so so so sI sI sI sf sb so sb so ss}", "method", "best", "notion", b->notion,
        "dimension", found ? json_integer(t->dimension) : json_null(), "lower",
        lower ? json_integer(lower) : json_null(), "closed", closed, "try",
        found ? json_string(words) : json_null(), "evidence", found ? json_string(t->said) : json_null(),
        "rebuild", found ? json_string(command) : json_null(), "tries", (json_int_t)b->count, "failed",
        (json_int_t)count(b, HR_TRY_FAILED), "cut", (json_int_t)count(b, HR_TRY_CUT), "seconds", b->seconds,
        "verified", b->verified, "certificate", found ? json_string(files->certificate) : json_null(),
        "embedding_written", matrices, "embedding_reason",
        found && b->built && *b->built ? json_string(b->built) : json_null(), "state", files->state);
    if (object)
        json_object_set_new(object, "finished", json_boolean(!hr_best_next(&next, b, 1e9)));
    return hr_print_json(hr_call_provenance(object, b->seed));
}

hr_status hr_best_report(const hr_best *b, const hr_best_files *files, const hr_best_request *r) {
    char *words = b->best == HR_NONE ? strdup("") : words_of(&b->tried[b->best].what);
    char *command = b->best == HR_NONE ? strdup("") : rebuild(b, files, r);
    hr_status status = words && command ? HR_OK : HR_ENOMEM;
    if (status == HR_OK)
        status = (r->common->json ? report_json : print_report)(b, files, r, words, command);
    free(words);
    free(command);
    return status;
}
