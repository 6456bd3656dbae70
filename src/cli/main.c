/* hrdim: dispatches to a subcommand. */
#include "config.h"

#include "base/text.h"
#include "cli/call.h"
#include "cli/command.h"

#include <signal.h>
#include <string.h>

static void print_help(void) {
    puts("hrdim tells how many dimensions a dual encoder needs to retrieve a hierarchy.\n\n"
         "usage: hrdim COMMAND ...\n");
    for (const hr_command *const *c = hr_commands; *c; c++)
        printf("  %-9s %s\n", (*c)->name, (*c)->summary);
    puts("\n`hrdim COMMAND --help` shows a command's options and examples; `hrdim --version` the version.");
}

static int unknown(const char *word) {
    const char *names[32];
    size_t count = 0;
    for (const hr_command *const *c = hr_commands; *c && count < 31; c++)
        names[count++] = (*c)->name;
    names[count] = NULL;
    const char *near = hr_nearest(word, names);
    hr_fail(HR_EUSAGE, "'%s' is not a command%s%s%s; see hrdim --help", word, near ? ", did you mean '" : "",
            near ? near : "", near ? "'?" : "");
    return hr_report_error();
}

int main(int argc, char **argv) {
    if (hr_call_remember(argc, argv) != HR_OK)
        return hr_report_error();
    signal(SIGXFSZ, SIG_IGN); /* a file-size limit becomes a write error, reported like a full disk */
    if (argc < 2 || !strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help")) {
        print_help();
        if (hr_finish_output() != HR_OK)
            return hr_report_error();
        return argc < 2 ? HR_EXIT_BAD : 0;
    }
    if (!strcmp(argv[1], "--version")) {
        puts(PACKAGE_STRING);
        return hr_finish_output() == HR_OK ? 0 : hr_report_error();
    }
    for (const hr_command *const *c = hr_commands; *c; c++)
        if (!strcmp((*c)->name, argv[1]))
            return (*c)->run(argc - 1, argv + 1);
    return unknown(argv[1]);
}
