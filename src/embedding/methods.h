/* The constructions' descriptors, for the table in method.c. */
#ifndef HR_METHODS_H
#define HR_METHODS_H

#include "embedding/method.h"

extern const hr_method hr_method_sign;
extern const hr_method hr_method_gaussian;
extern const hr_method hr_method_code;
extern const hr_method hr_method_moment;
extern const hr_method hr_method_trigonometric;
extern const hr_method hr_method_interval;
extern const hr_method hr_method_runs;
extern const hr_method hr_method_orders;
extern const hr_method hr_method_separators;
extern const hr_method hr_method_blocks;

/* U1's union bound (theory.md): the least whole d > 8 s ln(n m / delta) at delta = 1, where success has
 * positive probability.  HR_ELIMIT when it passes 2^32. */
hr_status hr_union_bound_dimension(uint32_t *dim, const hr_ancestors *ancestors);

/* U1, U3: out->queries becomes the sums of the int8 documents over S(q); int8 when every sum fits, else
 * int64. */
hr_status hr_sum_documents(hr_embedding *out, const hr_ancestors *ancestors);
hr_dtype hr_sum_dtype(const hr_ancestors *ancestors);

#endif
