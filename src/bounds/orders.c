/* U11: orders.  In each of k coordinates query q has a level u_i(q) and document x a level v_i(x), such that
 * x is in S(q) exactly when u_i(q) <= v_i(x) for all i (embedding/orders_embedding.h).  With B = k + 1 the
 * score <q,x> = - sum over i of B^(u_i(q) - v_i(x)) has terms of at most 1 for x in S(q), so <q,x> >= -k; for
 * any other x one term is B or more.  F-query in k dimensions, F-sign in k + 1.  Where all nodes are queries
 * and documents the least k is the dimension of the hierarchy as a partial order (Dushnik and Miller 1941): 2
 * for trees, k for lattice:k.  The levels are searched for, then checked pair by pair.
 *
 * Price: levels 0 .. R, entries B^(R-v), -B^u: scores differ by B^R at least, vectors are no longer than
 * sqrt(k) B^R. */
#include "bounds/row.h"
#include "bounds/rows.h"
#include "embedding/orders_search.h"
#include "hierarchy/walk.h"

#include <math.h>

static uint32_t highest(const hr_orders *o) {
    uint32_t most = 0;
    for (size_t i = 0; i < (size_t)o->n * o->k; i++)
        most = o->query_level[i] > most ? o->query_level[i] : most;
    return most; /* of the queries: documents above it may as well be there */
}

static void price(hr_bound_row *out, const hr_orders *o, bool sign) {
    double log2_base = log2((double)o->k + 1), most = highest(o) * log2_base;
    double coordinates =
        (double)o->k + sign; /* F-sign: one more, (k + 1/2) B^R and 1; twice everything on one side */
    double log2_length = sign ? 1 + log2_base : 0;
    out->margin_log10 = -(1 + log2(coordinates) + most + log2_length) * log10(2);
    out->bits = hr_integer_bits(most + log2_length);
}

static hr_status refuse(hr_bound_row *out, const hr_orders_facts *facts) {
    if (facts->tried == HR_ORDERS_MOST)
        return hr_row_refuse(out, "more than %d orders", HR_ORDERS_MOST);
    return hr_row_refuse(out, "no orders found within the effort: %u leave %u of %u pairs open", facts->tried,
                         facts->open, facts->pairs);
}

static hr_status compute(hr_bound_row *out, const hr_problem *problem) {
    if (problem->notion == HR_F_GLOBAL)
        return hr_row_refuse(out, "proves no margin eps for unit vectors");
    if (hr_is_forest(problem->hierarchy))
        return hr_row_refuse(out, "a forest: U5 says more");
    hr_orders orders;
    hr_orders_facts facts;
    hr_orders_options options = {.seed = problem->seed, .effort = problem->effort};
    hr_status status = hr_orders_find(&orders, &facts, problem->hierarchy, problem->ancestors, &options);
    if (status == HR_ELIMIT)
        return hr_row_refuse(out, "too much is left by the depth-first orders");
    if (status != HR_OK)
        return status;
    if (!orders.k)
        return refuse(out, &facts);
    bool sign = problem->notion == HR_F_SIGN;
    hr_row_start(out, orders.k + sign);
    out->known = HR_CERTIFIED; /* hr_orders_find has compared every pair with its orders */
    price(out, &orders, sign);
    if (facts.base)
        hr_row_note(out, "2 depth-first orders, %u for the %u documents that they leave open",
                    orders.k - facts.base, (unsigned)facts.hard);
    else
        hr_row_note(out, "%u orders, all searched", orders.k);
    hr_orders_clear(&orders);
    return HR_OK;
}

const hr_bound hr_bound_orders = {
    .name = "orders",
    .statement = "U11",
    .side = HR_UPPER,
    .help = "orders of the documents, of which one puts x below S(q) unless x is in it; F-sign one more",
    .compute = compute,
};
