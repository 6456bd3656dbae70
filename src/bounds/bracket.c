#include "bounds/bracket.h"

#include <math.h>

void hr_bracket_make(hr_bracket *out, const hr_bound_row *rows) {
    size_t count = 0;
    while (hr_bounds[count])
        count++;
    *out = (hr_bracket){.lower = 1, .upper = HUGE_VAL, .lower_row = count, .upper_row = count};
    for (size_t i = 0; i < count; i++) {
        const hr_bound_row *row = &rows[i];
        if (!row->applies || isnan(row->dimension) || row->known == HR_ESTIMATED)
            continue;
        bool lower = hr_bounds[i]->side == HR_LOWER;
        if (lower && (out->lower_row == count ? row->dimension >= out->lower : row->dimension > out->lower)) {
            out->lower = row->dimension;
            out->lower_row = i;
        }
        if (!lower && row->dimension < out->upper) {
            out->upper = row->dimension;
            out->upper_row = i;
        }
    }
    out->closed = out->lower == out->upper && isfinite(out->upper);
}
