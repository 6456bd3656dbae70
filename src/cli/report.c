/* hrdim report: one page with every figure and table of a results folder. */
#include "cli/command.h"

#include "base/outfile.h"
#include "report/page.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static int run(int argc, char **argv);

const hr_command hr_command_report = {
    .name = "report",
    .usage = "report RESULTS [-o report.html] [--specs DIR]",
    .summary = "one HTML page with every figure and table of a results folder",
    .details =
        "The page needs nothing else: no network, no script, no other file.  Every spec DIR/NAME.ini whose\n"
        "NAME.csv is in RESULTS has its figure, table, command and provenance there; other tables (.csv) and\n"
        "texts (.txt) of RESULTS follow.  When a spec is gone, its text stored with the results is used.\n"
        "Nothing is computed.  Figures are drawn by gnuplot, as by hrdim plot.\n\n"
        "examples:\n"
        "  hrdim report results\n"
        "  hrdim report results -o site/index.html --specs bench\n",
    .run = run,
};

/* The folder that the file is in, as an absolute path without links; the caller frees. */
static char *folder_of(const char *file) {
    char *copy = strdup(file), *slash = copy ? strrchr(copy, '/') : NULL;
    if (slash)
        slash[slash == copy] = '\0';
    char *real = copy ? realpath(slash ? copy : ".", NULL) : NULL;
    free(copy);
    return real;
}

/* "../results/": the way from the folder `from` to the folder `to`, both absolute. */
static void way(char *out, size_t size, const char *from, const char *to) {
    size_t common = 0, i = 0;
    for (; from[i] && from[i] == to[i]; i++)
        if (from[i] == '/')
            common = i + 1;
    if ((!from[i] || from[i] == '/') && (!to[i] || to[i] == '/') && i > common)
        common = i + (from[i] == '/' || to[i] == '/');
    const char *up = strlen(from) >= common ? from + common : "",
               *down = strlen(to) >= common ? to + common : "";
    size_t used = 0;
    *out = '\0';
    for (const char *c = up; *up && c && used + 4 < size; c = strchr(c + 1, '/'))
        used += (size_t)snprintf(out + used, size - used, "../");
    if (*down)
        snprintf(out + used, size - used, "%s/", down);
}

static hr_status find_way(char *out, size_t size, const char *page, const char *results) {
    char *to = realpath(results, NULL);
    if (!to)
        return hr_fail(HR_EIO, "%s: cannot read the folder: %s", results, strerror(errno));
    char *from = folder_of(page); /* NULL: opening the page will say what is wrong */
    if (from)
        way(out, size, from, to);
    free(from);
    free(to);
    return HR_OK;
}

static hr_status write_page(const char *page, const char *results, const char *specs,
                            const hr_common *common) {
    char links[PATH_MAX] = "";
    hr_page_contents contents;
    hr_status status = find_way(links, sizeof links, strcmp(page, "-") ? page : "page", results);
    hr_outfile out = {0};
    if (status == HR_OK)
        status = hr_outfile_open(&out, page);
    if (status != HR_OK)
        return status;
    const hr_page_options options = {.results = results, .specs = specs, .links = links};
    status = hr_page_write(out.stream, &contents, &options);
    if (status == HR_OK)
        status = hr_outfile_commit(&out);
    hr_outfile_discard(&out);
    if (status != HR_OK || !strcmp(page, "-"))
        return status;
    if (common->json)
        return hr_print_json(json_pack("{s:s, s:I, s:I, s:I}", "file", page, "figures",
                                       (json_int_t)contents.figures, "tables", (json_int_t)contents.tables,
                                       "texts", (json_int_t)contents.texts));
    puts(page);
    return hr_finish_output();
}

static int run(int argc, char **argv) {
    const char *page = "report.html", *specs = "bench";
    hr_common common;
    const hr_option options[] = {
        {.name = "output",
         .argument = "FILE",
         .help = "the page (default report.html); also -o; - for standard output",
         .text = &page},
        {.name = "specs", .argument = "DIR", .help = "where the specs are (default bench)", .text = &specs},
        {0},
    };
    if (hr_parse_options(&hr_command_report, &argc, argv, 1, 1, options, &common) != HR_OK)
        return hr_report_error();
    if (common.help)
        return 0;
    return write_page(page, argv[1], specs, &common) == HR_OK ? 0 : hr_report_error();
}
