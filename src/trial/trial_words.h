/* The words of a trial's key, whoever wrote it: results of older versions, and of tasks and methods that this
 * program does not have, can be stored, exported and queried without being understood. */
#ifndef HR_TRIAL_WORDS_H
#define HR_TRIAL_WORDS_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    char *room;       /* what the strings live in, when they were read */
    const char *task; /* "check" */
    uint32_t task_version;
    const char *subject; /* "sign"; "" with version 0: none */
    uint32_t subject_version;
    const char *hierarchy;
    const char *notion; /* "f-query"; "" when the trial has none */
    double eps, seconds;
    uint32_t dim;
    uint64_t seed;
    bool tally;
} hr_trial_words;

/* The key: TASK[@VERSION] [SUBJECT@VERSION] hierarchy=TEXT [notion=N] [eps=X] [dim=D] [seconds=X] [seed=S]
 * [tally=1], in this order; zero ones are left out, so is a task's version 1.  Reals have the fewest of 15 to
 * 17 digits that give the same number.  Blanks, control characters, % and all bytes beyond ASCII are %XX.
 * The caller frees. */
hr_status hr_trial_words_write(char **out, const hr_trial_words *words);

/* HR_EINPUT for anything that hr_trial_words_write would not write: one spelling per trial. */
hr_status hr_trial_words_read(hr_trial_words *out, const char *key);
void hr_trial_words_clear(hr_trial_words *words);

/* The fewest of 15 to 17 digits that give the same number. */
void hr_trial_words_real(char out[32], double value);

#endif
