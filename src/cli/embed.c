/* hrdim embed: build an embedding by a construction and write it. */
#include "cli/command.h"

#include "base/outfile.h"
#include "cli/best.h"
#include "cli/embed_improve.h"
#include "cli/method_choices.h"
#include "cli/prefix.h"
#include "cli/subject.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int run(int argc, char **argv);

const hr_command hr_command_embed = {
    .name = "embed",
    .usage = "embed HIERARCHY --method NAME [--dim D] -o PREFIX",
    .summary = "build an embedding whose dimension a theorem bounds, and write it as .npy",
    .details =
        "Writes PREFIX.queries.npy and PREFIX.docs.npy, one row per query and document in the hierarchy's\n"
        "order, and for integers PREFIX.exact, from which `hrdim check` decides exactly. `hrdim embed --list`\n"
        "shows the methods with their dimensions; --runs and --dual belong to runs (U6), --runs, --steps and --near to\n"
        "blocks (U7), --search to these and to orders (U11). Integers that do not fit int64 are rounded to\n"
        "float64 in the .npy; --dtype asks for floats in every case, which one run to a document keeps exact\n"
        "(U12, U13). bfloat16 is written as float32 whose low 16 bits are zero, without PREFIX.exact. Orders of\n"
        "a large hierarchy have numbers too long to be written: `hrdim check --method orders` decides and\n"
        "certifies by their levels.\n\n"
        "alternating-lp (U9) improves an embedding that is there, the --start: it solves for the queries and\n"
        "for the documents in turn, until the exact check says FEASIBLE or nothing improves. It writes the best\n"
        "that it found in float64, never a worse one than the start.\n\n"
        "best searches with orders (U11), blocks (U7), runs (U6) and the others for the fewest dimensions that\n"
        "serve the notion, for --budget TIME: cheap tries first, then ever longer ones. Every try is decided\n"
        "exactly and certified; each improvement is a line. PREFIX.best keeps what was tried, so that the same\n"
        "call goes on from there, also after a kill -9, which loses the current try; PREFIX.cert is the best\n"
        "one's certificate, and at the end the best one's vectors are written where they are not too long. The\n"
        "same state and seed give the same tries, and each the same result; what the budget cuts off is all\n"
        "that depends on the machine.\n\n"
        "examples:\n"
        "  hrdim embed tree:width=5,height=4 --method interval -o tree\n"
        "  hrdim embed wordnet --method runs --runs 2 -o wordnet-runs2\n"
        "  hrdim embed wordnet --method blocks --runs 2 --dim 11 --notion f-query -o wordnet-blocks\n"
        "  hrdim embed wordnet --method sign --dim 1000 --seed 7 -o wordnet-sign\n"
        "  hrdim embed tree:width=5,height=4 --method alternating-lp --start trained -o repaired\n"
        "  hrdim embed wordnet --method best --budget 30min -o wordnet-best\n"
        "  hrdim embed --list\n",
    .run = run,
};

typedef struct {
    hr_method_choices build;
    hr_improve_choices improve;
    const char *output, *budget;
    bool list;
} choices;

static hr_status list_methods(bool json) {
    if (!json) {
        for (const hr_method *const *m = hr_methods; *m; m++)
            printf("%-14s %s  %s\n", (*m)->name, (*m)->statement, (*m)->help);
        for (const hr_improver *const *i = hr_improvers; *i; i++)
            printf("%-14s %s  %s\n", (*i)->name, (*i)->statement, (*i)->help);
        printf("%-14s %s  %s\n", "best", "U*", hr_best_help);
        return hr_finish_output();
    }
    json_t *array = json_array();
    int bad = array == NULL;
    for (const hr_method *const *m = hr_methods; *m && !bad; m++)
        bad = json_array_append_new(array, json_pack("{ss ss ss sb sb sb sb}", "name", (*m)->name,
                                                     "statement", (*m)->statement, "help", (*m)->help,
                                                     "random", (*m)->random, "takes_dim", (*m)->takes_dim,
                                                     "takes_runs", (*m)->takes_runs, "takes_start", false));
    for (const hr_improver *const *i = hr_improvers; *i && !bad; i++)
        bad = json_array_append_new(array,
                                    json_pack("{ss ss ss sb sb sb sb}", "name", (*i)->name, "statement",
                                              (*i)->statement, "help", (*i)->help, "random", false,
                                              "takes_dim", false, "takes_runs", false, "takes_start", true));
    bad =
        bad || json_array_append_new(array, json_pack("{ss ss ss sb sb sb sb}", "name", "best", "statement",
                                                      "U*", "help", hr_best_help, "random", true, "takes_dim",
                                                      false, "takes_runs", false, "takes_start", false));
    if (bad) {
        json_decref(array);
        array = NULL;
    }
    return hr_print_json(array);
}

