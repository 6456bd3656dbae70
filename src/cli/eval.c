/* hrdim eval: recall by distance of any embedding. */
#include "cli/command.h"
#include "cli/eval_pairs.h"
#include "cli/eval_report.h"

#include "base/memory.h"
#include "learn/holdout.h"
#include "retrieve/trec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int run(int argc, char **argv);

const hr_command hr_command_eval = {
    .name = "eval",
    .usage = "eval HIERARCHY PREFIX",
    .summary = "recall by distance of an embedding, over all documents",
    .details =
        "Takes the .npy of `hrdim train`, `hrdim embed` or anyone. Every query's |S(q)| best documents are\n"
        "found exactly, ties count against retrieval. --run and --qrels write files for trec_eval; - is\n"
        "standard output, and then nothing else is printed.\n"
        "--holdout F measures the pairs that `hrdim train --holdout F` kept from training (same hierarchy and\n"
        "seed): the trained documents of a query are not ranked for it. --bootstrap N adds 95% intervals over\n"
        "queries, --against PREFIX2 the difference to another embedding, on the same resamples.\n"
        "--pairs FILE takes graded pairs of words instead (HyperLex): the score is the best over the senses,\n"
        "WORD1's as queries and WORD2's as documents; Spearman's rank correlation with AVG_SCORE.\n\n"
        "examples:\n"
        "  hrdim eval wordnet wn64\n"
        "  hrdim eval wordnet --queries q.npy --docs d.npy --json\n"
        "  hrdim eval wordnet wn64 --run wn64.run --qrels wordnet.qrels\n"
        "  hrdim eval esci:path=examples.csv,locale=us shop --holdout 0.2 --against shop-before\n"
        "  hrdim eval wordnet wn5 --pairs hyperlex-all.txt --bootstrap 2000\n",
    .run = run,
};

typedef struct {
    const char *prefix, *queries, *docs, *run, *qrels, *against, *pairs;
    double holdout; /* NAN: all pairs */
    uint64_t resamples;
} choices;

/* What is ranked, and what comes out. */
typedef struct {
    hr_hierarchy hierarchy;
    hr_ancestors wanted, left_out; /* left_out without pairs: all documents are ranked */
    hr_embedding embedding, against;
    hr_evaluation evaluation, other;
    hr_recall_intervals intervals, differences;
} work;

static uint32_t *new_hits(const hr_ancestors *a) {
    return hr_calloc((size_t)a->queries * (a->max_distance + (size_t)1), sizeof(uint32_t), "recall by query");
}

static hr_status measure(work *w, hr_top *top, const choices *c, uint64_t seed) {
    const hr_ancestors *left_out = w->left_out.pairs ? &w->left_out : NULL;
    uint32_t *hit = c->resamples ? new_hits(&w->wanted) : NULL;
    uint32_t *other = c->against ? new_hits(&w->wanted) : NULL;
    hr_status status = (c->resamples && !hit) || (c->against && !other) ? HR_ENOMEM : HR_OK;
    if (status == HR_OK)
        status = hr_evaluate_held_out(&w->evaluation, top, hit, &w->wanted, left_out, &w->embedding);
    if (status == HR_OK && c->against)
        status = hr_evaluate_held_out(&w->other, NULL, other, &w->wanted, left_out, &w->against);
    if (status == HR_OK && c->resamples)
        status = hr_recall_bootstrap(&w->intervals, &w->wanted, hit, NULL, (uint32_t)c->resamples, seed);
    if (status == HR_OK && c->against)
        status = hr_recall_bootstrap(&w->differences, &w->wanted, hit, other, (uint32_t)c->resamples, seed);
    free(hit);
    free(other);
    return status;
}

static hr_status report(work *w, const choices *c, const hr_common *common) {
    hr_top top = {0};
    hr_status status = measure(w, c->run ? &top : NULL, c, common->seed);
    if (status == HR_OK && c->run)
        status = hr_trec_write_run(c->run, &w->hierarchy, &w->wanted, &top, "hrdim");
    if (status == HR_OK && c->qrels)
        status = hr_trec_write_qrels(c->qrels, &w->hierarchy, &w->wanted);
    bool silent = (c->run && !strcmp(c->run, "-")) || (c->qrels && !strcmp(c->qrels, "-"));
    if (status == HR_OK && !silent) {
        hr_eval_facts facts = {.hierarchy = &w->hierarchy,
                               .embedding = &w->embedding,
                               .against = c->against ? &w->against : NULL,
                               .holdout = c->holdout,
                               .trained = w->left_out.pairs,
                               .evaluation = &w->evaluation,
                               .other = &w->other,
                               .resamples = c->resamples,
                               .intervals = c->resamples ? &w->intervals : NULL,
                               .differences = &w->differences,
                               .seed = common->seed};
        status = common->json ? hr_eval_print_json(&facts) : hr_eval_print(&facts);
    }
    hr_top_clear(&top);
    return status;
}

