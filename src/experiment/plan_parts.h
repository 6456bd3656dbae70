/* Inside a plan (plan*.c, summary.c, results*.c).
 *
 * A series is one method and notion at one place of the grid of hierarchies.  Its units - the search of one
 * seed, the search of the majority, a fixed list of trials - are plain functions over the results given so
 * far: where one is missing they ask for it and stop, and they run again from their start when all that they
 * wait for was given.  A unit looks at nothing but the trials that its own series asked for, so that what it
 * asks for does not depend on the order of results. */
#ifndef HR_PLAN_PARTS_H
#define HR_PLAN_PARTS_H

#include "experiment/least.h"
#include "experiment/plan.h"

typedef struct hr_plan_series hr_plan_series;

typedef enum { HR_PLAN_SIZE, HR_PLAN_THEOREM, HR_PLAN_BOUND, HR_PLAN_CHECK } hr_plan_class;

/* A trial's place in the grid: they are listed in this order. */
typedef struct {
    size_t place;
    hr_plan_class class;
    size_t subject; /* index of the method, of the bound */
    size_t notion;
    uint32_t dim;
    size_t seed;     /* counted from 0 */
    size_t instance; /* of the place */
} hr_plan_order;

typedef struct {
    hr_plan_series *series;
    size_t unit;
} hr_plan_waiter;

typedef struct {
    hr_wanted wanted; /* first: callers hold pointers to it */
    hr_plan_order order;
    size_t number; /* in the order of asking */
    bool handed;   /* out, by hr_plan_next */
    hr_plan_waiter *waiter;
    size_t waiters, waiter_capacity;
} hr_plan_node;

/* One hierarchy; with {seed} there is one per seed. */
typedef struct {
    char *hierarchy; /* as trials name it */
    hr_plan_node *size;
} hr_plan_instance;

typedef struct {
    size_t hierarchy; /* index into the experiment's */
    uint64_t value[HR_SPEC_VARIABLES];
    hr_plan_instance *instance;
    size_t instances;
    hr_plan_node **bound; /* bounds x notions x instances */
} hr_plan_place;

typedef struct {
    uint32_t dim;
    hr_plan_node *node;
} hr_plan_asked;

typedef struct {
    hr_plan_asked *asked;
    size_t count, capacity;
    hr_least least; /* so far; final when the search is done */
    bool begun, done;
} hr_plan_seed;

typedef enum {
    HR_PLAN_CLOSED, /* sizes and theorems are missing */
    HR_PLAN_FIXED,  /* waits for trials that are all known beforehand */
    HR_PLAN_SEEDS,  /* the searches of the seeds, the first one alone */
    HR_PLAN_MAJORITY,
    HR_PLAN_DONE
} hr_plan_phase;

struct hr_plan_series {
    size_t place, method, notion; /* indices */
    size_t seeds;
    hr_plan_phase phase;
    bool search;
    hr_trial *check; /* per instance, normalised; dim and seed 0 when they are not used */
    hr_plan_node *
        *theorem; /* per instance; NULL when the method has a dimension of its own, and of recipes */
    hr_plan_seed *seed;
    size_t *waiting;     /* per unit: the seeds, then the series as a whole */
    size_t seeds_left;   /* whose searches are not done */
    uint32_t own;        /* the theorem's dimension, 2 s for recipes; 0: none */
    hr_least majority;   /* so far */
    uint32_t ceiling;    /* of the searches */
    size_t at_work;      /* waits for trials that were handed out */
    double typical_cost; /* of a trial */
    double left;         /* expected cost of trials that are not asked for yet */
};

typedef struct {
    const hr_wanted **list;
    size_t capacity;
} hr_plan_sorted;

struct hr_plan {
    const hr_experiment *experiment;
    uint64_t first_seed;
    hr_plan_place *place;
    size_t places;
    hr_plan_series *series; /* places x methods x notions */
    size_t series_count, opened;
    const hr_bound **bound; /* of the theory's statements */
    size_t bounds;
    hr_plan_node **node; /* in the order of asking */
    size_t nodes, node_capacity;
    hr_plan_node **slot; /* by key: open addressing, a power of two */
    size_t slots;
    hr_plan_node **heap; /* that wait to be handed out */
    size_t heaped, heap_capacity;
    uint64_t given, failed;
    double asked_cost, given_cost, left;
    hr_plan_sorted *sorted;
};

/* plan_want.c.  Takes the trial over.  With a series the unit waits for its result, unless that is there. */
hr_status hr_plan_want(hr_plan *plan, hr_plan_node **out, hr_trial *trial, const hr_plan_order *order,
                       double cost);
hr_status hr_plan_wait(hr_plan_node *node, hr_plan_series *series, size_t unit);

/* plan_grid.c */
hr_status hr_plan_lay(hr_plan *plan, hr_plan_name name, void *context);
void hr_plan_lift(hr_plan *plan);

/* plan_series.c.  All that the unit waited for was given. */
hr_status hr_plan_advance(hr_plan *plan, hr_plan_series *series, size_t unit);
/* The trial of one seed at d (0: the method's own); asked for when it is new, then the unit waits for it. */
hr_status hr_plan_ask(hr_plan *plan, hr_plan_series *series, size_t seed, uint32_t dim, size_t unit,
                      hr_plan_node **out);
hr_plan_node *hr_plan_known(const hr_plan_series *series, size_t seed, uint32_t dim);

/* plan_search.c.  Runs the unit over what is known; *done is false when it waits. */
hr_status hr_plan_search_seed(hr_plan *plan, hr_plan_series *series, size_t seed, bool *done);
hr_status hr_plan_search_majority(hr_plan *plan, hr_plan_series *series, bool *done);
/* At least half feasible, more than half infeasible, or neither for certain. */
hr_verdict hr_plan_majority(size_t feasible, size_t infeasible, size_t seeds);

/* plan_cost.c.  Seconds of one check; dim 0: the method's own. */
double hr_plan_cost(const hr_plan *plan, const hr_plan_series *series, size_t instance, uint32_t dim);

/* Of a given size trial; 0 when it failed. */
uint32_t hr_plan_size(const hr_plan_instance *instance, const char *which);

#endif
