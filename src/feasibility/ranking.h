/* The best documents of one query in their exact order. */
#ifndef HR_RANKING_H
#define HR_RANKING_H

#include "feasibility/exact.h"
#include "feasibility/scan.h"
#include "hierarchy/ancestors.h"

/* Adds a document; when the room is full, forgets those that are certainly not among the `wanted` best and
 * raises row->least. */
hr_status hr_row_add(hr_row *row, hr_candidate candidate);

typedef struct {
    uint32_t document;
    bool matched;
    uint64_t place;      /* matched: its place in the ancestor sets' arrays */
    double score, error; /* scaled units */
    int32_t exact;       /* index into the ranking's exact values; -1: not computed */
} hr_ranked;

/* Scratch of one thread, reused from query to query. */
typedef struct {
    const hr_operand *operand;
    const hr_exact *exact;
    const uint32_t *twin; /* documents with equal rows have equal numbers here */
    hr_exact_scratch scratch;
    double *query, *doc; /* one row each */
    uint32_t current;    /* the query being ranked */
    hr_ranked *item;     /* best first after hr_rank */
    size_t count, capacity;
    mpz_t *value;
    size_t values, value_capacity;
    uint64_t opened_double, opened_exact;
    hr_status status;
} hr_ranking;

hr_status hr_ranking_init(hr_ranking *ranking, const hr_operand *operand, const hr_exact *exact,
                          const uint32_t *twin);
void hr_ranking_clear(hr_ranking *ranking);

/* Puts S(q) and the row's candidates into their exact order, best first. */
hr_status hr_rank(hr_ranking *ranking, hr_row *row, const hr_ancestors *ancestors);

/* The sign of <q,x> - <q,y>, exactly. */
int hr_rank_compare(hr_ranking *ranking, hr_ranked *x, hr_ranked *y);
/* The sign of <q,x>, exactly. */
int hr_rank_sign(hr_ranking *ranking, hr_ranked *x);
/* The same for any document of the query that was ranked last. */
int hr_rank_sign_of(hr_ranking *ranking, const hr_row *row, uint32_t document);

/* <q,x> - <q,y>, or <q,x> when y is NULL, in scaled units: value * 2^exponent, correct to a few roundings
 * even where the filter's error is larger than the difference. */
double hr_rank_gap(hr_ranking *ranking, hr_ranked *x, hr_ranked *y, long *exponent);

#endif
