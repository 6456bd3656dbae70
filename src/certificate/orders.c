/* U11: levels of queries and documents in k orders.  A document is in S(q) exactly when it is at or above the
 * query in every order; whoever checks compares all pairs again. */
#include "certificate/kind.h"

#include "certificate/lines.h"

enum { MOST = INT32_MAX - 1 }; /* of doc/certificates.md */

static bool levels_fit(const hr_orders *o) {
    size_t n = (size_t)o->n * o->k, m = (size_t)o->m * o->k;
    for (size_t i = 0; i < n; i++)
        if (o->query_level[i] > MOST)
            return false;
    for (size_t i = 0; i < m; i++)
        if (o->document_level[i] > MOST && o->document_level[i] != HR_NONE)
            return false;
    return true;
}

bool hr_orders_have_lines(const hr_orders *o) {
    return o->k > 0 && levels_fit(o);
}

static hr_status proves(bool *yes, const hr_certified *c) {
    const hr_check_result *r = c->decision;
    const hr_orders *o = c->orders;
    *yes = false;
    if (!o || !r || r->verdict != HR_FEASIBLE || r->notion == HR_F_GLOBAL || !hr_orders_have_lines(o) ||
        r->dimension < (size_t)o->k + (r->notion == HR_F_SIGN))
        return HR_OK;
    return hr_orders_check(yes, o, c->ancestors);
}

static void put_levels(hr_writer *w, const char *what, const uint32_t *level, uint32_t rows, uint32_t k) {
    hr_put_shape(w, what, rows, k);
    for (size_t i = 0; i < (size_t)rows * k && !w->error; i++) {
        if (level[i] == HR_NONE)
            hr_put_char(w, '-');
        else
            hr_put_decimal(w, level[i]);
        hr_put_char(w, (i + 1) % k ? ' ' : '\n');
    }
}

void hr_put_orders(hr_writer *w, const hr_orders *o) {
    hr_put_char(w, '\n');
    put_levels(w, "documents", o->document_level, o->m, o->k);
    put_levels(w, "queries", o->query_level, o->n, o->k);
}

static hr_status put(hr_writer *w, const hr_certified *c) {
    hr_put_orders(w, c->orders);
    return HR_OK;
}

const hr_kind hr_kind_orders = {
    .name = "orders",
    .proves = proves,
    .claim = hr_claim_feasible,
    .put = put,
};
