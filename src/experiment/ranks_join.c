/* How a process joins an MPI job and leaves it. */
#include "config.h"

#include "experiment/ranks_mpi.h"

#include "experiment/launcher.h"
#include "experiment/pool.h"
#include "experiment/post.h"

#include <mpi.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LAST_WAIT = 10 }; /* seconds for MPI_Finalize when ranks were lost */

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
        hr_letter empty = {0};
        (void)hr_post_send(rank, HR_POST_STOP, &empty); /* a rank that is gone needs no word */
    }
    hr_mpi_here.told = true;
}

static void *last_wait(void *context) {
    sleep(LAST_WAIT);
    MPI_Abort(MPI_COMM_WORLD, *(const int *)context);
    return NULL;
}

void hr_farm_leave(int status) {
    hr_mpi *here = &hr_mpi_here;
    if (here->begun && !here->rank)
        hr_mpi_tell_stop();
    fflush(NULL);
    pthread_t watch;
    if (here->begun && here->lost && !pthread_create(&watch, NULL, last_wait, &status))
        pthread_detach(watch);
    if (here->begun)
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
