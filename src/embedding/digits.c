#include "embedding/digits.h"

#include "base/memory.h"
#include "embedding/bfloat16.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FEW_CELLS = 480, MOST_CELLS = 720, LONGEST = 448 };
/* The second digit's scores grow with the widest run inside a cell, M = 2^(width / steps), and the sums
 * should be told apart by float64, so that exact arithmetic is left with little: the least width of these
 * that makes few cells. */
static const uint32_t widths[] = {32, 48, 64, 96, 128, 160, 192, 256, 320, LONGEST};
/* U12 has room for 8 steps to an octave in 8 bits: few octaves keep the second digit's scores small. */
enum { INNER_STEPS = 7 };
static const double GAP = 0x1p-9; /* of k */

void hr_digits_clear(hr_digits *d) {
    hr_cells_clear(&d->cells);
    free(d->inside);
    free(d->whole);
    free(d->pair_start);
    free(d->pair);
    *d = (hr_digits){0};
}

static hr_status find_cells(hr_cells *out, const hr_runs *runs, uint32_t positions) {
    if (positions <= HR_ONE_DIGIT)
        return hr_cells_find(out, runs, positions, 1, 1);
    hr_status status = HR_OK;
    for (uint32_t most = FEW_CELLS; most <= MOST_CELLS; most += MOST_CELLS - FEW_CELLS)
        for (size_t i = 0; i < sizeof widths / sizeof *widths && positions / LONGEST < most; i++) {
            status = hr_cells_find(out, runs, positions, LONGEST, widths[i]);
            if (status != HR_OK || (out->count && out->count <= most))
                return status;
            hr_cells_clear(out);
        }
    return hr_fail(
        HR_ELIMIT,
        "positions of two digits (U13): %u queries do not fall into %d cells of at most %d, all that "
        "bfloat16 tells apart; use float32",
        positions, MOST_CELLS, LONGEST);
}

hr_status hr_digits_columns(uint32_t *columns, const hr_runs *runs, uint32_t positions) {
    hr_cells cells = {0};
    hr_status status = find_cells(&cells, runs, positions);
    *columns = positions <= HR_ONE_DIGIT ? 2 : 4;
    hr_cells_clear(&cells);
    return status;
}

static bool is_inside(const hr_digits *d, uint32_t first, uint32_t last) {
    return hr_cells_inside(&d->cells, first, last);
}

static int by_cells(const void *a, const void *b) {
    const hr_digit_run *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return (x->last > y->last) - (x->last < y->last);
}

/* Products of numbers of 8 bits are exact, and so are sums of two that differ little: at k, where it matters.
 */
static double score(const double a[2], const double b[2]) {
    return a[0] * b[0] + a[1] * b[1];
}

/* How far the neighbours are below 1, and the cell's own query from it, which counts for all its documents.
 */
static double slack(const hr_geometric *line, uint32_t cell, const double document[2]) {
    double query[2], least = HUGE_VAL, own = 0;
    for (uint32_t c = cell ? cell - 1 : 0; c <= cell + 1 && c < line->points; c++) {
        hr_geometric_query(query, line, c);
        if (c == cell)
            own = fabs(score(query, document) - 1);
        else
            least = fmin(least, 1 - score(query, document));
    }
    return least - 4 * own;
}

static double beside(double value, int way) {
    int exponent;
    frexp(value, &exponent);
    return hr_bfloat16(value + ldexp(way, exponent - 8));
}

/* X(h): (2/t, 1/t^2), whose score at t' is 1 - (1 - t'/t)^2: 1 in the cell, less than all documents of
 * several cells have there, and at most 1 - s^2 beside it.  The best of the floats nearby. */
static void place_inside(double out[2], const hr_geometric *line, uint32_t cell) {
    enum { NEAR = 2 };
    double t = hr_geometric_place(line, cell), best = -HUGE_VAL;
    for (int i = -NEAR; i <= NEAR; i++)
        for (int j = -NEAR; j <= NEAR; j++) {
            const double near[2] = {beside(hr_bfloat16(2 / t), i), beside(hr_bfloat16(1 / (t * t)), j)};
            double now = slack(line, cell, near);
            if (now <= best)
                continue;
            best = now;
            out[0] = near[0];
            out[1] = near[1];
        }
}

