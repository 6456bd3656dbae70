/* U11 by its levels.  Where there are matrices they are made again from the levels and compared; then the
 * levels are checked against A, pair by pair (embedding/orders_embedding.h says why that decides). */
#include "feasibility/structure.h"

#include "base/progress.h"
#include "embedding/orders_embed.h"

#include <math.h>

static hr_status matrices_agree(bool *yes, const hr_embedding *embedding, bool f_sign) {
    hr_embedding again;
    hr_embedding_init(&again);
    *yes = true;
    if (hr_embedding_levels_only(embedding))
        return HR_OK;
    hr_status status = hr_orders_embed(&again, embedding->structure.orders, f_sign);
    *yes = status == HR_OK && hr_matrix_equal(&embedding->queries, &again.queries) &&
           hr_matrix_equal(&embedding->docs, &again.docs);
    hr_embedding_clear(&again);
    return status;
}

/* Scores differ by B^R at least, are that far from 0 in F-sign; entries are at most B^R, in F-sign 2 B^R of
 * the documents and (2k + 1) B^R of the queries. */
static double least_margin(const hr_orders *o, bool f_sign, hr_notion notion) {
    hr_orders_price price;
    hr_orders_measure(&price, o);
    double coordinates = log2((double)o->k + f_sign), range = (double)price.beta * price.range;
    double length = coordinates + range + (f_sign ? 1 + log2(2.0 * o->k + 1) : 0);
    return -length - (notion == HR_F_QUERY);
}

hr_status hr_decide_orders(hr_check_result *out, const hr_ancestors *ancestors, const hr_embedding *embedding,
                           const hr_check_options *options) {
    double start = hr_seconds();
    bool yes = false;
    hr_decided_start(out, embedding, options);
    const hr_orders *orders = embedding->structure.orders;
    if (!orders || options->notion == HR_F_GLOBAL)
        return HR_OK;
    bool f_sign = embedding->docs.cols == (size_t)orders->k + 1;
    if (!f_sign && (options->notion == HR_F_SIGN || embedding->docs.cols != orders->k))
        return HR_OK;
    hr_status status = matrices_agree(&yes, embedding, f_sign);
    if (status == HR_OK && yes)
        status = hr_orders_check(&yes, orders, ancestors);
    if (status == HR_OK && yes)
        status = hr_decided_feasible(out, ancestors, HR_ORDERS_STRUCTURE,
                                     least_margin(orders, f_sign, options->notion), true);
    if (status != HR_OK)
        hr_check_result_clear(out);
    out->seconds = hr_seconds() - start;
    return status;
}
