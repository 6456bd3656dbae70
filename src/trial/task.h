/* Tasks: what a trial can do; one const descriptor and one file each (task_*.c), listed once in task.c.
 *
 *   size     n, m, s, edges, pairs, depth of a hierarchy
 *   bound    a row of hr_bounds (subject: its name): "applies", "statement", "dimension", "known", "note"
 *   theorem  the dimension that a method has or takes by itself (subject: the method): "statement",
 *            "dimension"
 *   check    builds the method's embedding and decides it: "verdict", "statement", "dimension", "dtype",
 *            "how", "margin_log10" (FEASIBLE and finite only); with tally also "relevant", "retrieved",
 *            "reported", "precision", "recall", "macro", "min", "by_distance": the recall at each distance
 *            from 0 on, null where no pair has it.  A decision that runs out of its seconds is a failure.
 *   train    trains the encoder of a recipe (learn/train.h) and decides it as check does, on all queries;
 *            the outcome has all that check's has with tally, "stages": what each stage did, and "curve":
 *            "step" (over all stages), "recall", "by_distance" of the recipe's validation queries, for each
 *            measurement on the way; where it measures none, no curve.  Diverged: a failure. */
#ifndef HR_TASK_H
#define HR_TASK_H

#include "embedding/method.h"
#include "learn/recipe.h"
#include "trial/trial.h"

enum { /* the parameters that a task uses, beside the hierarchy */
       HR_USES_SUBJECT = 1,
       HR_USES_DIM = 2,
       HR_USES_NOTION = 4,
       HR_USES_EPS = 8,
       HR_USES_SECONDS = 16,
       HR_USES_SEED = 32,
       HR_USES_TALLY = 64
};

typedef struct {
    const hr_hierarchy *hierarchy;
    const hr_ancestors *ancestors;
} hr_loaded;

struct hr_task {
    const char *name; /* "check" */
    const char *help; /* one line */
    int version;      /* raised when the same trial gives another outcome */
    unsigned uses;
    /* What of `uses` this subject makes no use of (a method that is not random: HR_USES_SEED), the subject's
     * version, and the subject with its options in order (the caller frees).  NULL: no subject. */
    hr_status (*subject)(char **normalised, unsigned *unused, int *version, const char *subject);
    /* Fills result->outcome and result->times.  A status that is not HR_OK becomes the trial's failure. */
    hr_status (*run)(hr_result *result, const hr_trial *trial, const hr_loaded *loaded);
};

extern const hr_task *const hr_tasks[];        /* NULL-terminated */
const hr_task *hr_task_find(const char *name); /* NULL when there is none */

/* "runs:runs=2,dual=yes" into the method and its options (dim, seed and f_query are left 0).
 * HR_EUSAGE with the nearest name. */
hr_status hr_task_method(const hr_method **method, hr_method_options *options, const char *word);

typedef struct {
    double budget; /* times every stage's steps; 0: the recipe's own */
    double scale;  /* in place of every stage's scale; 0: the recipe's own */
    double reach;  /* of specs: the recall that is enough for the least dimension; 0: FEASIBLE */
} hr_recipe_options;

/* "best:budget=0.5,scale=30" opened: a name or the path of a recipe, and options.  HR_EUSAGE, HR_EIO. */
hr_status hr_task_recipe(hr_recipe *recipe, hr_recipe_options *options, const char *word);

/* The hierarchies in memory, shared by threads: each is opened once, kept while it is in use, and the least
 * recently used are dropped when those not in use pass a budget (1 GiB, or $HRDIM_CACHE_MIB). */
typedef struct hr_cache hr_cache;
hr_status hr_cache_open(hr_cache **out);
void hr_cache_close(hr_cache *cache);

/* Runs the trial: opens its hierarchy through the cache, refuses one whose digest is not the trial's. Returns
 * a status only for a bug of hrdim (HR_EINTERNAL); every other failure is the result's.  Thread-safe. */
hr_status hr_trial_run(hr_result *out, const hr_trial *trial, hr_cache *cache);

/* The hierarchy as a trial names it: normalised options, and for a file or data set the digest of what it
 * holds, so that a changed file is another hierarchy.  The caller frees.  HR_EUSAGE, HR_EIO, HR_EINPUT. */
hr_status hr_trial_hierarchy(char **out, const char *what, hr_cache *cache);

#endif
