#include "feasibility/tally.h"

#include "base/memory.h"
#include "feasibility/structure.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

hr_margin hr_margin_of(int sign, double value, long exponent, double scale) {
    if (!sign)
        return (hr_margin){0, 0, -INFINITY};
    double size = fabs(value) / scale;
    hr_margin margin = {sign, 0, log10(size) + (double)exponent * 0.301029995663981195};
    long clipped = exponent < -4000 ? -4000 : exponent > 4000 ? 4000 : exponent;
    size = ldexp(size, (int)clipped);
    if (size == 0)
        size = DBL_TRUE_MIN; /* the sign is exact: never print 0 for what is not */
    margin.size = sign * size;
    return margin;
}

int hr_margin_compare(hr_margin a, hr_margin b) {
    if (a.sign != b.sign)
        return a.sign < b.sign ? -1 : 1;
    if (fabs(a.size) > 1e-290 && fabs(b.size) > 1e-290)
        return (a.size > b.size) - (a.size < b.size);
    return a.sign * ((a.log10 > b.log10) - (a.log10 < b.log10));
}

hr_status hr_tally_init(hr_tally *tally, const hr_ancestors *ancestors, const hr_check_options *options) {
    memset(tally, 0, sizeof *tally);
    tally->worst_most = options->worst < 1 ? 1 : options->worst > HR_WORST ? HR_WORST : options->worst;
    tally->hit = hr_calloc((size_t)ancestors->max_distance + 1, sizeof *tally->hit, "recall by distance");
    return tally->hit ? HR_OK : HR_ENOMEM;
}

void hr_tally_clear(hr_tally *tally) {
    free(tally->hit);
    tally->hit = NULL;
}

/* Smaller margins first, then smaller queries and documents. */
static bool comes_before(const hr_worst_entry *a, const hr_worst_entry *b) {
    int order = hr_margin_compare(a->margin, b->margin);
    if (order)
        return order < 0;
    if (a->worst.query != b->worst.query)
        return a->worst.query < b->worst.query;
    if (a->worst.matched != b->worst.matched)
        return a->worst.matched < b->worst.matched;
    return a->worst.unmatched < b->worst.unmatched;
}

void hr_tally_worst(hr_tally *tally, hr_margin margin, hr_worst worst) {
    worst.margin = margin.size;
    hr_worst_entry entry = {margin, worst};
    uint32_t at = tally->worst_count;
    if (at == tally->worst_most) {
        if (!comes_before(&entry, &tally->worst[at - 1]))
            return;
        at--;
    } else {
        tally->worst_count++;
    }
    for (; at > 0 && comes_before(&entry, &tally->worst[at - 1]); at--)
        tally->worst[at] = tally->worst[at - 1];
    tally->worst[at] = entry;
}

void hr_tally_merge(hr_tally *into, const hr_tally *from, uint32_t distances) {
    into->retrieved += from->retrieved;
    into->reported += from->reported;
    into->bad_queries += from->bad_queries;
    into->opened_double += from->opened_double;
    into->opened_exact += from->opened_exact;
    for (uint32_t k = 0; k < distances; k++)
        into->hit[k] += from->hit[k];
    for (uint32_t i = 0; i < from->worst_count; i++)
        hr_tally_worst(into, from->worst[i].margin, from->worst[i].worst);
}

hr_status hr_tally_result(hr_check_result *out, const hr_tally *tally, const hr_ancestors *ancestors,
                          const uint32_t *recalled, const hr_check_options *options) {
    out->complete = true;
    out->retrieved = tally->retrieved;
    out->reported = tally->reported;
    out->bad_queries = tally->bad_queries;
    out->opened_double = tally->opened_double;
    out->opened_exact = tally->opened_exact;
    hr_status status = hr_decided_totals(out, ancestors);
    if (status != HR_OK)
        return status;
    memcpy(out->hit, tally->hit, out->distances * sizeof *out->hit);

    double sum = 0;
    uint32_t counted = 0;
    for (uint32_t q = 0; q < ancestors->queries; q++) {
        uint64_t relevant = ancestors->start[q + 1] - ancestors->start[q];
        if (!relevant)
            continue;
        sum += (double)recalled[q] / (double)relevant;
        counted++;
    }
    out->macro = counted ? sum / counted : 1;

    if (tally->worst_count) {
        out->margin_sign = tally->worst[0].margin.sign;
        out->margin = tally->worst[0].margin.size;
        out->margin_log10 = tally->worst[0].margin.log10;
    } else { /* no query has an unmatched document */
        out->margin_sign = 1;
        out->margin = out->margin_log10 = INFINITY;
    }
    for (uint32_t i = 0; i < tally->worst_count && i < options->worst; i++)
        out->worst[out->worst_count++] = tally->worst[i].worst;
    return HR_OK;
}
