/* What the rows of hr_bounds say together: lower <= the least dimension <= upper. */
#ifndef HR_BRACKET_H
#define HR_BRACKET_H

#include "bounds/bound.h"

typedef struct {
    double lower, upper; /* lower: 1 where no row says more, HUGE_VAL: no dimension whatever; upper: HUGE_VAL
                            where no row applies */
    size_t lower_row, upper_row; /* of hr_bounds; their number where no row says it */
    bool closed;                 /* lower = upper */
} hr_bracket;

/* rows[i] is hr_bounds[i]'s, all of one problem.  Estimates do not count. */
void hr_bracket_make(hr_bracket *out, const hr_bound_row *rows);

#endif
