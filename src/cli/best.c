/* The search of --method best: try, keep, print; at the end the independent checker, and the matrices. */
#include "cli/best.h"

#include "base/memory.h"
#include "base/progress.h"
#include "base/text.h"
#include "cli/best_files.h"
#include "cli/best_report.h"
#include "cli/prefix.h"
#include "cli/subject.h"
#include "hierarchy/walk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char hr_best_help[] =
    "any hierarchy: searches with all of these for the fewest dimensions, as long as --budget says";

hr_status hr_best_asked(bool *asked, const char *command, const hr_method_choices *b, const char *budget) {
    *asked = b->method && !strcmp(b->method, "best");
    if (!*asked && budget)
        return hr_fail(HR_EUSAGE, "%s: --budget goes with --method best, which searches so long", command);
    const char *own = !*asked         ? NULL
                      : b->dim        ? "dim"
                      : b->runs       ? "runs"
                      : b->dual       ? "dual"
                      : b->steps      ? "steps"
                      : b->near       ? "near"
                      : b->search > 0 ? "search"
                      : b->dtype      ? "dtype"
                                      : NULL;
    if (own)
        return hr_fail(HR_EUSAGE, "%s: best tries what there is, in exact integers; leave --%s out", command,
                       own);
    return HR_OK;
}

static hr_status read_budget(double *seconds, const char *command, const char *text) {
    static const struct {
        const char *name;
        double seconds;
    } units[] = {{"s", 1}, {"min", 60}, {"h", 3600}};
    char number[32] = "";
    if (!text)
        return hr_fail(HR_EUSAGE, "%s: --method best searches until its time is over; give --budget TIME",
                       command);
    size_t length = strspn(text, "0123456789.");
    if (length < sizeof number)
        memcpy(number, text, length);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (!strcmp(text + length, units[i].name) && hr_parse_double(number, seconds)) {
            *seconds *= units[i].seconds;
            if (*seconds > 0 && *seconds <= 1e8)
                return HR_OK;
        }
    return hr_fail(HR_EUSAGE, "%s: --budget %s: must be a time as in 90s, 30min or 2h", command, text);
}

/* What the state is about; the ancestors are not kept. */
static hr_status look(hr_best *b, const char *what) {
    hr_subject subject;
    hr_status status = hr_subject_open(&subject, what);
    if (status == HR_OK) {
        hr_hierarchy_digest(b->digest, &subject.hierarchy);
        b->forest = hr_is_forest(&subject.hierarchy);
        b->nodes = subject.hierarchy.nodes;
        b->s = subject.ancestors.s;
    }
    hr_subject_clear(&subject);
    return status;
}

static void add_common(hr_try_line *line, const hr_best_request *r, char threads[32]) {
    snprintf(threads, 32, "%llu", (unsigned long long)r->common->threads);
    if (r->common->threads) {
        hr_try_word(line, "--threads");
        hr_try_word(line, threads);
    }
    hr_try_word(line, "--json");
}

/* What the call printed, as the outcome of a try. */
static hr_status judge(hr_tried *t, int code, const hr_best_files *files) {
    bool bound = !strcmp(t->what.method, "bound");
    const char *evidence = NULL, *reason = NULL;
    json_t *said = code == 0 ? json_load_file(files->out, 0, NULL) : NULL;
    json_int_t dimension = 0;
    char message[400] = "";
    t->outcome = code < 0 ? HR_TRY_CUT : HR_TRY_FAILED;
    if (said && bound && !json_unpack(said, "{s{sI}}", "bracket", "lower", &dimension))
        t->outcome = HR_TRY_BOUND;
    else if (said && !bound &&
             !json_unpack(said, "{sI s{s?s s?s}}", "dimension", &dimension, "certificate", "evidence",
                          &evidence, "reason", &reason) &&
             evidence)
        t->outcome = HR_TRY_FEASIBLE;
    if (t->outcome == HR_TRY_FAILED)
        hr_best_message(message, sizeof message, files, code);
    t->dimension = t->outcome == HR_TRY_FAILED || t->outcome == HR_TRY_CUT ? 0 : (uint32_t)dimension;
    t->said = strdup(t->outcome == HR_TRY_FEASIBLE ? evidence
                     : t->outcome == HR_TRY_FAILED ? (reason ? reason : message)
                                                   : "");
    json_decref(said);
    return t->said ? HR_OK : hr_fail(HR_ENOMEM, "out of memory: what has been tried");
}

static hr_status try_one(hr_tried *t, const hr_best *b, const hr_best_files *files, const hr_best_request *r,
                         double seconds) {
    hr_try_line line;
    char threads[32];
    int code;
    double start = hr_seconds();
    bool bound = !strcmp(t->what.method, "bound");
    hr_try_words(&line, bound ? "bound" : "check", r->hierarchy, &t->what);
    hr_try_word(&line, "--notion");
    hr_try_word(&line, b->notion);
    if (!bound) {
        hr_try_word(&line, "--certificate");
        hr_try_word(&line, files->tried);
    }
    add_common(&line, r, threads);
    hr_status status = hr_best_call(&code, &line, files->out, files->messages, seconds);
    t->seconds = hr_seconds() - start;
    return status == HR_OK ? judge(t, code, files) : status;
}

