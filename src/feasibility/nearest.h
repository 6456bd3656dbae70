/* The point of a polytope that is nearest to the origin: Wolfe's algorithm, in floating point.
 *
 * Of the convex hull of rows a_1 .. a_W it finds z = sum w_i a_i of least length.  <z,a_i> >= |z|^2 > 0 for
 * all i: z separates the rows from the origin; z = 0: the rows with w_i > 0 are the ones whose hull holds it.
 * These rows (the corral) are affinely independent, so there are at most K + 1 of them. Source: P. Wolfe,
 * Finding the nearest point in a polytope, Mathematical Programming 11 (1976) 128-149. */
#ifndef HR_NEAREST_H
#define HR_NEAREST_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
    HR_NEAREST_APART,  /* z separates: <z,a_i> >= (1 - tolerance) |z|^2 */
    HR_NEAREST_ORIGIN, /* z is 0 but for rounding */
    HR_NEAREST_STALLED /* rounding has the better of it */
} hr_nearest_end;

/* Scratch of one thread, and the problem at hand. */
typedef struct {
    size_t dimension; /* K */
    size_t rows, row_capacity;
    double *row; /* rows x K */
    size_t used; /* the corral, at most K + 1; its rows and weights */
    uint32_t *corral;
    double *weight;
    double *z;     /* K */
    double *score; /* <z,a_i> of all rows, after hr_nearest */
    size_t score_capacity;
    double square; /* |z|^2 */
    size_t steps;
    double scale;                       /* of the 1 that every row is extended by */
    double *factor;                     /* R, column after column: R'R = Gram matrix of the extended corral */
    double *solution, *column, *packed; /* scratch; packed: the corral's rows */
} hr_nearest;

hr_status hr_nearest_init(hr_nearest *nearest, size_t dimension);
void hr_nearest_clear(hr_nearest *nearest);

/* Room for so many rows; keeps those that are there. */
hr_status hr_nearest_room(hr_nearest *nearest, size_t rows);

/* Starts from the corral and weights that are set; from one row when used is 0. */
hr_nearest_end hr_nearest_find(hr_nearest *nearest, double tolerance);

#endif
