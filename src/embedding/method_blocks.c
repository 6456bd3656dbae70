/* U7 blocks: documents of at most K runs in 2K dimensions (U6), the others in free vectors (U9) of a few
 * more.  What makes it small: queries that want the same hard documents share a vector, and what is left is
 * a small matrix (WordNet, K = 2: 1,543 distinct rows of 611 documents). */
#include "base/memory.h"
#include "embedding/blocks_embed.h"
#include "embedding/digits.h"
#include "embedding/free_vectors.h"
#include "embedding/methods.h"
#include "embedding/runs_embedding.h"
#include "hierarchy/order_search.h"

#include <stdlib.h>
#include <string.h>

enum { STEPS = 20000, MOST_FREE = 64, SMALL = 1024 /* dimensions that nothing speaks against */ };
static const double SEARCH = 0.1;                     /* ten times as much leaves few documents less */
static const uint64_t MOST_PAIRS = UINT64_C(1) << 21; /* of patterns and hard documents, where K is chosen */

typedef struct {
    const hr_ancestors *ancestors;
    const hr_method_options *options;
    uint32_t *position; /* of the queries */
    hr_runs runs;       /* of all documents */
    uint32_t *list;     /* scratch */
} finder;

static hr_status finder_init(finder *f, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                             const hr_method_options *options) {
    hr_forest forest;
    *f = (finder){.ancestors = ancestors, .options = options};
    hr_status status = hr_forest_build(&forest, hierarchy, HR_KEEP_MOST_ANCESTORS);
    if (status != HR_OK)
        return status;
    f->position = hr_query_positions(hierarchy, &forest);
    hr_forest_clear(&forest);
    f->list = hr_alloc(ancestors->documents, sizeof *f->list, "hard documents");
    if (!f->position || !f->list)
        return HR_ENOMEM;
    hr_order_search_options search = {.few = options->runs ? options->runs : 1,
                                      .effort = options->search > 0 ? options->search : SEARCH,
                                      .seed = options->seed};
    status = hr_order_search(f->position, ancestors, &search);
    if (status != HR_OK)
        return status;
    return hr_runs_of_documents(&f->runs, ancestors, f->position);
}

static void finder_clear(finder *f) {
    hr_runs_clear(&f->runs);
    free(f->position);
    free(f->list);
}

/* The documents of more than K runs (hard), or of at most K. */
static uint32_t list_documents(finder *f, uint32_t k, bool hard) {
    uint32_t count = 0;
    for (uint32_t x = 0; x < f->runs.rows; x++)
        if ((f->runs.start[x + 1] - f->runs.start[x] > k) == hard)
            f->list[count++] = x;
    return count;
}

static hr_status count_pairs(uint64_t *pairs, finder *f, uint32_t k) {
    hr_ancestors own;
    hr_patterns patterns;
    uint32_t count = list_documents(f, k, true);
    hr_status status = hr_ancestors_columns(&own, f->ancestors, f->list, count);
    if (status != HR_OK)
        return status;
    status = hr_patterns_build(&patterns, &own);
    if (status == HR_OK)
        *pairs = (uint64_t)patterns.count * count;
    hr_patterns_clear(&patterns);
    hr_ancestors_clear(&own);
    return status;
}

/* The least K whose hard part can be trained in minutes. */
static hr_status choose_runs(uint32_t *k, finder *f) {
    uint64_t pairs = UINT64_MAX;
    hr_status status = HR_OK;
    *k = f->options->runs;
    for (uint32_t try = 1; !*k && status == HR_OK; try++) {
        status = count_pairs(&pairs, f, try);
        if (pairs <= MOST_PAIRS)
            *k = try;
    }
    return status;
}

static hr_status take_documents(hr_block *block, hr_ancestors *own, finder *f, uint32_t k, bool hard) {
    uint32_t count = list_documents(f, k, hard);
    block->document = hr_alloc(count, sizeof *block->document, "the documents of a block");
    if (!block->document)
        return HR_ENOMEM;
    memcpy(block->document, f->list, count * sizeof *block->document);
    block->documents = count;
    return hr_ancestors_columns(own, f->ancestors, block->document, count);
}

static hr_status find_easy(hr_block *block, finder *f, uint32_t k) {
    hr_ancestors own = {0};
    hr_status status = take_documents(block, &own, f, k, false);
    block->kind = HR_BLOCK_RUNS;
    if (status == HR_OK)
        status = hr_runs_of_documents(&block->runs, &own, f->position);
    hr_ancestors_clear(&own);
    block->dimension = 2 * (uint32_t)hr_runs_degree(&block->runs);
    block->position = hr_alloc(f->ancestors->queries, sizeof *block->position, "an order");
    if (status == HR_OK && !block->position)
        status = HR_ENOMEM;
    if (status == HR_OK)
        memcpy(block->position, f->position, f->ancestors->queries * sizeof *block->position);
    return status;
}

/* ceil(log2 documents): fewer coordinates have rarely been enough. */
static uint32_t first_dimension(uint32_t documents) {
    uint32_t bits = 1;
    while (bits < 32 && (UINT64_C(1) << bits) < documents)
        bits++;
    return bits;
}

