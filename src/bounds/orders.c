/* U11: orders.  Let x come before q, in one of t orders of the nodes, exactly when x is not in S(q); X_i(x)
 * is the place of x in order i.  With B = t + 1 the score <q,x> = - sum over i of B^(X_i(q) - X_i(x)) has
 * terms of at most 1 for x in S(q), which is nowhere before q, so <q,x> >= -t; for any other x one term is B
 * or more. F-query in t dimensions, F-sign in t + 1.  The least t is the dimension of the hierarchy as a
 * partial order (Dushnik and Miller 1941): 2 for trees, k for lattice:k.
 *
 * The orders are found on the core (realizer.h).  Where trees hang from the core one order more is enough:
 * add a node above all to the core, last in every order, and let block(v) be the nodes whose first ancestor
 * in the core is v, without v.  In the orders of the core put block(v) right before v, in depth-first order;
 * in the additional one all blocks come first, in the reversed depth-first order, block(v') before block(v)
 * where v' is above v, and then the core.  For w in block(v) or w = v, and x in block(v'):
 *   - v' not above v: v' is before v in some order of the core, and with it its block;
 *   - v' above v, v' != v: the additional order;
 *   - v' = v: the depth-first order of the block or its reverse.
 * For x of the core: x is not above v, so before v and block(v) in some order of the core.
 *
 * Price: places 0 .. N-1, entries B^(N-1-place), -B^place: scores differ by B^(N-1) at least, vectors are no
 * longer than sqrt(t) B^(N-1). */
#include "bounds/realizer.h"
#include "bounds/row.h"
#include "bounds/rows.h"

#include <math.h>

static void price(hr_bound_row *out, double orders, double nodes, bool sign) {
    double log2_base = log2(orders + 1), most = (nodes - 1) * log2_base;
    double coordinates =
        orders + sign; /* F-sign: one more, (t + 1/2) B^(N-1) and 1; twice everything on one side */
    double log2_length = sign ? 1 + log2(orders + 1) : 0;
    out->margin_log10 = -(1 + log2(coordinates) + most + log2_length) * log10(2);
    out->bits = hr_integer_bits(most + log2_length);
}

static hr_status compute(hr_bound_row *out, const hr_problem *problem) {
    if (problem->notion == HR_F_GLOBAL)
        return hr_row_refuse(out, "proves no margin eps for unit vectors");
    hr_realizer r;
    hr_status status = hr_realizer_build(&r, problem->hierarchy);
    if (status != HR_OK)
        return status;
    bool sign = problem->notion == HR_F_SIGN;
    uint32_t core = r.nodes, orders = r.orders, all = orders + r.trees;
    hr_realizer_clear(&r);
    if (!core)
        return hr_row_refuse(out, "a forest: U5 says more");
    if (core > HR_REALIZER_CORE)
        return hr_row_refuse(out, "%u nodes have several parents or are above such, more than %d", core,
                             HR_REALIZER_CORE);
    if (!orders)
        return hr_row_refuse(out, "more than %d orders", HR_REALIZER_MOST);
    hr_row_start(out, all + sign);
    out->known = HR_CERTIFIED; /* hr_realizer_build has compared every pair of the core with its orders */
    price(out, all, problem->hierarchy->nodes, sign);
    hr_row_note(out, "%u orders of a core of %u nodes%s", orders, core,
                all > orders ? ", one more for the trees below it" : "");
    return HR_OK;
}

const hr_bound hr_bound_orders = {
    .name = "orders",
    .statement = "U11",
    .side = HR_UPPER,
    .help = "orders of the nodes, of which one puts x before q unless x is in S(q); F-sign one more",
    .compute = compute,
};
