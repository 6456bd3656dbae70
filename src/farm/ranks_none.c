/* Built without MPI: every process is alone, and says so when it was started as one of several. */
#include "config.h"

#include "farm/farm.h"
#include "farm/launcher.h"
#include "farm/ranks.h"

hr_status hr_ranks_open(hr_ranks **out) {
    *out = NULL;
    return HR_OK;
}

void hr_ranks_close(hr_ranks *ranks) {
    (void)ranks;
}

const hr_rank *hr_ranks_list(const hr_ranks *ranks, size_t *count) {
    (void)ranks;
    *count = 0;
    return NULL;
}

unsigned hr_ranks_lost(const hr_ranks *ranks) {
    (void)ranks;
    return 0;
}

hr_status hr_ranks_give(hr_ranks *ranks, size_t rank, hr_job *job) {
    (void)ranks, (void)rank;
    hr_job_free(job);
    return hr_fail(HR_EINTERNAL, "there are no other ranks");
}

hr_status hr_ranks_poll(hr_jobs *done, hr_jobs *back, bool *news, hr_ranks *ranks) {
    (void)done, (void)back, (void)ranks;
    *news = false;
    return HR_OK;
}

hr_status hr_farm_join(bool *done, const hr_farm_options *options) {
    (void)options;
    unsigned size = hr_launcher_ranks();
    *done = size > 1 && hr_launcher_rank(); /* one of them says it for all */
    if (size < 2 || *done)
        return HR_OK;
    return hr_fail(HR_EUSAGE,
                   "this hrdim was built without MPI, but mpirun started %u of it; build it with "
                   "./configure --enable-mpi, or start it once with --jobs %u",
                   size, size);
}

void hr_farm_leave(int status) {
    hr_pool_leave(status);
}

const char *hr_farm_mpi(unsigned *ranks) {
    *ranks = 1;
    return NULL;
}
