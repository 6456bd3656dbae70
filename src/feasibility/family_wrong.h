/* The wrong pairs of a family that is not exact: matched outside the runs, unmatched inside. */
#ifndef HR_FAMILY_WRONG_H
#define HR_FAMILY_WRONG_H

#include "feasibility/family_measure.h"

/* F-sign's margin (negative) and worst queries into `out`, as hr_family_count left it. */
hr_status hr_family_wrong(hr_check_result *out, const hr_family *family, const hr_family_scale *scale,
                          uint32_t worst);

#endif
