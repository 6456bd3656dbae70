/* Random k-trees, the maximal graphs of treewidth t, and partial ones, all others: hierarchies of bounded
 * treewidth (theory.md, U8).  The order of a whole k-tree is a tree's, as the parents of a node are a clique
 * and so one above the other; that of a partial one is not. */
#include "base/memory.h"
#include "base/random.h"
#include "hierarchy/generate.h"

#include <stdlib.h>

/* The j-th vertex after the first t, namely t + j, is joined to clique[j * t .. j * t + t - 1]. */
typedef struct {
    uint32_t t;
    uint32_t *clique;
    uint64_t keep;   /* percent of the edges */
    gsl_rng *chance; /* which; a stream of its own, so that the k-tree is the same */
} k_tree;

/* After j vertices there are 1 + t j cliques of size t: the first t vertices, and for each later vertex u
 * and each element c of the clique it was joined to: that clique with u in place of c. */
static void pick_clique(const k_tree *tree, uint32_t j, gsl_rng *rng) {
    uint32_t t = tree->t, *chosen = tree->clique + (size_t)j * t;
    unsigned long which = gsl_rng_uniform_int(rng, 1 + (unsigned long)t * j);
    if (which == 0) {
        for (uint32_t i = 0; i < t; i++)
            chosen[i] = i;
        return;
    }
    uint32_t joined = (uint32_t)((which - 1) / t), left_out = (uint32_t)((which - 1) % t);
    for (uint32_t i = 0; i < t; i++)
        chosen[i] = i == left_out ? t + joined : tree->clique[(size_t)joined * t + i];
}

/* One edge of the k-tree, kept with `keep` percent probability. */
static hr_status add_edge(hr_builder *builder, const k_tree *tree, uint32_t v, uint32_t u) {
    if (tree->keep < 100 && gsl_rng_uniform_int(tree->chance, 100) >= tree->keep)
        return HR_OK;
    return hr_builder_edge(builder, v, u, 0);
}

static hr_status add_edges(hr_builder *builder, const k_tree *tree, uint32_t n, gsl_rng *rng) {
    uint32_t t = tree->t;
    hr_status status = HR_OK;
    for (uint32_t v = 1; v < t; v++)
        for (uint32_t u = 0; status == HR_OK && u < v; u++)
            status = add_edge(builder, tree, v, u);
    for (uint32_t v = t; status == HR_OK && v < n; v++) {
        pick_clique(tree, v - t, rng);
        for (uint32_t i = 0; status == HR_OK && i < t; i++)
            status = add_edge(builder, tree, v, tree->clique[(size_t)(v - t) * t + i]);
    }
    return status;
}

/* The first t nodes are a clique; each later one is joined to a clique of t earlier nodes, uniform among all
 * there are.  Edges go to the earlier nodes.  Treewidth exactly t for n > t; edges t n - t (t + 1) / 2.  With
 * keep=P each edge stays with P percent probability: treewidth at most t. */
static hr_status open_k_tree(hr_hierarchy *out, hr_spec *spec) {
    static const hr_parameter rows[] = {{"t", 1, 1024, false, 0},
                                        {"n", 1, HR_GENERATE_NODES, false, 0},
                                        {"seed", 0, UINT64_MAX, true, 1},
                                        {"keep", 1, 100, true, 100},
                                        {0}};
    uint64_t value[4];
    hr_status status = hr_generate_read(value, spec, &hr_generator_k_tree, rows);
    if (status != HR_OK)
        return status;
    uint32_t t = (uint32_t)value[0], n = (uint32_t)value[1];
    if (n <= t)
        return hr_fail(HR_EUSAGE, "k-tree: n=%u: treewidth t=%u needs more than %u nodes", n, t, t);
    status = hr_generate_check(&hr_generator_k_tree, n, (double)t * n - t * (t + 1.0) / 2);
    if (status != HR_OK)
        return status;
    k_tree tree = {.t = t, .keep = value[3]};
    tree.clique = hr_alloc((size_t)(n - t) * t, sizeof *tree.clique, "the cliques of a k-tree");
    hr_builder *builder = tree.clique ? hr_generate_begin(&hr_generator_k_tree, n) : NULL;
    gsl_rng *rng = builder ? hr_rng_new(value[2], HR_STREAM_GENERATOR, 0) : NULL;
    tree.chance = rng ? hr_rng_new(value[2], HR_STREAM_GENERATOR, 1) : NULL;
    if (tree.chance)
        status = add_edges(builder, &tree, n, rng);
    else
        status = HR_ENOMEM;
    if (tree.chance)
        gsl_rng_free(tree.chance);
    if (rng)
        gsl_rng_free(rng);
    free(tree.clique);
    return builder ? hr_generate_end(builder, status, out) : status;
}

static const char *const keys[] = {"t", "n", "seed", "keep", NULL};

const hr_source hr_generator_k_tree = {
    .name = "k-tree",
    .kind = HR_SOURCE_GENERATOR,
    .keys = "t=T,n=N[,seed=S,keep=P]",
    .help = "random T-tree, treewidth T: each node is joined to a uniform clique of T earlier nodes; keep: "
            "P percent of the edges",
    .example = "k-tree:t=3,n=1000,seed=1",
    .allowed = keys,
    .open = open_k_tree,
};