/* The documents' pairs on the first line. */
static hr_status place_documents(hr_digits *d, const hr_runs *runs) {
    uint64_t count = runs->start[runs->rows];
    d->inside = hr_alloc(d->cells.count, sizeof *d->inside, "cells");
    d->whole = hr_alloc(count, sizeof *d->whole, "runs of cells");
    if (!d->inside || !d->whole)
        return HR_ENOMEM;
    for (uint64_t r = 0; r < count; r++)
        if (!is_inside(d, runs->first[r], runs->last[r]))
            d->whole[d->wholes++] =
                (hr_digit_run){d->cells.of[runs->first[r]], d->cells.of[runs->last[r]], {0}};
    qsort(d->whole, d->wholes, sizeof *d->whole, by_cells);
    size_t kept = 0;
    for (size_t i = 0; i < d->wholes; i++)
        if (!i || by_cells(&d->whole[i], &d->whole[kept - 1]))
            d->whole[kept++] = d->whole[i];
    d->wholes = kept;
    bool good = true;
    for (size_t i = 0; i < kept; i++)
        good =
            good && hr_geometric_document(d->whole[i].entry, &d->outer, d->whole[i].first, d->whole[i].last);
    for (uint32_t c = 0; c < d->cells.count; c++) {
        d->inside[c] = (hr_digit_run){c, c, {0}};
        place_inside(d->inside[c].entry, &d->outer, c);
    }
    return good ? HR_OK : hr_geometric_refuse(&d->outer);
}

static bool keeps_gaps(const hr_digits *d, uint32_t cell, const hr_digit_pair *pair) {
    double k = pair->score, gap = GAP * k;
    bool good = k > 0.5;
    for (uint32_t c = 0; good && c < d->cells.count; c++)
        good = c == cell || score(pair->entry, d->inside[c].entry) <= k - gap;
    for (size_t i = 0; good && i < d->wholes; i++) {
        double s = score(pair->entry, d->whole[i].entry);
        bool wanted = d->whole[i].first <= cell && cell <= d->whole[i].last;
        good = wanted ? s >= k + gap : s <= k - gap;
    }
    return good;
}

/* How many numbers of 8 bits the value is the sum of; at `most` so many, it is rounded to the last. */
static uint32_t split(double out[HR_THRESHOLD_PARTS], double value, uint32_t most) {
    uint32_t parts = 0;
    while (value != 0 && parts < most) {
        out[parts] = hr_bfloat16(value);
        value -= out[parts++];
    }
    return parts;
}

/* One digit: the number of 8 bits below k, if that is near enough; two: k + e. */
static uint32_t threshold(double out[HR_THRESHOLD_PARTS], double k, double e) {
    memset(out, 0, HR_THRESHOLD_PARTS * sizeof *out);
    if (!e) {
        double below = hr_bfloat16(k);
        below = below < k ? below : hr_bfloat16(k * (1 - 0x1p-8));
        out[0] = below;
        return below < k && below > k * (1 - GAP) ? 1 : split(out, k * (1 - GAP / 2), 2);
    }
    uint32_t parts = split(out, k, HR_THRESHOLD_PARTS - 1);
    out[parts] = e;
    return parts + 1;
}

static hr_status add_pair(hr_digits *d, const hr_digit_pair *pair) {
    hr_status status =
        (hr_status)hr_grow(&d->pair, &d->pair_room, d->pairs + 1, sizeof *d->pair, "the queries of cells");
    if (status == HR_OK)
        d->pair[d->pairs++] = *pair;
    return status;
}

/* All pairs (u, w) of 8 bits with u from t to 2t and w near -u t, that keep the gaps; at e = 1, for the
 * parts. */
static hr_status find_pairs(hr_digits *d, uint32_t cell) {
    enum { NEAR = 2 };
    int exponent;
    double t = hr_geometric_place(&d->outer, cell), sign = t < 0 ? -1 : 1;
    frexp(t, &exponent);
    hr_status status = HR_OK;
    for (int m = 128; m < 512 && status == HR_OK; m += m < 256 ? 1 : 2) {
        hr_digit_pair pair = {.entry[0] = sign * ldexp(m, exponent - 8)};
        if (fabs(pair.entry[0]) < fabs(t) || fabs(pair.entry[0]) >= 2 * fabs(t))
            continue;
        double middle = hr_bfloat16(-pair.entry[0] * t);
        for (int way = -NEAR; way <= NEAR && status == HR_OK; way++) {
            double room[HR_THRESHOLD_PARTS];
            pair.entry[1] = beside(middle, way);
            pair.score = score(pair.entry, d->inside[cell].entry);
            pair.parts = threshold(room, pair.score, d->columns == 2 ? 0 : 1);
            if (pair.parts < HR_THRESHOLD_PARTS && keeps_gaps(d, cell, &pair))
                status = add_pair(d, &pair);
        }
    }
    return status;
}

static hr_status place_queries(hr_digits *d) {
    hr_status status = HR_OK;
    d->pair_start = hr_calloc((size_t)d->cells.count + 1, sizeof *d->pair_start, "the queries of cells");
    if (!d->pair_start)
        return HR_ENOMEM;
    for (uint32_t c = 0; c < d->cells.count && status == HR_OK; c++) {
        status = find_pairs(d, c);
        d->pair_start[c + 1] = d->pairs;
        if (status == HR_OK && d->pairs == d->pair_start[c])
            status = hr_geometric_refuse(&d->outer);
    }
    return status;
}

