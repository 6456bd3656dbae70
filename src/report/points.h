/* What a figure draws, read back from the stored results: series of points and their fitted slopes. */
#ifndef HR_POINTS_H
#define HR_POINTS_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    double x, y, low, high;
    char state; /* 'F' decided, 'U' unknown, 'I' infeasible, 'T' theory */
} hr_point;

typedef struct {
    bool theory;
    char name[64], statement[16];
    hr_point *point;
    size_t points, capacity;
    bool spread;               /* some point's seeds differ */
    double slope, slope_error; /* NAN: no fit */
} hr_point_series;

typedef struct {
    hr_point_series *series; /* in the order of the table */
    size_t count, capacity;
    char notion[16];
    double seeds;    /* the most of any point */
    double fit_from; /* the smallest x of the last fits; NAN: none */
} hr_points;

/* FOLDER/NAME.csv and FOLDER/NAME.fits.csv.  `how` says what to run when they are missing. */
hr_status hr_points_read(hr_points *out, const char *folder, const char *name, const char *how);
void hr_points_clear(hr_points *points);

#endif
