/* How a process joins an MPI job and leaves it. */
#include "config.h"

#include "farm/ranks_mpi.h"

#include "farm/launcher.h"
#include "farm/pool.h"
#include "farm/post.h"

#include <mpi.h>
#include <stdio.h>
#include <string.h>

hr_mpi hr_mpi_here = {.size = 1};

hr_status hr_farm_join(bool *done, const hr_farm_options *options) {
    *done = false;
    hr_mpi *here = &hr_mpi_here;
    if (here->begun || hr_launcher_ranks() == 1)
        return HR_OK;
    int given;
    if (MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &given) != MPI_SUCCESS)
        return hr_fail(HR_EIO, "MPI_Init failed; run without mpirun, or see whether `mpirun hostname` works");
    here->begun = true;
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_rank(MPI_COMM_WORLD, &here->rank);
    MPI_Comm_size(MPI_COMM_WORLD, &here->size);
    if (given < MPI_THREAD_FUNNELED)
        return hr_fail(HR_EUSAGE, "this MPI does not allow threads; use one that does, such as Open MPI");
    if (!here->rank)
        return HR_OK;
    *done = true;
    return hr_mpi_serve(options);
}

void hr_mpi_tell_stop(void) {
    for (int rank = 1; !hr_mpi_here.told && rank < hr_mpi_here.size; rank++) {
        hr_letter letter = {0};
        (void)hr_letter_add(&letter, "%u", hr_mpi_here.lost);
        (void)hr_post_send(rank, HR_POST_STOP, &letter); /* a rank that is gone needs no word */
    }
    hr_mpi_here.told = true;
}

void hr_farm_leave(int status) {
    hr_mpi *here = &hr_mpi_here;
    if (here->begun && !here->rank)
        hr_mpi_tell_stop();
    fflush(NULL);
    /* MPI_Finalize waits for every rank, and a lost one may never come */
    if (here->begun && !here->lost)
        MPI_Finalize();
    here->begun = false;
    hr_pool_leave(status);
}

const char *hr_farm_mpi(unsigned *ranks) {
    static char version[MPI_MAX_LIBRARY_VERSION_STRING];
    *ranks = (unsigned)hr_mpi_here.size;
    if (!hr_mpi_here.begun)
        return NULL;
    int length;
    MPI_Get_library_version(version, &length);
    version[strcspn(version, "\n")] = '\0';
    return version;
}
