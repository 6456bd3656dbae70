/* How every figure looks, in one place.
 *
 * Colours: Okabe and Ito's palette, told apart by colour-blind readers (https://jfly.uni-koeln.de/color/,
 * 2008). A statement has the same colour and point in every figure; what else tells two series of it apart
 * (the variant: "H = 6", "F-sign") has a dash and a shade. In grey print shapes and dashes are enough. */
#ifndef HR_STYLE_H
#define HR_STYLE_H

#include "report/points.h"

typedef struct {
    char colour[8];   /* "#0072B2" */
    int point;        /* gnuplot's filled point type; the open one is one less */
    double size;      /* statements that often coincide (U5, U6) differ in size: both stay visible */
    const char *dash; /* gnuplot's dashtype */
} hr_style;

/* The style of series i, among all. */
hr_style hr_style_of(const hr_points *points, size_t i);

#endif
