/* U12, geometric positions: one run in two floats (doc/bounds.md).
 *
 * Queries stand on a line, documents want one run of it each.  The query at t is (t, -t^2), the document
 * whose run ends at a before and at b behind it is (1/a + 1/b, 1/(ab)), and the threshold is 1 for every
 * query:
 *
 *     score - 1 = (t - a)(b - t) / (ab) = (t/a - 1)(1 - t/b).
 *
 * U5 and U6 have t = 0, 1, 2, ..., and the numbers need 2 log2 n bits.  Here t = 2^(i/P), P steps to an
 * octave: neighbours differ by the factor r = 2^(1/P) everywhere, and a float has as many bits for small
 * numbers as for large ones.  After the largest t follow the negative ones, -2^(i/P) with i falling: the line
 * passes through infinity, where 1/a is 0, and the formula holds on.  Octaves 2^-h to 2^h of both signs hold
 * n = 4 h P queries.
 *
 * Margin.  Let s be the step's logarithm, ln 2 / P.  A run of w + 1 queries ends sqrt((w^2 + (w + 2)^2) / 8)
 * steps from its middle; its first and last are then served with score - 1, and the neighbours excluded with
 * 1 - score, of s^2 / 2 (1 + w) or more, up to the order s^3.  Rounding t^2 and the two entries of a document
 * moves a score near 1 by at most 2.5 units of 2^-24 (float32), so that P up to about 1,200 is separated: 4 h
 * P > 140,000 queries for h = 30.  h = 30 also keeps every score, at most 2^(4h + 2), finite.  What float32
 * computes (two products, a sum) adds at most 2 units: P up to about 900.
 *
 * No proof is asked to hold: the entries are the best of the nearest floats by the exact scores of the run's
 * two ends and their neighbours, and hrdim check decides all pairs. */
#ifndef HR_GEOMETRIC_H
#define HR_GEOMETRIC_H

#include "embedding/matrix.h"

typedef struct {
    uint32_t points; /* n */
    hr_dtype dtype;  /* HR_FLOAT32 or HR_FLOAT64 */
    bool bfloat16;   /* of HR_FLOAT32 only the numbers of 8 bits */
    double steps;    /* P */
} hr_geometric;

void hr_geometric_init(hr_geometric *out, uint32_t points, hr_dtype dtype);

/* bfloat16 with h = octaves.  By the margin above there is room for P up to 4.7, with the best of more floats
 * nearby up to HR_SHORT_STEPS: hundreds of points, which U13 makes digits of (embedding/digits.h). */
enum { HR_SHORT_STEPS = 8, HR_SHORT_OCTAVES = 30 };
void hr_geometric_init_bfloat16(hr_geometric *out, uint32_t points, uint32_t octaves);

/* t of a position, before any rounding. */
double hr_geometric_place(const hr_geometric *line, uint32_t position);

/* The query at a position: (t, -t^2). */
void hr_geometric_query(double out[2], const hr_geometric *line, uint32_t position);

/* The document that wants first .. last; false where no floats near it tell these from their neighbours. */
bool hr_geometric_document(double out[2], const hr_geometric *line, uint32_t first, uint32_t last);

/* HR_ELIMIT, in one line, for a document that had no floats. */
hr_status hr_geometric_refuse(const hr_geometric *line);

#endif
