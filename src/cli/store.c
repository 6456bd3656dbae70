/* hrdim store: what is in a results store, and its way in and out. */
#include "cli/command.h"

#include "base/text.h"
#include "store/store_file.h"

#include <inttypes.h>
#include <string.h>

static int run(int argc, char **argv);

const hr_command hr_command_store = {
    .name = "store",
    .usage = "store info|export|import STORE [FILE]",
    .summary = "what is in a results store; export it to CSV or JSON, import it back",
    .details =
        "info counts what is stored and reads the whole file for damage. export writes every trial in the\n"
        "order of keys to FILE.json, or to FILE.csv with the runs in FILE.runs.csv. import adds the trials of\n"
        "such files, all or none: it merges stores. A trial that is there already must have the same outcome.\n\n"
        "examples:\n"
        "  hrdim store info results.db\n"
        "  hrdim store export results.db -o results.csv\n"
        "  hrdim store export results.db -o results.json --results-only\n"
        "  hrdim store import all.db results.json\n"
        "  sqlite3 results.db 'SELECT * FROM verdicts LIMIT 5'\n",
    .run = run,
};

typedef struct {
    hr_common common;
    const char *output;
    bool results_only;
} choices;

/* A file's name may be no UTF-8, which JSON cannot hold. */
static json_t *text(const char *name) {
    json_t *string = json_string(name);
    return string ? string : json_null();
}

static json_t *json_info(const char *path, const hr_store_info *info, size_t writers, const char *who) {
    return json_pack("{s:o, s:i, s:I, s:I, s:I, s:I, s:I, s:o}", "store", text(path), "schema", info->schema,
                     "done", (json_int_t)info->done, "failed", (json_int_t)info->failed, "runs",
                     (json_int_t)info->runs, "open_runs", (json_int_t)info->open_runs, "writers",
                     (json_int_t)writers, "writer", text(who));
}

static hr_status print_info(const char *path, const hr_store_info *info, size_t writers, const char *who) {
    printf("%s\n\n", path);
    printf("%-22s %16d\n", "schema", info->schema);
    printf("%-22s %16" PRIu64 "\n", "trials done", info->done);
    printf("%-22s %16" PRIu64 "%s\n", "trials failed", info->failed,
           info->failed ? "   retried by hrdim run --resume" : "");
    printf("%-22s %16" PRIu64 "\n", "runs", info->runs);
    printf("%-22s %16" PRIu64 "%s\n", "  that have not ended", info->open_runs,
           info->open_runs > writers ? "   interrupted, or of another machine" : "");
    printf("%-22s %16zu%s%s\n", "  alive here", writers, *who ? "   " : "", who);
    return hr_finish_output();
}

static hr_status do_info(const choices *c, char **argv) {
    hr_store *store;
    hr_store_info info;
    size_t writers = 0;
    char who[256] = "";
    hr_status status = hr_store_open(&store, argv[2], HR_STORE_READ);
    if (status == HR_OK)
        status = hr_store_verify(store);
    if (status == HR_OK)
        status = hr_store_about(store, &info);
    if (status == HR_OK)
        status = hr_store_others(store, 0, &writers, who, sizeof who);
    hr_store_close(store);
    if (status != HR_OK)
        return status;
    return c->common.json ? hr_print_json(json_info(argv[2], &info, writers, who))
                          : print_info(argv[2], &info, writers, who);
}

static hr_status do_export(const choices *c, char **argv) {
    if (!c->output)
        return hr_fail(HR_EUSAGE, "store export: say where to, as in -o results.csv or -o results.json");
    hr_store *store;
    hr_store_info info;
    hr_status status = hr_store_open(&store, argv[2], HR_STORE_READ);
    if (status == HR_OK)
        status = hr_store_export(store, c->output, c->results_only);
    if (status == HR_OK)
        status = hr_store_about(store, &info);
    hr_store_close(store);
    if (status != HR_OK)
        return status;
    uint64_t trials = info.done + info.failed;
    if (c->common.json)
        return hr_print_json(json_pack("{s:o, s:I}", "file", text(c->output), "trials", (json_int_t)trials));
    printf("%s: %" PRIu64 " trials\n", c->output, trials);
    return hr_finish_output();
}

/* The file is read and checked before the store is made. */
static hr_status do_import(const choices *c, char **argv) {
    hr_store_file file;
    hr_store *store = NULL;
    uint64_t added = 0;
    hr_status status = hr_store_file_read(&file, argv[3]);
    if (status != HR_OK)
        return status;
    uint64_t trials = file.trials;
    status = hr_store_open(&store, argv[2], HR_STORE_WRITE);
    if (status == HR_OK)
        status = hr_store_file_apply(store, &file, &added);
    hr_store_close(store);
    hr_store_file_clear(&file);
    if (status != HR_OK)
        return status;
    if (c->common.json)
        return hr_print_json(json_pack("{s:o, s:I, s:I}", "store", text(argv[2]), "added", (json_int_t)added,
                                       "known", (json_int_t)(trials - added)));
    printf("%s: %" PRIu64 " trials added, %" PRIu64 " were there\n", argv[2], added, trials - added);
    return hr_finish_output();
}

static hr_status dispatch(const choices *c, int argc, char **argv) {
    static const char *const words[] = {"info", "export", "import", NULL};
    static hr_status (*const does[])(const choices *c, char **argv) = {do_info, do_export, do_import};
    static const int arguments[] = {3, 3, 4};
    for (size_t i = 0; words[i]; i++) {
        if (strcmp(argv[1], words[i]))
            continue;
        if (argc != arguments[i])
            return hr_fail(HR_EUSAGE, "store %s: needs %s", words[i],
                           arguments[i] == 4 ? "a store and a file: hrdim store import STORE FILE"
                                             : "one store, as in hrdim store info results.db");
        if (i != 1 && (c->output || c->results_only))
            return hr_fail(HR_EUSAGE, "store %s: takes neither --output nor --results-only; export does",
                           words[i]);
        return does[i](c, argv);
    }
    const char *near = hr_nearest(argv[1], words);
    return hr_fail(HR_EUSAGE, "store: '%s' is unknown%s%s%s; it does info, export, import", argv[1],
                   near ? ", did you mean '" : "", near ? near : "", near ? "'?" : "");
}

static int run(int argc, char **argv) {
    choices c = {0};
    const hr_option options[] = {
        {.name = "output",
         .argument = "FILE",
         .help = "(-o) export: FILE.json or FILE.csv",
         .text = &c.output},
        {.name = "results-only",
         .help = "export: neither times nor runs, so that equal results are equal bytes",
         .flag = &c.results_only},
        {0},
    };
    if (hr_parse_options(&hr_command_store, &argc, argv, 2, 3, options, &c.common) != HR_OK)
        return hr_report_error();
    if (c.common.help)
        return 0;
    return dispatch(&c, argc, argv) == HR_OK ? 0 : hr_report_error();
}