static hr_status write_files(const hr_embedding *embedding, const hr_method *method, const choices *c,
                             const hr_method_options *options) {
    if (!method || !c->build.dtype || method->takes_dtype || options->bfloat16)
        return hr_embedding_write(embedding, c->output, HR_FLOAT64);
    hr_embedding rounded;
    hr_status status = hr_method_floats(&rounded, embedding, options);
    if (status != HR_OK)
        return status;
    status = hr_embedding_write_as(embedding, &rounded, c->output);
    hr_embedding_clear(&rounded);
    return status;
}

typedef struct {
    const hr_hierarchy *hierarchy;
    const hr_method *method;           /* NULL: an embedding was improved */
    const hr_improvement *improvement; /* for method NULL */
    const hr_embedding *embedding;
    const choices *choices;
    uint64_t seed;
} facts;

static const char *name_of(const facts *f) {
    return f->method ? f->method->name : f->improvement->improver->name;
}

static const char *statement_of(const facts *f) {
    return f->method ? f->method->statement : f->improvement->improver->statement;
}

static bool is_random(const facts *f) {
    return f->method && f->method->random;
}

/* ".queries.npy", ... with its size in bytes; 0 when it was not written. */
static uint64_t file_size(const char *prefix, const char *ending) {
    struct stat info;
    char *name = hr_prefix_file(prefix, ending);
    uint64_t size = name && !stat(name, &info) ? (uint64_t)info.st_size : 0;
    free(name);
    return size;
}

static const char *const endings[] = {".queries.npy", ".docs.npy", ".exact"};

static hr_status print_facts_json(const facts *f) {
    const hr_embedding *e = f->embedding;
    bool exact = hr_dtype_exact(e->docs.dtype);
    json_t *source = json_string(f->hierarchy->source ? f->hierarchy->source : "");
    json_t *object =
        json_pack("{ss ss so sI sI sI ss sb}", "method", name_of(f), "statement", statement_of(f),
                  "hierarchy", source ? source : json_null(), "queries", (json_int_t)e->queries.rows,
                  "documents", (json_int_t)e->docs.rows, "dimension", (json_int_t)e->docs.cols, "type",
                  hr_embedding_type(e), "exact", exact);
    json_t *files = json_array();
    int bad = !object || !files;
    if (!bad && !f->method)
        bad = hr_improve_json(object, f->improvement);
    if (!bad && is_random(f))
        bad = json_object_set_new(object, "seed", json_integer((json_int_t)f->seed));
    for (size_t i = 0; i < 2u + exact && !bad; i++) {
        char *name = hr_prefix_file(f->choices->output, endings[i]);
        json_t *path = name ? json_string(name) : NULL; /* NULL too for a name that is not UTF-8 */
        bad = json_array_append_new(files, json_pack("{so sI}", "path", path ? path : json_null(), "bytes",
                                                     (json_int_t)file_size(f->choices->output, endings[i])));
        free(name);
    }
    if (!bad)
        bad = json_object_set_new(object, "files", files);
    else
        json_decref(files);
    if (bad) {
        json_decref(object);
        object = NULL;
    }
    return hr_print_json(object);
}

static hr_status print_facts(const facts *f) {
    const hr_embedding *e = f->embedding;
    bool exact = hr_dtype_exact(e->docs.dtype);
    printf("%-11s %s (%s)\n", "method", name_of(f), statement_of(f));
    printf("%-11s %s: %zu queries, %zu documents\n", "hierarchy",
           f->hierarchy->source ? f->hierarchy->source : "", e->queries.rows, e->docs.rows);
    printf("%-11s %zu\n", "dimension", e->docs.cols);
    printf("%-11s %s%s\n", "type", hr_embedding_type(e), exact ? ", exact" : "");
    if (!f->method)
        hr_improve_print(f->improvement);
    if (is_random(f))
        printf("%-11s %llu\n", "seed", (unsigned long long)f->seed);
    for (size_t i = 0; i < 2u + exact; i++)
        printf("%-11s %s%s  %.1f MiB\n", i ? "" : "files", f->choices->output, endings[i],
               (double)file_size(f->choices->output, endings[i]) / 1048576);
    return hr_finish_output();
}

