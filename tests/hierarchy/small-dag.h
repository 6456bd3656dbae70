/* Small random DAGs for the tests of this room, and their distances by Floyd and Warshall. */
#ifndef HR_SMALL_DAG_H
#define HR_SMALL_DAG_H

#include "base/random.h"
#include "hierarchy/builder.h"
#include "test.h"

#include <gsl/gsl_randist.h>

enum { SMALL_MOST = 400, FAR = 1000000 };

/* n nodes whose numbers are not in topological order; each pair is an edge with probability `density`. roles:
 * some nodes are no queries, some are no documents. */
static inline void small_dag(hr_hierarchy *out, gsl_rng *rng, uint32_t n, double density, bool roles) {
    uint32_t label[SMALL_MOST];
    for (uint32_t i = 0; i < n; i++)
        label[i] = i;
    gsl_ran_shuffle(rng, label, n, sizeof *label);
    hr_builder *builder = hr_builder_new(HR_BUILD_NUMBERED, "small DAG");
    OK(hr_builder_numbered(builder, n));
    for (uint32_t i = 1; i < n; i++)
        for (uint32_t j = 0; j < i; j++)
            if (gsl_rng_uniform(rng) < density)
                OK(hr_builder_edge(builder, label[i], label[j], 0));
    for (uint32_t v = 0; roles && v < n; v++) {
        if (v == n / 2 || gsl_rng_uniform(rng) < 0.6)
            OK(hr_builder_query(builder, v));
        if (v == n / 3 || gsl_rng_uniform(rng) < 0.6)
            OK(hr_builder_document(builder, v));
    }
    hr_hierarchy_init(out);
    OK(hr_builder_finish(builder, out));
    hr_builder_free(builder);
}

/* distance[v * n + x]: edges from v up to x, FAR when there is no way. */
static inline void small_distances(int *distance, const hr_hierarchy *h) {
    uint32_t n = h->nodes;
    for (uint32_t v = 0; v < n; v++)
        for (uint32_t x = 0; x < n; x++)
            distance[v * n + x] = v == x ? 0 : FAR;
    for (uint32_t v = 0; v < n; v++)
        for (uint64_t i = h->parent_start[v]; i < h->parent_start[v + 1]; i++)
            distance[v * n + h->parent[i]] = 1;
    for (uint32_t k = 0; k < n; k++)
        for (uint32_t v = 0; v < n; v++)
            for (uint32_t x = 0; distance[v * n + k] < FAR && x < n; x++)
                if (distance[v * n + k] + distance[k * n + x] < distance[v * n + x])
                    distance[v * n + x] = distance[v * n + k] + distance[k * n + x];
}

#endif
