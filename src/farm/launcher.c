#include "farm/launcher.h"

#include "base/text.h"

#include <stdlib.h>

static unsigned number(const char *text, unsigned otherwise) {
    uint64_t value;
    return text && hr_parse_u64(text, 0, 1 << 24, &value) ? (unsigned)value : otherwise;
}

/* Open MPI's mpirun; Slurm's PMI-2 and MPICH's mpiexec; srun --mpi=pmix, which tells the size by Slurm. */
unsigned hr_launcher_ranks(void) {
    if (getenv("OMPI_COMM_WORLD_SIZE"))
        return number(getenv("OMPI_COMM_WORLD_SIZE"), 1);
    if (getenv("PMI_SIZE"))
        return number(getenv("PMI_SIZE"), 1);
    return getenv("PMIX_RANK") ? number(getenv("SLURM_STEP_NUM_TASKS"), 1) : 1;
}

unsigned hr_launcher_rank(void) {
    static const char *const names[] = {"OMPI_COMM_WORLD_RANK", "PMI_RANK", "PMIX_RANK"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (getenv(names[i]))
            return number(getenv(names[i]), 0);
    return 0;
}