/* In bfloat16 a construction may have other columns than in integers: then the floats are all there is. */
static hr_status build(hr_embedding *out, const hr_method *method, const hr_subject *subject,
                       const hr_method_options *options) {
    hr_status status = hr_method_build(out, method, &subject->hierarchy, &subject->ancestors, options);
    if (status != HR_OK || !options->bfloat16 || method->takes_dtype)
        return status;
    hr_embedding exact = *out;
    status = hr_method_floats(out, &exact, options);
    hr_embedding_clear(&exact);
    return status;
}

static hr_status embed(const char *what, const hr_method *method, hr_improvement *improvement,
                       const choices *c, const hr_method_options *options, const hr_common *common) {
    hr_subject subject;
    hr_embedding embedding;
    hr_embedding_init(&embedding);
    hr_status status = hr_subject_open(&subject, what);
    if (status == HR_OK && !method)
        status = hr_improve_run(&embedding, improvement, &subject);
    else if (status == HR_OK)
        status = build(&embedding, method, &subject, options);
    if (status == HR_OK)
        status = write_files(&embedding, method, c, options);
    if (status == HR_OK) {
        facts f = {&subject.hierarchy, method, improvement, &embedding, c, common->seed};
        status = common->json ? print_facts_json(&f) : print_facts(&f);
    }
    hr_embedding_clear(&embedding);
    hr_subject_clear(&subject);
    return status;
}

/* --method best: what it needs is checked here, what it does not take before. */
static int search(const char *what, const choices *c, const hr_common *common) {
    int exit_status = HR_EXIT_BAD;
    hr_best_request request = {.command = "embed",
                               .hierarchy = what,
                               .notion = c->improve.notion ? c->improve.notion : hr_notion_names[HR_F_QUERY],
                               .prefix = c->output,
                               .budget = c->budget,
                               .common = common};
    return hr_best_run(&request, &exit_status) == HR_OK ? exit_status : hr_report_error();
}

static int run(int argc, char **argv) {
    choices c = {0};
    hr_common common;
    hr_method_options method_options = {0};
    hr_improvement improvement = {0};
    const hr_option options[] = {
        HR_METHOD_OPTIONS(c.build),
        HR_IMPROVE_OPTIONS(c.improve),
        HR_BEST_OPTION(c.budget),
        {.name = "output", .argument = "PREFIX", .help = "where to write (also -o)", .text = &c.output},
        {.name = "list", .help = "the methods, their statements and dimensions", .flag = &c.list},
        {0},
    };
    if (hr_parse_options(&hr_command_embed, &argc, argv, 0, 1, options, &common) != HR_OK)
        return hr_report_error();
    if (common.help)
        return 0;
    if (c.list)
        return list_methods(common.json) == HR_OK ? 0 : hr_report_error();
    const hr_method *method = NULL;
    hr_status status = HR_OK;
    if (argc < 2)
        status = hr_fail(HR_EUSAGE, "embed: too few arguments; usage: hrdim %s", hr_command_embed.usage);
    else if (!c.build.method)
        status = hr_fail(HR_EUSAGE,
                         "embed: which construction? give --method NAME; hrdim embed --list shows them");
    else if (!c.output)
        status = hr_fail(HR_EUSAGE, "embed: where to write? give -o PREFIX");
    bool best = false;
    if (status == HR_OK)
        status = hr_best_asked(&best, "embed", &c.build, c.budget);
    if (status == HR_OK)
        status = hr_improve_resolve(&improvement, &c.improve, &c.build);
    if (status == HR_OK && !improvement.improver && !best)
        status = hr_method_choices_resolve(&method, &method_options, &c.build, common.seed, "embed");
    method_options.f_query = improvement.options.notion == HR_F_QUERY;
    if (status == HR_OK)
        status = hr_prefix_check(c.output, "embed", "embedding");
    if (status == HR_OK && best)
        return search(argv[1], &c, &common);
    if (status == HR_OK)
        status = embed(argv[1], method, &improvement, &c, &method_options, &common);
    return status == HR_OK ? 0 : hr_report_error();
}
