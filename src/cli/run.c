/* hrdim run: a declared sweep into the store, and its results into the results folder. */
#include "cli/command.h"

#include "base/memory.h"
#include "base/progress.h"
#include "cli/call.h"
#include "cli/run_report.h"
#include "experiment/results.h"
#include "experiment/sweep.h"
#include "trial/task.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_SETS = 32, MOST_JOBS = 1024 };

typedef struct {
    const char *folder, *store, *set[MOST_SETS];
    size_t sets;
    bool reduced, resume, stored;
    uint64_t jobs;
    hr_common common;
} choices;

/* --set may be given several times; the shared parser keeps only the last, so these are taken out before. */
static hr_status take_sets(int *argc, char **argv, choices *c) {
    int kept = 1;
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
        if (c->sets == MOST_SETS)
            return hr_fail(HR_EUSAGE, "run: more than %d --set; write a spec of its own", MOST_SETS);
        c->set[c->sets++] = value;
    }
    *argc = kept;
    return HR_OK;
}

static hr_status name_hierarchy(char **out, const char *what, void *cache) {
    return hr_trial_hierarchy(out, what, cache);
}

/* Trials may still run in threads: nothing of theirs may be freed. */
static void end_failed(void) {
    int exit_status = hr_report_error();
    if (hr_sweep_interrupted())
        exit_status = 128 + hr_sweep_interrupted();
    hr_farm_leave(exit_status);
    _exit(exit_status);
}

/* The plan computed, or as far as it is stored; then the files. */
static hr_status compute(const hr_experiment *e, const choices *c, hr_plan *plan, hr_cache *cache,
                         const char *store) {
    hr_sweep_options options = {
        .store = store,
        .name = e->name,
        .resume = c->resume,
        .stored_only = c->stored,
        .farm = {.jobs = (unsigned)c->jobs, .threads = (unsigned)c->common.threads, .cache = cache}};
    json_t *provenance = hr_call_provenance(json_object(), c->common.seed);
    if (!provenance)
        return HR_ENOMEM;
    double start = hr_seconds();
    hr_sweep_report report;
    hr_status status = hr_sweep_run(&report, plan, &options, json_object_get(provenance, "provenance"));
    json_decref(provenance);
    if (status != HR_OK)
        end_failed();
    hr_summary summary;
    status = hr_plan_summary(&summary, plan);
    if (status != HR_OK)
        return status;
    provenance = hr_call_provenance(json_object(), c->common.seed); /* again: the end of the run is now */
    status = provenance
                 ? hr_results_write(plan, &summary, c->folder, json_object_get(provenance, "provenance"))
                 : HR_ENOMEM;
    json_decref(provenance);
    hr_run_report said = {.experiment = e,
                          .summary = &summary,
                          .sweep = &report,
                          .folder = c->folder,
                          .store = store,
                          .seconds = hr_seconds() - start};
    if (status == HR_OK)
        status = c->common.json ? hr_run_print_json(&said) : hr_run_print(&said);
    hr_summary_clear(&summary);
    return status;
}

static hr_status run_spec(const hr_experiment *e, const choices *c) {
    hr_status status = hr_results_ready(c->folder, e->name);
    char *own = NULL;
    const char *store = c->store;
    if (status == HR_OK && !store) {
        store = own = hr_results_path(c->folder, "store", "sqlite");
        status = own ? HR_OK : HR_ENOMEM;
    }
    hr_cache *cache = NULL;
    if (status == HR_OK)
        status = hr_cache_open(&cache);
    hr_plan *plan = NULL;
    if (status == HR_OK)
        status = hr_plan_open(&plan, e, c->common.seed, name_hierarchy, cache);
    if (status == HR_OK)
        status = compute(e, c, plan, cache, store);
    hr_plan_close(plan);
    hr_cache_close(cache);
    free(own);
    return status;
}

static int run(int argc, char **argv);

const hr_command hr_command_run = {
    .name = "run",
    .usage = "run SPEC.ini [--jobs N] [--resume] [--store FILE] [--results DIR]",
    .summary = "run a declared sweep: what is stored is kept, the rest is computed",
    .details =
        "Every finished trial is in the store at once: kill it, run the same command again, and it goes on.\n"
        "Then DIR gets NAME.csv (the points), NAME.fits.csv, NAME.trials.csv, NAME.times.csv and\n"
        "NAME.provenance.json; draw them with hrdim plot.  --reduced and --set make NAME-reduced.*.\n"
        "Under mpirun every rank works on the same sweep (when built with --enable-mpi).\n\n"
        "examples:\n"
        "  hrdim run bench/depth.ini\n"
        "  hrdim run bench/depth.ini --reduced\n"
        "  hrdim run bench/depth.ini --set H=2..8 --set seeds=5 --results /tmp/results\n"
        "  mpirun -n 4 hrdim run bench/depth.ini --jobs 1\n",
    .run = run,
};

static int run(int argc, char **argv) {
    choices c = {.folder = "results"};
    const char *unused = NULL;
    const hr_option options[] = {
        {.name = "jobs",
         .argument = "N",
         .help = "trials side by side (default: one per core)",
         .number = &c.jobs,
         .low = 1,
         .high = MOST_JOBS},
        {.name = "resume", .help = "try again what failed before, too", .flag = &c.resume},
        {.name = "stored", .help = "compute nothing: the results of what is stored", .flag = &c.stored},
        {.name = "store",
         .argument = "FILE",
         .help = "the store (default DIR/store.sqlite)",
         .text = &c.store},
        {.name = "results",
         .argument = "DIR",
         .help = "the results folder (default results)",
         .text = &c.folder},
        {.name = "reduced", .help = "the spec's quick grid, its section [reduced]", .flag = &c.reduced},
        {.name = "set",
         .argument = "KEY=VALUE",
         .help = "replace a key of [sweep]; may be repeated",
         .text = &unused},
        {0},
    };
    hr_status status = take_sets(&argc, argv, &c);
    if (status == HR_OK)
        status = hr_parse_options(&hr_command_run, &argc, argv, 1, 1, options, &c.common);
    if (status != HR_OK || c.common.help)
        return status != HR_OK ? hr_report_error() : 0;
    bool done = false;
    hr_farm_options farm = {.jobs = (unsigned)c.jobs, .threads = (unsigned)c.common.threads};
    status = hr_farm_join(&done, &farm);
    hr_experiment experiment;
    if (status == HR_OK && !done)
        status = hr_experiment_read(&experiment, argv[1], c.reduced, c.set, c.sets);
    if (status == HR_OK && !done) {
        status = run_spec(&experiment, &c);
        hr_experiment_clear(&experiment);
    }
    int exit_status = status == HR_OK ? 0 : hr_report_error();
    hr_farm_leave(exit_status);
    return exit_status;
}
