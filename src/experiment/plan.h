/* The plan of a sweep: which trials a spec needs, and what follows from their results.
 *
 * A plan is a pure function of the results that it was given: what it asks for next depends neither on their
 * order nor on time, so that the summary is the same at any number of workers, and after any interruption.
 * It does no work itself: give it results from a farm, a store, or a test.
 *
 * The least dimension of a series is the least d at which at least half of the seeds are exactly feasible:
 * at d at least half were decided FEASIBLE, at d - 1 more than half INFEASIBLE, both by recorded trials. */
#ifndef HR_PLAN_H
#define HR_PLAN_H

#include "experiment/spec.h"
#include "trial/trial.h"

typedef struct hr_plan hr_plan;
struct hr_summary; /* summary.h */

/* A trial that the plan wants; the plan's own, until hr_plan_close. */
typedef struct {
    hr_trial trial;
    char *key;
    double cost; /* a guess in seconds on one core; larger ones are handed out first */
    bool given;
    hr_result result; /* once given */
} hr_wanted;

/* `name` turns a hierarchy's text into the trial's (hr_trial_hierarchy with its cache as context). */
typedef hr_status (*hr_plan_name)(char **out, const char *what, void *context);

hr_status hr_plan_open(hr_plan **out, const hr_experiment *experiment, uint64_t seed, hr_plan_name name,
                       void *context);
void hr_plan_close(hr_plan *plan);

/* The next trial to do, the most costly first; NULL: none until more results are given.  Each is asked for
 * once, whatever number of series need it. */
hr_wanted *hr_plan_next(hr_plan *plan);

/* Takes the result over. */
hr_status hr_plan_give(hr_plan *plan, hr_wanted *wanted, hr_result *result);

bool hr_plan_done(const hr_plan *plan); /* nothing more will be asked for */

typedef struct {
    uint64_t given, failed; /* trials */
    double share;           /* of the expected work, by cost: 0 .. 1 */
} hr_plan_state;
void hr_plan_about(const hr_plan *plan, hr_plan_state *out);

/* Series that are being searched, those with trials at work first: "sign H=12: 512 < d <= 687".  Returns how
 * many; fills at most `most`. */
typedef struct {
    char text[96];
} hr_plan_bracket;
size_t hr_plan_brackets(const hr_plan *plan, hr_plan_bracket *out, size_t most);

/* What is measured so far.  Points that lack trials have state UNKNOWN. */
hr_status hr_plan_summary(struct hr_summary *out, const hr_plan *plan);

/* Every trial that was asked for and given, in the order of hierarchies, values, methods, notions,
 * dimensions, seeds: an order that does not depend on time.  NULL behind the last. */
const hr_wanted *const *hr_plan_trials(const hr_plan *plan, size_t *count);

#endif
