/* U2 Gaussian, Algorithm 1 of [You]: x_j = g_j / |g_j|, q = the sum of its g_j, normalised. */
#include "base/memory.h"
#include "base/random.h"
#include "embedding/affordable.h"
#include "embedding/methods.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

static hr_status dimension(uint32_t *dim, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                           const hr_method_options *options) {
    (void)hierarchy;
    if (options->dim) {
        *dim = options->dim;
        return HR_OK;
    }
    return hr_union_bound_dimension(dim, ancestors);
}

static double length_of(const double *v, size_t d) {
    double sum = 0; /* in this order: the same bytes at any number of threads */
    for (size_t j = 0; j < d; j++)
        sum += v[j] * v[j];
    return sqrt(sum);
}

/* row = v / length, in the matrix's type */
static void store(hr_matrix *matrix, size_t row, const double *v, double length) {
    size_t d = matrix->cols;
    double scale = length > 0 ? length : 1; /* an empty S(q) keeps the zero vector */
    if (matrix->dtype == HR_FLOAT32)
        for (size_t j = 0; j < d; j++)
            matrix->f32[row * d + j] = (float)(v[j] / scale);
    else
        for (size_t j = 0; j < d; j++)
            matrix->f64[row * d + j] = v[j] / scale;
}

static void add(double *sum, const hr_matrix *docs, size_t row, double length) {
    size_t d = docs->cols;
    if (docs->dtype == HR_FLOAT32)
        for (size_t j = 0; j < d; j++)
            sum[j] += length * docs->f32[row * d + j];
    else
        for (size_t j = 0; j < d; j++)
            sum[j] += length * docs->f64[row * d + j];
}

/* One thread's share of one of the two loops. */
static void draw_documents(hr_matrix *docs, double *length, uint64_t seed, gsl_rng *rng, double *v) {
#pragma omp for schedule(static)
    for (size_t i = 0; i < docs->rows; i++) {
        if (!rng || !v)
            continue;
        hr_rng_stream(rng, seed, HR_STREAM_GAUSSIAN, (uint32_t)i);
        for (size_t j = 0; j < docs->cols; j++)
            v[j] = gsl_ran_gaussian_ziggurat(rng, 1);
        length[i] = length_of(v, docs->cols);
        store(docs, i, v, length[i]);
    }
}

/* g_j is taken back from the stored document as |g_j| x_j, so that the draws need not be kept; members in
 * ascending order. */
static void sum_queries(hr_embedding *out, const double *length, const hr_ancestors *a, double *v) {
#pragma omp for schedule(dynamic, 64)
    for (uint32_t i = 0; i < a->queries; i++) {
        if (!v)
            continue;
        for (size_t j = 0; j < out->docs.cols; j++)
            v[j] = 0;
        for (uint64_t p = a->start[i]; p < a->start[i + 1]; p++)
            add(v, &out->docs, a->document[p], length[a->document[p]]);
        store(&out->queries, i, v, length_of(v, out->docs.cols));
    }
}

static hr_status fill(hr_embedding *out, const hr_ancestors *a, uint64_t seed) {
    double *length = hr_alloc(a->documents, sizeof *length, "the documents' lengths");
    if (!length)
        return HR_ENOMEM;
    int failed = 0;
#pragma omp parallel
    {
        gsl_rng *rng = hr_rng_new(seed, HR_STREAM_GAUSSIAN, 0);
        double *v = malloc(out->docs.cols * sizeof *v);
        if (!rng || !v) {
#pragma omp atomic write
            failed = 1;
        }
        draw_documents(&out->docs, length, seed, rng, v);
        sum_queries(out, length, a, v);
        free(v);
        if (rng)
            gsl_rng_free(rng);
    }
    free(length);
    return failed
               ? hr_fail(HR_ENOMEM, "out of memory: a vector of %zu doubles for each thread", out->docs.cols)
               : HR_OK;
}

static hr_status build(hr_embedding *out, const hr_hierarchy *hierarchy, const hr_ancestors *ancestors,
                       const hr_method_options *options) {
    uint32_t dim;
    hr_dtype dtype = options->dtype;
    if (dtype != HR_FLOAT32 && dtype != HR_FLOAT64)
        return hr_fail(HR_EUSAGE, "gaussian (U2) is stored as float32 or float64, not %s",
                       hr_dtype_name(dtype));
    hr_status status = dimension(&dim, hierarchy, ancestors, options);
    if (status == HR_OK)
        status = hr_affordable_pair((double)ancestors->queries + ancestors->documents, dim,
                                    (double)hr_dtype_size(dtype), "gaussian (U2)");
    if (status == HR_OK)
        status = hr_matrix_init(&out->docs, ancestors->documents, dim, dtype);
    if (status == HR_OK)
        status = hr_matrix_init(&out->queries, ancestors->queries, dim, dtype);
    return status == HR_OK ? fill(out, ancestors, options->seed) : status;
}

const hr_method hr_method_gaussian = {
    .name = "gaussian",
    .statement = "U2",
    .help = "any DAG: random Gaussian directions and their sums, default --dim as sign (F-query); float32 or "
            "float64",
    .version = 1,
    .random = true,
    .takes_dim = true,
    .takes_dtype = true,
    .dimension = dimension,
    .build = build,
};
