/* What this process is in an MPI job. */
#ifndef HR_RANKS_MPI_H
#define HR_RANKS_MPI_H

#include "farm/farm.h"

#include <stdbool.h>

typedef struct {
    bool begun; /* MPI_Init was called */
    int rank, size;
    bool told;     /* rank 0 has told the others to leave */
    unsigned lost; /* ranks that rank 0 has given up: MPI_Finalize would wait for them */
} hr_mpi;

extern hr_mpi hr_mpi_here;

/* Tells the others, once. */
void hr_mpi_tell_stop(void);

/* Works for rank 0 until it says stop, or is silent for too long. */
hr_status hr_mpi_serve(const hr_farm_options *options);

#endif
