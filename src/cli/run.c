/* hrdim run: a declared sweep into the results folder. */
#include "cli/command.h"

#include "experiment/results.h"
#include "experiment/sweep.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SETS = 32 };

/* --set may be given several times; the shared parser keeps only the last, so these are taken out before. */
static hr_status take_sets(int *argc, char **argv, const char **set, size_t *count) {
    int kept = 1;
    *count = 0;
    for (int i = 1; i < *argc; i++) {
        const char *value = NULL;
        if (!strncmp(argv[i], "--set=", 6))
            value = argv[i] + 6;
        else if (!strcmp(argv[i], "--set") && i + 1 < *argc)
            value = argv[++i];
        else
            argv[kept++] = argv[i];
        if (!value)
            continue;
        if (*count == MOST_SETS)
            return hr_fail(HR_EUSAGE, "run: more than %d --set; write a spec of its own", MOST_SETS);
        set[(*count)++] = value;
    }
    *argc = kept;
    return HR_OK;
}

static const char *fit_words(const hr_experiment *e) {
    return e->fit == HR_FIT_LOGLOG ? "ln d against ln" : "d against ln";
}

static void print_point(const hr_sweep *sweep, const hr_row *row) {
    char d[48] = "none", spread[64] = "";
    if (row->d > 0)
        snprintf(d, sizeof d, "%.0f", row->d);
    if (row->low < row->high)
        snprintf(spread, sizeof spread, "%.0f..%.0f", row->low, row->high);
    char name[80];
    snprintf(name, sizeof name, "%s %s", row->statement, row->name);
    printf("%8llu  %-26s %10s  %-14s %s\n", (unsigned long long)sweep->experiment->value[row->value], name, d,
           spread,
           row->kind == HR_THEORY      ? row->known
           : row->state == HR_FEASIBLE ? ""
                                       : row->known);
}

static void print_table(const hr_sweep *sweep, const char *folder) {
    const hr_experiment *e = sweep->experiment;
    printf("%s: least feasible dimension, %s, %llu seeds\n\n%8s  %-26s %10s  %-14s\n", e->title,
           hr_notion_names[e->notion], (unsigned long long)e->seeds, e->variable, "", "d", "seeds");
    for (size_t i = 0; i < sweep->rows; i++)
        print_point(sweep, &sweep->row[i]);
    if (sweep->fits)
        printf("\nslopes of %s %s\n", fit_words(e), e->variable);
    for (size_t i = 0; i < sweep->fits; i++) {
        const hr_fit_row *row = &sweep->fit[i];
        printf("  %-8s %s %-20s %9.4g +- %-8.2g %s >= %llu\n", row->kind == HR_THEORY ? "theory" : "measured",
               row->statement, row->name, row->fit.slope, row->fit.slope_error, e->variable,
               (unsigned long long)row->from);
    }
    if (sweep->fits && isfinite(e->slope))
        printf("  %-8s %-23s %9.4g\n", "theory", e->slope_of, e->slope);
    printf("\n%zu trials in %s/%s.trials.csv, points in %s/%s.csv; draw them: hrdim plot %s%s --results %s\n",
           sweep->trials, folder, e->name, folder, e->name, e->path, e->reduced ? " --reduced" : "", folder);
}

