/* Stores results while the sweep goes on: a thread of its own takes what has come in and commits it in one
 * transaction, so that a slow disk delays neither the plan nor the workers.  A trial counts as finished once
 * its transaction is committed. */
#ifndef HR_RECORDER_H
#define HR_RECORDER_H

#include "experiment/plan.h"
#include "store/store.h"

typedef struct hr_recorder hr_recorder;

/* Opens a connection of its own to the store at `path`. */
hr_status hr_recorder_open(hr_recorder **out, const char *path, int64_t run);

/* Queues the result; `wanted` must live until the recorder is closed.  Fails with what went wrong before. */
hr_status hr_recorder_add(hr_recorder *recorder, const hr_wanted *wanted, const hr_result *result);

/* Commits all that is queued, then ends the thread.  The first failure of any commit. */
hr_status hr_recorder_close(hr_recorder *recorder);

#endif
