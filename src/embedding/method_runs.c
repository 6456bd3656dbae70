/* U6 runs: in a depth-first order of a spanning forest the descendants of a document are c runs, and a
 * polynomial of degree 2c is positive inside them and negative outside.  Dual: runs of S(q) in an order of
 * the documents. */
#include "base/memory.h"
#include "embedding/methods.h"
#include "embedding/runs_embedding.h"
#include "hierarchy/order_search.h"

#include <stdlib.h>

typedef struct {
    hr_runs runs;
    uint32_t *position;
} ordered;

static hr_status find_runs(ordered *out, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                           const hr_method_options *options) {
    hr_forest forest;
    *out = (ordered){0};
    hr_status status = hr_forest_build(&forest, hierarchy, HR_KEEP_MOST_ANCESTORS);
    if (status != HR_OK)
        return status;
    out->position =
        options->dual ? hr_document_positions(hierarchy, &forest) : hr_query_positions(hierarchy, &forest);
    hr_forest_clear(&forest);
    if (!out->position)
        return HR_ENOMEM;
    /* with the seed that `hrdim bound` has by default, so that its row is this method's dimension */
    hr_order_search_options search = {
        .dual = options->dual, .few = options->runs, .effort = options->search, .seed = 1};
    uint64_t kept;
    if (options->search > 0)
        status = options->runs ? hr_order_keep(out->position, &kept, ancestors, &search)
                               : hr_order_search(out->position, ancestors, &search);
    if (status == HR_OK)
        status = options->dual ? hr_runs_of_queries(&out->runs, ancestors, out->position)
                               : hr_runs_of_documents(&out->runs, ancestors, out->position);
    if (status != HR_OK) {
        free(out->position);
        out->position = NULL;
    } else if (options->runs) {
        hr_runs_truncate(&out->runs, options->runs);
    }
    return status;
}

static void clear(ordered *o) {
    hr_runs_clear(&o->runs);
    free(o->position);
}

static hr_status own_dimension(uint32_t *dim, const hr_runs *runs, const hr_method_options *options) {
    size_t c = hr_runs_degree(runs);
    *dim = options->dim ? options->dim : (uint32_t)(2 * c + !options->f_query);
    if (*dim != 2 * c && *dim != 2 * c + 1)
        return hr_fail(HR_EUSAGE,
                       "runs (U6) with at most %zu runs has %zu dimensions (F-sign) or %zu (F-query), not "
                       "%u; leave --dim out "
                       "or choose --runs",
                       c, 2 * c + 1, 2 * c, *dim);
    return HR_OK;
}

static hr_status dimension(uint32_t *dim, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                           const hr_method_options *options) {
    ordered o;
    hr_status status = find_runs(&o, hierarchy, ancestors, options);
    if (status != HR_OK)
        return status;
    status = own_dimension(dim, &o.runs, options);
    clear(&o);
    return status;
}

static hr_status build(hr_embedding *out, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                       const hr_method_options *options) {
    ordered o;
    uint32_t dim;
    hr_status status = find_runs(&o, hierarchy, ancestors, options);
    if (status != HR_OK)
        return status;
    status = own_dimension(&dim, &o.runs, options);
    if (status == HR_OK)
        status = hr_runs_embed(
            out, &(hr_runs_form){.runs = &o.runs,
                                 .position = o.position,
                                 .points = options->dual ? ancestors->documents : ancestors->queries,
                                 .dual = options->dual,
                                 .constant = dim % 2 == 1,
                                 /* with all runs the structure decides what the form can serve */
                                 .alone = options->levels && !options->runs &&
                                          (options->f_query || dim % 2 == 1)});
    clear(&o);
    return status;
}

const hr_method hr_method_runs = {
    .name = "runs",
    .statement = "U6",
    .help = "any DAG: depth-first runs, 2c+1 dimensions (F-sign) or 2c (F-query), c = most runs; --runs, "
            "--dual; exact",
    .version = 2,
    .takes_runs = true,
    .takes_dual = true,
    .dimension = dimension,
    .build = build,
};
