/* The table of subcommands. */
#include "cli/command.h"

extern const hr_command hr_command_bound, hr_command_check, hr_command_convert, hr_command_embed,
    hr_command_eval, hr_command_info, hr_command_plot, hr_command_regress, hr_command_report, hr_command_run,
    hr_command_store, hr_command_train, hr_command_verify;

const hr_command *const hr_commands[] = {
    /* hierarchies and embeddings */
    &hr_command_info,
    &hr_command_convert,
    &hr_command_bound,
    &hr_command_embed,
    &hr_command_check,
    &hr_command_verify,
    /* experiments */
    &hr_command_run,
    &hr_command_plot,
    &hr_command_report,
    &hr_command_regress,
    &hr_command_store,
    /* learned encoders */
    &hr_command_train,
    &hr_command_eval,
    NULL,
};
