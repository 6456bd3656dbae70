/* U11 orders: levels of queries and documents in k orders, searched for; powers of B = 2^beta > k.  Where
 * these are too long to be written out, the levels alone are the embedding (options->levels). */
#include "base/memory.h"
#include "embedding/methods.h"
#include "embedding/orders_embed.h"
#include "embedding/orders_search.h"

#include <stdlib.h>

static hr_status refuse(const hr_orders_facts *facts, double search) {
    double effort = search > 0 ? search : 1;
    if (facts->tried == HR_ORDERS_MOST)
        return hr_fail(HR_EINPUT, "orders (U11): more than %d orders", HR_ORDERS_MOST);
    return hr_fail(
        HR_ELIMIT,
        "orders (U11): no orders found within --search %g, %u leave %u of %u pairs open; --search %g "
        "goes on",
        effort, facts->tried, facts->open, facts->pairs, 4 * effort);
}

static hr_status find(hr_orders *out, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                      const hr_method_options *options) {
    hr_orders_facts facts;
    hr_status status = hr_orders_find(out, &facts, hierarchy, ancestors,
                                      &(hr_orders_options){.seed = options->seed, .effort = options->search});
    if (status != HR_OK)
        return status;
    uint32_t least = out->k + !options->f_query;
    if (!out->k)
        return refuse(&facts, options->search);
    if (options->dim && options->dim != least)
        status =
            hr_fail(HR_EUSAGE,
                    "orders (U11) found %u orders: %u dimensions, not %u; leave --dim out, or search longer "
                    "with --search X",
                    out->k, least, options->dim);
    if (status != HR_OK)
        hr_orders_clear(out);
    return status;
}

static hr_status dimension(uint32_t *dim, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                           const hr_method_options *options) {
    hr_orders orders;
    hr_status status = find(&orders, hierarchy, ancestors, options);
    if (status != HR_OK)
        return status;
    *dim = orders.k + !options->f_query;
    hr_orders_clear(&orders);
    return HR_OK;
}

static hr_status build(hr_embedding *out, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                       const hr_method_options *options) {
    hr_structure *s = &out->structure;
    s->orders = hr_calloc(1, sizeof *s->orders, "orders");
    if (!s->orders)
        return HR_ENOMEM;
    s->kind = HR_ORDERS_STRUCTURE;
    hr_status status = find(s->orders, hierarchy, ancestors, options);
    if (status == HR_OK)
        status = hr_orders_compress(s->orders);
    if (status != HR_OK)
        return status;
    if (!options->levels)
        return hr_orders_embed(out, s->orders, !options->f_query);
    size_t d = s->orders->k + !options->f_query;
    out->queries = (hr_matrix){.rows = ancestors->queries, .cols = d, .dtype = HR_BIGINT};
    out->docs = (hr_matrix){.rows = ancestors->documents, .cols = d, .dtype = HR_BIGINT};
    return HR_OK;
}

const hr_method hr_method_orders = {
    .name = "orders",
    .statement = "U11",
    .help =
        "any DAG: levels in k orders, k dimensions (F-query), one more F-sign; long powers of two; --search; "
        "exact",
    .version = 2,
    .random = true,
    .takes_search = true,
    .dimension = dimension,
    .build = build,
};
