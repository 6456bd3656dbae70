/* How every figure looks, in one place.
 *
 * Colours: Okabe and Ito's palette, told apart by colour-blind readers (https://jfly.uni-koeln.de/color/,
 * 2008). A statement has the same colour and point in every figure; points differ in shape, so that grey
 * print is enough. */
#ifndef HR_STYLE_H
#define HR_STYLE_H

typedef struct {
    const char *statement;
    const char *colour;
    int point;   /* gnuplot's filled point type; the open one is one less */
    double size; /* statements that often coincide (U5, U6) differ in size: both stay visible */
} hr_style;

/* The statement's style; `again` counts the earlier series of the same statement: they get black, then grey.
 */
hr_style hr_style_of(const char *statement, unsigned again);

/* The dashes of theory's curves: another pattern for the second curve of a statement. */
const char *hr_style_dash(unsigned again);

#endif
