/* Sorting numbers in linear time. */
#ifndef HR_SORT_H
#define HR_SORT_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

/* Sorts the items by their keys, ascending; equal keys keep their order.  Digit by digit, the last first,
 * over the digits in which keys differ. */
hr_status hr_sort_by_keys(uint64_t *key, uint32_t *item, size_t count);

#endif
