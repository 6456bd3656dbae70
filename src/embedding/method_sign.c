/* U1 sign: documents uniform in {-1, +1}^d, a query is the sum over S(q). */
#include "base/random.h"
#include "embedding/affordable.h"
#include "embedding/methods.h"

static hr_status dimension(uint32_t *dim, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                           const hr_method_options *options) {
    (void)hierarchy;
    if (options->dim) {
        *dim = options->dim;
        return HR_OK;
    }
    return hr_union_bound_dimension(dim, ancestors);
}

/* Coordinate j is bit j % 32 of word j / 32 of the row's own stream. */
static void fill_row(int8_t *row, size_t d, gsl_rng *rng) {
    unsigned long word = 0;
    for (size_t j = 0; j < d; j++) {
        if (j % 32 == 0)
            word = gsl_rng_get(rng);
        row[j] = word >> (j % 32) & 1 ? 1 : -1;
    }
}

static hr_status fill_documents(hr_matrix *docs, uint64_t seed) {
    hr_status status = HR_OK;
#pragma omp parallel
    {
        gsl_rng *rng = hr_rng_new(seed, HR_STREAM_SIGN, 0);
        if (!rng) {
#pragma omp atomic write
            status = HR_ENOMEM;
        }
#pragma omp for schedule(static)
        for (size_t i = 0; i < docs->rows; i++)
            if (rng) {
                hr_rng_stream(rng, seed, HR_STREAM_SIGN, (uint32_t)i);
                fill_row(docs->i8 + i * docs->cols, docs->cols, rng);
            }
        if (rng)
            gsl_rng_free(rng);
    }
    return status == HR_OK ? HR_OK : hr_fail(status, "out of memory: a random generator");
}

static hr_status build(hr_embedding *out, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                       const hr_method_options *options) {
    uint32_t dim;
    hr_status status = dimension(&dim, hierarchy, ancestors, options);
    if (status != HR_OK)
        return status;
    double size = (double)hr_dtype_size(hr_sum_dtype(ancestors));
    if ((status = hr_affordable_pair(ancestors->documents + size * ancestors->queries, dim, 1,
                                     "sign (U1)")) != HR_OK ||
        (status = hr_matrix_init(&out->docs, ancestors->documents, dim, HR_INT8)) != HR_OK ||
        (status = fill_documents(&out->docs, options->seed)) != HR_OK)
        return status;
    return hr_sum_documents(out, ancestors);
}

const hr_method hr_method_sign = {
    .name = "sign",
    .statement = "U1",
    .help = "any DAG: random signs and their sums, default --dim floor(8 s ln(n m)) + 1 (F-query), exact",
    .version = 1,
    .random = true,
    .takes_dim = true,
    .dimension = dimension,
    .build = build,
};
