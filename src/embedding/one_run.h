/* U5, and U6 with at most one run to a row, read off a structure: what can have geometric positions (U12). */
#ifndef HR_ONE_RUN_H
#define HR_ONE_RUN_H

#include "embedding/embedding.h"
#include "embedding/geometric.h"

/* Whether it is such an embedding; only then the next two are asked. */
bool hr_is_one_run(const hr_embedding *embedding);

bool hr_one_run_position(uint32_t *position, const hr_structure *structure, size_t row);

/* Of a row that has a run. */
bool hr_one_run_ends(uint32_t *first, uint32_t *last, const hr_structure *structure, size_t row);

/* Fills both matrices, 2 or 3 wide, with the line's numbers; the third coordinate, F-sign's, takes the
 * threshold 1 away. */
hr_status hr_place_one_run(hr_embedding *out, const hr_embedding *embedding, const hr_geometric *line);

#endif