static json_t *real(double value) {
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *sweep_json(const hr_sweep *sweep) {
    const hr_experiment *e = sweep->experiment;
    json_t *points = json_array(), *fits = json_array();
    for (size_t i = 0; i < sweep->rows; i++) {
        const hr_row *row = &sweep->row[i];
        json_array_append_new(points, json_pack("{s:s, s:I, s:s, s:s, s:s, s:o, s:o, s:o}", "kind",
                                                row->kind == HR_THEORY ? "theory" : "measured", "value",
                                                (json_int_t)e->value[row->value], "name", row->name,
                                                "statement", row->statement, "state", row->known, "d",
                                                row->d > 0 ? json_real(row->d) : json_null(), "low",
                                                real(row->low), "high", real(row->high)));
    }
    for (size_t i = 0; i < sweep->fits; i++) {
        const hr_fit_row *row = &sweep->fit[i];
        json_array_append_new(
            fits, json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:I}", "kind",
                            row->kind == HR_THEORY ? "theory" : "measured", "name", row->name, "statement",
                            row->statement, "model", hr_fit_names[e->fit], "slope", real(row->fit.slope),
                            "slope_error", real(row->fit.slope_error), "from", (json_int_t)row->from));
    }
    return json_pack("{s:s, s:s, s:s, s:I, s:o, s:o}", "name", e->name, "title", e->title, "variable",
                     e->variable, "trials", (json_int_t)sweep->trials, "points", points, "fits", fits);
}

static hr_status run_spec(const hr_experiment *e, const hr_common *common, const char *folder,
                          const hr_provenance *provenance) {
    hr_status status = hr_results_ready(folder, e->name);
    if (status != HR_OK)
        return status;
    hr_sweep sweep;
    status = hr_sweep_run(&sweep, e, common->seed);
    if (status == HR_OK)
        status = hr_results_write(&sweep, folder, provenance);
    if (status == HR_OK && common->json)
        status = hr_print_json(sweep_json(&sweep));
    else if (status == HR_OK)
        print_table(&sweep, folder);
    hr_sweep_clear(&sweep);
    return status == HR_OK ? hr_finish_output() : status;
}

static int run(int argc, char **argv);

const hr_command hr_command_run = {
    .name = "run",
    .usage = "run SPEC.ini [--results DIR]",
    .summary = "run a declared sweep: the least feasible dimension of every construction",
    .details = "Every trial is stored: NAME.trials.csv, NAME.csv (the points of the figure), NAME.fits.csv,\n"
               "NAME.times.csv and NAME.provenance.json.  --reduced and --set store NAME-reduced.*.\n\n"
               "examples:\n"
               "  hrdim run bench/depth.ini\n"
               "  hrdim run bench/depth.ini --reduced\n"
               "  hrdim run bench/depth.ini --set H=2..8 --set seeds=5 --results /tmp/results\n",
    .run = run,
};

static int run(int argc, char **argv) {
    const char *folder = "results", *set[MOST_SETS], *unused = NULL;
    bool reduced = false;
    size_t sets;
    hr_common common;
    /* argv is reordered by the parsers: the provenance keeps the words as they were given */
    char **given = malloc((size_t)(argc + 1) * sizeof *given);
    if (!given) {
        hr_fail(HR_ENOMEM, "out of memory: the command line");
        return hr_report_error();
    }
    memcpy(given, argv, (size_t)argc * sizeof *given);
    hr_provenance provenance = {.argc = argc, .argv = given, .start = time(NULL)};
    const hr_option options[] = {
        {.name = "results",
         .argument = "DIR",
         .help = "the results folder (default results)",
         .text = &folder},
        {.name = "reduced", .help = "the spec's quick grid, its section [reduced]", .flag = &reduced},
        {.name = "set",
         .argument = "KEY=VALUE",
         .help = "replace a key of [sweep]; may be repeated",
         .text = &unused},
        {0},
    };
    hr_status status = take_sets(&argc, argv, set, &sets);
    if (status == HR_OK)
        status = hr_parse_options(&hr_command_run, &argc, argv, 1, 1, options, &common);
    if (status != HR_OK || common.help) {
        free(given);
        return status != HR_OK ? hr_report_error() : 0;
    }
    provenance.seed = common.seed;
    hr_experiment experiment;
    status = hr_experiment_read(&experiment, argv[1], reduced, set, sets);
    if (status == HR_OK) {
        status = run_spec(&experiment, &common, folder, &provenance);
        hr_experiment_clear(&experiment);
    }
    free(given);
    return status == HR_OK ? 0 : hr_report_error();
}
