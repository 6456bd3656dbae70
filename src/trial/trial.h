/* A trial: the smallest piece of work whose result is stored, and the key that names it.
 *
 * A trial is a task (task.h) on a hierarchy with parameters.  It is normalised when it is made: options of
 * the hierarchy and of the subject stand in the order of their names, parameters that the task does not use
 * are zero.  Two trials that ask for the same work therefore have the same key, and the same key always has
 * the same outcome: the versions of the task and of the subject are part of it. */
#ifndef HR_TRIAL_H
#define HR_TRIAL_H

#include "feasibility/check.h"

#include <jansson.h>

typedef struct hr_task hr_task; /* task.h */

typedef struct {
    const hr_task *task;
    char *hierarchy; /* "tree:height=5,width=2"; for files and data sets "PATH#DIGEST" */
    char *subject;   /* a method as a spec writes it, "runs:dual=yes,runs=2"; a bound's name; "" */
    uint32_t dim;    /* that is asked for; 0: the method's own */
    hr_notion notion;
    double eps;     /* of F-global */
    double seconds; /* limit of the decision; 0: none */
    uint64_t seed;  /* 0: nothing in it is random */
    bool tally;     /* count all pairs (recall), not only the verdict */
} hr_trial;

/* Normalises in place what the fields say: drops what the task does not use, sorts options.  The strings are
 * the trial's own.  HR_EUSAGE when the hierarchy or subject cannot be read. */
hr_status hr_trial_normalise(hr_trial *trial);
hr_status hr_trial_copy(hr_trial *out, const hr_trial *trial);
void hr_trial_clear(hr_trial *trial);

/* "check sign@1 hierarchy=tree:height=5,width=2 notion=f-query dim=17 seed=3": the normalised parameters in
 * the order hierarchy, notion, eps, dim, seconds, seed, tally, zero ones left out; blanks, control
 * characters, % and bytes beyond ASCII inside a value as %20 (trial_words.h).  The caller frees.  `key` of a
 * task starts "TASK@VERSION" when the task's version is above 1. */
hr_status hr_trial_key(char **out, const hr_trial *trial);

/* The inverse; HR_EINPUT for anything that hr_trial_key would not write, or of another version. */
hr_status hr_trial_parse(hr_trial *out, const char *key);

/* What came of a trial.  `outcome` is the same for the same key on every machine, at any number of threads,
 * that of `train` on every machine with the same vector instructions (doc/training.md); `times` is not. */
typedef struct {
    bool failed;     /* could not be done: `reason` says why; neither feasible nor infeasible */
    char *reason;    /* NULL unless failed */
    json_t *outcome; /* an object: "verdict", "dimension", "margin_log10", "recall", ...; NULL when failed */
    json_t *times;   /* an object: "kernel", "build_seconds", "check_seconds", "seconds"; or NULL */
} hr_result;

void hr_result_init(hr_result *result);
void hr_result_clear(hr_result *result);
hr_status hr_result_copy(hr_result *out, const hr_result *result); /* shares the JSON objects */

/* One line of JSON with sorted keys and 17 digits, the same bytes for the same result; the caller frees. */
char *hr_json_line(const json_t *object);

/* UNKNOWN when failed or when there is none. */
hr_verdict hr_result_verdict(const hr_result *result);
/* The number of that name in the outcome; `otherwise` when there is none. */
double hr_result_number(const hr_result *result, const char *name, double otherwise);

#endif