/* The place of a position on the second line: cells lie in its middle. */
static uint32_t place_of(const hr_digits *d, uint32_t position) {
    uint32_t cell = d->cells.of[position], begin = d->cells.start[cell];
    return position - begin + (d->cells.longest - (d->cells.start[cell + 1] - begin)) / 2;
}

/* e: the second digit's scores, at most M, times e are at most half of GAP, which is less than GAP k. */
static hr_status measure_inner(hr_digits *d, const hr_runs *runs) {
    double most = 1;
    for (uint64_t r = 0; r < runs->start[runs->rows]; r++) {
        double query[2], document[2];
        if (!is_inside(d, runs->first[r], runs->last[r]))
            continue;
        if (!hr_geometric_document(document, &d->inner, place_of(d, runs->first[r]),
                                   place_of(d, runs->last[r])))
            return hr_geometric_refuse(&d->inner);
        for (uint32_t p = 0; p < d->cells.longest; p++) {
            hr_geometric_query(query, &d->inner, p);
            most = fmax(most, score(query, document));
        }
    }
    d->small = exp2(floor(log2(GAP / 2 / most)));
    return HR_OK;
}

hr_status hr_digits_init(hr_digits *out, const hr_runs *runs, uint32_t positions) {
    *out = (hr_digits){.columns = positions <= HR_ONE_DIGIT ? 2 : 4};
    hr_status status = find_cells(&out->cells, runs, positions);
    if (status == HR_OK) {
        hr_geometric_init_bfloat16(&out->outer, out->cells.count, HR_SHORT_OCTAVES);
        hr_geometric_init_bfloat16(&out->inner, out->cells.longest,
                                   (out->cells.longest + 4 * INNER_STEPS - 1) / (4 * INNER_STEPS));
        status = place_documents(out, runs);
    }
    if (status == HR_OK && out->columns == 4)
        status = measure_inner(out, runs);
    if (status == HR_OK)
        status = place_queries(out);
    if (status != HR_OK)
        hr_digits_clear(out);
    return status;
}

/* With one digit all of k (1 - gap) to k would do: what the parts say lies there. */
static double threshold_of(const hr_digits *d, const hr_digit_pair *pair) {
    double part[HR_THRESHOLD_PARTS], sum = 0;
    uint32_t parts = threshold(part, pair->score, d->small);
    while (parts)
        sum += part[--parts];
    return sum;
}

const hr_digit_pair *hr_digits_choose(const hr_digits *d, uint32_t position, double low, double high,
                                      bool sign) {
    uint32_t cell = d->cells.of[position];
    double middle = isinf(high) ? low : sqrt(low * high), nearest = HUGE_VAL;
    const hr_digit_pair *best = NULL;
    for (size_t i = d->pair_start[cell]; i < d->pair_start[cell + 1]; i++) {
        const hr_digit_pair *pair = &d->pair[i];
        double at = threshold_of(d, pair), away = middle > 0 ? fabs(log(at / middle)) : 0;
        if (at <= low || at >= high || (sign && best && pair->parts > best->parts))
            continue;
        if (!best || away < nearest || (sign && pair->parts < best->parts)) {
            best = pair;
            nearest = away;
        }
    }
    return best;
}

void hr_digits_query(double out[4], const hr_digits *d, uint32_t position, const hr_digit_pair *pair) {
    out[0] = pair->entry[0];
    out[1] = pair->entry[1];
    if (d->columns == 2)
        return;
    hr_geometric_query(out + 2, &d->inner, place_of(d, position));
    out[2] *= d->small;
    out[3] *= d->small;
}

void hr_digits_threshold(double out[HR_THRESHOLD_PARTS], const hr_digits *d, const hr_digit_pair *pair) {
    threshold(out, pair->score, d->small);
}

bool hr_digits_document(double out[4], const hr_digits *d, uint32_t first, uint32_t last) {
    uint32_t cell = d->cells.of[first];
    const hr_digit_run wanted = {cell, d->cells.of[last], {0}};
    bool inside = is_inside(d, first, last);
    const hr_digit_run *run =
        inside ? &d->inside[cell] : bsearch(&wanted, d->whole, d->wholes, sizeof *d->whole, by_cells);
    memset(out, 0, d->columns * sizeof *out);
    if (!run)
        return false;
    out[0] = run->entry[0];
    out[1] = run->entry[1];
    if (!inside || d->columns == 2)
        return true;
    return hr_geometric_document(out + 2, &d->inner, place_of(d, first), place_of(d, last));
}