static hr_status train(hr_block *block, const finder *f, const hr_ancestors *own, uint32_t dimension) {
    hr_free_options options = {.dimension = dimension ? dimension : first_dimension(block->documents),
                               .steps = f->options->steps ? f->options->steps : STEPS,
                               .seed = f->options->seed,
                               .near = f->options->near,
                               .bfloat16 = f->options->bfloat16};
    uint64_t wrong;
    hr_status status = hr_free_vectors_find(&wrong, block, own, &options);
    while (!dimension && status == HR_OK && wrong && options.dimension < MOST_FREE) {
        options.dimension += 2;
        status = hr_free_vectors_find(&wrong, block, own, &options);
    }
    if (status == HR_OK && wrong)
        return hr_fail(
            HR_EINPUT,
            "blocks (U7): %u free dimensions for the %u hard documents came to no fewer than %llu wrong "
            "pairs in %u steps; give a larger --dim, more --runs or --steps, or another --seed",
            options.dimension, block->documents, (unsigned long long)wrong, options.steps);
    return status;
}

static hr_status find_hard(hr_block *block, finder *f, uint32_t k, uint32_t dimension) {
    hr_ancestors own = {0};
    hr_status status = take_documents(block, &own, f, k, true);
    if (status == HR_OK)
        status = train(block, f, &own, dimension);
    hr_ancestors_clear(&own);
    return status;
}

/* The easy documents' columns: two numbers of 8 bits may stand for one of 24 (U13). */
static hr_status easy_dimension(uint32_t *easy, const hr_blocks *blocks, const hr_method_options *options) {
    const hr_block *block = blocks->block;
    *easy = block->dimension;
    if (!options->bfloat16 || block->runs.most > 1)
        return HR_OK;
    return hr_digits_columns(easy, &block->runs, blocks->queries);
}

/* What --dim leaves for the hard block; 0: it chooses. */
static hr_status free_dimension(uint32_t *dimension, const hr_blocks *blocks, uint32_t documents,
                                const hr_method_options *options) {
    uint32_t easy, hard = blocks->count - 1;
    hr_status status = easy_dimension(&easy, blocks, options);
    if (status != HR_OK)
        return status;
    easy += !options->f_query;
    *dimension = options->dim ? options->dim - easy : 0;
    if (options->dim && options->dim < easy + hard)
        return hr_fail(
            HR_EUSAGE,
            "blocks (U7): the easy documents need %u dimensions%s and the hard ones at least %u, not %u in "
            "all; leave --dim out or choose --runs",
            easy, options->f_query ? "" : ", F-sign's own among them,", hard, options->dim);
    if (*dimension > SMALL && *dimension - 1 > documents)
        return hr_fail(
            HR_EUSAGE,
            "blocks (U7): the easy documents take %u dimensions and the others never more than %u, "
            "one for each document; %u cannot be meant: choose fewer with --dim",
            easy, documents + 1, options->dim);
    return HR_OK;
}

static hr_status find(hr_blocks *out, finder *f) {
    uint32_t k, dimension = 0;
    hr_status status = choose_runs(&k, f);
    if (status == HR_OK)
        status = hr_blocks_init(out, f->ancestors, list_documents(f, k, true) ? 2 : 1);
    if (status == HR_OK)
        status = find_easy(&out->block[0], f, k);
    if (status == HR_OK)
        status = free_dimension(&dimension, out, f->ancestors->documents, f->options);
    if (status == HR_OK && out->count == 1)
        out->block[0].dimension += dimension; /* that nothing needs */
    if (status == HR_OK && out->count == 2)
        status = find_hard(&out->block[1], f, k, dimension);
    return status;
}

static hr_status find_blocks(hr_blocks *out, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                             const hr_method_options *options) {
    finder f;
    *out = (hr_blocks){0};
    hr_status status = finder_init(&f, hierarchy, ancestors, options);
    if (status == HR_OK)
        status = find(out, &f);
    finder_clear(&f);
    if (status != HR_OK)
        hr_blocks_clear(out);
    return status;
}

static hr_status dimension(uint32_t *dim, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                           const hr_method_options *options) {
    hr_blocks blocks;
    *dim = options->dim;
    if (*dim)
        return HR_OK;
    hr_status status = find_blocks(&blocks, hierarchy, ancestors, options);
    if (status != HR_OK)
        return status;
    *dim = hr_blocks_dimension(&blocks, !options->f_query);
    hr_blocks_clear(&blocks);
    return HR_OK;
}

static hr_status build(hr_embedding *out, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                       const hr_method_options *options) {
    hr_structure *s = &out->structure;
    s->blocks = hr_calloc(1, sizeof *s->blocks, "blocks");
    if (!s->blocks)
        return HR_ENOMEM;
    s->kind = HR_BLOCKS_STRUCTURE;
    hr_status status = find_blocks(s->blocks, hierarchy, ancestors, options);
    return status == HR_OK ? hr_blocks_embed(out, s->blocks, !options->f_query) : status;
}

const hr_method hr_method_blocks = {
    .name = "blocks",
    .statement = "U7",
    .help =
        "any DAG: documents of at most K runs in 2K dimensions (U6), the rest in trained integers; --runs, "
        "--steps; exact",
    .version = 3,
    .random = true,
    .takes_dim = true,
    .takes_runs = true,
    .takes_steps = true,
    .dimension = dimension,
    .build = build,
};
