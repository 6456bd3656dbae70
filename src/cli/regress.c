/* hrdim regress: what is measured now against a committed baseline. */
#include "base/text.h"
#include "cli/regress_report.h"

#include <string.h>
#include <unistd.h>

static int run(int argc, char **argv);

const hr_command hr_command_regress = {
    .name = "regress",
    .usage = "regress BASELINE.ini [--only NAME] [--update] [-o FILE.json]",
    .summary = "compare with a committed baseline: what got worse, what better",
    .details =
        "A section of the baseline is an entry: what to measure, and the values that it had, each with a\n"
        "tolerance (0.01: absolute, 1%: of the value) and its reason. doc/regress.md has the whole format.\n\n"
        "  [taxonomy]\n"
        "  hierarchy = taxonomy.tsv              ; as for hrdim check; files are seen from this file's folder\n"
        "  embedding = model/v1                  ; or queries = and docs =, or method = sign, or results =\n"
        "  verdict = FEASIBLE\n"
        "  recall = 0.97 tolerance 0.01 because two trainings differ by half of that\n\n"
        "`hrdim regress --list` shows what can be recorded. Leave a value empty and --update fills it in.\n"
        "Seeds are the entries' own (seed = 1 when they have none).\n\n"
        "exit status: 0 nothing is worse, 1 something is, 2 bad input or usage, 3 nothing is worse but\n"
        "something that was known is UNKNOWN now\n\n"
        "examples:\n"
        "  hrdim regress baseline.ini\n"
        "  hrdim regress baseline.ini --update && git diff baseline.ini\n",
    .run = run,
};

static hr_status choose(const hr_baseline *b, const char *only) {
    const char *names[64];
    size_t count = 0;
    for (size_t i = 0; i < b->count; i++) {
        if (!strcmp(b->entry[i].name, only))
            return HR_OK;
        if (count < 63)
            names[count++] = b->entry[i].name;
    }
    names[count] = NULL;
    const char *near = hr_nearest(only, names);
    return hr_fail(HR_EUSAGE, "%s: no entry [%s]%s%s%s", b->path, only, near ? ", did you mean '" : "",
                   near ? near : "", near ? "'?" : "");
}

static hr_status measure(hr_baseline *b, const char *only, bool update, bool quiet) {
    hr_cache *cache;
    hr_status status = hr_cache_open(&cache);
    if (status != HR_OK)
        return status;
    bool show = !quiet && isatty(STDERR_FILENO);
    for (size_t i = 0; status == HR_OK && i < b->count; i++) {
        hr_baseline_entry *e = &b->entry[i];
        if (only && strcmp(e->name, only))
            continue;
        if (show)
            fprintf(stderr, "%zu of %zu: %s\n", i + 1, b->count, e->name);
        status = hr_baseline_measure(e, cache);
    }
    hr_cache_close(cache);
    return status == HR_OK && update ? hr_baseline_update(b) : status;
}

/* What can be recorded. */
static hr_status list_measures(bool json) {
    if (!json) {
        for (const hr_measure *m = hr_measures; m->key; m++)
            printf("%-16s %s\n", m->key, m->help);
        return hr_finish_output();
    }
    json_t *list = json_array();
    int bad = list == NULL;
    for (const hr_measure *m = hr_measures; m->key && !bad; m++)
        bad = json_array_append_new(list, json_pack("{ss ss sb}", "name", m->key, "help", m->help,
                                                    "lower_is_better", m->lower_is_better));
    if (bad) {
        json_decref(list);
        list = NULL;
    }
    return hr_print_json(list);
}

static int run(int argc, char **argv) {
    const char *only = NULL, *output = NULL;
    bool update = false, list = false;
    const hr_option options[] = {
        {.name = "only", .argument = "NAME", .help = "this entry alone", .text = &only},
        {.name = "update", .help = "write what is measured into the baseline", .flag = &update},
        {.name = "output",
         .argument = "FILE",
         .help = "the comparison as JSON in a file, too",
         .text = &output},
        {.name = "list", .help = "what can be recorded", .flag = &list},
        {0},
    };
    hr_common common;
    hr_status status = hr_parse_options(&hr_command_regress, &argc, argv, 0, 1, options, &common);
    if (status == HR_OK && common.help)
        return 0;
    if (status == HR_OK && list)
        return list_measures(common.json) == HR_OK ? 0 : hr_report_error();
    if (status == HR_OK && argc < 2)
        status = hr_fail(HR_EUSAGE, "regress: too few arguments; usage: hrdim %s", hr_command_regress.usage);
    hr_baseline baseline = {0};
    if (status == HR_OK)
        status = hr_baseline_read(&baseline, argv[1]);
    if (status == HR_OK && only)
        status = choose(&baseline, only);
    for (size_t i = 0; status == HR_OK && !update && i < baseline.count; i++)
        if (!only || !strcmp(baseline.entry[i].name, only))
            status = hr_baseline_complete(&baseline.entry[i]);
    if (status == HR_OK)
        status = measure(&baseline, only, update, common.quiet);
    int exit_status = HR_EXIT_BAD;
    if (status == HR_OK) {
        hr_regress_report report = {&baseline, update, common.seed};
        exit_status = hr_regress_exit(&report);
        status = output ? hr_regress_write_json(&report, output) : HR_OK;
        if (status == HR_OK)
            status = common.json ? hr_regress_print_json(&report) : hr_regress_print(&report);
    }
    hr_baseline_clear(&baseline);
    return status == HR_OK ? exit_status : hr_report_error();
}
