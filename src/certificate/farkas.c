/* Positive integers with which the sum over the documents that a query should retrieve meets the sum over
 * others: then no query serves with these documents (and the same with queries in place of documents).
 * hr_linear_one has checked them in exact arithmetic. */
#include "certificate/kind.h"

#include "certificate/lines.h"
#include "certificate/number.h"

static hr_status proves(bool *yes, const hr_certified *c) {
    const hr_linear_answer *a = c->linear;
    *yes = a && a->verdict == HR_INFEASIBLE && a->members + a->others > 0;
    return HR_OK;
}

static void claim(hr_writer *w, const hr_certified *c) {
    hr_put_text(w, c->linear_options->side == HR_ANY_QUERY ? "infeasible any-query "
                                                           : "infeasible any-document ");
    hr_put_text(w, hr_notion_names[c->linear_options->notion]);
    hr_put_char(w, ' ');
    hr_put_decimal(w, c->embedding->docs.cols);
    hr_put_char(w, ' ');
    hr_put_decimal(w, c->subject);
}

static void put_terms(hr_writer *w, const hr_certified *c, const char *what, const hr_linear_term *term,
                      size_t terms) {
    bool query = c->linear_options->side == HR_ANY_QUERY;
    const hr_matrix *fixed = query ? &c->embedding->docs : &c->embedding->queries;
    hr_put_list(w, what, NULL, terms);
    for (size_t i = 0; i < terms; i++) {
        hr_put_decimal(w, term[i].index);
        hr_put_char(w, ' ');
        hr_put_mpz(w, term[i].weight);
        hr_put_char(w, ' ');
        if (!query && c->linear_options->notion == HR_F_QUERY) {
            hr_put_double(w, c->linear_options->threshold[term[i].index]);
            hr_put_char(w, ' ');
        }
        hr_put_row(w, fixed, term[i].index);
        hr_put_char(w, '\n');
    }
}

static hr_status put(hr_writer *w, const hr_certified *c) {
    hr_put_char(w, '\n');
    put_terms(w, c, "members", c->linear->member, c->linear->members);
    put_terms(w, c, "others", c->linear->other, c->linear->others);
    return HR_OK;
}

const hr_kind hr_kind_farkas = {
    .name = "farkas",
    .proves = proves,
    .claim = claim,
    .put = put,
};
