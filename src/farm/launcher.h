/* Who started this process: mpirun or srun with several ranks, or nobody of the kind. */
#ifndef HR_LAUNCHER_H
#define HR_LAUNCHER_H

/* The number of ranks that the launcher's environment tells; 1: not started by one. */
unsigned hr_launcher_ranks(void);
/* Which of them this process is, from 0 on. */
unsigned hr_launcher_rank(void);

#endif