/* A third of what is left, so that no try takes all, but a tenth of the budget and a second at least. */
static double share(double left, double budget) {
    return fmin(left, fmax(fmax(left / 3, budget / 10), 1));
}

static hr_status search(hr_best *b, const hr_best_files *files, const hr_best_request *r, double budget) {
    double start = hr_seconds(), before = b->seconds;
    hr_status status = HR_OK;
    while (status == HR_OK) {
        hr_tried t = {0};
        bool improved = false;
        double left = budget - (hr_seconds() - start), most = share(left, budget);
        if (left > 0 && !hr_best_next(&t.what, b, most))
            most = left; /* for what was cut off */
        if (left <= 0 || !hr_best_next(&t.what, b, most))
            break;
        status = try_one(&t, b, files, r, most);
        if (status == HR_OK) {
            status = hr_best_add(&improved, b, &t);
            if (status != HR_OK)
                free(t.said);
        }
        if (status == HR_OK && improved)
            status = hr_best_keep(files);
        b->seconds = before + hr_seconds() - start;
        if (status == HR_OK)
            status = hr_best_write(b, files->state);
        if (status == HR_OK && (improved || t.outcome == HR_TRY_BOUND) && !r->common->json)
            status = hr_best_print_step(b, &t);
        hr_best_sweep(files);
    }
    return status;
}

static hr_status verify(hr_best *b, const hr_best_files *files, const hr_best_request *r) {
    hr_try_line line = {0};
    char message[400];
    int code;
    if (b->best == HR_NONE || b->verified)
        return HR_OK;
    hr_try_word(&line, "hrdim");
    hr_try_word(&line, "verify");
    hr_try_word(&line, files->certificate);
    hr_try_word(&line, r->hierarchy);
    hr_status status = hr_best_call(&code, &line, files->out, files->messages, 0);
    if (status != HR_OK)
        return status;
    if (code) {
        hr_best_message(message, sizeof message, files, code);
        return hr_fail(HR_EINTERNAL,
                       "%s: hrdim verify does not accept it (%s); this is a bug, or the file was "
                       "changed since %s was written",
                       files->certificate, message, files->state);
    }
    b->verified = true;
    return hr_best_write(b, files->state);
}

/* embed: the matrices of the best try, by the command that is told to the user, too. */
static hr_status build(hr_best *b, const hr_best_files *files, const hr_best_request *r) {
    hr_try_line line;
    char threads[32], message[400] = "";
    int code;
    if (!r->prefix || b->best == HR_NONE || b->built)
        return HR_OK;
    hr_try_words(&line, "embed", r->hierarchy, &b->tried[b->best].what);
    hr_try_word(&line, "--notion");
    hr_try_word(&line, b->notion);
    hr_try_word(&line, "-o");
    hr_try_word(&line, r->prefix);
    add_common(&line, r, threads);
    hr_status status = hr_best_call(&code, &line, files->out, files->messages, 0);
    if (status == HR_OK && code)
        hr_best_message(message, sizeof message, files, code);
    if (status == HR_OK && !(b->built = strdup(message)))
        status = hr_fail(HR_ENOMEM, "out of memory: a message");
    return status == HR_OK ? hr_best_write(b, files->state) : status;
}

static hr_status run(hr_best *b, hr_best_files *files, const hr_best_request *r) {
    double budget;
    hr_status status = read_budget(&budget, r->command, r->budget);
    if (status == HR_OK)
        status = look(b, r->hierarchy);
    if (status == HR_OK)
        status = hr_best_files_open(files, r->prefix, r->certificate);
    if (status == HR_OK)
        status = hr_best_read(b, files->state);
    if (status == HR_OK && b->count && !r->common->json)
        status = hr_best_print_start(b, files);
    if (status == HR_OK && b->best != HR_NONE)
        status = hr_best_check_kept(files);
    if (status == HR_OK)
        status = search(b, files, r, budget);
    if (status == HR_OK)
        status = verify(b, files, r);
    if (status == HR_OK)
        status = build(b, files, r);
    return status == HR_OK ? hr_best_report(b, files, r) : status;
}

hr_status hr_best_run(const hr_best_request *r, int *exit_status) {
    hr_best b = {.hierarchy = r->hierarchy, .notion = r->notion, .seed = r->common->seed, .best = HR_NONE};
    hr_best_files files = {0};
    hr_status status = run(&b, &files, r);
    *exit_status = b.best == HR_NONE ? HR_EXIT_UNKNOWN : HR_EXIT_FEASIBLE;
    hr_best_files_close(&files);
    hr_best_clear(&b);
    return status;
}
