/* Subcommands: one const descriptor and one file each; main.c only dispatches. */
#ifndef HR_COMMAND_H
#define HR_COMMAND_H

#include "base/error.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* exit statuses (design.md) */
enum { HR_EXIT_FEASIBLE = 0, HR_EXIT_INFEASIBLE = 1, HR_EXIT_BAD = 2, HR_EXIT_UNKNOWN = 3 };

typedef struct {
    const char *name;
    const char *usage;                 /* "info HIERARCHY" */
    const char *summary;               /* one line, for `hrdim --help` */
    const char *details;               /* options beside the common ones, examples; for `hrdim NAME --help` */
    int (*run)(int argc, char **argv); /* argv[0] is the subcommand; returns an exit status */
} hr_command;

extern const hr_command *const hr_commands[]; /* NULL-terminated */

/* An option of a subcommand.  Exactly one of the targets is set. */
typedef struct {
    const char *name;     /* "dim": --dim D or --dim=D */
    const char *argument; /* what the help calls the value; NULL: a switch */
    const char *help;
    bool *flag;
    const char **text;
    uint64_t *number;
    uint64_t low, high; /* of number */
    double *real;
} hr_option;

/* The options that every command has. */
typedef struct {
    bool json, quiet, help;
    uint64_t seed, threads; /* threads 0: all */
} hr_common;

/* Takes options out of argv; what is left are positional arguments, counted in *argc and checked against
 * [least, most].  `options` ends with a zeroed row.  Unknown options name the nearest.  Applies --threads and
 * --quiet.  For --help prints the help and returns HR_OK with common->help set: the caller returns 0. */
hr_status hr_parse_options(const hr_command *command, int *argc, char **argv, int least, int most,
                           const hr_option *options, hr_common *common);

/* "hrdim: MESSAGE" on stderr; returns HR_EXIT_BAD. */
int hr_report_error(void);

/* Prints and frees; HR_EIO when standard output is full. */
hr_status hr_print_json(json_t *object);

/* fflush(stdout) with its failure reported: `hrdim info x > /dev/full` must not exit 0. */
hr_status hr_finish_output(void);

#endif
