/* Linear feasibility by brute force, in rational numbers: by Caratheodory's theorem points a_1, a_2, ... in K
 * dimensions have weights w >= 0, not all 0, with sum w a = 0 exactly when some K + 1 of them or fewer have,
 * whose dependence is unique up to a factor.  All subsets are tried.  Shares no code with src/feasibility;
 * out of memory ends the test program with 99. */
#ifndef LINEAR_TRUTH_H
#define LINEAR_TRUTH_H

#include "feasibility/linear.h"

bool truth_feasible(const hr_ancestors *ancestors, const hr_embedding *embedding,
                    const hr_linear_options *options, uint32_t subject);

/* The definitions of linear.h, word by word: the vector serves, or the weights prove that none does. */
bool truth_vector(const hr_ancestors *ancestors, const hr_embedding *embedding,
                  const hr_linear_options *options, uint32_t subject, const hr_linear_answer *answer);
bool truth_farkas(const hr_ancestors *ancestors, const hr_embedding *embedding,
                  const hr_linear_options *options, uint32_t subject, const hr_linear_answer *answer);

#endif
