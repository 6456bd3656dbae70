/* The table of subcommands. */
#include "cli/command.h"

extern const hr_command hr_command_convert;

const hr_command *const hr_commands[] = {
    &hr_command_convert,
    NULL,
};
