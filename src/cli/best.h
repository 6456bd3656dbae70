/* --method best: a search under a budget of time over the constructions that the house has.
 *
 * A try is a call of this program, `hrdim check HIERARCHY --method ... --certificate FILE`, so every try is
 * decided exactly, may be stopped at any moment, and is itself the command that builds its result again. What
 * has been tried is kept in a state file (best_state.c) beside the certificate, written anew after every try.
 * Which try comes next depends on the state alone (best_plan.c). */
#ifndef HR_BEST_H
#define HR_BEST_H

#include "cli/method_choices.h"
#include "hierarchy/digest.h"

/* The command line of a try, after the hierarchy. */
typedef struct {
    char method[16]; /* of embed --list; "bound": the lower bounds */
    double search;   /* these where they are not 0 */
    uint64_t runs, steps, dim;
    bool dual, seeded; /* --seed is given */
    uint64_t seed;
} hr_try;

typedef enum { HR_TRY_FEASIBLE, HR_TRY_BOUND, HR_TRY_FAILED, HR_TRY_CUT } hr_try_outcome;
extern const char *const hr_try_outcomes[]; /* NULL-terminated */

typedef struct {
    hr_try what;
    hr_try_outcome outcome;
    uint32_t dimension; /* FEASIBLE: certified; BOUND: at least so many are needed */
    double seconds;
    char *said; /* FEASIBLE: the certificate's evidence; FAILED, CUT: why */
} hr_tried;

typedef struct {
    /* what is asked for: the same in every call that goes on with the state */
    const char *hierarchy, *notion;
    uint64_t seed;
    char digest[HR_DIGEST_HEX + 1];
    /* what the plan looks at */
    bool forest;
    uint32_t nodes, s;
    /* what has come of it */
    hr_tried *tried;
    size_t count, capacity;
    uint32_t best;  /* index of the first with the least dimension; HR_NONE: none */
    bool verified;  /* the certificate, by the independent checker */
    char *built;    /* embed: "" when the best one's matrices were written, else why not; NULL: not yet */
    double seconds; /* in all calls */
} hr_best;

void hr_best_clear(hr_best *best);

bool hr_try_same(const hr_try *a, const hr_try *b);

/* Takes `tried` over, in place of an earlier try of the same; tells whether it is the best so far. */
hr_status hr_best_add(bool *improved, hr_best *best, const hr_tried *tried);

/* The largest certified lower bound; 0: none yet. */
uint32_t hr_best_lower(const hr_best *best);

/* The next try of the plan that is worth so many seconds; false: there is none. */
bool hr_best_next(hr_try *out, const hr_best *best, double seconds);

/* A missing file leaves the state empty.  HR_EINPUT with the mend for one of another hierarchy, notion, seed
 * or program, and for anything that is no state. */
hr_status hr_best_read(hr_best *best, const char *path);
hr_status hr_best_write(const hr_best *best, const char *path);

/* argv of `hrdim COMMAND HIERARCHY`, the try's options, and then more. */
enum { HR_TRY_WORDS = 32 };
typedef struct {
    char room[16][32];
    const char *word[HR_TRY_WORDS]; /* NULL-terminated */
    int count, rooms;
} hr_try_line;

void hr_try_words(hr_try_line *line, const char *command, const char *hierarchy, const hr_try *try);
void hr_try_word(hr_try_line *line, const char *word);
/* As a shell reads it, `from` the given word on; the caller frees.  NULL with a message. */
char *hr_try_text(const hr_try_line *line, int from);

/* Runs this program with the line's words; its standard output goes to the file `out`, its messages to
 * `messages`.  *code is the exit status, 128 + the signal that ended it, or -1 where the time was over (0
 * seconds: no limit) and it was killed.  It does not outlive this process. */
hr_status hr_best_call(int *code, const hr_try_line *line, const char *out, const char *messages,
                       double seconds);

/* A row for a command's table of options: `b` is a const char *. */
#define HR_BEST_OPTION(b)                                                                                    \
    {                                                                                                        \
        .name = "budget", .argument = "TIME", .help = "best: how long to search, as in 90s, 30min or 2h",    \
        .text = &(b)                                                                                         \
    }

/* Whether --method best is asked for; HR_EUSAGE with the mend for options that do not go together. */
hr_status hr_best_asked(bool *asked, const char *command, const hr_method_choices *build, const char *budget);
extern const char hr_best_help[]; /* one line, for embed --list */

typedef struct {
    const char *command; /* "check" or "embed" */
    const char *hierarchy, *notion;
    const char *prefix;      /* embed: where to write; NULL: certificate only */
    const char *certificate; /* check: where; NULL: PREFIX.cert */
    const char *budget;
    const hr_common *common;
} hr_best_request;

/* All of it, with what it prints.  *exit_status: 0 when there is a certified result, 3 when there is none. */
hr_status hr_best_run(const hr_best_request *request, int *exit_status);

#endif
