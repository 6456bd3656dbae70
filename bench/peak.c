/* peak FILE COMMAND...: runs the command and writes "seconds cpu-seconds peak-bytes" into FILE: by the clock,
 * of all its threads, and the most memory that was resident.  Exits as the command does. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval t) {
    return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: peak FILE COMMAND...\n");
        return 99;
    }
    double start = now();
    pid_t child = fork();
    if (!child) {
        execvp(argv[2], argv + 2);
        perror(argv[2]);
        _exit(99);
    }
    int status;
    if (child < 0 || waitpid(child, &status, 0) < 0) {
        perror("peak");
        return 99;
    }
    double wall = now() - start;
    struct rusage used;
    getrusage(RUSAGE_CHILDREN, &used);
    FILE *file = fopen(argv[1], "w");
    if (!file ||
        fprintf(file, "%.4f %.4f %.0f\n", wall, seconds(used.ru_utime) + seconds(used.ru_stime),
                1024.0 * (double)used.ru_maxrss) < 0 ||
        fclose(file)) {
        perror(argv[1]);
        return 99;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 99;
}
