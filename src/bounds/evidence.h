/* What a lower bound rests on, for whoever checks it (doc/certificates.md: evidence radon, forster, count,
 * weights).  A row of hr_bounds owns its evidence (hr_bound_row_clear). */
#ifndef HR_EVIDENCE_H
#define HR_EVIDENCE_H

#include "feasibility/check.h"
#include "hierarchy/ancestors.h"

#include <gmp.h>

typedef enum {
    HR_EVIDENCE_NONE, /* the row has none */
    HR_EVIDENCE_RADON,
    HR_EVIDENCE_FORSTER,
    HR_EVIDENCE_COUNT,
    HR_EVIDENCE_WEIGHTS
} hr_evidence_kind;

/* The claims, in the words of doc/certificates.md:
 *   RADON, FORSTER   least NOTION `least`
 *   COUNT            bits NOTION `count`
 *   WEIGHTS          margin f-sign `numerator`/`denominator`
 * Queries and documents are numbered within the hierarchy's queries and documents, no number twice; those of
 * RADON ascend. */
typedef struct {
    hr_evidence_kind kind;
    hr_notion notion;                /* F-query or F-sign */
    uint32_t least;                  /* K */
    uint64_t count;                  /* B */
    uint64_t numerator, denominator; /* N, M */
    uint32_t power;                  /* p */
    uint32_t queries, documents;
    uint32_t *query;    /* queries; rows of the submatrix, or those that split the documents */
    uint32_t *document; /* documents; columns, or the set T */
    uint32_t *weight;   /* queries * documents, row by row: WEIGHTS */
} hr_evidence;

/* Room for the numbers of a submatrix, uninitialised; frees what was there. */
hr_status hr_evidence_resize(hr_evidence *evidence, uint32_t queries, uint32_t documents, bool weights);
void hr_evidence_clear(hr_evidence *evidence);

/* Whether the evidence proves its claim, decided in exact integers from the ancestors alone; shares no code
 * with the searches that found it. */
hr_status hr_evidence_check(bool *holds, const hr_evidence *evidence, const hr_ancestors *ancestors);

/* trace((M^T M)^p), M = A where `weights` is false, else W o A; an upper bound on ||M||^(2p). */
hr_status hr_evidence_trace(mpz_t trace, const hr_evidence *evidence, const hr_ancestors *ancestors,
                            bool weights);

#endif
