/* hrdim plot: a spec's figure from its stored results; computes nothing. */
#include "cli/command.h"

#include "base/text.h"
#include "report/figure.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_FORMATS = 8 };

static hr_status choose(const char *text, const hr_format **chosen, size_t *count) {
    const char *names[MOST_FORMATS + 1];
    size_t known = 0;
    for (const hr_format *f = hr_formats; f->name; f++)
        names[known++] = f->name;
    names[known++] = "all";
    names[known] = NULL;
    *count = 0;
    while (*text) {
        char word[32];
        size_t length = strcspn(text, ",");
        snprintf(word, sizeof word, "%.*s", (int)(length < 31 ? length : 31), text);
        bool found = false;
        for (const hr_format *f = hr_formats; f->name; f++)
            if ((!strcmp(word, f->name) || !strcmp(word, "all")) && *count < MOST_FORMATS) {
                chosen[(*count)++] = f;
                found = true;
            }
        if (!found) {
            const char *near = hr_nearest(word, names);
            return hr_fail(HR_EUSAGE,
                           "plot: --format %s: unknown%s%s%s; there are pdf, svg, png, tex and all", word,
                           near ? ", did you mean " : "", near ? near : "", near ? "?" : "");
        }
        text += length + (text[length] == ',');
    }
    return *count ? HR_OK : hr_fail(HR_EUSAGE, "plot: --format needs a format: pdf, svg, png, tex or all");
}

static hr_status draw(const hr_experiment *e, const hr_format *const *format, size_t count,
                      const char *results, const char *folder, const hr_common *common) {
    char how[600];
    snprintf(how, sizeof how, "hrdim run %.400s%s", e->path, e->reduced ? " --reduced" : "");
    hr_points points;
    hr_status status = hr_points_read(&points, results, e->name, how);
    if (status != HR_OK)
        return status;
    if (mkdir(folder, 0777) && errno != EEXIST)
        status = hr_fail(HR_EIO, "%s: cannot make the folder: %s", folder, strerror(errno));
    json_t *files = json_array();
    for (size_t i = 0; i < count && status == HR_OK; i++) {
        status = hr_figure_draw(e, format[i], &points, folder);
        if (status != HR_OK)
            break;
        char path[4200];
        snprintf(path, sizeof path, "%s/%s%s", folder, e->name, format[i]->file);
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
    .usage = "plot SPEC.ini [--format pdf|svg|png|tex|all] [--results DIR] [-o DIR]",
    .summary = "draw a spec's figure from its stored results",
    .details =
        "Nothing is computed: what is missing is said.  --format takes several, as in pdf,svg.  tex is cairolatex:\n"
        "NAME-latex.tex to \\input, with its NAME-latex.pdf.  The gnuplot found by configure is used, or\n"
        "$HRDIM_GNUPLOT.\n\n"
        "examples:\n"
        "  hrdim plot bench/depth.ini\n"
        "  hrdim plot bench/depth.ini --format tex -o paper/figures\n"
        "  hrdim plot bench/depth.ini --reduced\n",
    .run = run,
};

static int run(int argc, char **argv) {
    const char *results = "results", *folder = NULL, *formats = "pdf,svg,png";
    bool reduced = false;
    hr_common common;
    const hr_option options[] = {
        {.name = "format",
         .argument = "F",
         .help = "pdf, svg, png, tex or all (default pdf,svg,png)",
         .text = &formats},
        {.name = "results",
         .argument = "DIR",
         .help = "the results folder (default results)",
         .text = &results},
        {.name = "output",
         .argument = "DIR",
         .help = "where the figures go (default: the results folder); also -o",
         .text = &folder},
        {.name = "reduced", .help = "the results of the spec's quick grid", .flag = &reduced},
        {0},
    };
    hr_status status = hr_parse_options(&hr_command_plot, &argc, argv, 1, 1, options, &common);
    if (status == HR_OK && common.help)
        return 0;
    const hr_format *chosen[MOST_FORMATS];
    size_t count = 0;
    if (status == HR_OK)
        status = choose(formats, chosen, &count);
    hr_experiment experiment;
    if (status == HR_OK)
        status = hr_experiment_read(&experiment, argv[1], reduced, NULL, 0);
    if (status != HR_OK)
        return hr_report_error();
    status = draw(&experiment, chosen, count, results, folder ? folder : results, &common);
    hr_experiment_clear(&experiment);
    return status == HR_OK ? 0 : hr_report_error();
}
