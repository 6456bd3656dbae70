/* U7 in floats: blocks of one run at geometric positions (U12), blocks of vectors divided by their
 * thresholds.  All thresholds are 1. */
#ifndef HR_BLOCKS_FLOATS_H
#define HR_BLOCKS_FLOATS_H

#include "embedding/blocks.h"
#include "embedding/embedding.h"

/* Whether every block is of primal runs, at most one to a document, or of vectors with positive thresholds.
 */
bool hr_blocks_have_floats(const hr_blocks *blocks);

/* Fills both matrices, which have the embedding's final type; a column more than the blocks have is F-sign's.
 * HR_ELIMIT where the type does not hold so many positions. */
hr_status hr_blocks_floats(hr_embedding *out, const hr_blocks *blocks);

#endif
