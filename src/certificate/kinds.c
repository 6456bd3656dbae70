#include "certificate/kind.h"

const hr_kind *const hr_kinds[] = {
    &hr_kind_moment,
    &hr_kind_interval,
    &hr_kind_runs,
    &hr_kind_orders,
    &hr_kind_blocks,
    &hr_kind_vectors,
    &hr_kind_pair,
    &hr_kind_farkas,
    &hr_kind_radon,
    &hr_kind_forster,
    &hr_kind_count,
    &hr_kind_weights,
    NULL,
};
