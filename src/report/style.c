#include "report/style.h"

#include <string.h>

static const hr_style styles[] = {
    {"U1", "#0072B2", 7, 1.0},  /* blue, circle */
    {"U2", "#D55E00", 5, 1.0},  /* vermilion, square */
    {"U3", "#009E73", 9, 1.2},  /* bluish green, triangle */
    {"U4", "#CC79A7", 11, 1.2}, /* reddish purple, triangle down */
    {"U5", "#E69F00", 13, 1.9}, /* orange, diamond */
    {"U6", "#56B4E9", 15, 0.9}, /* sky blue, pentagon */
};
static const hr_style other = {"", "#666666", 5, 0.8};

hr_style hr_style_of(const char *statement, unsigned again) {
    hr_style style = other;
    for (unsigned i = 0; i < sizeof styles / sizeof *styles; i++)
        if (!strcmp(styles[i].statement, statement))
            style = styles[i];
    if (again) { /* the palette's last colour, another shape */
        style.colour = again == 1 ? "#000000" : other.colour;
        style.point = 5 + (style.point - 5 + 8 * (int)again) % 12;
        style.size = 1.1;
    }
    return style;
}

const char *hr_style_dash(unsigned again) {
    static const char *const dashes[] = {"(12,6)", "(3,4)", "(12,4,3,4)", "(6,3)"};
    return dashes[again % 4];
}
