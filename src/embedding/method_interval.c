/* U5 interval [Gokhale]: in a depth-first order of a forest the descendants of a document are one interval,
 * and
 * -(v - low)(v - high) is positive inside it and negative outside. */
#include "base/memory.h"
#include "embedding/methods.h"
#include "embedding/runs_embedding.h"

#include <stdlib.h>
#include <string.h>

static hr_status own_dimension(uint32_t *dim, const hr_method_options *options) {
    *dim = options->dim ? options->dim : 3u - options->f_query;
    if (*dim != 2 && *dim != 3)
        return hr_fail(HR_EUSAGE,
                       "interval (U5) has 3 dimensions (F-sign), or 2 with --dim 2 (F-query); not %u", *dim);
    return HR_OK;
}

static hr_status refuse_dag(const hr_hierarchy *h) {
    uint32_t several = 0, example = HR_NONE;
    for (uint32_t v = 0; v < h->nodes; v++)
        if (h->parent_start[v + 1] - h->parent_start[v] > 1 && !several++)
            example = v;
    if (!several)
        return HR_OK;
    char room[16];
    return hr_fail(HR_EINPUT,
                   "%s: interval (U5) needs a forest, but %u nodes have several parents, the first is %s; "
                   "use runs (U6), with "
                   "--runs 1 for 3 dimensions",
                   h->source ? h->source : "hierarchy", several, hr_node_name(h, example, room));
}

static hr_status dimension(uint32_t *dim, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                           const hr_method_options *options) {
    (void)ancestors;
    hr_status status = own_dimension(dim, options);
    return status == HR_OK ? refuse_dag(hierarchy) : status;
}

/* The run of every document among the queries in depth-first order; before[p] = queries at positions below p.
 */
static hr_status find_intervals(hr_runs *runs, const hr_hierarchy *h, const hr_forest *forest) {
    uint32_t *before = hr_calloc((size_t)h->nodes + 1, sizeof *before, "the order of the queries");
    memset(runs, 0, sizeof *runs);
    runs->rows = h->documents;
    runs->start = hr_alloc((size_t)h->documents + 1, sizeof *runs->start, "the intervals");
    runs->first = hr_alloc(h->documents, sizeof *runs->first, "the intervals");
    runs->last = hr_alloc(h->documents, sizeof *runs->last, "the intervals");
    if (!before || !runs->start || !runs->first || !runs->last) {
        free(before);
        return HR_ENOMEM;
    }
    for (uint32_t i = 0; i < h->queries; i++)
        before[forest->entry[h->query ? h->query[i] : i] + 1] = 1;
    for (uint32_t p = 0; p < h->nodes; p++)
        before[p + 1] += before[p];
    uint64_t count = 0;
    for (uint32_t j = 0; j < h->documents; j++) {
        uint32_t node = h->document ? h->document[j] : j;
        uint32_t first = before[forest->entry[node]], end = before[forest->last[node] + 1];
        runs->start[j] = count;
        if (first == end) /* no query below: no run */
            continue;
        runs->first[count] = first;
        runs->last[count++] = end - 1;
        runs->most = 1;
    }
    runs->start[h->documents] = count;
    free(before);
    return HR_OK;
}

static hr_status build(hr_embedding *out, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                       const hr_method_options *options) {
    uint32_t dim;
    hr_status status = dimension(&dim, hierarchy, ancestors, options);
    if (status != HR_OK)
        return status;
    hr_forest forest;
    status = hr_forest_build(&forest, hierarchy, HR_KEEP_FIRST);
    if (status != HR_OK)
        return status;
    hr_runs runs;
    status = find_intervals(&runs, hierarchy, &forest);
    uint32_t *position = status == HR_OK ? hr_query_positions(hierarchy, &forest) : NULL;
    hr_forest_clear(&forest);
    if (status == HR_OK)
        status = position ? hr_runs_embed(out, &(hr_runs_form){.runs = &runs,
                                                               .position = position,
                                                               .points = hierarchy->queries,
                                                               .constant = dim == 3})
                          : HR_ENOMEM;
    free(position);
    hr_runs_clear(&runs);
    return status;
}

const hr_method hr_method_interval = {
    .name = "interval",
    .statement = "U5",
    .help = "forests: depth-first intervals, 3 dimensions (F-sign) or 2 (F-query), exact",
    .version = 1,
    .dimension = dimension,
    .build = build,
};
