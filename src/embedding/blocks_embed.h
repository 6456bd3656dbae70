/* U7: blocks as one embedding in integers. */
#ifndef HR_BLOCKS_EMBED_H
#define HR_BLOCKS_EMBED_H

#include "embedding/blocks.h"
#include "embedding/embedding.h"

/* Fills both matrices, hr_blocks_dimension wide; the structure stays the caller's.  Blocks of runs (primal)
 * and of vectors; HR_EUSAGE for the other kinds, which have no such integers here. */
hr_status hr_blocks_embed(hr_embedding *out, const hr_blocks *blocks, bool f_sign);

#endif
