#include "report/style.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    const char *statement;
    unsigned colour;
    int point;
    double size;
} row;

static const row rows[] = {
    {"U1", 0x0072B2, 7, 1.0},  /* blue, circle */
    {"U2", 0xD55E00, 5, 1.0},  /* vermilion, square */
    {"U3", 0x009E73, 9, 1.2},  /* bluish green, triangle */
    {"U4", 0xCC79A7, 11, 1.2}, /* reddish purple, triangle down */
    {"U5", 0xE69F00, 13, 1.9}, /* orange, diamond */
    {"U6", 0x56B4E9, 15, 0.9}, /* sky blue, pentagon */
};
/* What is trained, U9: a recipe each, beginning with colours that no construction of most figures has. */
static const row recipes[] = {
    {"U9", 0x882255, 7, 1.0},  /* wine, circle */
    {"U9", 0x009E73, 5, 1.0},  /* bluish green, square */
    {"U9", 0x332288, 9, 1.2},  /* indigo, triangle */
    {"U9", 0x56B4E9, 11, 1.2}, /* sky blue, triangle down */
    {"U9", 0xE69F00, 13, 1.5}, /* orange, diamond */
    {"U9", 0xCC79A7, 15, 1.0}, /* reddish purple, pentagon */
};
static const row other = {"", 0x666666, 5, 0.8};

static const struct {
    int point;
    double size;
} shapes[] = {{7, 1.0}, {5, 1.0}, {9, 1.2}, {11, 1.2}, {13, 1.3}, {15, 1.1}};
enum { SHAPES = sizeof shapes / sizeof *shapes };

static const char *const dashes[] = {"solid", "(8,3)", "(2,3)", "(8,3,2,3)", "(16,4)", "(16,3,2,3,2,3)"},
                         *const theory_dashes[] = {"(12,6)", "(3,4)", "(12,4,3,4)", "(6,3)"};
enum {
    DASHES = sizeof dashes / sizeof *dashes,
    THEORY_DASHES = sizeof theory_dashes / sizeof *theory_dashes
};

/* towards < 0: black, > 0: white; 1 is all the way. */
static unsigned shade(unsigned colour, double towards) {
    unsigned out = 0;
    for (unsigned shift = 0; shift < 24; shift += 8) {
        double channel = (colour >> shift) & 255;
        channel += towards > 0 ? towards * (255 - channel) : towards * channel;
        out |= (unsigned)(channel + 0.5) << shift;
    }
    return out;
}

/* Which of the different variants of measured series this is, how many there are, and of how many statements.
 */
static void rank(const hr_points *points, size_t i, size_t *variant, size_t *variants, size_t *statements) {
    const hr_point_series *s = points->series;
    bool met = false;
    *variant = *variants = *statements = 0;
    for (size_t j = 0; j < points->count; j++) {
        bool new_variant = s[j].kind == s[i].kind, new_statement = s[j].kind == s[i].kind;
        for (size_t k = 0; k < j; k++) {
            if (s[k].kind != s[i].kind)
                continue;
            new_variant = new_variant && strcmp(s[k].variant, s[j].variant);
            new_statement = new_statement && strcmp(s[k].statement, s[j].statement);
        }
        met = met || (s[j].kind == s[i].kind && !strcmp(s[j].variant, s[i].variant));
        *variant += new_variant && !met;
        *variants += new_variant;
        *statements += new_statement;
    }
}

/* "best:reach=0.95" is a variant of "best". */
static bool same_recipe(const hr_point_series *a, const hr_point_series *b) {
    size_t length = strcspn(a->name, ":");
    return !strcmp(a->statement, b->statement) && strcspn(b->name, ":") == length &&
           !strncmp(a->name, b->name, length);
}

static const row *recipe_row(const hr_points *points, size_t i) {
    const hr_point_series *s = points->series;
    size_t rank = 0;
    for (size_t j = 0; j < points->count && !same_recipe(&s[j], &s[i]); j++) {
        bool first = !strcmp(s[j].statement, s[i].statement);
        for (size_t k = 0; k < j; k++)
            first = first && !same_recipe(&s[k], &s[j]);
        rank += first;
    }
    return &recipes[rank % (sizeof recipes / sizeof *recipes)];
}

/* Earlier curves of the same statement: bounds of one statement differ in their dashes. */
static size_t earlier(const hr_points *points, size_t i) {
    size_t count = 0;
    for (size_t j = 0; j < i; j++)
        count += points->series[j].kind == points->series[i].kind &&
                 !strcmp(points->series[j].statement, points->series[i].statement);
    return count;
}

static hr_style literature_style(size_t before) {
    static const int points[] = {4, 8, 12, 6, 10, 3};
    static const char *const greys[] = {"#000000", "#555555", "#808080"};
    hr_style style = {.point = points[before % 6], .size = 0.8, .dash = "(2,2)"};
    snprintf(style.colour, sizeof style.colour, "%s", greys[before % 3]);
    return style;
}

hr_style hr_style_of(const hr_points *points, size_t i) {
    const hr_point_series *s = &points->series[i];
    if (s->kind == HR_SERIES_LITERATURE)
        return literature_style(earlier(points, i));
    row look = other;
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
        if (!strcmp(rows[r].statement, s->statement))
            look = rows[r];
    if (!strcmp(s->statement, "U9"))
        look = *recipe_row(points, i);
    hr_style style = {.point = look.point, .size = look.size};
    size_t variant, variants, statements;
    rank(points, i, &variant, &variants, &statements);
    double towards = 0;
    if (s->kind == HR_SERIES_THEORY) {
        style.dash = theory_dashes[earlier(points, i) % THEORY_DASHES];
    } else if (statements == 1 && variants > 1) { /* one family: from dark to light, every shape another */
        towards = -0.55 + 1.05 * (double)variant / (double)(variants - 1);
        style.point = shapes[variant % SHAPES].point;
        style.size = shapes[variant % SHAPES].size;
        style.dash = dashes[variant / SHAPES % DASHES];
    } else {
        static const double ramp[] = {0, -0.45, 0.35, -0.65, 0.55};
        towards = ramp[variant % 5];
        style.dash = dashes[variant % DASHES];
    }
    snprintf(style.colour, sizeof style.colour, "#%06X", shade(look.colour, towards) & 0xFFFFFF);
    return style;
}
