/* Equal documents: they have equal scores for every query, which no exact arithmetic need find out again. */
#ifndef HR_TWINS_H
#define HR_TWINS_H

#include "embedding/matrix.h"

/* Numbers documents so that equal rows get the number of the first of them; NULL with a message.  The caller
 * frees. */
uint32_t *hr_twins(const hr_matrix *docs);

#endif
