/* The sizes of a family's values, as base-2 logarithms: degrees of hundreds leave the range of doubles.  A
 * logarithm carries a few roundings, so a value is right to about 1e-16 times its number of bits. */
#ifndef HR_FAMILY_MEASURE_H
#define HR_FAMILY_MEASURE_H

#include "feasibility/family.h"

/* log2(1 + value^2) */
double hr_log2_padding(double value);
/* log2(2^a + 2^b) */
double hr_log2_add(double a, double b);
/* log2 of the length of (v^first, ..., v^(first + powers - 1)); -inf when all are 0 */
double hr_log2_powers(int64_t value, size_t first, size_t powers);
/* log2 of the product over the row's runs of (a - root) for the `left` smallest roots and (root - b) for the
 * others */
double hr_family_log2_roots(const hr_family *family, size_t row, size_t left, int64_t a, int64_t b);
/* log2 |polynomial at the point| */
double hr_family_log2(const hr_family *family, size_t row, uint32_t index);

/* What scores are divided by. */
typedef struct {
    double *reach; /* primal: log2 |q| of the query at each index; dual: NULL, row_length has it */
    double widest; /* log2 of max |x| */
} hr_family_scale;

hr_status hr_family_scale_init(hr_family_scale *scale, const hr_family *family);
void hr_family_scale_clear(hr_family_scale *scale);
static inline double hr_family_log2_query(const hr_family *f, const hr_family_scale *s, size_t row,
                                          uint32_t index) {
    return s->reach ? s->reach[index] : f->row_length[row];
}

/* A query's lowest matched and highest unmatched document, by a scan of all documents; HR_NONE: there is
 * none.  Fills in worst->margin, F-sign's or F-query's. */
void hr_family_worst(hr_worst *worst, const hr_family *family, const hr_family_scale *scale, uint32_t query,
                     hr_notion notion);

/* A margin of this sign and log2 size into `out`. */
void hr_margin_set(hr_check_result *out, int sign, double log2_size);

#endif
