/* The vectors themselves, with a threshold for every query (F-query) or one for all (F-global): what was
 * decided to be FEASIBLE, entry by entry, as it is. */
#include "certificate/kind.h"

#include "certificate/lines.h"
#include "certificate/number.h"
#include "certificate/threshold.h"

static hr_status proves(bool *yes, const hr_certified *c) {
    const hr_check_result *r = c->decision;
    *yes = r && r->verdict == HR_FEASIBLE && c->embedding;
    if (!*yes || r->notion != HR_F_GLOBAL)
        return HR_OK;
    mpz_t mantissa;
    long exponent;
    mpz_init(mantissa);
    hr_status status = hr_global_threshold(yes, mantissa, &exponent, c);
    mpz_clear(mantissa);
    return status;
}

static void put_rows(hr_writer *w, const char *what, const hr_matrix *matrix) {
    hr_put_shape(w, what, matrix->rows, matrix->cols);
    for (size_t i = 0; i < matrix->rows && !w->error; i++) {
        hr_put_row(w, matrix, i);
        hr_put_char(w, '\n');
    }
}

static hr_status put_queries(hr_writer *w, const hr_certified *c) {
    const hr_matrix *queries = &c->embedding->queries;
    hr_query_thresholds thresholds;
    hr_status status = hr_query_thresholds_init(&thresholds, c);
    hr_put_shape(w, "queries", queries->rows, queries->cols);
    for (uint32_t q = 0; q < c->ancestors->queries && status == HR_OK && !w->error; q++) {
        status = hr_query_threshold(&thresholds, q);
        if (status == HR_OK) {
            hr_put_number(w, thresholds.mantissa, thresholds.exponent);
            hr_put_char(w, ' ');
            hr_put_row(w, queries, q);
            hr_put_char(w, '\n');
        }
    }
    hr_query_thresholds_clear(&thresholds);
    return status;
}

static hr_status put_global(hr_writer *w, const hr_certified *c) {
    mpz_t mantissa;
    long exponent;
    bool found;
    mpz_init(mantissa);
    hr_status status = hr_global_threshold(&found, mantissa, &exponent, c);
    hr_put_text(w, "threshold ");
    hr_put_number(w, mantissa, exponent);
    hr_put_char(w, '\n');
    mpz_clear(mantissa);
    return status;
}

static hr_status put(hr_writer *w, const hr_certified *c) {
    hr_notion notion = c->decision->notion;
    hr_put_char(w, '\n');
    hr_status status = notion == HR_F_GLOBAL ? put_global(w, c) : HR_OK;
    if (status != HR_OK)
        return status;
    put_rows(w, "documents", &c->embedding->docs);
    if (notion == HR_F_QUERY)
        return put_queries(w, c);
    put_rows(w, "queries", &c->embedding->queries);
    return HR_OK;
}

const hr_kind hr_kind_vectors = {
    .name = "vectors",
    .proves = proves,
    .claim = hr_claim_feasible,
    .put = put,
};
