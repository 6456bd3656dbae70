/* Who runs the trials: threads of this process and, under mpirun, other ranks.
 *
 * One thread (of rank 0) submits trials and takes results, in whatever order they finish; results do not
 * depend on who ran them.  Trials run in the order of submission. */
#ifndef HR_FARM_H
#define HR_FARM_H

#include "trial/task.h"

typedef struct hr_farm hr_farm;

typedef struct {
    unsigned jobs;    /* trials side by side in each process; 0: one per thread */
    unsigned threads; /* cores of each process for all of them; 0: all that it may use.  A trial gets
                         threads / (trials at hand) */
    hr_cache *cache;  /* shared with the caller, who closes it after the farm; NULL: the farm's own */
} hr_farm_options;

hr_status hr_farm_open(hr_farm **out, const hr_farm_options *options);
/* Waits for what is running, throws away what is not. */
void hr_farm_close(hr_farm *farm);
/* For a process that is about to end (a full disk, an interrupt): waits for nothing.  Only what is still to
 * be said or stored may follow, then hr_farm_leave. */
void hr_farm_abandon(hr_farm *farm);

/* Trials that may be submitted now without lying about: enough wait that no worker runs dry. */
size_t hr_farm_room(const hr_farm *farm);
size_t hr_farm_outstanding(const hr_farm *farm); /* submitted, not taken */

hr_status hr_farm_submit(hr_farm *farm, uint64_t ticket, const hr_trial *trial);

/* A result, waiting at most so long; *got false when there is none.  HR_EINTERNAL for a bug in a trial. */
hr_status hr_farm_take(hr_farm *farm, bool *got, uint64_t *ticket, hr_result *result, double seconds);

typedef struct {
    unsigned processes, workers; /* workers: trials that can run side by side */
    double busy_seconds;         /* over all workers: inside trials */
    double open_seconds;         /* since the farm was opened */
    unsigned lost;               /* ranks that died; their trials were handed out again */
} hr_farm_report;
void hr_farm_about(const hr_farm *farm, hr_farm_report *out);

/* Under mpirun: rank 0 goes on, the others work until rank 0 closes its farm, then *done is true and they
 * leave.  Without mpirun, or built without MPI, does nothing; built without MPI but under mpirun with several
 * ranks: HR_EUSAGE with the mend. */
hr_status hr_farm_join(bool *done, const hr_farm_options *options);

/* The last thing before the process ends with `status`, when everything is stored and said: MPI_Finalize
 * where MPI was begun, unless ranks were lost, for which it would wait.  Where abandoned trials still run,
 * the process ends here. */
void hr_farm_leave(int status);

/* Trials side by side in this process since the last farm was opened; 0: there was none. */
unsigned hr_farm_jobs(void);

/* "Open MPI v4.1.4, ..." when MPI was begun, with the number of ranks; otherwise NULL and 1. */
const char *hr_farm_mpi(unsigned *ranks);

#endif
