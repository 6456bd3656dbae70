/* Trees drawn at random: uniform recursive trees and Galton-Watson trees of a given size. */
#include "base/memory.h"
#include "base/random.h"
#include "hierarchy/generate.h"

#include <stdlib.h>
#include <string.h>

/* Uniform recursive tree: the parent of node i is uniform among 0 .. i-1.  Depth about e ln n, mean depth ln
 * n (Devroye, "Branching processes in the analysis of the heights of trees", Acta Informatica 24, 1987). */
static hr_status open_random_tree(hr_hierarchy *out, hr_spec *spec) {
    static const hr_parameter rows[] = {
        {"n", 1, HR_GENERATE_NODES, false, 0}, {"seed", 0, UINT64_MAX, true, 1}, {0}};
    uint64_t value[2];
    hr_status status = hr_generate_read(value, spec, &hr_generator_random_tree, rows);
    if (status != HR_OK)
        return status;
    hr_builder *builder = hr_generate_begin(&hr_generator_random_tree, value[0]);
    gsl_rng *rng = builder ? hr_rng_new(value[1], HR_STREAM_GENERATOR, 0) : NULL;
    if (!rng) {
        hr_builder_free(builder);
        return HR_ENOMEM;
    }
    for (uint32_t v = 1; status == HR_OK && v < value[0]; v++)
        status = hr_builder_edge(builder, v, (uint32_t)gsl_rng_uniform_int(rng, v), 0);
    gsl_rng_free(rng);
    return hr_generate_end(builder, status, out);
}

/* n independent Poisson variables, given that their sum is n - 1: n - 1 balls, each into a uniform urn. */
static void draw_poisson(uint32_t *children, uint32_t n, gsl_rng *rng) {
    memset(children, 0, n * sizeof *children);
    for (uint32_t ball = 1; ball < n; ball++)
        children[gsl_rng_uniform_int(rng, n)]++;
}

/* n independent geometric variables, given that their sum is n - 1: all sequences with that sum are equally
 * likely, so it is a uniform word of n - 1 balls and n - 1 bars. */
static void draw_geometric(uint32_t *children, uint32_t n, gsl_rng *rng) {
    memset(children, 0, n * sizeof *children);
    uint32_t balls = n - 1, bars = n - 1, urn = 0;
    while (balls) {
        if (gsl_rng_uniform_int(rng, (unsigned long)balls + bars) < balls) {
            children[urn]++;
            balls--;
        } else {
            urn++;
            bars--;
        }
    }
}

/* Cycle lemma: exactly one rotation of the sequence keeps 1 + sum (c_i - 1) positive up to its end, the one
 * that begins just after the first place where the sums are least (Dvoretzky and Motzkin, 1947). */
static uint32_t first_of_tree(const uint32_t *children, uint32_t n) {
    int64_t sum = 0, least = 0;
    uint32_t first = 0;
    for (uint32_t i = 0; i < n; i++) {
        sum += (int64_t)children[i] - 1;
        if (sum < least) {
            least = sum;
            first = i + 1 == n ? 0 : i + 1;
        }
    }
    return first;
}

/* A Galton-Watson tree given its number of nodes n, exactly and in linear time (Devroye, "Simulating
 * size-constrained Galton-Watson trees", SIAM J. Comput. 41, 2012).  The mean of the offspring does not
 * matter once n is given.  Poisson: the shape of a uniform labelled rooted tree; geometric: a uniform plane
 * tree.  Height about sqrt(2 pi n) and sqrt(pi n).  Nodes are numbered level by level. */
static hr_status open_galton_watson(hr_hierarchy *out, hr_spec *spec) {
    static const hr_parameter rows[] = {
        {"n", 1, HR_GENERATE_NODES, false, 0}, {"seed", 0, UINT64_MAX, true, 1}, {0}};
    const char *offspring = hr_spec_get(spec, "offspring");
    if (!offspring)
        offspring = "poisson";
    bool poisson = !strcmp(offspring, "poisson");
    if (!poisson && strcmp(offspring, "geometric"))
        return hr_fail(HR_EUSAGE, "galton-watson: offspring=%s: must be poisson or geometric", offspring);
    uint64_t value[2];
    hr_status status = hr_generate_read(value, spec, &hr_generator_galton_watson, rows);
    if (status != HR_OK)
        return status;
    uint32_t n = (uint32_t)value[0];
    uint32_t *children = hr_alloc(n, sizeof *children, "a Galton-Watson tree");
    hr_builder *builder = children ? hr_generate_begin(&hr_generator_galton_watson, n) : NULL;
    gsl_rng *rng = builder ? hr_rng_new(value[1], HR_STREAM_GENERATOR, 0) : NULL;
    if (!rng) {
        free(children);
        hr_builder_free(builder);
        return HR_ENOMEM;
    }
    if (poisson)
        draw_poisson(children, n, rng);
    else
        draw_geometric(children, n, rng);
    uint32_t first = first_of_tree(children, n), next = 1;
    for (uint32_t v = 0; v < n; v++) {
        uint32_t count = children[v + first < n ? v + first : v + first - n];
        for (uint32_t i = 0; status == HR_OK && i < count; i++)
            status = hr_builder_edge(builder, next++, v, 0);
    }
    gsl_rng_free(rng);
    free(children);
    return hr_generate_end(builder, status, out);
}

static const char *const random_tree_keys[] = {"n", "seed", NULL};
static const char *const galton_watson_keys[] = {"n", "offspring", "seed", NULL};

const hr_source hr_generator_random_tree = {
    .name = "random-tree",
    .kind = HR_SOURCE_GENERATOR,
    .keys = "n=N[,seed=S]",
    .help = "uniform recursive tree: each node's parent is uniform among the nodes before it",
    .example = "random-tree:n=1000,seed=1",
    .allowed = random_tree_keys,
    .open = open_random_tree,
};
const hr_source hr_generator_galton_watson = {
    .name = "galton-watson",
    .kind = HR_SOURCE_GENERATOR,
    .keys = "n=N[,offspring=poisson|geometric][,seed=S]",
    .help = "Galton-Watson tree given that it has N nodes; the offspring is Poisson or geometric",
    .example = "galton-watson:n=1000,seed=1",
    .allowed = galton_watson_keys,
    .open = open_galton_watson,
};
