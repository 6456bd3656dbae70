#include "experiment/launcher.h"

#include "base/text.h"

#include <stdlib.h>

/* Open MPI's mpirun; Slurm's PMI-2, MPICH's mpiexec; srun --mpi=pmix, which tells the size by Slurm. */
static const char *size_text(void) {
    const char *size = getenv("OMPI_COMM_WORLD_SIZE");
    if (!size)
        size = getenv("PMI_SIZE");
    if (!size && getenv("PMIX_RANK"))
        size = getenv("SLURM_STEP_NUM_TASKS");
    return size;
}

unsigned hr_launcher_ranks(void) {
    uint64_t size = 1;
    const char *text = size_text();
    return text && hr_parse_u64(text, 1, 1 << 24, &size) ? (unsigned)size : 1;
}
