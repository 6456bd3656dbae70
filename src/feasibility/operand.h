/* The floating-point view of an embedding that the filter works on, and its proven error bound.
 *
 * Rows are scaled by powers of two: every query by its own, the documents by one for all (by their own when
 * they are divided by their norms), so that the largest entry lies in [1/2, 1); integers that are exact stay
 * as they are.  Then they are rounded to float32 or float64.  With norms of the scaled rows, every score that
 * the filter computes, in any order of summation, with or without fused multiply-add, obeys
 *
 *     |computed - exact| <= relative * |q| |x| + absolute * |q|      (exact in scaled units)
 *
 * doc/error-bound.md has the proof.  Source of its core: Higham, Accuracy and Stability of Numerical
 * Algorithms, 2nd ed. 2002, (3.5): |fl(x'y) - x'y| <= gamma_d |x|'|y|, gamma_d = d u / (1 - d u), and
 * section 2.1 for underflow. */
#ifndef HR_OPERAND_H
#define HR_OPERAND_H

#include "embedding/embedding.h"

typedef struct {
    const hr_embedding *embedding;
    size_t dimension;
    bool narrow;     /* the filter computes in float32, else in float64 */
    bool unit;       /* rows divided by their norms: scores are cosines (F-global) */
    bool error_free; /* integers so small that no operation rounds: relative = absolute = 0 */
    double relative, absolute;
    double refined; /* relative bound when a score of a float32 filter is recomputed in float64 */
    int32_t *query_scale, *doc_scale;  /* scaled entry = entry * 2^scale */
    double *query_norm, *doc_norm;     /* of the scaled rows, within a relative 1e-9; 1 with unit */
    double *query_factor, *doc_factor; /* with unit: what a scaled row is multiplied by; otherwise NULL */
    double largest_doc;                /* max of doc_norm */
} hr_operand;

hr_status hr_operand_init(hr_operand *out, const hr_embedding *embedding, bool unit);
/* The same operand with other queries of the same type and dimension, floats: the documents' side is kept. */
hr_status hr_operand_requery(hr_operand *operand, const hr_embedding *embedding);
void hr_operand_clear(hr_operand *operand);

/* Row `row` of the queries (or documents) as the filter sees it, in double: d entries. */
void hr_operand_query(double *out, const hr_operand *operand, size_t row);
void hr_operand_doc(double *out, const hr_operand *operand, size_t row);

/* The error bound of one score: a float filter's, and that of a score recomputed in float64, whose products
 * have the computed absolute values `size` in all. */
static inline double hr_filter_error(const hr_operand *o, double query_norm, double doc_norm) {
    return query_norm * (o->relative * doc_norm + o->absolute);
}
static inline double hr_refined_error(const hr_operand *o, double query_norm, double doc_norm, double size) {
    double most = query_norm * doc_norm;
    return o->refined * (size < most ? size : most) + query_norm * o->absolute;
}

#endif
