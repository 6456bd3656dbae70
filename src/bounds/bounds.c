/* The table of bounds. */
#include "bounds/rows.h"

const char *const hr_known_names[] = {"proved", "certified", "estimated", NULL};

const hr_bound *const hr_bounds[] = {
    &hr_bound_sign_formula,
    &hr_bound_sign_tails,
    &hr_bound_gaussian,
    &hr_bound_code,
    &hr_bound_moment,
    &hr_bound_interval,
    &hr_bound_runs,
    &hr_bound_runs_dual,
    &hr_bound_runs_search,
    &hr_bound_runs_search_dual,
    &hr_bound_separators,
    &hr_bound_orders,
    &hr_bound_radon,
    &hr_bound_forster,
    &hr_bound_margin,
    &hr_bound_line,
    &hr_bound_no_line,
    &hr_bound_information,
    NULL,
};
