/* DAGs drawn at random: every node picks a set of parents, uniform among those that it may have. */
#include "base/memory.h"
#include "base/random.h"
#include "hierarchy/generate.h"

#include <stdlib.h>

typedef struct {
    hr_builder *builder;
    gsl_rng *rng;
    uint32_t *stamp, *picked;
} work;

static void clear(work *w) {
    hr_builder_free(w->builder);
    if (w->rng)
        gsl_rng_free(w->rng);
    free(w->stamp);
    free(w->picked);
}

static hr_status begin(work *w, const hr_source *source, uint64_t nodes, uint64_t candidates,
                       uint64_t parents, uint64_t seed) {
    *w = (work){.builder = hr_generate_begin(source, nodes)};
    if (w->builder && (w->rng = hr_rng_new(seed, HR_STREAM_GENERATOR, 0)) &&
        (w->stamp = hr_calloc(candidates, sizeof *w->stamp, "a random DAG")) &&
        (w->picked = hr_alloc(parents, sizeof *w->picked, "a random DAG")))
        return HR_OK;
    clear(w);
    return HR_ENOMEM;
}

/* Node v takes min(parents, candidates) distinct parents among first .. first + candidates - 1. */
static hr_status join(work *w, uint32_t v, uint32_t first, uint32_t candidates, uint32_t parents) {
    uint32_t count = parents < candidates ? parents : candidates;
    hr_pick(w->picked, count, candidates, w->rng, w->stamp, v);
    hr_status status = HR_OK;
    for (uint32_t i = 0; status == HR_OK && i < count; i++)
        status = hr_builder_edge(w->builder, v, first + w->picked[i], 0);
    return status;
}

static hr_status end(work *w, hr_status status, hr_hierarchy *out) {
    hr_builder *builder = w->builder;
    w->builder = NULL;
    clear(w);
    return hr_generate_end(builder, status, out);
}

/* The share of nodes with one parent more; 0 when absent. */
static hr_status read_extra(double *extra, hr_spec *spec) {
    const char *text = hr_spec_get(spec, "extra");
    *extra = 0;
    if (!text || (hr_parse_double(text, extra) && *extra >= 0 && *extra <= 1))
        return HR_OK;
    return hr_fail(HR_EUSAGE, "dag: extra=%s: must be a number from 0 to 1, as in extra=0.01", text);
}

/* Node i >= 1 takes min(P, i) distinct parents, uniform among 0 .. i-1; P = 1 is the uniform recursive tree.
 * With probability X it takes one more.  Edges: P n - P (P + 1) / 2 for P < n and X = 0. */
static hr_status open_dag(hr_hierarchy *out, hr_spec *spec) {
    static const hr_parameter rows[] = {{"n", 1, HR_GENERATE_NODES, false, 0},
                                        {"parents", 1, HR_GENERATE_NODES, false, 0},
                                        {"seed", 0, UINT64_MAX, true, 1},
                                        {0}};
    uint64_t value[3];
    double extra;
    hr_status status = hr_generate_read(value, spec, &hr_generator_dag, rows);
    if (status == HR_OK)
        status = read_extra(&extra, spec);
    if (status != HR_OK)
        return status;
    uint32_t n = (uint32_t)value[0], parents = (uint32_t)(value[1] < n ? value[1] : n);
    double most = parents < n ? (double)parents + (extra > 0) : (double)n - 1;
    status = hr_generate_check(&hr_generator_dag, n, most * n - most * (most + 1) / 2);
    work w;
    if (status == HR_OK)
        status = begin(&w, &hr_generator_dag, n, n, (uint64_t)parents + 1, value[2]);
    if (status != HR_OK)
        return status;
    for (uint32_t v = 1; status == HR_OK && v < n; v++)
        status = join(&w, v, 0, v, parents + (extra > 0 && gsl_rng_uniform(w.rng) < extra));
    return end(&w, status, out);
}

/* Level by level; a node of level l >= 1 takes min(P, W) distinct parents, uniform in level l - 1. */
static hr_status open_layered(hr_hierarchy *out, hr_spec *spec) {
    static const hr_parameter rows[] = {{"layers", 1, HR_GENERATE_NODES, false, 0},
                                        {"width", 1, HR_GENERATE_NODES, false, 0},
                                        {"parents", 1, HR_GENERATE_NODES, false, 0},
                                        {"seed", 0, UINT64_MAX, true, 1},
                                        {0}};
    uint64_t value[4];
    hr_status status = hr_generate_read(value, spec, &hr_generator_layered, rows);
    if (status != HR_OK)
        return status;
    uint32_t layers = (uint32_t)value[0], width = (uint32_t)value[1];
    uint32_t parents = (uint32_t)(value[2] < width ? value[2] : width);
    double nodes = (double)layers * width;
    status = hr_generate_check(&hr_generator_layered, nodes, (nodes - width) * parents);
    work w;
    if (status == HR_OK)
        status = begin(&w, &hr_generator_layered, (uint64_t)nodes, width, parents, value[3]);
    if (status != HR_OK)
        return status;
    for (uint32_t v = width; status == HR_OK && v < (uint64_t)nodes; v++)
        status = join(&w, v, (v / width - 1) * width, width, parents);
    return end(&w, status, out);
}

static const char *const dag_keys[] = {"n", "parents", "extra", "seed", NULL};
static const char *const layered_keys[] = {"layers", "width", "parents", "seed", NULL};

const hr_source hr_generator_dag = {
    .name = "dag",
    .kind = HR_SOURCE_GENERATOR,
    .keys = "n=N,parents=P[,extra=X][,seed=S]",
    .help = "each node has P distinct parents uniform among the nodes before it, and a share X one more",
    .example = "dag:n=1000,parents=2,seed=1",
    .allowed = dag_keys,
    .open = open_dag,
};
const hr_source hr_generator_layered = {
    .name = "layered",
    .kind = HR_SOURCE_GENERATOR,
    .keys = "layers=L,width=W,parents=P[,seed=S]",
    .help = "L layers of W nodes; each node has P distinct parents, uniform in the layer above",
    .example = "layered:layers=5,width=100,parents=2,seed=1",
    .allowed = layered_keys,
    .open = open_layered,
};
