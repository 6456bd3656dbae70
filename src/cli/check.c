/* hrdim check: does this embedding retrieve this hierarchy?  Decided exactly. */
#include "base/text.h"
#include "certificate/certificate.h"
#include "cli/best.h"
#include "cli/check_linear.h"
#include "cli/check_report.h"
#include "cli/method_choices.h"
#include "cli/prefix.h"
#include "cli/subject.h"

#include <stdlib.h>
#include <string.h>

static int run(int argc, char **argv);

const hr_command hr_command_check = {
    .name = "check",
    .usage = "check HIERARCHY [PREFIX | --queries Q.npy --docs D.npy | --method NAME]",
    .summary = "decide exactly whether an embedding retrieves a hierarchy",
    .details =
        "The embedding is PREFIX.exact where `hrdim embed` wrote one (with --rounded the .npy beside it), else\n"
        "PREFIX.queries.npy and PREFIX.docs.npy; or any two .npy of float16 to float64 or integers, one row per\n"
        "query and document in the hierarchy's order; or a construction, built on the spot in its smallest form\n"
        "for the notion. float32 whose low 16 bits are zero is recognised as bfloat16.\n\n"
        "Notions: f-query, a threshold per query; f-sign, matched > 0 > unmatched; f-global, one threshold for\n"
        "all cosines with margin --eps. Ties are not separations.\n\n"
        "--certificate writes what hrdim-verify checks without believing hrdim: that the embedding serves, that it\n"
        "fails, or, for f-sign with runs (U6) and nothing irrelevant retrieved, its recall at every distance. To\n"
        "standard output (-) it goes alone.\n\n"
        "--any-query asks whether any query vectors at all would serve with these documents, --any-document\n"
        "whether any documents would with these queries and thresholds midway between their sides' scores:\n"
        "each one has a vector, decided exactly, or multipliers that exclude all vectors, checked exactly.\n\n"
        "exit status: 0 FEASIBLE, 1 INFEASIBLE, 2 bad input or usage, 3 UNKNOWN (--time-limit)\n\n"
        "examples:\n"
        "  hrdim check taxonomy.tsv --queries q.npy --docs d.npy\n"
        "  hrdim check wordnet --method runs --runs 1 --notion f-sign\n"
        "  hrdim check forest:of=wordnet --method interval --dtype float32\n"
        "  hrdim check random-tree:n=2000 --method interval --dtype bfloat16\n"
        "  hrdim check wordnet --method gaussian --dim 128 --any-query\n"
        "  hrdim check wordnet --method moment --certificate wordnet.cert\n"
        "  hrdim check wordnet --method orders --certificate orders.cert\n"
        "  hrdim check wordnet --method best --budget 30min --certificate best.cert\n"
        "  hrdim check tree:width=5,height=4 --method gaussian --dim 300 --notion f-global --eps 0.01\n",
    .run = run,
};

typedef struct {
    hr_method_choices build;
    const char *prefix, *queries, *docs, *notion, *certificate, *write, *budget;
    uint64_t worst;
    bool rounded, all_pairs, blas, any_query, any_document, largest;
    double eps, seconds;
} choices;

