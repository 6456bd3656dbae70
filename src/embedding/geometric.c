#include "embedding/geometric.h"

#include "embedding/bfloat16.h"

#include <math.h>

/* float32: 4 h + 2 < 128, the largest score's exponent.  float64 has bits to spare, and the decision's filter
 * is the sharper the less lengths of rows differ. */
enum { OCTAVES_32 = 30, OCTAVES_64 = 15, LEAST_STEPS = 512 };

static const double LEAST_SHORT_STEPS = 3;

void hr_geometric_init(hr_geometric *out, uint32_t points, hr_dtype dtype) {
    double octaves = dtype == HR_FLOAT32 ? OCTAVES_32 : OCTAVES_64;
    *out = (hr_geometric){.points = points, .dtype = dtype, .steps = points / (4 * octaves)};
    if (out->steps < LEAST_STEPS)
        out->steps = LEAST_STEPS;
}

void hr_geometric_init_bfloat16(hr_geometric *out, uint32_t points, uint32_t octaves) {
    *out = (hr_geometric){
        .points = points, .dtype = HR_FLOAT32, .bfloat16 = true, .steps = points / (4.0 * octaves)};
    if (out->steps < LEAST_SHORT_STEPS)
        out->steps = LEAST_SHORT_STEPS;
}

static double rounded(double value, const hr_geometric *line) {
    if (line->bfloat16)
        return hr_bfloat16(value);
    return line->dtype == HR_FLOAT32 ? (double)(float)value : value;
}

/* The float so many steps up or down. */
static double beside(double value, int way, const hr_geometric *line) {
    int exponent;
    if (!way || (line->bfloat16 && value == 0))
        return value;
    if (line->bfloat16) {
        frexp(value, &exponent);
        return hr_bfloat16(value + ldexp(way, exponent - 8));
    }
    return line->dtype == HR_FLOAT32 ? (double)nextafterf((float)value, way > 0 ? INFINITY : -INFINITY)
                                     : nextafter(value, way > 0 ? INFINITY : -INFINITY);
}

/* 1/t at any place of the line: it falls from 2^h to 2^-h, and from -2^-h to -2^h. */
static double inverse(const hr_geometric *line, double place) {
    double half = ceil(line->points / 2.0), middle = (half - 1) / 2;
    double value = place < half - 0.5 ? exp2((middle - place) / line->steps)
                                      : -exp2((place - (half + middle)) / line->steps);
    return value;
}

double hr_geometric_place(const hr_geometric *line, uint32_t position) {
    return 1 / inverse(line, position);
}

void hr_geometric_query(double out[2], const hr_geometric *line, uint32_t position) {
    double t = rounded(hr_geometric_place(line, position), line);
    out[0] = t;
    out[1] = rounded(-t * t, line);
}

/* How far the score of the query at a position is on its side of 1. */
static long double slack_at(const hr_geometric *line, const double document[2], uint32_t position,
                            bool wanted) {
    double query[2];
    hr_geometric_query(query, line, position);
    long double above = (long double)query[0] * document[0] + (long double)query[1] * document[1] - 1.0L;
    return wanted ? above : -above;
}

static long double slack(const hr_geometric *line, const double document[2], uint32_t first, uint32_t last) {
    long double least = slack_at(line, document, first, true), other = slack_at(line, document, last, true);
    least = other < least ? other : least;
    if (first > 0 && (other = slack_at(line, document, first - 1, false)) < least)
        least = other;
    if (last + 1 < line->points && (other = slack_at(line, document, last + 1, false)) < least)
        least = other;
    return least;
}

bool hr_geometric_document(double out[2], const hr_geometric *line, uint32_t first, uint32_t last) {
    double width = (double)last - first, middle = first + width / 2;
    double reach = sqrt((width * width + (width + 2) * (width + 2)) / 8);
    double before = inverse(line, middle - reach), behind = inverse(line, middle + reach);
    double sum = rounded(before + behind, line), product = rounded(before * behind, line);
    int near = line->bfloat16 ? 2 : 1, side = 2 * near + 1;
    long double best = 0;
    for (int i = 0; i < side * side; i++) {
        double document[2] = {beside(sum, i / side - near, line), beside(product, i % side - near, line)};
        long double now = slack(line, document, first, last);
        if (now <= best)
            continue;
        best = now;
        out[0] = document[0];
        out[1] = document[1];
    }
    return best > 0;
}

hr_status hr_geometric_refuse(const hr_geometric *line) {
    return hr_fail(HR_ELIMIT,
                   "geometric positions (U12): %u queries are %.0f to an octave, too close for %s; %s",
                   line->points, line->steps, line->bfloat16 ? "bfloat16" : hr_dtype_name(line->dtype),
                   line->bfloat16              ? "use float32"
                   : line->dtype == HR_FLOAT32 ? "use float64"
                                               : "use integers");
}
