/* What the findings are made with. */
#ifndef HR_FINDING_PARTS_H
#define HR_FINDING_PARTS_H

#include "report/finding.h"

/* Columns of NAME.csv. */
typedef struct {
    size_t kind, hierarchy, name, statement, notion, dimension, distance, quantity, y, state;
    size_t variable[HR_SPEC_VARIABLES];
} hr_finding_columns;

typedef struct {
    hr_findings *out;
    const hr_experiment *e;
    const hr_points *points;
    const hr_table *t;
    const hr_quantity *quantity; /* what the points are counted of */
    hr_finding_columns at;
} hr_finder;

/* finding.c: a new line.  The text is cut at its room, which holds every list that is made here. */
hr_status hr_find_say(hr_finder *f, bool alarm, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

typedef struct {
    char text[2048];
    size_t shown, hidden;
} hr_finding_list;

/* Adds an entry; after `most` entries the rest is only counted, and named by hr_find_close. */
void hr_find_list(hr_finding_list *list, size_t most, const char *entry);
void hr_find_close(hr_finding_list *list);

static inline const char *hr_find_field(const hr_finder *f, size_t row, size_t column) {
    return hr_table_field(f->t, row, column);
}

/* Is the row of this kind, "measured" or "theory", and of the quantity that is counted? */
bool hr_find_counted(const hr_finder *f, size_t row, const char *kind);

/* "sign, H = 12, d = 64": where the row is in the grid. */
void hr_find_place(char *out, size_t size, const hr_finder *f, size_t row);

/* finding_theory.c: measured least dimensions beside the theorems'. */
hr_status hr_find_theory(hr_finder *f);

/* finding_lines.c: fitted slopes, the literature's, the extremes. */
hr_status hr_find_slopes(hr_finder *f);
hr_status hr_find_literature(hr_finder *f);
hr_status hr_find_extremes(hr_finder *f);
const char *hr_find_x(const hr_finder *f); /* the figure's x, "d" for the dimension */

/* finding_change.c: where each series begins and ends; of shares of feasible seeds, where they turn. */
hr_status hr_find_change(hr_finder *f);

#endif
