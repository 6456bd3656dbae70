/* The other ranks of an MPI job as rank 0 sees them (ranks_mpi.c; ranks_none.c where there is no MPI). */
#ifndef HR_RANKS_H
#define HR_RANKS_H

#include "farm/pool.h"

typedef struct hr_ranks hr_ranks;

/* *out is NULL when this process is alone. */
hr_status hr_ranks_open(hr_ranks **out);
/* Tells them to leave, without waiting for what they run. */
void hr_ranks_close(hr_ranks *ranks);

typedef struct {
    unsigned workers;   /* 0: has not said hello, or is lost */
    size_t outstanding; /* trials given, not yet back */
} hr_rank;

/* One entry per other rank. */
const hr_rank *hr_ranks_list(const hr_ranks *ranks, size_t *count);
unsigned hr_ranks_lost(const hr_ranks *ranks);

/* Takes the job over, also when it fails. */
hr_status hr_ranks_give(hr_ranks *ranks, size_t rank, hr_job *job);

/* Sends what was given, receives what came: results behind *done, the trials of lost ranks behind *back.
 * *news: something came. */
hr_status hr_ranks_poll(hr_jobs *done, hr_jobs *back, bool *news, hr_ranks *ranks);

#endif
