/* The smallest margin of an exact family, over all pairs, by branch and bound on ranges of points. */
#ifndef HR_FAMILY_LEAST_H
#define HR_FAMILY_LEAST_H

#include "feasibility/family_measure.h"

typedef struct {
    double log2; /* of the margin; infinity: no pair bounds it */
    size_t row;  /* where it is attained, unless log2 is infinite */
    uint32_t index;
    bool is_bound; /* the work for an exact value was too much: the margin is at least this */
} hr_family_minimum;

hr_status hr_family_least(hr_family_minimum *out, const hr_family *family, const hr_family_scale *scale,
                          hr_notion notion);

#endif