static hr_status find_word(const char *option, const char *word, const char *const *list, int *index) {
    char all[160] = "";
    for (*index = 0; list[*index]; ++*index) {
        if (!strcmp(word, list[*index]))
            return HR_OK;
        strncat(all, *index ? ", " : "", sizeof all - strlen(all) - 1);
        strncat(all, list[*index], sizeof all - strlen(all) - 1);
    }
    const char *near = hr_nearest(word, list);
    return hr_fail(HR_EUSAGE, "check: --%s %s: must be one of %s%s%s%s", option, word, all,
                   near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
}

static hr_status check_choices(const choices *c, hr_check_options *options) {
    int sources = (c->prefix != NULL) + (c->queries || c->docs) + (c->build.method != NULL);
    if (sources != 1 || !c->queries != !c->docs)
        return hr_fail(HR_EUSAGE, "check: give one embedding: PREFIX, or --queries with --docs, or --method");
    const hr_method_choices *b = &c->build;
    if (!b->method && (b->dim || b->runs || b->dual || b->steps || b->near || b->search > 0 || b->dtype))
        return hr_fail(
            HR_EUSAGE,
            "check: --dim, --runs, --dual, --search, --steps, --near and --dtype go with --method");
    if (c->rounded && (c->queries || (b->method && b->dtype)))
        return hr_fail(HR_EUSAGE, "check: --rounded goes with PREFIX, or with --method without --dtype");
    int notion;
    hr_status status = find_word("notion", c->notion, hr_notion_names, &notion);
    if (status != HR_OK)
        return status;
    if (c->eps >= 0 && notion != HR_F_GLOBAL)
        return hr_fail(HR_EUSAGE, "check: --eps goes with --notion f-global");
    if (notion == HR_F_GLOBAL && c->eps < 0)
        return hr_fail(HR_EUSAGE,
                       "check: --notion f-global needs --eps E (0: any separation by one threshold)");
    bool linear = c->any_query || c->any_document;
    if (c->any_query && c->any_document)
        return hr_fail(HR_EUSAGE, "check: --any-query or --any-document, one of them");
    if (!linear && (c->largest || c->write))
        return hr_fail(HR_EUSAGE,
                       "check: --largest-margin and --write go with --any-query or --any-document");
    if (linear && (c->all_pairs || c->blas))
        return hr_fail(HR_EUSAGE,
                       "check: --all-pairs and --blas do not go with --any-query and --any-document");
    *options = (hr_check_options){
        .notion = (hr_notion)notion,
        .eps = c->eps > 0 ? c->eps : 0,
        .route = c->blas        ? HR_ROUTE_BLAS
                 : c->all_pairs ? HR_ROUTE_PAIRS
                                : HR_ROUTE_AUTO,
        .seconds = c->seconds,
        .worst =
            (uint32_t)(c->certificate && !c->worst ? 1 : c->worst), /* a certificate names the worst pair */
    };
    return HR_OK;
}

/* Builds; integers become floats with --dtype or --rounded. */
static hr_status build(hr_embedding *out, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                       const choices *c, uint64_t seed) {
    const hr_method *method;
    hr_method_options options;
    hr_embedding built;
    hr_embedding_init(&built);
    hr_status status = hr_method_choices_resolve(&method, &options, &c->build, seed, "check");
    options.f_query = !strcmp(c->notion, hr_notion_names[HR_F_QUERY]);
    options.levels = !c->any_query && !c->any_document && !c->build.dtype && !c->rounded && !c->all_pairs &&
                     !c->blas && strcmp(c->notion, hr_notion_names[HR_F_GLOBAL]);
    if (status == HR_OK)
        status = hr_method_build(&built, method, hierarchy, ancestors, &options);
    bool round = c->build.dtype || c->rounded;
    if (status == HR_OK && round && hr_dtype_exact(built.docs.dtype)) {
        status = c->build.dtype ? hr_method_floats(out, &built, &options)
                                : hr_embedding_round(out, &built, HR_FLOAT64);
        hr_embedding_clear(&built);
    } else if (status == HR_OK) {
        *out = built;
    }
    return status;
}

static hr_status obtain(hr_embedding *out, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                        const choices *c, uint64_t seed) {
    if (c->build.method)
        return build(out, hierarchy, ancestors, c, seed);
    if (c->queries)
        return hr_embedding_read_npy(out, c->queries, c->docs);
    return hr_embedding_read(out, c->prefix, !c->rounded);
}

/* Writes the certificate, if one was asked for, and prints the report, unless the certificate has standard
 * output for itself. */
static hr_status report(hr_check_report *r, hr_check_result *result, const choices *c, bool json) {
    hr_certified certified = {
        .hierarchy = r->hierarchy,
        .ancestors = r->ancestors,
        .embedding = r->embedding,
        .decision = result,
        .blocks = result->structure == HR_BLOCKS_STRUCTURE ? r->embedding->structure.blocks : NULL,
        .orders = result->structure == HR_ORDERS_STRUCTURE ? r->embedding->structure.orders : NULL};
    r->certificate = (hr_certificate_report){.file = c->certificate};
    hr_status status = c->certificate
                           ? hr_certificate_write(&r->certificate.certificate, c->certificate, &certified)
                           : HR_OK;
    if (result->worst_count > c->worst)
        result->worst_count = (uint32_t)c->worst;
    if (status == HR_OK && !hr_certificate_alone(&r->certificate, "check"))
        status = json ? hr_check_print_json(r) : hr_check_print(r);
    hr_certificate_clear(&r->certificate.certificate);
    return status;
}

static hr_status check_linear(const hr_subject *subject, const hr_embedding *embedding, const choices *c,
                              const hr_check_options *options, const hr_common *common, int *exit_status) {
    hr_check_linear_call call = {.hierarchy = &subject->hierarchy,
                                 .ancestors = &subject->ancestors,
                                 .embedding = embedding,
                                 .options = {.side = c->any_query ? HR_ANY_QUERY : HR_ANY_DOCUMENT,
                                             .notion = options->notion,
                                             .largest = c->largest,
                                             .seconds = options->seconds},
                                 .write = c->write,
                                 .certificate = c->certificate,
                                 .common = common};
    return hr_check_linear(&call, exit_status);
}

static hr_status check(const char *what, const choices *c, const hr_check_options *options,
                       const hr_common *common, int *exit_status) {
    hr_subject subject;
    hr_embedding embedding;
    hr_check_result result = {0};
    hr_embedding_init(&embedding);
    hr_status status = hr_subject_open(&subject, what);
    if (status == HR_OK)
        status = obtain(&embedding, &subject.hierarchy, &subject.ancestors, c, common->seed);
    bool linear = c->any_query || c->any_document;
    if (status == HR_OK && linear)
        status = check_linear(&subject, &embedding, c, options, common, exit_status);
    else if (status == HR_OK)
        status = hr_check(&result, &subject.ancestors, &embedding, options);
    if (status == HR_OK && !linear) {
        static const int by_verdict[] = {HR_EXIT_FEASIBLE, HR_EXIT_INFEASIBLE, HR_EXIT_UNKNOWN};
        *exit_status = by_verdict[result.verdict];
        hr_check_report r = {.hierarchy = &subject.hierarchy,
                             .ancestors = &subject.ancestors,
                             .embedding = &embedding,
                             .result = &result,
                             .seed = common->seed};
        status = report(&r, &result, c, common->json);
    }
    hr_check_result_clear(&result);
    hr_embedding_clear(&embedding);
    hr_subject_clear(&subject);
    return status;
}

/* --method best: a certificate is what it makes. */
static hr_status check_search(const choices *c) {
    if (!c->certificate || !strcmp(c->certificate, "-"))
        return hr_fail(HR_EUSAGE, "check: --method best keeps its certificate and its state in files; give "
                                  "--certificate FILE");
    if (!strcmp(c->notion, hr_notion_names[HR_F_GLOBAL]))
        return hr_fail(HR_EUSAGE,
                       "check: --method best is for f-query and f-sign; no method of it proves f-global");
    if (c->rounded || c->all_pairs || c->blas || c->any_query || c->any_document || c->seconds > 0)
        return hr_fail(HR_EUSAGE, "check: --rounded, --all-pairs, --blas, --any-query, --any-document and "
                                  "--time-limit do not go with --method best");
    return HR_OK;
}

static hr_status search(const char *what, const choices *c, const hr_common *common, int *exit_status) {
    hr_best_request request = {.command = "check",
                               .hierarchy = what,
                               .notion = c->notion,
                               .certificate = c->certificate,
                               .budget = c->budget,
                               .common = common};
    hr_status status = check_search(c);
    return status == HR_OK ? hr_best_run(&request, exit_status) : status;
}

static int run(int argc, char **argv) {
    choices c = {.notion = "f-query", .worst = 5, .eps = -1};
    const hr_option options[] = {
        {.name = "queries", .argument = "Q.npy", .help = "query vectors, n x d", .text = &c.queries},
        {.name = "docs", .argument = "D.npy", .help = "document vectors, m x d", .text = &c.docs},
        HR_METHOD_OPTIONS(c.build),
        {.name = "rounded", .help = "check the .npy although PREFIX.exact exists", .flag = &c.rounded},
        {.name = "notion",
         .argument = "NOTION",
         .help = "f-query (default), f-sign or f-global",
         .text = &c.notion},
        {.name = "eps", .argument = "E", .help = "margin of f-global", .real = &c.eps},
        {.name = "worst",
         .argument = "N",
         .help = "name the N worst pairs (default 5)",
         .number = &c.worst,
         .high = HR_WORST},
        {.name = "certificate",
         .argument = "FILE",
         .help = "write a certificate of the verdict",
         .text = &c.certificate},
        {.name = "any-query", .help = "can any queries serve with these documents?", .flag = &c.any_query},
        {.name = "any-document",
         .help = "can any documents serve with these queries?",
         .flag = &c.any_document},
        {.name = "largest-margin",
         .help = "any-query, any-document: the largest margin of each, by linear programs",
         .flag = &c.largest},
        {.name = "write",
         .argument = "PREFIX",
         .help = "any-query, any-document: write the embedding with the vectors found",
         .text = &c.write},
        {.name = "time-limit",
         .argument = "S",
         .help = "give up with UNKNOWN after S seconds of deciding",
         .real = &c.seconds},
        {.name = "all-pairs",
         .help = "look at every pair even where structure decides",
         .flag = &c.all_pairs},
        {.name = "blas",
         .help = "all pairs by OpenBLAS blocks in place of the fused kernel",
         .flag = &c.blas},
        HR_BEST_OPTION(c.budget),
        {0},
    };
    hr_common common;
    hr_check_options check_options = {0};
    int exit_status = HR_EXIT_BAD;
    hr_status status = hr_parse_options(&hr_command_check, &argc, argv, 1, 2, options, &common);
    if (status == HR_OK && common.help)
        return 0;
    if (status == HR_OK && argc > 2)
        c.prefix = argv[2];
    if (status == HR_OK)
        status = check_choices(&c, &check_options);
    if (status == HR_OK && c.write)
        status = hr_prefix_check(c.write, "check", "embedding");
    if (status == HR_OK && c.certificate)
        status = hr_output_check(c.certificate);
    bool best = false;
    if (status == HR_OK)
        status = hr_best_asked(&best, "check", &c.build, c.budget);
    if (status == HR_OK && best)
        status = search(argv[1], &c, &common, &exit_status);
    else if (status == HR_OK)
        status = check(argv[1], &c, &check_options, &common, &exit_status);
    return status == HR_OK ? exit_status : hr_report_error();
}
