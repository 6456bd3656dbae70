/* hrdim convert: any hierarchy in, an edge list, JSON or the canonical form out. */
#include "cli/command.h"

#include "hierarchy/write.h"

#include <string.h>

static int run(int argc, char **argv);

const hr_command hr_command_convert = {
    .name = "convert",
    .usage = "convert HIERARCHY -o FILE",
    .summary = "write any hierarchy as an edge list (TSV, CSV), JSON or in canonical form",
    .details = "The ending of FILE decides: .json, .csv, .hierarchy (the canonical form, which hrdim-verify\n"
               "reads), else child<TAB>parent; - is standard output.\n"
               "Reading the file back gives the same nodes in the same order; a file that cannot hold\n"
               "the hierarchy (a tab in a name, roles in an edge list) is refused.\n\n"
               "examples:\n"
               "  hrdim convert wordnet -o wordnet.tsv\n"
               "  hrdim convert go:relations=is_a+part_of -o go.json\n",
    .run = run,
};

static hr_status convert(const char *what, const char *path, bool json) {
    hr_hierarchy h;
    hr_hierarchy_init(&h);
    hr_status status = hr_hierarchy_open(&h, what);
    if (status == HR_OK)
        status = hr_hierarchy_write(&h, path);
    if (status == HR_OK && strcmp(path, "-")) { /* standard output holds the hierarchy alone */
        if (json) {
            status = hr_print_json(json_pack("{s:s, s:s, s:I, s:I}", "hierarchy", what, "file", path, "nodes",
                                             (json_int_t)h.nodes, "edges", (json_int_t)h.edges));
        } else {
            printf("%s: %u nodes, %llu edges\n", path, (unsigned)h.nodes, (unsigned long long)h.edges);
            status = hr_finish_output();
        }
    }
    hr_hierarchy_clear(&h);
    return status;
}

static int run(int argc, char **argv) {
    const char *output = NULL;
    const hr_option options[] = {
        {.name = "output", .argument = "FILE", .help = "(-o) where to write", .text = &output},
        {0},
    };
    hr_common common;
    if (hr_parse_options(&hr_command_convert, &argc, argv, 1, 1, options, &common) != HR_OK)
        return hr_report_error();
    if (common.help)
        return 0;
    if (!output) {
        hr_fail(HR_EUSAGE, "convert: no output; give -o FILE, or -o - for standard output");
        return hr_report_error();
    }
    return convert(argv[1], output, common.json) == HR_OK ? 0 : hr_report_error();
}