static hr_status take_pairs(work *w, const choices *c, uint64_t seed) {
    if (isnan(c->holdout))
        return hr_ancestors_build(&w->wanted, &w->hierarchy);
    return hr_holdout_build(&w->left_out, &w->wanted, &w->hierarchy, c->holdout, seed);
}

static hr_status evaluate(const char *what, const choices *c, const hr_common *common) {
    work w = {0};
    hr_hierarchy_init(&w.hierarchy);
    hr_embedding_init(&w.embedding);
    hr_embedding_init(&w.against);
    hr_status status = hr_hierarchy_open(&w.hierarchy, what);
    if (status == HR_OK && !c->pairs)
        status = take_pairs(&w, c, common->seed);
    if (status == HR_OK)
        status = c->queries ? hr_embedding_read_npy(&w.embedding, c->queries, c->docs)
                            : hr_embedding_read(&w.embedding, c->prefix, true);
    if (status == HR_OK && c->against)
        status = hr_embedding_read(&w.against, c->against, true);
    if (status == HR_OK && c->pairs)
        status = hr_eval_pairs(&w.hierarchy, &w.embedding,
                               &(hr_eval_pairs_options){.path = c->pairs,
                                                        .against = c->against ? &w.against : NULL,
                                                        .resamples = c->resamples,
                                                        .seed = common->seed,
                                                        .json = common->json});
    else if (status == HR_OK)
        status = report(&w, c, common);
    hr_recall_intervals_clear(&w.intervals);
    hr_recall_intervals_clear(&w.differences);
    hr_evaluation_clear(&w.evaluation);
    hr_evaluation_clear(&w.other);
    hr_embedding_clear(&w.embedding);
    hr_embedding_clear(&w.against);
    hr_ancestors_clear(&w.wanted);
    hr_ancestors_clear(&w.left_out);
    hr_hierarchy_clear(&w.hierarchy);
    return status;
}

static hr_status check_choices(const choices *c) {
    if (!c->queries != !c->docs)
        return hr_fail(HR_EUSAGE, "eval: --queries and --docs belong together");
    if (!c->prefix == !c->queries)
        return hr_fail(HR_EUSAGE, "eval: which embedding? give PREFIX, or --queries Q.npy --docs D.npy");
    if (c->pairs && (c->run || c->qrels || !isnan(c->holdout)))
        return hr_fail(HR_EUSAGE, "eval: --pairs goes with neither --run, --qrels nor --holdout");
    if (c->run && c->qrels && !strcmp(c->run, c->qrels))
        return hr_fail(HR_EUSAGE, "eval: --run and --qrels need files of their own");
    return HR_OK;
}

static int run(int argc, char **argv) {
    choices c = {.holdout = (double)NAN};
    hr_common common;
    const hr_option options[] = {
        {.name = "queries", .argument = "Q.npy", .help = "query vectors, n x d", .text = &c.queries},
        {.name = "docs", .argument = "D.npy", .help = "document vectors, m x d", .text = &c.docs},
        {.name = "run",
         .argument = "FILE",
         .help = "write the retrieved documents, as a TREC run",
         .text = &c.run},
        {.name = "qrels", .argument = "FILE", .help = "write S(q) as TREC judgments", .text = &c.qrels},
        {.name = "holdout",
         .argument = "F",
         .help = "measure the pairs that train --holdout F kept from training",
         .real = &c.holdout},
        {.name = "pairs",
         .argument = "FILE",
         .help = "rank correlation with graded pairs of words (WordNet, HyperLex)",
         .text = &c.pairs},
        {.name = "bootstrap",
         .argument = "N",
         .help = "95% intervals from N resamples of the queries or graded pairs",
         .number = &c.resamples,
         .low = 1,
         .high = 1000000},
        {.name = "against",
         .argument = "PREFIX2",
         .help = "the difference to another embedding, with intervals",
         .text = &c.against},
        {0},
    };
    hr_status status = hr_parse_options(&hr_command_eval, &argc, argv, 1, 2, options, &common);
    if (status == HR_OK && common.help)
        return 0;
    if (status == HR_OK) {
        c.prefix = argc > 2 ? argv[2] : NULL;
        if (c.against && !c.resamples)
            c.resamples = 2000;
        status = check_choices(&c);
    }
    if (status == HR_OK)
        status = evaluate(argv[1], &c, &common);
    return status == HR_OK ? 0 : hr_report_error();
}
