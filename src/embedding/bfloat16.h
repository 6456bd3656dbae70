/* bfloat16: 8 significant bits and the exponents of float32.  No type of its own: such a matrix is one of
 * float32 whose entries have no more than these 8 bits (their low 16 bits are zero), as NumPy knows no other.
 */
#ifndef HR_BFLOAT16_H
#define HR_BFLOAT16_H

#include "embedding/embedding.h"

/* The nearest bfloat16, ties to even; subnormals and infinity included. */
double hr_bfloat16(double value);

/* The same of finite float32, many at a time; out and in may be one. */
void hr_bfloat16_row(float *out, const float *in, size_t count);

/* Every entry of a matrix of float32 becomes the nearest bfloat16. */
void hr_matrix_round_bfloat16(hr_matrix *matrix);

/* hr_embedding_round to bfloat16. */
hr_status hr_embedding_round_bfloat16(hr_embedding *out, const hr_embedding *exact);

/* The bfloat16 form that holds best.  One run to a document (U5, U6, U7's easy documents): U13, in 2 or 4
 * columns, with what blocks have beside it, in which the columns of F-sign may be more than one; HR_ELIMIT
 * where the queries are too many. Any other: rounded, as hr_embedding_round does, to 8 bits. */
hr_status hr_embedding_bfloat16(hr_embedding *out, const hr_embedding *exact);

#endif
