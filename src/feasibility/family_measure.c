#include "feasibility/family_measure.h"

#include "base/memory.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

double hr_log2_padding(double value) {
    double square = value * value;
    return fabs(value) > 0x1p60 ? 2 * log2(fabs(value)) : log2(1 + square);
}

double hr_log2_add(double a, double b) {
    double high = a > b ? a : b, low = a > b ? b : a;
    return isinf(high) || isinf(low) ? high : high + log1p(exp2(low - high)) * M_LOG2E;
}

/* With w = v^2 > 1: |.|^2 = w^first (w^powers - 1) / (w - 1) = w^(first + powers - 1) (1 - w^-powers) / (1 -
 * 1/w). */
double hr_log2_powers(int64_t value, size_t first, size_t powers) {
    double v = fabs((double)value), n = (double)powers;
    if (v == 0)
        return first ? -INFINITY : 0;
    if (v == 1)
        return log2(n) / 2;
    return log2(v) * ((double)first + n - 1) + log2((1 - pow(v, -2 * n)) / (1 - 1 / (v * v))) / 2;
}

double hr_family_log2_roots(const hr_family *f, size_t row, size_t left, int64_t a, int64_t b) {
    const hr_structure *s = f->structure;
    size_t roots = 2 * (size_t)(s->run_start[row + 1] - s->run_start[row]);
    const int64_t *low = s->low + s->run_start[row], *high = s->high + s->run_start[row];
    long double product = 1;
    double bits = 0;
    for (size_t r = 0; r < roots; r++) {
        long double root = r % 2 ? high[r / 2] : low[r / 2];
        product *= r < left ? (long double)a - root : root - (long double)b;
        if (r % 128 == 127) { /* factors are below 2^65, long doubles reach 2^16384 */
            int exponent;
            product = frexpl(product, &exponent);
            bits += exponent;
        }
    }
    if (roots <= 15) /* fits a double */
        return log2((double)product);
    int exponent;
    product = frexpl(product, &exponent);
    return bits + exponent + log2((double)product);
}

/* The number of roots below the point. */
static size_t roots_below(const hr_family *f, size_t row, uint32_t index) {
    uint64_t begin = f->structure->run_start[row], end = f->structure->run_start[row + 1], low = begin,
             high = end;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (f->to[middle] <= index)
            low = middle + 1;
        else
            high = middle;
    }
    return 2 * (size_t)(low - begin) + (low < end && f->from[low] <= index);
}

double hr_family_log2(const hr_family *f, size_t row, uint32_t index) {
    int64_t v = f->value[index];
    size_t padding = f->c - (size_t)(f->structure->run_start[row + 1] - f->structure->run_start[row]);
    double size = hr_family_log2_roots(f, row, roots_below(f, row, index), v, v);
    return padding ? size + (double)padding * hr_log2_padding((double)v) : size;
}

hr_status hr_family_scale_init(hr_family_scale *scale, const hr_family *f) {
    *scale = (hr_family_scale){.widest = -INFINITY};
    double *length = hr_alloc(f->points, sizeof *length, "lengths of points");
    if (!length)
        return HR_ENOMEM;
#pragma omp parallel for schedule(static)
    for (size_t i = 0; i < f->points; i++)
        length[i] = hr_log2_powers(f->value[i], f->first, f->powers);
    const double *documents = f->dual ? length : f->row_length;
    size_t count = f->dual ? f->points : f->rows;
    for (size_t i = 0; i < count; i++)
        if (documents[i] > scale->widest)
            scale->widest = documents[i];
    if (f->dual)
        free(length);
    else
        scale->reach = length;
    return HR_OK;
}

void hr_family_scale_clear(hr_family_scale *scale) {
    free(scale->reach);
    scale->reach = NULL;
}

/* sign * 2^log2_size; the smallest double rather than 0, because the sign is exact. */
static double signed_exp2(int sign, double log2_size) {
    double size = exp2(log2_size);
    return sign * (size > 0 ? size : DBL_TRUE_MIN);
}

void hr_margin_set(hr_check_result *out, int sign, double log2_size) {
    out->margin_sign = sign;
    out->margin = signed_exp2(sign, log2_size);
    out->margin_log10 = log2_size * M_LN2 / M_LN10;
}

typedef struct {
    int sign;
    double log2;
} sized;

static bool below(sized a, sized b) {
    return a.sign != b.sign ? a.sign < b.sign : a.sign > 0 ? a.log2 < b.log2 : a.log2 > b.log2;
}

/* a - b for the margin of F-query, where a > 0 > b */
void hr_family_worst(hr_worst *worst, const hr_family *f, const hr_family_scale *scale, uint32_t query,
                     hr_notion notion) {
    const hr_ancestors *a = f->ancestors;
    uint64_t next = a->start[query], end = a->start[query + 1];
    sized low = {1, INFINITY}, high = {-1, INFINITY};
    size_t row = 0;
    uint32_t index = 0;
    *worst = (hr_worst){query, HR_NONE, query, HR_NONE, 0};
    for (uint32_t x = 0; x < a->documents; x++) {
        row = hr_family_row(f, query, x);
        index = hr_family_index(f, query, x);
        sized value = {hr_family_inside(f, row, index) ? 1 : -1, hr_family_log2(f, row, index)};
        if (next < end && a->document[next] == x) {
            next++;
            if (worst->matched == HR_NONE || below(value, low)) {
                worst->matched = x;
                low = value;
            }
        } else if (worst->unmatched == HR_NONE || below(high, value)) {
            worst->unmatched = x;
            high = value;
        }
    }
    double by = hr_family_log2_query(f, scale, row, index) + scale->widest;
    if (notion == HR_F_QUERY) { /* asked only where matched > 0 > unmatched */
        worst->margin = signed_exp2(1, hr_log2_add(low.log2, high.log2) - 1 - by);
    } else {
        high.sign = -high.sign;
        sized least = below(high, low) ? high : low;
        worst->margin = signed_exp2(least.sign, least.log2 - by);
    }
}
