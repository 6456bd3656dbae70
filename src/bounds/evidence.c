#include "bounds/evidence.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

void hr_evidence_clear(hr_evidence *evidence) {
    free(evidence->query);
    free(evidence->document);
    free(evidence->weight);
    *evidence = (hr_evidence){0};
}

hr_status hr_evidence_resize(hr_evidence *e, uint32_t queries, uint32_t documents, bool weights) {
    free(e->query);
    free(e->document);
    free(e->weight);
    e->queries = queries;
    e->documents = documents;
    e->query = hr_alloc(queries, sizeof *e->query, "the evidence of a lower bound");
    e->document = hr_alloc(documents, sizeof *e->document, "the evidence of a lower bound");
    e->weight =
        weights ? hr_alloc((size_t)queries * documents, sizeof *e->weight, "the evidence of a lower bound")
                : NULL;
    if (e->query && e->document && (e->weight || !weights))
        return HR_OK;
    hr_evidence_clear(e);
    return HR_ENOMEM;
}

/* the numbers are below `end`, and none comes twice */
static hr_status all_different(bool *different, const uint32_t *number, uint32_t count, uint32_t end) {
    *different = false;
    unsigned char *seen = hr_calloc(end, 1, "the check of a lower bound");
    if (!seen)
        return HR_ENOMEM;
    uint32_t i = 0;
    while (i < count && number[i] < end && !seen[number[i]])
        seen[number[i++]] = 1;
    *different = i == count;
    free(seen);
    return HR_OK;
}

enum { MOST_SET = 24 }; /* 2^24 splits */

/* L1: the different splits of T that the listed queries make, {A,B} and {B,A} being the same.  Bit i of a
 * trace stands for document[i]. */
static hr_status radon_holds(bool *holds, const hr_evidence *e, const hr_ancestors *a) {
    if (e->documents < 2 || e->documents > MOST_SET)
        return HR_OK;
    uint32_t whole = (UINT32_C(1) << e->documents) - 1, splits = (whole >> 1) + 1, found = 0;
    unsigned char *seen = hr_calloc(splits, 1, "the check of a lower bound");
    if (!seen)
        return HR_ENOMEM;
    for (uint32_t i = 0; i < e->queries; i++) {
        uint32_t trace = 0;
        for (uint32_t j = 0; j < e->documents; j++)
            trace |= (uint32_t)hr_is_ancestor(a, e->query[i], e->document[j]) << j;
        if (trace > (whole ^ trace))
            trace ^= whole;
        found += !seen[trace];
        seen[trace] = 1;
    }
    bool trivial = seen[0];
    free(seen);
    *holds = e->notion == HR_F_SIGN ? found == splits && e->least <= e->documents
                                    : found - trivial == splits - 1 && e->least <= e->documents - 1;
    return HR_OK;
}

/* L2: for f-sign (K - 1)^(2p) trace < (|R| |C|)^p, for f-query K in place of K - 1 */
static hr_status forster_holds(bool *holds, const hr_evidence *e, const hr_ancestors *a) {
    if (!e->least)
        return HR_OK;
    mpz_t trace, left, right;
    mpz_inits(trace, left, right, NULL);
    hr_status status = hr_evidence_trace(trace, e, a, false);
    mpz_ui_pow_ui(left, e->notion == HR_F_SIGN ? e->least - 1 : e->least, 2ul * e->power);
    mpz_mul(left, left, trace);
    mpz_ui_pow_ui(right, (unsigned long)e->queries * e->documents, e->power);
    *holds = status == HR_OK && mpz_cmp(left, right) < 0;
    mpz_clears(trace, left, right, NULL);
    return status;
}

/* L3: N^p (sum W)^(2p) >= M^p (|R| |C|)^p trace */
static hr_status weights_hold(bool *holds, const hr_evidence *e, const hr_ancestors *a) {
    uint64_t sum = 0;
    for (size_t i = 0; i < (size_t)e->queries * e->documents; i++)
        sum += e->weight[i];
    if (!sum || !e->numerator || !e->denominator)
        return HR_OK;
    mpz_t trace, left, right, power;
    mpz_inits(trace, left, right, power, NULL);
    hr_status status = hr_evidence_trace(trace, e, a, true);
    mpz_ui_pow_ui(left, e->numerator, e->power);
    mpz_ui_pow_ui(power, sum, 2ul * e->power);
    mpz_mul(left, left, power);
    mpz_ui_pow_ui(right, e->denominator, e->power);
    mpz_ui_pow_ui(power, (unsigned long)e->queries * e->documents, e->power);
    mpz_mul(right, right, power);
    mpz_mul(right, right, trace);
    *holds = status == HR_OK && mpz_cmp(left, right) >= 0;
    mpz_clears(trace, left, right, power, NULL);
    return status;
}

/* L5: is there room for `count` different sets?  Here with an ordering of all queries by their sets, where
 * the row counts with a hash table. */
typedef struct {
    const hr_ancestors *ancestors;
    uint32_t query;
} set_of;

static int compare_sets(const void *x, const void *y) {
    const set_of *p = x, *q = y;
    const hr_ancestors *a = p->ancestors;
    uint64_t i = a->start[p->query + 1], j = a->start[q->query + 1], size = i - a->start[p->query],
             other = j - a->start[q->query];
    if (size != other)
        return size < other ? -1 : 1;
    while (size--) /* from the end, where sets differ sooner */
        if (a->document[--i] != a->document[--j])
            return a->document[i] < a->document[j] ? -1 : 1;
    return 0;
}

static hr_status count_holds(bool *holds, const hr_evidence *e, const hr_ancestors *a) {
    set_of *set = hr_alloc(a->queries, sizeof *set, "the check of a lower bound");
    if (!set)
        return HR_ENOMEM;
    for (uint32_t q = 0; q < a->queries; q++)
        set[q] = (set_of){a, q};
    qsort(set, a->queries, sizeof *set, compare_sets);
    uint64_t all = 0, of_size = 0, most = 0, size = UINT64_MAX;
    for (uint32_t i = 0; i < a->queries; i++) {
        if (i && !compare_sets(&set[i - 1], &set[i]))
            continue;
        uint64_t here = a->start[set[i].query + 1] - a->start[set[i].query];
        of_size = here == size ? of_size + 1 : 1;
        size = here;
        most = of_size > most ? of_size : most;
        all++;
    }
    free(set);
    *holds = e->count >= 1 && e->count <= (e->notion == HR_F_SIGN ? all : most);
    return HR_OK;
}

hr_status hr_evidence_check(bool *holds, const hr_evidence *e, const hr_ancestors *a) {
    bool different = true;
    hr_status status = HR_OK;
    *holds = false;
    if (e->notion != HR_F_SIGN && e->notion != HR_F_QUERY)
        return HR_OK;
    if (e->kind != HR_EVIDENCE_COUNT)
        status = all_different(&different, e->document, e->documents, a->documents);
    if (status == HR_OK && different && e->kind != HR_EVIDENCE_COUNT)
        status = all_different(&different, e->query, e->queries, a->queries);
    if (status != HR_OK || !different)
        return status;
    switch (e->kind) {
    case HR_EVIDENCE_RADON:
        return radon_holds(holds, e, a);
    case HR_EVIDENCE_FORSTER:
        return forster_holds(holds, e, a);
    case HR_EVIDENCE_COUNT:
        return count_holds(holds, e, a);
    case HR_EVIDENCE_WEIGHTS:
        return weights_hold(holds, e, a);
    case HR_EVIDENCE_NONE:
        break;
    }
    return HR_OK;
}
