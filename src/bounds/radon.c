/* L1: documents that the queries split in every way (Radon form).
 *
 * Let T be documents such that for every split {A,B} of T in two non-empty parts some query holds A and
 * nothing of B, or B and nothing of A.  |T| points in |T| - 2 dimensions have a Radon partition {A,B}: the
 * hulls of A and B meet (Radon 1921).  No threshold then separates A from B: F-query needs |T| - 1
 * dimensions.  When a query holds all of T or nothing of it, F-sign needs |T|: vectors in |T| - 1 dimensions
 * are linearly dependent, sum over A' of l x = sum over B' of l x with l > 0, A' and B' disjoint, not both
 * empty; extended to a split {A,B} of T, whose query would give the left side a positive value and the right
 * one none.
 *
 * No set has more than 1 + log2(n + 1) documents (one query per split), 2 s + 1 (one part has at most s), or
 * 3 in a forest (U5). */
#include "bounds/radon.h"
#include "base/memory.h"
#include "bounds/row.h"
#include "bounds/rows.h"
#include "bounds/shatter.h"
#include "hierarchy/walk.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SMALL = 64 }; /* documents: all sets are tried first */
static const double small_work = 3e7, large_work = 4e8;

static uint32_t most_documents(const hr_problem *problem) {
    const hr_ancestors *a = problem->ancestors;
    double most = fmin(1 + floor(log2((double)a->queries + 1)), 2.0 * a->s + 1);
    if (hr_is_forest(problem->hierarchy))
        most = fmin(most, 3);
    return (uint32_t)fmin(most, fmin(a->documents, HR_SHATTER_MOST));
}

hr_status hr_radon_find(hr_shatter_found *found, const hr_shatter *shatter, const hr_problem *problem,
                        double share) {
    uint32_t most = most_documents(problem);
    double effort = share * (problem->effort > 0 ? problem->effort : 1);
    *found = (hr_shatter_found){0};
    if (problem->ancestors->documents <= SMALL) {
        hr_status status = hr_shatter_search_all(found, shatter, most, (uint64_t)(small_work * effort));
        if (status != HR_OK || found->largest)
            return status;
    }
    hr_shatter_found grown;
    hr_status status =
        hr_shatter_search(&grown, shatter, most, (uint64_t)(large_work * effort), problem->seed);
    if (status == HR_OK && grown.size > found->size)
        *found = grown;
    found->largest = found->size == most;
    return status;
}

static int compare_numbers(const void *x, const void *y) {
    uint32_t p = *(const uint32_t *)x, q = *(const uint32_t *)y;
    return p < q ? -1 : p > q;
}

/* first[split] = the first query that splits the documents so, HR_NONE: none; a split by its smaller trace */
static void first_queries(uint32_t *first, uint32_t *trace, const hr_shatter *shatter,
                          const uint32_t *document, uint32_t count) {
    uint32_t whole = (UINT32_C(1) << count) - 1;
    for (uint32_t i = 0; i < count; i++)
        for (uint64_t k = shatter->start[document[i]]; k < shatter->start[document[i] + 1]; k++)
            trace[shatter->query[k]] |= UINT32_C(1) << i;
    for (uint32_t split = 0; split <= whole >> 1; split++)
        first[split] = HR_NONE;
    for (uint32_t q = 0; q < shatter->ancestors->queries; q++) {
        uint32_t split = trace[q] < (whole ^ trace[q]) ? trace[q] : whole ^ trace[q];
        if (first[split] == HR_NONE)
            first[split] = q;
    }
}

/* The trivial split is left out for F-query. */
hr_status hr_radon_gather(hr_evidence *out, const hr_shatter *shatter, const hr_shatter_found *found) {
    uint32_t count = found->size, splits = UINT32_C(1) << (count - 1), used = 0;
    uint32_t *first = hr_alloc(splits, sizeof *first, "the evidence of a lower bound");
    uint32_t *trace = hr_calloc(shatter->ancestors->queries, sizeof *trace, "the evidence of a lower bound");
    hr_status status = first && trace ? hr_evidence_resize(out, splits, count, false) : HR_ENOMEM;
    if (status == HR_OK) {
        memcpy(out->document, found->member, count * sizeof *out->document);
        qsort(out->document, count, sizeof *out->document, compare_numbers);
        first_queries(first, trace, shatter, out->document, count);
        for (uint32_t split = !shatter->whole; split < splits; split++)
            if (first[split] != HR_NONE)
                out->query[used++] = first[split];
        qsort(out->query, used, sizeof *out->query, compare_numbers);
        out->queries = used;
        out->kind = HR_EVIDENCE_RADON;
        out->notion = shatter->whole ? HR_F_SIGN : HR_F_QUERY;
        out->least = count - !shatter->whole;
    }
    free(first);
    free(trace);
    return status;
}

static hr_status prove(hr_bound_row *out, const hr_shatter *shatter, const hr_shatter_found *found) {
    bool holds = false;
    hr_status status = hr_radon_gather(&out->evidence, shatter, found);
    if (status == HR_OK)
        status = hr_evidence_check(&holds, &out->evidence, shatter->ancestors);
    if (status == HR_OK && !holds)
        status =
            hr_fail(HR_EINTERNAL, "bound: a set of %u documents does not pass the check of L1; this is a bug",
                    found->size);
    return status;
}

static void describe(hr_bound_row *out, const hr_shatter_found *found, const hr_hierarchy *hierarchy) {
    const hr_evidence *e = &out->evidence;
    hr_row_note(out, "%u documents split in every way%s:", e->documents,
                found->largest ? " (no more are)" : "");
    for (uint32_t i = 0; i < e->documents; i++) {
        char room[16];
        const char *name = hr_document_name(hierarchy, e->document[i], room);
        size_t used = strlen(out->note), left = sizeof out->note - used, need = strlen(name) + 1;
        if (need + 5 > left) {
            snprintf(out->note + used, left, " ...");
            return;
        }
        snprintf(out->note + used, left, " %s", name);
    }
}

static hr_status compute(hr_bound_row *out, const hr_problem *problem) {
    hr_shatter shatter;
    hr_shatter_found found;
    hr_status status = hr_shatter_init(&shatter, problem->ancestors, problem->notion == HR_F_SIGN);
    if (status == HR_OK)
        status = hr_radon_find(&found, &shatter, problem, 1);
    if (status == HR_OK && found.size < 2) {
        hr_shatter_clear(&shatter);
        return hr_row_refuse(out, "no query tells two documents apart");
    }
    if (status == HR_OK) {
        hr_row_start(out, 1);
        status = prove(out, &shatter, &found);
    }
    if (status == HR_OK) {
        out->dimension = out->evidence.least;
        out->known = HR_CERTIFIED;
        describe(out, &found, problem->hierarchy);
    }
    hr_shatter_clear(&shatter);
    return status;
}

const hr_bound hr_bound_radon = {
    .name = "Radon",
    .statement = "L1",
    .side = HR_LOWER,
    .help = "|T| - 1 for documents T that the queries split in every way; F-sign |T|",
    .compute = compute,
};
