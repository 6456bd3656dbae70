/* hrdim plot: a spec's figure and table from its stored results; computes nothing. */
#include "cli/command.h"

#include "base/text.h"
#include "report/figure.h"
#include "report/tabulate.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_FORMATS = 16 };

typedef struct {
    const hr_format *format[MOST_FORMATS];
    size_t count;
    bool all, usual;
} choice;

static void add(choice *c, const hr_format *format) {
    for (size_t i = 0; i < c->count; i++)
        if (c->format[i] == format)
            return;
    if (c->count < MOST_FORMATS)
        c->format[c->count++] = format;
}

static hr_status unknown(const char *word) {
    const char *names[MOST_FORMATS + 2];
    size_t known = 0;
    for (const hr_format *f = hr_formats; f->name; f++)
        names[known++] = f->name;
    names[known++] = "all";
    names[known] = NULL;
    char list[200];
    hr_format_list(list, sizeof list);
    const char *near = hr_nearest(word, names);
    return hr_fail(HR_EUSAGE, "plot: --format %s: unknown%s%s%s; there are %s", word,
                   near ? ", did you mean " : "", near ? near : "", near ? "?" : "", list);
}

static hr_status choose(const char *text, choice *out) {
    memset(out, 0, sizeof *out);
    while (*text) {
        char word[32];
        size_t length = strcspn(text, ",");
        snprintf(word, sizeof word, "%.*s", (int)(length < 31 ? length : 31), text);
        const hr_format *format = hr_format_find(word);
        bool all = !strcmp(word, "all");
        for (const hr_format *f = hr_formats; f->name && all; f++)
            add(out, f);
        if (format)
            add(out, format);
        else if (!all)
            return unknown(word);
        out->all = out->all || all;
        text += length + (text[length] == ',');
    }
    char list[200];
    hr_format_list(list, sizeof list);
    return out->count ? HR_OK : hr_fail(HR_EUSAGE, "plot: --format needs a format: %s", list);
}

/* What a spec has no section for is drawn by no --format all; asked for by name it is an error. */
static hr_status fits(bool *wanted, const hr_experiment *e, const hr_format *format, const choice *c) {
    *wanted = format->write ? e->table : e->figure;
    /* any spec with axes has a table of them, for who asks */
    if (format->write && !c->all && !c->usual)
        *wanted = true;
    if (*wanted || c->all || c->usual)
        return HR_OK;
    return hr_fail(HR_EUSAGE,
                   "plot: --format %s: %s has no [figure]; take markdown, latex or csv, or add one",
                   format->name, e->path);
}

static hr_status draw(const hr_experiment *e, const choice *c, const char *results, const char *folder,
                      const hr_common *common) {
    hr_points points;
    hr_status status = hr_points_read(&points, e, results);
    if (status != HR_OK)
        return status;
    if (mkdir(folder, 0777) && errno != EEXIST)
        status = hr_fail(HR_EIO, "%s: cannot make the folder: %s", folder, strerror(errno));
    json_t *files = json_array();
    for (size_t i = 0; i < c->count && status == HR_OK; i++) {
        const hr_format *format = c->format[i];
        bool wanted;
        status = fits(&wanted, e, format, c);
        if (status != HR_OK || !wanted)
            continue;
        status = format->write ? hr_table_draw(e, format, &points, folder)
                               : hr_figure_draw(e, format, &points, folder);
        if (status != HR_OK)
            break;
        char path[4200];
        snprintf(path, sizeof path, "%s/%s%s", folder, e->name, format->file);
        if (common->json)
            json_array_append_new(files, json_string(path));
        else
            puts(path);
    }
    hr_points_clear(&points);
    if (status == HR_OK && common->json)
        return hr_print_json(json_pack("{s:s, s:o}", "name", e->name, "files", files));
    json_decref(files);
    return status == HR_OK ? hr_finish_output() : status;
}

static int run(int argc, char **argv);

const hr_command hr_command_plot = {
    .name = "plot",
    .usage = "plot SPEC.ini [--format F] [--results DIR] [-o DIR]",
    .summary = "draw a spec's figure and table from its stored results",
    .details =
        "Nothing is computed: what is missing is said.  Figures: pdf, svg, png, and tex, which is cairolatex\n"
        "(NAME-latex.tex to \\input, with its NAME-latex.pdf).  Tables: latex (booktabs, NAME-table.tex), markdown,\n"
        "csv.  Without --format a [figure] is drawn as pdf, svg and png, a [table] as latex and markdown.  The\n"
        "gnuplot found by configure is used, or $HRDIM_GNUPLOT.\n\n"
        "examples:\n"
        "  hrdim plot bench/depth.ini\n"
        "  hrdim plot bench/depth.ini --format tex,latex -o paper\n"
        "  hrdim plot bench/depth.ini --reduced\n",
    .run = run,
};

static int run(int argc, char **argv) {
    const char *results = "results", *folder = NULL, *formats = NULL;
    bool reduced = false;
    hr_common common;
    const hr_option options[] = {
        {.name = "format",
         .argument = "F",
         .help = "pdf, svg, png, tex, latex, markdown, csv or all, several with commas between them",
         .text = &formats},
        {.name = "results",
         .argument = "DIR",
         .help = "the results folder (default results)",
         .text = &results},
        {.name = "output",
         .argument = "DIR",
         .help = "where the files go (default: the results folder); also -o",
         .text = &folder},
        {.name = "reduced", .help = "the results of the spec's quick grid", .flag = &reduced},
        {0},
    };
    hr_status status = hr_parse_options(&hr_command_plot, &argc, argv, 1, 1, options, &common);
    if (status == HR_OK && common.help)
        return 0;
    choice chosen;
    if (status == HR_OK)
        status = choose(formats ? formats : "pdf,svg,png,latex,markdown", &chosen);
    hr_experiment experiment;
    if (status == HR_OK)
        status = hr_experiment_read(&experiment, argv[1], reduced, NULL, 0);
    if (status != HR_OK)
        return hr_report_error();
    chosen.usual = !formats;
    status = draw(&experiment, &chosen, results, folder ? folder : results, &common);
    hr_experiment_clear(&experiment);
    return status == HR_OK ? 0 : hr_report_error();
}
