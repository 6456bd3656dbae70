#include "embedding/methods.h"

#include <math.h>

hr_status hr_union_bound_dimension(uint32_t *dim, const hr_ancestors *ancestors) {
    double d = floor(8.0 * ancestors->s * (log(ancestors->queries) + log(ancestors->documents))) + 1;
    if (d > UINT32_MAX)
        return hr_fail(HR_ELIMIT, "the union bound asks for %.0f dimensions; choose fewer with --dim", d);
    *dim = (uint32_t)d;
    return HR_OK;
}

/* |x| <= 1, so a sum over S(q) is at most s in absolute value */
hr_dtype hr_sum_dtype(const hr_ancestors *ancestors) {
    return ancestors->s <= INT8_MAX ? HR_INT8 : HR_INT64;
}

static void add8(int8_t *restrict sum, const int8_t *restrict x, size_t d) {
#pragma omp simd
    for (size_t j = 0; j < d; j++)
        sum[j] = (int8_t)(sum[j] + x[j]);
}

static void add64(int64_t *restrict sum, const int8_t *restrict x, size_t d) {
#pragma omp simd
    for (size_t j = 0; j < d; j++)
        sum[j] += x[j];
}

hr_status hr_sum_documents(hr_embedding *out, const hr_ancestors *a) {
    size_t d = out->docs.cols;
    hr_status status = hr_matrix_init(&out->queries, a->queries, d, hr_sum_dtype(a));
    if (status != HR_OK)
        return status;
    const int8_t *docs = out->docs.i8;
    hr_matrix *queries = &out->queries;
#pragma omp parallel for schedule(dynamic, 64)
    for (uint32_t i = 0; i < a->queries; i++)
        for (uint64_t p = a->start[i]; p < a->start[i + 1]; p++) {
            const int8_t *x = docs + a->document[p] * d;
            if (queries->dtype == HR_INT8)
                add8(queries->i8 + i * d, x, d);
            else
                add64(queries->i64 + i * d, x, d);
        }
    return HR_OK;
}
