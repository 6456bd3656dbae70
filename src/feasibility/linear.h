/* Linear feasibility (theory.md, section 4): can any vector at all serve a query when the documents are
 * fixed, or a document when the queries and their thresholds are?
 *
 * Any query q: is there a vector v (and for F-query a threshold r) with <v,x> > r for x in S(q) and < r for
 * all other documents; F-sign: r = 0.  Any document x: is there v with <q,v> > r(q) for all queries q that
 * have x in S(q) and < r(q) for the others; F-sign: r(q) = 0.
 *
 * FEASIBLE carries a vector, decided exactly against everything that is fixed.  INFEASIBLE carries positive
 * integers w with
 *
 *     sum over members of w x = sum over others of w x,      F-query: sum over members of w = sum over others
 * of w
 *
 * (Farkas: the two sides' cones meet), checked in exact arithmetic; any document: queries in place of x, and
 * for F-query sum over members of w r >= sum over others of w r in place of the equal sums of w.  Everything
 * that leads to them is floating point and only a hint; what neither hints nor exact pivoting settle is
 * UNKNOWN. */
#ifndef HR_LINEAR_H
#define HR_LINEAR_H

#include "feasibility/check.h"

typedef enum { HR_ANY_QUERY, HR_ANY_DOCUMENT } hr_linear_side;

typedef struct {
    hr_linear_side side;
    hr_notion notion; /* HR_F_QUERY or HR_F_SIGN */
    /* HR_ANY_DOCUMENT with HR_F_QUERY: r(q) of every query, finite; otherwise not looked at */
    const double *threshold;
    bool largest; /* the largest margin, by linear programs; otherwise that of the first vector that serves */
    double seconds; /* UNKNOWN for what is not settled by then; 0: no limit */
} hr_linear_options;

/* Number of a document (any document: of a query) and its positive integer. */
typedef struct {
    uint32_t index;
    mpz_t weight;
} hr_linear_term;

typedef struct {
    hr_verdict verdict;
    /* FEASIBLE: with v scaled to |v|_inf = 1, half the gap between the lowest member's and the highest
     * other's score (F-query; infinite where one of them does not exist), or the smallest |score| (F-sign);
     * any document, F-query: the smallest |<q,v> - r(q)| of v as it is.  Rounded.  INFEASIBLE: 0.  UNKNOWN:
     * NaN. */
    double margin;

    /* FEASIBLE: v_j = vector[j] / divisor * 2^exponent, divisor > 0 (1 for any query);
     * any query, F-query: r = threshold * 2^threshold_exponent lies strictly between the two sides' scores */
    size_t dimension;
    mpz_t *vector;
    mpz_t divisor;
    long exponent;
    mpz_t threshold;
    long threshold_exponent;

    /* INFEASIBLE: ascending indices */
    size_t members, others;
    hr_linear_term *member, *other;
} hr_linear_answer;

/* One query or document, number `subject`, with its vector or multipliers.  `out` is overwritten. */
hr_status hr_linear_one(hr_linear_answer *out, const hr_ancestors *ancestors, const hr_embedding *embedding,
                        const hr_linear_options *options, uint32_t subject);
void hr_linear_answer_clear(hr_linear_answer *answer); /* safe on zeroed memory */

/* All queries or all documents. */
typedef struct {
    hr_verdict verdict; /* FEASIBLE: all are; INFEASIBLE: one is; otherwise UNKNOWN */
    uint32_t count;     /* how many subjects */
    uint32_t feasible, infeasible, unknown;
    uint8_t *each;      /* hr_verdict of each */
    double *margin;     /* of each, as in hr_linear_answer */
    uint32_t worst;     /* the feasible subject with the smallest margin; HR_NONE where there is none */
    uint32_t first_bad; /* the first infeasible subject; HR_NONE where there is none */
    hr_matrix vectors;  /* count x d, float64: the vectors found; zero where there is none */
    double seconds;
} hr_linear_result;

hr_status hr_linear_all(hr_linear_result *out, const hr_ancestors *ancestors, const hr_embedding *embedding,
                        const hr_linear_options *options);
void hr_linear_result_clear(hr_linear_result *result);

/* Thresholds for HR_ANY_DOCUMENT: midway between the lowest member's and the highest other's score of every
 * query, whether they are separated or not, rounded to the queries' type.  `threshold` has room for all
 * queries. */
hr_status hr_linear_thresholds(double *threshold, const hr_ancestors *ancestors,
                               const hr_embedding *embedding);

#endif
