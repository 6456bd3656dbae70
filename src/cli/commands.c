/* The table of subcommands. */
#include "cli/command.h"

const hr_command *const hr_commands[] = {
    NULL,
};
