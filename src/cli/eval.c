/* hrdim eval: recall by distance of any embedding. */
#include "cli/call.h"
#include "cli/command.h"

#include "retrieve/evaluate.h"
#include "retrieve/trec.h"

#include <math.h>
#include <string.h>

static int run(int argc, char **argv);

const hr_command hr_command_eval = {
    .name = "eval",
    .usage = "eval HIERARCHY PREFIX",
    .summary = "recall by distance of an embedding, over all documents",
    .details =
        "Takes the .npy of `hrdim train`, `hrdim embed` or anyone. Every query's |S(q)| best documents are\n"
        "found exactly, ties count against retrieval. --run and --qrels write files for trec_eval; - is\n"
        "standard output, and then nothing else is printed.\n\n"
        "examples:\n"
        "  hrdim eval wordnet wn64\n"
        "  hrdim eval wordnet --queries q.npy --docs d.npy --json\n"
        "  hrdim eval wordnet wn64 --run wn64.run --qrels wordnet.qrels\n",
    .run = run,
};

typedef struct {
    const char *prefix, *queries, *docs, *run, *qrels;
} choices;

static hr_status print(const hr_hierarchy *h, const hr_embedding *e, const hr_evaluation *v) {
    printf("hierarchy    %s: %zu queries, %zu documents\n", h->source, e->queries.rows, e->docs.rows);
    printf("embedding    %s: %zu dimensions\n", e->origin, e->docs.cols);
    printf("recall       overall %.2f%%, macro %.2f%%, min %.2f%% at distance %u\n",
           floor(1e4 * v->overall) / 100, floor(1e4 * v->macro) / 100, floor(1e4 * v->min) / 100,
           v->worst_distance);
    printf("complete     %llu of %zu queries\n\n", (unsigned long long)v->complete_queries, e->queries.rows);
    printf("distance      pairs  retrieved   recall\n");
    for (uint32_t k = 0; k < v->distances; k++)
        if (v->total[k])
            printf("%8u %10llu %10llu %7.2f%%\n", k, (unsigned long long)v->total[k],
                   (unsigned long long)v->hit[k], floor(1e4 * (double)v->hit[k] / (double)v->total[k]) / 100);
    return hr_finish_output();
}

static json_t *name(const char *text) {
    json_t *string = json_string(text ? text : "");
    return string ? string : json_null();
}

static hr_status print_json(const hr_hierarchy *h, const hr_embedding *e, const hr_evaluation *v,
                            uint64_t seed) {
    json_t *recall = json_array(), *pairs = json_array();
    for (uint32_t k = 0; k < v->distances; k++) {
        json_array_append_new(pairs, json_integer((json_int_t)v->total[k]));
        json_array_append_new(recall,
                              v->total[k] ? json_real((double)v->hit[k] / (double)v->total[k]) : json_null());
    }
    json_t *object = json_pack(
        "{so so sI sI sI sI sI sI s{sf sf sf sI so} so ss sf}", "hierarchy", name(h->source), "embedding",
        name(e->origin), "queries", (json_int_t)e->queries.rows, "documents", (json_int_t)e->docs.rows,
        "dimension", (json_int_t)e->docs.cols, "relevant", (json_int_t)v->relevant, "retrieved",
        (json_int_t)v->retrieved, "complete_queries", (json_int_t)v->complete_queries, "recall", "overall",
        v->overall, "macro", v->macro, "min", v->min, "worst_distance", (json_int_t)v->worst_distance,
        "by_distance", recall, "pairs_by_distance", pairs, "kernel", v->kernel, "seconds", v->seconds);
    return hr_print_json(hr_call_provenance(object, seed));
}

static hr_status report(const hr_hierarchy *h, const hr_ancestors *a, const hr_embedding *e, const choices *c,
                        const hr_common *common) {
    hr_evaluation evaluation;
    hr_top top = {0};
    hr_status status = hr_evaluate(&evaluation, c->run ? &top : NULL, a, e);
    if (status == HR_OK && c->run)
        status = hr_trec_write_run(c->run, h, a, &top, "hrdim");
    if (status == HR_OK && c->qrels)
        status = hr_trec_write_qrels(c->qrels, h, a);
    bool silent = (c->run && !strcmp(c->run, "-")) || (c->qrels && !strcmp(c->qrels, "-"));
    if (status == HR_OK && !silent)
        status = common->json ? print_json(h, e, &evaluation, common->seed) : print(h, e, &evaluation);
    hr_top_clear(&top);
    hr_evaluation_clear(&evaluation);
    return status;
}

static hr_status evaluate(const char *what, const choices *c, const hr_common *common) {
    hr_hierarchy hierarchy;
    hr_ancestors ancestors = {0};
    hr_embedding embedding;
    hr_hierarchy_init(&hierarchy);
    hr_embedding_init(&embedding);
    hr_status status = hr_hierarchy_open(&hierarchy, what);
    if (status == HR_OK)
        status = hr_ancestors_build(&ancestors, &hierarchy);
    if (status == HR_OK)
        status = c->queries ? hr_embedding_read_npy(&embedding, c->queries, c->docs)
                            : hr_embedding_read(&embedding, c->prefix, true);
    if (status == HR_OK)
        status = report(&hierarchy, &ancestors, &embedding, c, common);
    hr_embedding_clear(&embedding);
    hr_ancestors_clear(&ancestors);
    hr_hierarchy_clear(&hierarchy);
    return status;
}

static hr_status check_choices(const choices *c) {
    if (!c->queries != !c->docs)
        return hr_fail(HR_EUSAGE, "eval: --queries and --docs belong together");
    if (!c->prefix == !c->queries)
        return hr_fail(HR_EUSAGE, "eval: which embedding? give PREFIX, or --queries Q.npy --docs D.npy");
    if (c->run && c->qrels && !strcmp(c->run, c->qrels))
        return hr_fail(HR_EUSAGE, "eval: --run and --qrels need files of their own");
    return HR_OK;
}

static int run(int argc, char **argv) {
    choices c = {0};
    hr_common common;
    const hr_option options[] = {
        {.name = "queries", .argument = "Q.npy", .help = "query vectors, n x d", .text = &c.queries},
        {.name = "docs", .argument = "D.npy", .help = "document vectors, m x d", .text = &c.docs},
        {.name = "run",
         .argument = "FILE",
         .help = "write the retrieved documents, as a TREC run",
         .text = &c.run},
        {.name = "qrels", .argument = "FILE", .help = "write S(q) as TREC judgments", .text = &c.qrels},
        {0},
    };
    hr_status status = hr_parse_options(&hr_command_eval, &argc, argv, 1, 2, options, &common);
    if (status == HR_OK && common.help)
        return 0;
    if (status == HR_OK) {
        c.prefix = argc > 2 ? argv[2] : NULL;
        status = check_choices(&c);
    }
    if (status == HR_OK)
        status = evaluate(argv[1], &c, &common);
    return status == HR_OK ? 0 : hr_report_error();
}
