/* The exact decision: does this embedding retrieve this hierarchy (theory.md, sections 1 and 5)?
 *
 * A floating-point filter with a proven error bound decides nearly all pairs, exact arithmetic the rest;
 * scores are never stored as an n x m matrix.  Embeddings with a structure (U4, U5, U6) are decided by it,
 * after it has been checked against the matrices. */
#ifndef HR_CHECK_H
#define HR_CHECK_H

#include "embedding/embedding.h"
#include "hierarchy/ancestors.h"

typedef enum { HR_F_QUERY, HR_F_SIGN, HR_F_GLOBAL } hr_notion;
typedef enum { HR_FEASIBLE, HR_INFEASIBLE, HR_UNKNOWN } hr_verdict;

extern const char *const hr_notion_names[];  /* "f-query", "f-sign", "f-global", NULL */
extern const char *const hr_verdict_names[]; /* "FEASIBLE", "INFEASIBLE", "UNKNOWN", NULL */

typedef enum {
    HR_ROUTE_AUTO,
    HR_ROUTE_PAIRS, /* all pairs through the filter, whatever structure is known */
    HR_ROUTE_BLAS   /* all pairs, with OpenBLAS blocks in place of the fused kernel */
} hr_route;

typedef struct {
    hr_notion notion;
    double eps; /* F-global's eps >= 0; 0 asks for any strict separation by one threshold */
    hr_route route;
    bool verdict_only; /* stop at the first certain violation; recall is then not filled in */
    double seconds;    /* stop with UNKNOWN after so long; 0: no limit */
    uint32_t worst;    /* how many worst pairs to keep, at most HR_WORST */
} hr_check_options;

enum { HR_WORST = 32 };

/* A query with its lowest matched and highest unmatched document.  F-global: those of the whole instance. */
typedef struct {
    uint32_t query, matched;
    uint32_t rival_query,
        unmatched; /* rival_query == query except for F-global; unmatched HR_NONE: none exists */
    double margin; /* unit-normalised, rounded; its sign is exact */
} hr_worst;

typedef struct {
    hr_verdict verdict;
    hr_notion notion;
    double eps;
    size_t dimension;
    hr_structure_kind structure; /* confirmed against the matrices, and what decided; none: the scores did */
    const char *how;    /* "all pairs", "run structure", "block structure", "order structure", "moment
                           structure", "sums of sign vectors" */
    const char *kernel; /* "fused avx512 float32", "OpenBLAS float64", ... */
    hr_dtype dtype;

    /* The worst margin over all queries.  F-query: (lowest matched - highest unmatched) / (2 |q| max|x|);
     * F-sign: min over pairs of A[q,x] <q,x> / (|q| max|x|); F-global: (lowest matched cosine - highest
     * unmatched cosine) / 2 - eps.  Its sign is exact; its value is rounded, log10 for those below 1e-300. */
    int margin_sign;
    double margin;
    double margin_log10;  /* log10 |margin|; -inf when it is 0 */
    bool margin_is_bound; /* the structure gives only: |margin| is at least this */

    bool complete;                          /* the fields below are filled in */
    uint64_t relevant, retrieved, reported; /* pairs in A; those retrieved; all that the encoder retrieves */
    uint32_t distances;                     /* max distance + 1 */
    uint64_t *total, *hit;                  /* pairs and retrieved pairs at each distance */
    double macro;                           /* mean over queries of their recall */
    uint64_t bad_queries;                   /* queries with a wrong pair */

    uint64_t opened_double, opened_exact; /* pairs the filter left open: settled in float64, exactly */
    uint32_t worst_count;
    hr_worst worst[HR_WORST]; /* the smallest margins first */
    double seconds;
} hr_check_result;

/* What "retrieved" means: F-query: x is retrieved for q when at most |S(q)| documents, itself included, score
 * at least as high (so a tie across the cut retrieves neither); F-sign: the score is > 0; F-global: the
 * cosine exceeds every unmatched cosine of the instance by more than 0 and at least 2 eps. */
hr_status hr_check(hr_check_result *out, const hr_ancestors *ancestors, const hr_embedding *embedding,
                   const hr_check_options *options);
void hr_check_result_clear(hr_check_result *result);

#endif
